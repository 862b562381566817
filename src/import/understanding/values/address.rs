//! A whole address in one cell.

use crate::colleague::Field;
use crate::import::understanding::columns::Column;
use crate::import::understanding::decide::is_uk_code;
use crate::import::understanding::evidence;
use crate::import::understanding::record::Draft;

/// What could be told apart in an address.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
struct Parts {
    street: String,
    city: String,
    region: String,
    postal_code: String,
    country: String,
}

/// Reads a whole address into what is not yet written of it.
pub fn address(draft: &mut Draft, column: &Column, cell: &str) {
    let parts = parts(cell);
    let is_known = |field| !draft.written.text(field).is_empty();
    let fields = [
        (Field::Street, &parts.street),
        (Field::City, &parts.city),
        (Field::Region, &parts.region),
        (Field::PostalCode, &parts.postal_code),
        (Field::Country, &parts.country),
    ];
    if fields
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .any(|&(field, text)| is_known(field) && draft.written.text(field) != text && field == Field::Street)
    {
        return draft.keep_extra(Some(column), column.index, cell);
    }
    for (field, text) in fields {
        if draft.written.text(field).is_empty() {
            draft.written.set(field, [text.as_str()]);
        }
    }
}

/// Takes an address apart from its end; what is not sure stays with the street.
fn parts(text: &str) -> Parts {
    let mut parts = Parts::default();
    let flat = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ");
    let mut rest = flat.as_str().trim().trim_end_matches([',', '.']);
    for country in [
        "United States of America",
        "United States",
        "USA",
        "U.S.A.",
        "US",
        "United Kingdom",
        "UK",
        "Canada",
        "Deutschland",
        "Germany",
        "France",
        "España",
        "Spain",
    ] {
        if let Some(before) = rest.strip_suffix(country)
            && let Some(before) = before.trim_end().strip_suffix(',')
        {
            country.clone_into(&mut parts.country);
            rest = before.trim_end();
            break;
        }
    }
    if let Some((before, last)) = rest.rsplit_once([' ', ',']) {
        if evidence::is_zip(last) {
            last.clone_into(&mut parts.postal_code);
            rest = before.trim_end_matches([',', ' ']);
        } else if let Some((earlier, outward)) = before.trim_end().rsplit_once([' ', ','])
            && is_uk_code(outward, last)
        {
            parts.postal_code = format!("{outward} {last}");
            rest = earlier.trim_end_matches([',', ' ']);
        }
    }
    // “12345 Stadt” stands after the last comma in much of Europe.
    if parts.postal_code.is_empty()
        && let Some((street, last)) = rest.rsplit_once(',')
        && let Some((code, city)) = last.trim().split_once(' ')
        && (4..=5).contains(&code.len())
        && code.bytes().all(|b| b.is_ascii_digit())
        && !city.bytes().any(|b| b.is_ascii_digit())
    {
        return Parts {
            street: street.trim().to_owned(),
            city: city.trim().to_owned(),
            postal_code: code.to_owned(),
            ..parts
        };
    }
    let (before, last) = rest.rsplit_once(',').map_or(("", rest), |(before, last)| (before, last.trim()));
    if !before.is_empty() && evidence::is_state(last) {
        last.clone_into(&mut parts.region);
        rest = before.trim_end_matches([',', ' ']);
    } else if let Some((before, last)) = rest.rsplit_once(' ')
        && last.len() == 2
        && evidence::is_state(last)
    {
        last.clone_into(&mut parts.region);
        rest = before.trim_end_matches([',', ' ']);
    }
    match rest.rsplit_once(',') {
        // Without a state or a code behind it, the last part may be anything.
        Some((street, city))
            if (!parts.region.is_empty() || !parts.postal_code.is_empty())
                && !city.bytes().any(|b| b.is_ascii_digit()) =>
        {
            city.trim().clone_into(&mut parts.city);
            street.trim().clone_into(&mut parts.street);
        }
        None if !parts.region.is_empty() && !rest.bytes().any(|b| b.is_ascii_digit()) => {
            rest.clone_into(&mut parts.city)
        }
        _ => rest.trim().clone_into(&mut parts.street),
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_apart_from_its_end() {
        for (text, wanted) in [
            ("12 Mill Road, Lowell, MA 01850", ["12 Mill Road", "Lowell", "MA", "01850", ""]),
            (
                "12 Mill Road, Suite 4\nLowell, Massachusetts 01850-1234, USA",
                ["12 Mill Road, Suite 4", "Lowell", "Massachusetts", "01850-1234", "USA"],
            ),
            ("12 Mill Road Lowell MA 01850", ["12 Mill Road Lowell", "", "MA", "01850", ""]),
            ("3 High Street, Ely, CB7 4XX", ["3 High Street", "Ely", "", "CB7 4XX", ""]),
            ("Hauptstr. 5, 80331 München", ["Hauptstr. 5", "München", "", "80331", ""]),
            ("Lowell, MA", ["", "Lowell", "MA", "", ""]),
            ("12 Mill Road", ["12 Mill Road", "", "", "", ""]),
            ("", ["", "", "", "", ""]),
        ] {
            let Parts { street, city, region, postal_code, country } = parts(text);
            assert_eq!([street, city, region, postal_code, country], wanted.map(str::to_owned), "{text}");
        }
    }
}
