//! Rows read, each made up for the trouble it stands for.

use super::*;
use crate::import::understanding::said::each_word;
use crate::import::{OwnMapping, plan};
use crate::vocab::Vocabulary;

fn rows(lines: &[Vec<String>]) -> Vec<SourceRow> {
    let row =
        |(i, cells): (usize, &Vec<String>)| SourceRow { number: i + 1, line: i + 2, position: 0, cells: cells.clone() };
    lines.iter().enumerate().map(row).collect()
}

fn read_all(header: &[String], lines: &[Vec<String>], own: &OwnMapping) -> (Plan, Vec<Understood>) {
    let (rows, vocabulary) = (rows(lines), Vocabulary::built_in());
    let plan = plan(header, true, &rows, own, &vocabulary);
    let mut reader = ValueReader::new(&vocabulary);
    let read = rows.iter().map(|row| record(&plan, row, &mut reader)).collect();
    (plan, read)
}

fn texts(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

/// The records of a list that is written with `|` between its cells.
fn list(lines: &[&str]) -> Vec<Understood> {
    let mut lines = lines.iter().map(|line| texts(&line.split('|').collect::<Vec<_>>()));
    let header = lines.next().expect("a header");
    read_all(&header, &lines.collect::<Vec<_>>(), &OwnMapping::default()).1
}

/// A record as text: its fields, then its extras.
fn shown(read: &Understood) -> String {
    let fields = read.written.fields().map(|(field, values)| format!("{}={}", field.key(), values.join(";")));
    let extras = read.written.extras().map(|(key, text)| format!("{key}={text}"));
    fields.chain(extras).collect::<Vec<_>>().join(" · ")
}

fn one(header: &str, row: &str) -> String {
    shown(&list(&[header, row])[0])
}

fn troubles(header: &str, row: &str) -> Vec<String> {
    list(&[header, row])[0].troubles.iter().map(|trouble| trouble.message.clone()).collect()
}

#[test]
fn words_go_where_they_belong_whatever_their_column_is_called() {
    assert_eq!(
        one("Name|Specialties", "Ana Ruiz|PTSD, CBT, LGBTQ+, Teens, Couples"),
        "name=Ana Ruiz · specialties=ptsd · approaches=cbt;more · ages=Teens;more · sees=couple;more · affirms=lgbtq;more · \
         imported=Specialties: PTSD, CBT, LGBTQ+, Teens, Couples"
    );
    assert_eq!(
        one("Name|Does not treat", "Ana Ruiz|eating disorders; psychosis"),
        "name=Ana Ruiz · declines=eating-disorders;psychosis"
    );
    assert_eq!(
        one("Name|Schwerpunkte", "Ana Ruiz|Angst, Trauma"),
        "name=Ana Ruiz · specialties=anxiety;trauma · imported=Schwerpunkte: Angst, Trauma"
    );
}

#[test]
fn a_word_that_is_not_known_or_means_several_things_is_reported_and_kept() {
    assert_eq!(
        one("Name|Specialties", "Ana Ruiz|Anxiety, Quilting, ED"),
        "name=Ana Ruiz · specialties=anxiety;more · imported=Specialties: Anxiety, Quilting, ED"
    );
    assert_eq!(
        troubles("Name|Specialties", "Ana Ruiz|Anxiety, Quilting, ED"),
        [
            "“Quilting” is no concern known",
            "“ED” can mean eating disorder or erectile dysfunction or emergency department"
        ]
    );
    // What does not hold must not be read as if it held.
    assert_eq!(
        one("Name|Specialties", "Ana Ruiz|anxiety, but not ocd"),
        "name=Ana Ruiz · imported=Specialties: anxiety, but not ocd"
    );
    assert_eq!(
        one("Name|Insurance", "Ana Ruiz|all except Aetna"),
        "name=Ana Ruiz · imported=Insurance: all except Aetna"
    );
}

#[test]
fn names_come_from_whichever_columns_have_them() {
    assert_eq!(one("First Name|Last Name|Company", "Ana|Ruiz|Harbor"), "name=Ana Ruiz · practice=Harbor");
    assert_eq!(one("First Name|Last Name|Company", "||Harbor"), "name=Harbor · practice=Harbor");
    assert_eq!(
        one("Name|Phone", "Dr. Ana Ruiz, LCSW|617-555-0101"),
        "name=Ana Ruiz · credentials=LCSW · phone=617-555-0101 · imported=Name: Dr. Ana Ruiz, LCSW"
    );
    assert_eq!(one("Vorname|Name|Praxis", "Ana|Ruiz|Praxis am Tor"), "name=Ana Ruiz · practice=Praxis am Tor");
    let read = list(&["Provider|NPI|City", "RUIZ, ANA M|1234567893|LOWELL", "O'NEIL, SEAN|1245319599|BOSTON"]);
    assert_eq!(shown(&read[0]), "name=Ana M Ruiz · npi=1234567893 · city=Lowell");
    assert_eq!(shown(&read[1]), "name=Sean O'Neil · npi=1245319599 · city=Boston");
}

#[test]
fn a_row_without_a_name_is_rejected_and_nobody_is_invented() {
    let read = list(&["Name|Email", "|ana@x.example", "Sam Oduya|"]);
    let rejected = read[0].rejected.as_ref().expect("no name");
    assert_eq!(
        (rejected.column, rejected.message.as_str()),
        (Some(0), "there is no name, neither of a person nor of a practice")
    );
    assert_eq!((shown(&read[0]).as_str(), read[1].rejected.is_none()), ("email=ana@x.example", true));
}

#[test]
fn columns_of_yes_are_read_both_ways() {
    let read = list(&["Name|Aetna|Spanish|Full?|Telehealth|City", "Ana Ruiz|x||yes|Yes|Lowell", "Sam Oduya||x|no|No|"]);
    assert_eq!(
        shown(&read[0]),
        "name=Ana Ruiz · city=Lowell · delivery=video;more · payers=Aetna · accepting=no · \
         imported=Aetna: x | Full?: yes | Telehealth: Yes"
    );
    assert_eq!(
        shown(&read[1]),
        "name=Sam Oduya · languages=Spanish · delivery=in-person · accepting=yes · imported=Spanish: x | Full?: no | Telehealth: No"
    );
}

#[test]
fn a_column_alone_and_what_is_special_say_nothing_of_the_rest() {
    let field = |header: &str, cell: &str, field: &str| {
        let read = one(&format!("Name|Phone|{header}"), &format!("Ana|1-555-0103|{cell}"));
        let found = read.split(" · ").find_map(|part| part.strip_prefix(&format!("{field}=")).map(str::to_owned));
        found.unwrap_or_default()
    };
    assert_eq!(field("Sees couples", "yes", "sees"), "couple;more");
    assert_eq!(field("Couples|Families", "yes|no", "sees"), "couple");
    assert_eq!(field("Court", "yes", "services"), "court;more");
    assert_eq!(field("Services", "Couples therapy, Assessment", "services"), "assessment;more");
    assert_eq!(field("Services", "Assessment, Supervision", "services"), "assessment;supervision");
}

#[test]
fn a_column_of_what_does_not_hold_is_never_taken_for_its_contrary() {
    for header in [
        "Insurance not accepted",
        "Which insurances do you no longer accept, or not accept?",
        "Former insurance",
        "Insurance previously accepted",
    ] {
        let read = one(&format!("Name|Phone|{header}"), "Ana Ruiz|1-555-0103|Aetna");
        assert!(!read.contains("payers="), "{read}");
    }
    for (header, cell) in [
        ("Specialties not offered", "PTSD"),
        ("Ages not seen", "under 12"),
        ("Insurance accepted", "yes"),
        ("Panels closed", "yes"),
        ("No Aetna", "yes"),
    ] {
        let read = one(&format!("Name|Phone|{header}"), &format!("Ana Ruiz|1-555-0103|{cell}"));
        assert_eq!(read, format!("name=Ana Ruiz · phone=1-555-0103 · {header}={cell}"));
    }
    let read = one("Name|Specialties", "Ana Ruiz|OCD. Refers out: psychosis, addiction");
    assert_eq!(read, "name=Ana Ruiz · imported=Specialties: OCD. Refers out: psychosis, addiction");
    let read = one("Name|Licensed States", "Ana|CO, no CA");
    assert_eq!(read, "name=Ana · imported=Licensed States: CO, no CA");
    let read = one("Name|Ages", "Ana|All ages, except under 5");
    assert_eq!(read, "name=Ana · imported=Ages: All ages, except under 5");
    assert_eq!(one("Name|Insurance", "Ana|Aetna*"), "name=Ana · payers=Aetna");
}

#[test]
fn telehealth_only_closes_the_office_and_a_no_to_it_says_nothing() {
    let delivery = |header: &str, cells: &str| {
        let read = one(&format!("Name|City|{header}"), &format!("Ana|Lowell|{cells}"));
        read.split(" · ").find_map(|part| part.strip_prefix("delivery=")).unwrap_or("").to_owned()
    };
    assert_eq!(delivery("Telehealth only?", "yes"), "video");
    assert_eq!(delivery("Telehealth only?", "no"), "");
    assert_eq!(delivery("Telehealth|In-person sessions", "yes|no"), "video");
    assert_eq!(delivery("Telehealth|Do you see clients in person?", "yes|no"), "video");
    assert_eq!(delivery("Telehealth|Office visits offered?", "no|yes"), "in-person");
}

#[test]
fn of_several_phones_the_best_counts_and_the_others_stay() {
    assert_eq!(
        one("Name|Home Phone|Business Phone|Mobile Phone", "Ana Ruiz|1-555-0103|617-555-0101|617-555-0102"),
        "name=Ana Ruiz · phone=617-555-0101 · Mobile Phone=617-555-0102 · Home Phone=1-555-0103"
    );
    assert_eq!(one("Name|Business Phone|Mobile Phone", "Ana Ruiz||617-555-0102"), "name=Ana Ruiz · phone=617-555-0102");
}

#[test]
fn a_home_is_taken_for_an_address_only_where_there_is_no_other_and_kept_private() {
    assert_eq!(
        one("Name|Home Street|Home City|Business Street|Business City", "Ana Ruiz|1 Elm|Acton|12 Mill Rd|Lowell"),
        "name=Ana Ruiz · street=12 Mill Rd · city=Lowell · Home Street=1 Elm · Home City=Acton"
    );
    assert_eq!(
        one("Name|Home Street|Home City", "Ana Ruiz|1 Elm|Acton"),
        "name=Ana Ruiz · street=1 Elm · city=Acton · private_address=yes"
    );
}

#[test]
fn a_contact_whose_address_is_labelled_home_keeps_it_private() {
    let read =
        list(&["Name|Street|Labels", "Ana Ruiz|1 Elm|Phone: work; Street: home", "Sam Oduya|12 Mill Rd|Phone: home"]);
    assert_eq!(
        shown(&read[0]),
        "name=Ana Ruiz · street=1 Elm · private_address=yes · Labels=Phone: work; Street: home"
    );
    assert_eq!(shown(&read[1]), "name=Sam Oduya · street=12 Mill Rd · Labels=Phone: home");
}

#[test]
fn ages_fees_and_waits_come_together() {
    assert_eq!(
        one("Name|Min Age|Max Age|Min Fee|Max Fee|Wait time", "Ana Ruiz|6|17|$120|$180|2-3 weeks"),
        "name=Ana Ruiz · ages=6-17 · fee=120-180 · imported=Wait time: 2-3 weeks"
    );
    assert_eq!(
        one("Name|Fee|Ages", "Ana Ruiz|$150–$200, sliding scale|teens, adults 18+"),
        "name=Ana Ruiz · ages=teens;18+ · fee=150-200 · imported=Fee: $150–$200, sliding scale | Ages: teens, adults 18+"
    );
}

#[test]
fn a_column_that_nobody_understands_stays_under_its_own_name() {
    assert_eq!(
        one("Name|Phone|Fax|Fax|Imported|_row||Fees", "Ana Ruiz|617-555-0101|1|2|3|4|5|yes"),
        "name=Ana Ruiz · phone=617-555-0101 · Fax=1 · Fax (2)=2 · Imported (2)=3 · _row (2)=4 · column_7=5 · Fees (2)=yes"
    );
    assert_eq!(one("Name|Fax", "Ana Ruiz|1|beyond"), "name=Ana Ruiz · Fax=1 · column_3=beyond");
}

#[test]
fn insurers_are_taken_where_they_are_named() {
    let payers = |cell: &str| one("Name|Insurance", &format!("Ana Ruiz|{cell}"));
    assert_eq!(
        payers("Aetna/BCBS and Cigna"),
        "name=Ana Ruiz · payers=Aetna;BCBS;Cigna · imported=Insurance: Aetna/BCBS and Cigna"
    );
    assert_eq!(payers("Out of network"), "name=Ana Ruiz · out_of_network=yes · imported=Insurance: Out of network");
    assert_eq!(payers("most major plans"), "name=Ana Ruiz · imported=Insurance: most major plans");
    assert_eq!(payers("Self-pay only"), "name=Ana Ruiz · payers=Self-pay · imported=Insurance: Self-pay only");
}

#[test]
fn ways_of_meeting_are_read_with_what_else_is_known() {
    let delivery = |cell: &str| one("Name|Telehealth", &format!("Ana Ruiz|{cell}"));
    assert_eq!(delivery("Hybrid"), "name=Ana Ruiz · delivery=in-person;video · imported=Telehealth: Hybrid");
    assert_eq!(delivery("Telehealth only"), "name=Ana Ruiz · delivery=video · imported=Telehealth: Telehealth only");
    assert_eq!(delivery("Yes"), "name=Ana Ruiz · delivery=video;more · imported=Telehealth: Yes");
    // An office that offers video too is still an office.
    let read = one("Name|Street|Telehealth", "Ana Ruiz|12 Mill Rd|Yes");
    assert_eq!(read, "name=Ana Ruiz · street=12 Mill Rd · delivery=in-person;video · imported=Telehealth: Yes");
}

#[test]
fn states_languages_and_letters_are_read_one_by_one() {
    let header = "Name|Licensed states|Languages|Credentials";
    assert_eq!(
        one(header, "Ana Ruiz|MA, New Hampshire; PSYPACT|Español, Klingon|LCSW, Ph.D."),
        "name=Ana Ruiz · credentials=LCSW;Ph.D. · licensed_in=US-MA;US-NH · compacts=psypact · languages=Spanish;more · \
         imported=Licensed states: MA, New Hampshire; PSYPACT | Languages: Español, Klingon"
    );
    assert_eq!(
        one(header, "Ana Ruiz|MA/NH|English and Thai|"),
        "name=Ana Ruiz · licensed_in=US-MA;US-NH · languages=English;Thai · imported=Languages: English and Thai"
    );
    assert_eq!(troubles(header, "Ana Ruiz||Thai, Klingon|"), ["“Klingon” is no language known"]);
}

#[test]
fn codes_that_a_spreadsheet_spoilt_are_put_right() {
    let code = |state: &str, zip: &str| one("Name|State|Zip", &format!("Ana Ruiz|{state}|{zip}"));
    assert_eq!(code("MA", "1850"), "name=Ana Ruiz · region=MA · postal_code=01850 · imported=Zip: 1850");
    assert_eq!(code("MA", "018501234"), "name=Ana Ruiz · region=MA · postal_code=01850-1234 · imported=Zip: 018501234");
    assert_eq!(code("TX", "1850"), "name=Ana Ruiz · region=TX · postal_code=1850");
}

#[test]
fn the_guard_of_a_spreadsheet_is_taken_off() {
    assert_eq!(
        one("Name|Phone|Fax", "Ana Ruiz|'+47 22 33 44 55|'=1"),
        "name=Ana Ruiz · phone=+47 22 33 44 55 · Fax==1"
    );
    assert_eq!(["''=1", "'n Sync", "'@x", "'"].map(without_guard), ["'=1", "'n Sync", "@x", "'"]);
}

#[test]
fn our_own_list_is_taken_as_it_stands() {
    assert_eq!(
        one(
            "id|name|specialties|payers|fee|Shoe size",
            r"ana|Dr. Ana Ruiz, LCSW|PTSD;a\;b;both, of them|BCBS/Aetna|$150 or so|9"
        ),
        "id=ana · name=Dr. Ana Ruiz, LCSW · specialties=PTSD;a;b;both, of them · payers=BCBS/Aetna · fee=$150 or so · Shoe size=9"
    );
    assert_eq!(
        one("name|phone|specialties", "Ana Ruiz|617-555-0101|my own;ptsd"),
        "name=Ana Ruiz · phone=617-555-0101 · specialties=my own;ptsd"
    );
    assert_eq!(
        one("name|phone|payers|Mobile Phone|Clinic", "Ana Ruiz, LCSW|1|A;B|2|x"),
        "name=Ana Ruiz, LCSW · phone=1 · payers=A;B · Mobile Phone=2 · Clinic=x"
    );
    // The same names in another's list are read as another's.
    assert_eq!(
        one("name|specialties|insurance", "Ana Ruiz, LCSW|PTSD, OCD|Aetna"),
        "name=Ana Ruiz · credentials=LCSW · specialties=ptsd;ocd · payers=Aetna"
    );
}

#[test]
fn the_user_has_the_last_word() {
    let own =
        [("Known for", "specialties"), ("Phone", "-"), ("Team", "practice")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    let (own, _) = OwnMapping::read(&own);
    let header = texts(&["Name", "Known for", "Phone", "Team"]);
    let (_, read) = read_all(&header, &[texts(&["Ana Ruiz", "PTSD", "617-555-0101", "Blue"])], &own);
    assert_eq!(shown(&read[0]), "name=Ana Ruiz · practice=Blue · specialties=ptsd · Phone (2)=617-555-0101");
}

/// Numbers that look random and are the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % most as u64).expect("it is small")
    }

    fn of<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.below(all.len())]
    }
}

#[test]
fn no_word_of_any_cell_is_lost() {
    const HEADERS: [&str; 44] = [
        "Name",
        "First Name",
        "Last Name",
        "Title",
        "Practice",
        "name",
        "Phone",
        "Phone 2",
        "E-mail",
        "Website",
        "Address",
        "Address 2",
        "City",
        "State",
        "Zip",
        "Home City",
        "Specialties",
        "Conditions",
        "Does not treat",
        "Approaches",
        "Aetna",
        "Cigna",
        "BCBS",
        "Spanish",
        "Ages",
        "Min Age",
        "Max Age",
        "Fee",
        "Min Fee",
        "Sliding scale",
        "Insurance",
        "Languages",
        "Telehealth",
        "Availability",
        "Full?",
        "Waitlist",
        "Wait time",
        "Gender",
        "Last verified",
        "Notes",
        "Licensed states",
        "",
        "Fax",
        "Location",
    ];
    const CELLS: [&str; 60] = [
        "",
        "",
        "",
        "Ana Ruiz",
        "Dr. Ana Ruiz, LCSW*",
        "RUIZ, ANA",
        "Harbor Counseling LLC",
        "NA",
        "N/A",
        "None",
        "-",
        "yes",
        "no",
        "X",
        "TRUE",
        "0",
        "1",
        "617-555-0101",
        "617-555-0101; 617-555-0102 (home)",
        "ana@x.example",
        "Ana <ana@x.example>, b@x.example",
        "https://x.example/a b",
        "12 Mill Rd, Lowell, MA 01850",
        "Lowell, MA",
        "MA",
        "1850",
        "018501234",
        "anxiety, PTSD/OCD and quilting",
        "not kids, but teens",
        "[\"CBT\", \"DBT\"]",
        "['a', b]",
        "{x}",
        "CBT; couples; LGBTQ+",
        "teens, adults 18+",
        "Grades 6–8",
        "$150–$200, sliding scale",
        "free",
        "150+",
        "Aetna | Cigna",
        "most plans",
        "OON",
        "Spanish (fluent), Klingon",
        "Español",
        "hybrid",
        "full",
        "waitlist",
        "2-3 weeks",
        "6 weeks",
        "Mon 9-5",
        "F",
        "x/y",
        "03/04/2026",
        "2026-02-31",
        "MA; NH and PSYPACT",
        "'=1",
        "''",
        "Ä́ß\u{202e} ﬁ",
        "a\nb\r\nc",
        "(((",
        "\u{0}",
    ];
    let mut chance = Chance(7);
    for round in 0..150 {
        let width = 1 + chance.below(12);
        let header: Vec<String> = (0..width).map(|_| chance.of(&HEADERS).to_owned()).collect();
        let lines: Vec<Vec<String>> = (0..1 + chance.below(5))
            .map(|_| (0..width + chance.below(2)).map(|_| chance.of(&CELLS).to_owned()).collect())
            .collect();
        let (_, read) = read_all(&header, &lines, &OwnMapping::default());
        assert_eq!(read.len(), lines.len());
        for (line, read) in lines.iter().zip(read) {
            let kept: Vec<String> = read.written.texts().flat_map(each_word).map(str::to_lowercase).collect();
            for cell in line {
                for word in each_word(without_guard(cell)) {
                    assert!(
                        kept.contains(&word.to_lowercase()),
                        "round {round}: “{word}” of {cell:?} under {header:?} is lost: {}",
                        shown(&read)
                    );
                }
            }
        }
    }
}

#[test]
fn no_beside_another_tag_is_norwegian() {
    assert_eq!(
        one("Name|Languages", "Ana Ruiz|no;sv"),
        "name=Ana Ruiz · languages=Norwegian;Swedish · imported=Languages: no;sv"
    );
}

/// A yes to sessions in the office says nothing of video, where the list's word on that was not understood or is missing.
#[test]
fn an_office_closes_no_screen() {
    assert_eq!(
        one("Name|In person?", "Ana Ruiz|Y"),
        "name=Ana Ruiz · delivery=in-person;more · imported=In person?: Y"
    );
    assert_eq!(
        one("Name|In person?|Telehealth?", "Ana Ruiz|Y|N"),
        "name=Ana Ruiz · delivery=in-person · imported=In person?: Y | Telehealth?: N"
    );
    assert_eq!(one("Name|Not a fit for", "Ana Ruiz|eating disorders"), "name=Ana Ruiz · declines=eating-disorders");
}
