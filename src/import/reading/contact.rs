//! Contacts as a table: each property in the column that lists of people have for it.

use super::card::{self, Card, Property};
use super::held::HeldSheet;
use super::{ReadAs, encoding};
use rustc_hash::FxHashMap;

/// Columns in their order; those of a contact that are not here come behind, as they come.
const COLUMNS: &[&str] = &[
    "Name",
    "Prefix",
    "First Name",
    "Middle Name",
    "Last Name",
    "Suffix",
    "Nickname",
    "Organization",
    "Department",
    "Title",
    "Role",
    "Phone",
    "Phone 2",
    "Phone 3",
    "Phone 4",
    "Fax",
    "Email",
    "Email 2",
    "Email 3",
    "Website",
    "Website 2",
    "Street",
    "City",
    "Region",
    "Postal Code",
    "Country",
    "Address",
    "Other Address",
    "Languages",
    "Gender",
    "Birthday",
    "Categories",
    "Notes",
];

/// Reads contacts that are held in memory.
pub(super) fn open(bytes: &[u8]) -> HeldSheet {
    let (text, encoding, note) = encoding::decode_held(bytes);
    // The properties of a contact name its columns.
    let mut read_as = ReadAs { encoding: "vcard".to_owned(), header_row: Some(0), ..ReadAs::default() };
    if encoding != "utf-8" {
        read_as.notes.push(format!("the contacts are written in {encoding}"));
    }
    read_as.notes.extend(note);
    let (mut names, mut rows, mut pictures) = (Vec::<String>::new(), Vec::new(), 0);
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    for card in card::read(&text) {
        pictures += card.properties.iter().filter(|property| property.is_binary).count();
        let cells = cells(&card);
        if cells.is_empty() {
            read_as.blank += 1;
            continue;
        }
        for (name, _) in &cells {
            if !places.contains_key(name) {
                places.insert(name.clone(), names.len());
                names.push(name.clone());
            }
        }
        rows.push((card.line, cells));
    }
    if pictures > 0 {
        read_as.notes.push(format!("pictures, sounds or keys that were left out: {pictures}"));
    }
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|&at| COLUMNS.iter().position(|column| *column == names[at]).unwrap_or(COLUMNS.len()));
    let header: Vec<String> = order.iter().map(|&at| names[at].clone()).collect();
    let records = rows.into_iter().map(|(line, cells)| {
        let cell = |name: &String| cells.iter().find(|(own, _)| own == name).map(|(_, text)| text.clone());
        (line, header.iter().map(|name| cell(name).unwrap_or_default()).collect())
    });
    HeldSheet::new(read_as, header.clone(), records.collect())
}

/// Cells by the name of their column.
type Row = Vec<(String, String)>;

/// One contact as cells.
fn cells(card: &Card) -> Row {
    let mut row = Row::new();
    let mut labels = Vec::new();
    let all = |name: &str| {
        let named = card.properties.iter().filter(|property| property.name == name && !property.is_binary);
        let mut named: Vec<&Property> = named.filter(|property| !property.text().is_empty()).collect();
        let place = |property: &Property| if property.is("work") { 0 } else { 1 + u8::from(property.is("home")) };
        named.sort_by_key(|property| (property.preference(), place(property)));
        named
    };
    names(&mut row, &all("FN"), &all("N"));
    for organization in all("ORG") {
        let mut parts = organization.parts().into_iter();
        put(&mut row, "Organization", parts.next().unwrap_or_default());
        put(&mut row, "Department", joined(parts, ", "));
    }
    let (fax, phones): (Vec<_>, Vec<_>) =
        all("TEL").into_iter().partition(|phone| phone.is("fax") || phone.is("pager"));
    for phone in fax {
        put(&mut row, if phone.is("fax") { "Fax" } else { "Pager" }, telephone(phone));
    }
    let mut numbered = |row: &mut Row, column: &str, properties: &[&Property], text: &dyn Fn(&Property) -> String| {
        let mut seen: Vec<String> = Vec::new();
        for property in properties {
            let text = text(property);
            if text.is_empty() || seen.contains(&text) {
                continue;
            }
            let name = if seen.is_empty() { column.to_owned() } else { format!("{column} {}", seen.len() + 1) };
            labels.extend(label(card, property).map(|label| format!("{name}: {label}")));
            seen.push(text.clone());
            put(row, &name, text);
        }
    };
    numbered(&mut row, "Phone", &phones, &telephone);
    numbered(&mut row, "Email", &all("EMAIL"), &|mail| without(&mail.text(), "mailto:"));
    numbered(&mut row, "Website", &all("URL"), &Property::text);
    let addresses = all("ADR");
    for (at, address) in addresses.iter().enumerate() {
        if at == 0 {
            main_address(&mut row, address);
        } else {
            put(&mut row, "Other Address", one_line(address));
        }
        if let Some(label) = label(card, address) {
            let name = if at == 0 { "Street" } else { "Other Address" };
            labels.push(format!("{name}: {label}"));
        }
    }
    if addresses.is_empty() {
        for (at, written) in all("LABEL").iter().enumerate() {
            let column = if at == 0 { "Address" } else { "Other Address" };
            put(&mut row, column, written.text().replace('\n', ", "));
        }
    }
    for property in card.properties.iter().filter(|property| !property.is_binary) {
        other(&mut row, property, !addresses.is_empty());
        if !["TEL", "EMAIL", "URL", "ADR", "X-ABLABEL"].contains(&property.name.as_str()) {
            labels.extend(own_label(card, property).map(|label| format!("{}: {label}", property.name)));
        }
    }
    put(&mut row, "Labels", labels.join("; "));
    row
}

fn names(row: &mut Row, written: &[&Property], parts: &[&Property]) {
    let columns = ["Last Name", "First Name", "Middle Name", "Prefix", "Suffix"];
    if let Some(name) = parts.first() {
        let parts = name.parts().into_iter().map(|part| part.split(',').map(str::trim).collect::<Vec<_>>().join(" "));
        let parts: Vec<String> = parts.take(columns.len()).collect();
        if written.is_empty() {
            let order = [3, 1, 2, 0, 4].into_iter().filter_map(|at| parts.get(at).cloned());
            put(row, "Name", joined(order, " "));
        }
        columns.iter().zip(parts).for_each(|(column, part)| put(row, column, part));
    }
    let mut written = written.iter().map(|name| name.text());
    put(row, "Name", written.next().unwrap_or_default());
    written.for_each(|name| put(row, "Other Name", name));
}

/// The seven parts of an address: box, further, street, city, region, code, country.
fn main_address(row: &mut Row, address: &Property) {
    let mut parts = address.parts().into_iter().map(|part| part.replace('\n', ", "));
    let (box_, further, street) = (parts.next(), parts.next(), parts.next());
    put(row, "Street", joined([street, further, box_].into_iter().flatten(), ", "));
    for column in ["City", "Region", "Postal Code", "Country"] {
        put(row, column, parts.next().unwrap_or_default());
    }
}

fn one_line(address: &Property) -> String {
    joined(address.parts().into_iter().map(|part| part.replace('\n', ", ")), ", ")
}

/// Every property that has no place of its own above.
fn other(row: &mut Row, property: &Property, has_address: bool) {
    let name = property.name.as_str();
    match name {
        "VERSION" | "PRODID" | "PROFILE" | "FN" | "N" | "ORG" | "TEL" | "EMAIL" | "URL" | "ADR" | "X-ABLABEL" => {}
        "LABEL" if !has_address => {}
        "NICKNAME" => put(row, "Nickname", property.items().join(", ")),
        "TITLE" => put(row, "Title", property.text()),
        "ROLE" => put(row, "Role", property.text()),
        "CATEGORIES" => put(row, "Categories", property.items().join("; ")),
        "PRONOUNS" => put(row, "Pronouns", property.text()),
        "X-NPI" => put(row, "NPI", property.text()),
        // What a server calls its list, not a person.
        "NAME" => put(row, "Source Name", property.text()),
        "LANG" => put(row, "Languages", property.text()),
        "BDAY" => put(row, "Birthday", property.text()),
        "NOTE" => put(row, "Notes", property.text()),
        "GENDER" => put(row, "Gender", gender(property)),
        _ => put(row, name, property.text()),
    }
}

/// vCard 4 says a letter, then words of one's own.
fn gender(property: &Property) -> String {
    let mut parts = property.parts().into_iter();
    let (letter, words) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    if !words.is_empty() {
        return words;
    }
    match letter.as_str() {
        "M" | "m" => "male".to_owned(),
        "F" | "f" => "female".to_owned(),
        "O" | "o" => "other".to_owned(),
        "U" | "u" => String::new(),
        _ => letter,
    }
}

/// A number, also where it is written as an address: `tel:+1-201-555-0123;ext=102`.
fn telephone(phone: &Property) -> String {
    without(&phone.text(), "tel:").replace(";ext=", " ext. ")
}

fn without(text: &str, scheme: &str) -> String {
    let has_scheme = text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    if has_scheme { text[scheme.len()..].to_owned() } else { text.to_owned() }
}

/// What the user called a property.
fn own_label(card: &Card, property: &Property) -> Option<String> {
    let mut own = card.properties.iter().filter(|other| other.name == "X-ABLABEL" && other.group == property.group);
    let written = own.next().filter(|_| !property.group.is_empty()).map(Property::text);
    written.map(|label| label.trim_start_matches("_$!<").trim_end_matches(">!$_").to_owned())
}

/// The same, or whether a number or an address is the one at home.
fn label(card: &Card, property: &Property) -> Option<String> {
    own_label(card, property).or_else(|| {
        let kinds = property.types().into_iter().filter(|kind| ["home", "cell", "other"].contains(&kind.as_str()));
        let kinds: Vec<String> = kinds.collect();
        (!kinds.is_empty()).then(|| kinds.join(" "))
    })
}

fn joined(parts: impl IntoIterator<Item = String>, between: &str) -> String {
    parts.into_iter().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join(between)
}

/// Writes a cell; a second value of a column goes on a line of its own.
fn put(row: &mut Row, column: &str, text: String) {
    if text.is_empty() {
        return;
    }
    match row.iter_mut().find(|(name, _)| name == column) {
        Some((_, cell)) if *cell == text => {}
        Some((_, cell)) => {
            cell.push('\n');
            cell.push_str(&text);
        }
        None => row.push((column.to_owned(), text)),
    }
}
