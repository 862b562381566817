//! Which record names the columns: what stands above it, how many rows it takes, or that there is none.

use super::{looks, totals};
use crate::text::fold;

/// The head of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Head {
    /// Records above the header that are not blank.
    pub above: usize,
    /// Records that the header takes; 0 where there is none.
    pub rows: usize,
    /// The names of the columns.
    pub names: Vec<String>,
}

impl Head {
    /// Whether a row repeats the header, in whole or, for a second table, in most of it.
    pub fn is_again(&self, cells: &[String]) -> bool {
        if self.rows != 1 || self.names.first() != cells.first() {
            return false;
        }
        let same = self.names.iter().zip(cells).filter(|(name, cell)| !is_empty(name) && name == cell).count();
        same > 1 && same * 5 >= filled(cells) * 4 && same * 2 > filled(&self.names)
    }

    /// Whether a row sums the table up or is a remark on it; `stated` is how many cells it was written with.
    pub fn is_below(&self, cells: &[String], stated: usize) -> bool {
        totals::is_below_table(&cells[..stated.min(cells.len())], self.names.len())
    }
}

/// Records that are looked at for a header.
pub(super) const LOOKED_AT: usize = 200;
/// Records that may stand above a header.
const MOST_ABOVE: usize = 20;
/// Rows that a header may take.
const MOST_ROWS: usize = 4;

/// Finds the header among the first records that are not blank; `width` is what most records of the table have, `gap`
/// the first record that has a blank line above it.
pub(super) fn find(records: &[Vec<String>], width: usize, gap: Option<usize>, is_headless: bool) -> Head {
    let made_up = |width: usize| (1..=width).map(|column| format!("column_{column}")).collect();
    if is_headless {
        let widest = records.iter().map(Vec::len).max().unwrap_or(0).max(width);
        return Head { above: 0, rows: 0, names: made_up(widest) };
    }
    let mut above = above(records, width, gap);
    if let Some([groups, names]) = records.get(above..above + 2)
        && is_told_below(groups, names, width)
    {
        above += 1;
    }
    let table = &records[above..];
    let Some(first) = table.first() else { return Head { above, rows: 0, names: Vec::new() } };
    if !names_columns(first, &table[1..]) {
        return Head { above, rows: 0, names: made_up(width.max(first.len())) };
    }
    let rows = rows(table);
    let mut names = first.clone();
    for next in &table[1..rows] {
        names = join(&names, next);
    }
    // Empty cells that only the header has, far beyond the table, are no columns.
    let widest = table[rows..].iter().map(Vec::len).max().unwrap_or(names.len()).max(width);
    while names.len() > widest && names.last().is_some_and(|name| is_empty(name)) {
        names.pop();
    }
    Head { above, rows, names }
}

fn is_empty(cell: &str) -> bool {
    cell.trim().is_empty()
}

fn filled(record: &[String]) -> usize {
    record.iter().filter(|cell| !is_empty(cell)).count()
}

/// How many records stand above the table: titles and remarks, much narrower than the rest.
fn above(records: &[Vec<String>], width: usize, gap: Option<usize>) -> usize {
    if width < 2 {
        return 0;
    }
    let narrow = (width / 4).max(1);
    let is_narrow = |record: &&Vec<String>| filled(record) <= narrow && known(record) < 2;
    // A sentence with a comma in it is wider, but not as wide as the table.
    let is_short = |record: &&Vec<String>| is_narrow(record) || (record.len() < width && known(record) == 0);
    let short = records.iter().take(MOST_ABOVE).take_while(is_short).count();
    let narrow = records.iter().take(MOST_ABOVE).take_while(is_narrow).count();
    let is_clear = gap == Some(short) || records.get(short).is_some_and(|header| known(header) > 0);
    let above = if is_clear { short } else { narrow };
    if above == 0 || above == records.len().min(MOST_ABOVE) {
        return 0;
    }
    let below = &records[above + 1..];
    let first = &records[above];
    // A narrow header over wide rows is a header all the same: the next record must look more like one.
    let is_header =
        names_columns(first, below) && (known(first) > 1 || !first.iter().any(|cell| looks::is_figure(cell)));
    let is_better = known(first) > 0 || known(&records[above - 1]) == 0;
    if is_header && is_better { above } else { above - 1 }
}

/// Whether a row of groups, such as "Contact" and "Practice", stands above names that need no groups.
fn is_told_below(groups: &[String], names: &[String], width: usize) -> bool {
    let repeats = (1..names.len()).any(|column| !is_empty(&names[column]) && names[..column].contains(&names[column]));
    let is_sparse = filled(groups) * 2 <= filled(names) && filled(names) * 10 >= width * 6;
    is_sparse && !repeats && known(names) > 1 && known(names) > known(groups)
}

/// Whether a record is a header and no row: there is one unless the record itself says otherwise.
fn names_columns(record: &[String], below: &[Vec<String>]) -> bool {
    let count = |is: &dyn Fn(&str) -> bool| record.iter().filter(|cell| is(cell.trim())).count();
    let (known, filled, figures) = (known(record), filled(record), count(&looks::is_figure));
    let values = count(&|cell| looks::is_contact(cell) || looks::is_person(cell) || looks::is_precise(cell));
    if values > 0 {
        return known > values;
    }
    if figures == filled {
        return false;
    }
    // Figures over figures, values that come again below, and lists of values are no names of columns.
    let over = (0..record.len()).filter(|&column| is_figure_over_figures(record, column, below)).count();
    let again = (0..record.len()).filter(|&column| comes_again(record, column, below)).count();
    let doubts = over + again + count(&looks::is_list);
    match known {
        0 => doubts < 2 && (over == 0 || figures * 3 < filled),
        1 => doubts < 3,
        _ => true,
    }
}

fn comes_again(record: &[String], column: usize, below: &[Vec<String>]) -> bool {
    let cell = record[column].trim();
    !cell.is_empty()
        && below.iter().any(|row| row != record && row.get(column).is_some_and(|other| other.trim() == cell))
}

fn is_figure_over_figures(record: &[String], column: usize, below: &[Vec<String>]) -> bool {
    let of_column = || below.iter().filter_map(|row| row.get(column)).filter(|cell| !is_empty(cell));
    let count = of_column().count();
    let is_year = |cell: &str| matches!(cell.trim().parse(), Ok(1900..=2100));
    let is_figure = looks::is_figure(&record[column]) && !is_year(&record[column]);
    is_figure && count > 2 && of_column().all(|cell| looks::is_figure(cell))
}

/// How many rows the header takes: a row of groups stands above a row of names.
fn rows(table: &[Vec<String>]) -> usize {
    let mut rows = 1;
    while rows < MOST_ROWS && table.len() > rows + 1 && is_continued(&table[rows - 1], &table[rows], &table[rows + 1..])
    {
        rows += 1;
    }
    rows
}

/// Whether `next` names what `upper` only groups: it fills the gaps, and holds words alone.
fn is_continued(upper: &[String], next: &[String], below: &[Vec<String>]) -> bool {
    let cell = |record: &[String], column: usize| record.get(column).is_some_and(|cell| !is_empty(cell));
    let width = upper.len().max(next.len());
    let is_gap = |column: usize| !cell(upper, column);
    let gaps = (0..width).filter(|&column| is_gap(column)).count();
    let in_gaps = (0..width).filter(|&column| is_gap(column) && cell(next, column)).count();
    // A group is a name with a gap behind it.
    let is_group = |column: usize| cell(upper, column) && column + 1 < width && is_gap(column + 1);
    let elsewhere = (0..width).filter(|&column| cell(next, column) && !is_gap(column) && !is_group(column)).count();
    let has_figures = next.iter().any(|cell| looks::is_figure(cell) || looks::is_contact(cell));
    if gaps == 0 || in_gaps == 0 || has_figures || elsewhere > 0 {
        return false;
    }
    let is_open_left = !cell(next, 0) && in_gaps * 2 > gaps;
    let repeats = (1..next.len()).any(|column| cell(next, column) && next[..column].contains(&next[column]));
    let figures = |column: usize| is_column_of_figures(below, column);
    let over_figures = (0..width).filter(|&column| figures(column)).count();
    is_open_left || (in_gaps == gaps && repeats && over_figures * 2 >= width)
}

fn is_column_of_figures(below: &[Vec<String>], column: usize) -> bool {
    let of_column = || below.iter().filter_map(|row| row.get(column)).filter(|cell| !is_empty(cell));
    of_column().count() > 0 && of_column().all(|cell| looks::is_figure(cell))
}

/// One row of names out of the names so far and the next row; a name holds for the gap behind it.
fn join(names: &[String], next: &[String]) -> Vec<String> {
    let (mut joined, mut group) = (Vec::new(), String::new());
    for column in 0..names.len().max(next.len()) {
        let upper = names.get(column).filter(|name| !is_empty(name));
        let lower = next.get(column).filter(|name| !is_empty(name));
        if let Some(upper) = upper {
            group.clone_from(upper);
        }
        joined.push(match (upper, lower) {
            (_, Some(lower)) if group.is_empty() => lower.clone(),
            (_, Some(lower)) => format!("{group} {lower}"),
            (Some(upper), None) => upper.clone(),
            (None, None) => String::new(),
        });
    }
    joined
}

/// How many cells are words that name columns.
pub(super) fn known(record: &[String]) -> usize {
    record.iter().filter(|cell| is_known(cell)).count()
}

/// Whether a cell is the name of a column as lists of people have it: `First Name`, `E-mail`, `zip_code`.
fn is_known(cell: &str) -> bool {
    // "2500 Main Street" is an address.
    if cell.len() > 60 || cell.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let mut words: Vec<String> = vec![String::new()];
    let mut was_small = false;
    for c in cell.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && was_small) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphabetic()) {
            word.push(c);
        }
        was_small = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    let is_word = |word: &String| NAMES.binary_search(&&*fold(word)).is_ok();
    match words.as_slice() {
        [] => false,
        [one] => is_word(one),
        // "Boston Street Clinic" is a name, "Street Address" a column.
        [first, .., last] => words.len() <= 4 && (is_word(first) || is_word(last)),
    }
}

/// Words that name columns in lists of people, sorted.
const NAMES: &[&str] = &[
    "accepting",
    "accepts",
    "address",
    "adresse",
    "age",
    "agency",
    "ages",
    "anrede",
    "apellido",
    "apellidos",
    "approaches",
    "attention",
    "availability",
    "bio",
    "birthday",
    "bundesland",
    "category",
    "city",
    "ciudad",
    "clinic",
    "clinician",
    "clinicians",
    "codigo",
    "comments",
    "company",
    "concerns",
    "contact",
    "correo",
    "cost",
    "counsellor",
    "counselor",
    "country",
    "county",
    "courriel",
    "credentials",
    "date",
    "degree",
    "department",
    "description",
    "direccion",
    "email",
    "employer",
    "especialidad",
    "especialidades",
    "fachgebiet",
    "family",
    "fax",
    "fee",
    "fees",
    "first",
    "firstname",
    "gender",
    "given",
    "handy",
    "hours",
    "id",
    "idiomas",
    "insurance",
    "insurances",
    "job",
    "languages",
    "langues",
    "last",
    "lastname",
    "lat",
    "latitude",
    "license",
    "licensure",
    "linkedin",
    "location",
    "longitude",
    "mail",
    "middle",
    "mobile",
    "modalities",
    "modality",
    "nachname",
    "name",
    "names",
    "nom",
    "nombre",
    "nombres",
    "notes",
    "npi",
    "number",
    "organisation",
    "organisations",
    "organization",
    "organizations",
    "ort",
    "pais",
    "payers",
    "pays",
    "phone",
    "phones",
    "plz",
    "populations",
    "position",
    "postal",
    "postcode",
    "postleitzahl",
    "practice",
    "praxis",
    "prefix",
    "prenom",
    "prenoms",
    "pronouns",
    "provider",
    "providers",
    "provincia",
    "rate",
    "rates",
    "referral",
    "region",
    "registration",
    "role",
    "schwerpunkte",
    "service",
    "services",
    "sliding",
    "specialites",
    "specialities",
    "speciality",
    "specialization",
    "specializations",
    "specialties",
    "specialty",
    "sprachen",
    "stadt",
    "state",
    "status",
    "strasse",
    "street",
    "suffix",
    "surname",
    "tags",
    "tel",
    "telefon",
    "telefono",
    "telehealth",
    "telephone",
    "therapist",
    "therapists",
    "titel",
    "title",
    "type",
    "url",
    "ville",
    "vorname",
    "waitlist",
    "web",
    "webseite",
    "website",
    "zip",
    "zipcode",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted() {
        assert!(NAMES.is_sorted());
    }
}
