//! Whole lists understood, each made up for the trouble it stands for.

use super::*;

fn rows(lines: &[&[&str]]) -> Vec<SourceRow> {
    let row = |(i, cells): (usize, &&[&str])| SourceRow {
        number: i + 1,
        line: i + 2,
        position: 0,
        cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
    };
    lines.iter().enumerate().map(row).collect()
}

fn planned(header: &[&str], lines: &[&[&str]]) -> Plan {
    let header: Vec<String> = header.iter().map(|name| (*name).to_owned()).collect();
    plan(&header, true, &rows(lines), &OwnMapping::default(), &Vocabulary::built_in())
}

fn fields(plan: &Plan) -> Vec<String> {
    plan.columns.iter().map(|column| column.field().unwrap_or_else(|| "-".to_owned())).collect()
}

#[test]
fn a_sheet_of_a_group_practice_is_understood() {
    let plan = planned(
        &["therapist", "min_age", "conditions", "emdr", "format", "status", "aetna", "cigna", "acme", "optum"],
        &[
            &["Ana Ruiz, LCSW", "13", "anxiety, grief", "yes", "Hybrid", "full", "yes", "", "yes", ""],
            &["Sam Oduya*", "18", "trauma", "no", "In-Person", "not_taking", "yes", "yes", "", "yes"],
        ],
    );
    assert_eq!(
        fields(&plan),
        [
            "name+credentials",
            "ages.from",
            "concerns",
            "approaches:emdr",
            "delivery",
            "accepting",
            "payers:Aetna",
            "payers:Cigna",
            "payers:Acme",
            "payers:Optum"
        ]
    );
    assert_eq!(plan.refused, None);
}

#[test]
fn a_home_is_no_office_and_a_mailing_address_no_practice() {
    let header = ["Provider", "NPI", "Home City", "Mailing City", "Mailing Zip", "Practice City", "Practice Zip"];
    let row: &[&str] = &["Ana Ruiz", "1234567893", "Acton", "Boston", "02139", "Lowell", "01850"];
    let wanted = ["name", "npi", "-", "-", "-", "city", "postal_code"];
    assert_eq!(fields(&planned(&header, &[row])), wanted);
    // A roster that has one address only means that one.
    let plan =
        planned(&["Licensee Name", "Mailing Address", "City", "Zip"], &[&["RUIZ, ANA", "PO Box 1", "Boston", "02139"]]);
    assert_eq!(fields(&plan), ["name", "street", "city", "postal_code"]);
}

#[test]
fn what_was_assumed_is_told() {
    let plan = planned(&["Clinic", "Home Street"], &[&["Harbor Counseling", "1 Elm"]]);
    assert_eq!(
        plan.notes,
        [
            "the only addresses are homes: their streets are kept private",
            "no column holds the names of people: each practice is taken for a colleague of that name"
        ]
    );
}

#[test]
fn values_speak_against_a_header() {
    let plan = planned(
        &["Name", "Email", "Insurance", "Phone", "Availability", "Title", "Status", "Profile"],
        &[&["Ana Ruiz", "ana", "Yes", "see web", "Mon, Tue", "Team lead", "Active", "https://x.example/ana"]],
    );
    assert_eq!(fields(&plan), ["name", "-", "-", "-", "hours", "-", "-", "website"]);
}

#[test]
fn a_list_without_a_header_is_understood_by_its_values() {
    let lines: [&[&str]; 3] = [
        &["Ana Ruiz", "Harbor Counseling LLC", "https://x.example", "ana@x.example", "02139", "617-555-0101"],
        &["Sam Oduya", "Mill Services", "www.y.example", "sam@y.example", "01850", "617-555-0102"],
        &["Li Wei", "", "", "", "", "617-555-0103"],
    ];
    let header: Vec<String> = (1..=6).map(|i| format!("column_{i}")).collect();
    let plan = plan(&header, false, &rows(&lines), &OwnMapping::default(), &Vocabulary::built_in());
    assert_eq!(fields(&plan), ["name", "practice", "website", "email", "postal_code", "phone"]);
    assert!(plan.columns.iter().all(|column| column.header.is_empty()));
    assert_eq!(plan.columns[3].extra_key(), "column_4");
}

#[test]
fn names_without_a_header_are_found_beside_contacts() {
    let plan = planned(&["", "Email"], &[&["Ana Ruiz", "ana@x.example"], &["Sam Oduya", "sam@x.example"]]);
    assert_eq!(fields(&plan), ["name", "email"]);
}

fn refusal_of(header: &[&str], lines: &[&[&str]]) -> String {
    planned(header, lines).refused.map_or_else(|| "taken".to_owned(), |refusal| refusal.message)
}

#[test]
fn a_table_of_something_else_is_refused_with_the_reason() {
    assert_eq!(
        refusal_of(&["District", "Inhabitants", "Per therapist"], &[&["01 Old Town", "12000", "266.7"]]),
        "this looks like statistics: no column holds the names of people or practices"
    );
    assert_eq!(
        refusal_of(&["code", "description"], &[&["F41", "Worry"]]),
        "no column looks like the names of people or practices"
    );
    assert_eq!(
        refusal_of(&["code", "name"], &[&["1", "blue"], &["2", "dark red"]]),
        "this looks like a list of words: its names are not those of people or practices, and nothing else is said of them"
    );
    assert_eq!(
        refusal_of(&["First Name", "Last Name", "Date of Birth", "Member ID"], &[&["Ana", "Ruiz", "1980-01-01", "W1"]]),
        "this looks like a list of clients, not of colleagues: it has “Date of Birth”, “Member ID”"
    );
    assert_eq!(
        refusal_of(&["Client", "Therapist"], &[&["A. B.", "Ana Ruiz"]]),
        "this looks like a list of clients, not of colleagues: it has “Client”"
    );
    for form in [["What brings you to therapy?", "Current medications"], ["Guardian Phone", "Homeroom"]] {
        let refused = refusal_of(&["Name", "Email", form[0], form[1]], &[&["Ana Ruiz", "ana@x.example", "x", "y"]]);
        assert!(refused.starts_with("this looks like a list of clients"), "{form:?} {refused}");
    }
}

#[test]
fn what_virtual_means_is_told_by_the_other_columns() {
    let of = |second: &str| {
        let cell = if second == "Credentials" { "LCSW" } else { "Lowell" };
        fields(&planned(&["Name", second, "Phone", "Virtual?"], &[&["Ana Ruiz", cell, "617-555-0101", "Yes"]]))
    };
    assert_eq!((of("Credentials")[3].as_str(), of("City")[3].as_str()), ("delivery", "-"));
}

#[test]
fn goods_and_countries_are_no_colleagues() {
    let goods: [&[&str]; 2] =
        [&["Rain Boots", "https://x.example/1", "19"], &["Rain Boots", "https://x.example/2", "20"]];
    assert_eq!(refusal_of(&["Sort", "URL", "Price"], &goods), "no column looks like the names of people or practices");
    let countries: [&[&str]; 2] = [&["AD", "Andorra", "42"], &["AF", "Afghanistan", "34"]];
    assert!(refusal_of(&["country", "name", "age"], &countries).starts_with("this looks like a list of words"));
}

#[test]
fn lists_of_colleagues_with_a_birthday_or_without_contacts_are_taken() {
    assert_eq!(refusal_of(&["Name"], &[&["Ana Ruiz"], &["Sam Oduya"]]), "taken");
    assert_eq!(refusal_of(&["First Name", "Last Name", "Birthday"], &[&["Ana", "Ruiz", "1980-01-01"]]), "taken");
    assert_eq!(refusal_of(&["Name", "Credentials", "Date of Birth", "SSN"], &[&["Ana Ruiz", "LCSW", "", ""]]), "taken");
    assert_eq!(refusal_of(&["Name", "Email"], &[]), "taken");
    let own = OwnMapping::read(&[("Stadtteil".to_owned(), "name".to_owned())]).0;
    let plan = plan(&["Stadtteil".to_owned()], true, &rows(&[&["Mitte"]]), &own, &Vocabulary::built_in());
    assert_eq!(plan.refused, None);
}
