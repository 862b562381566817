//! Turns the tables of `src/vocab` and the ZIP codes into sorted arrays, so that nothing is parsed at run time.

use std::collections::{BTreeMap, HashMap};
use std::fmt::{Display, Write};
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "vocab/key.rs"]
mod key;
#[path = "place/pack.rs"]
mod pack;
#[path = "text.rs"]
#[expect(dead_code, reason = "the script folds words and needs no more of it")]
mod text;

use key::{hash, key};

type Outcome<T> = Result<T, String>;

const NONE: u16 = u16::MAX;
/// The terms that the code names, and their kind.
const KNOWN: [(&str, &str); 7] = [
    ("concern", "suicidality"),
    ("concern", "self-harm"),
    ("concern", "postpartum-psychosis"),
    ("concern", "bipolar"),
    ("concern", "domestic-violence"),
    ("concern", "perpetrator-violence"),
    ("approach", "conversion-therapy"),
];

fn main() -> Outcome<()> {
    for path in ["src/build.rs", "src/text.rs", "src/vocab/key.rs", "src/place/pack.rs"] {
        println!("cargo:rerun-if-changed={path}");
    }
    let out = PathBuf::from(env::var("OUT_DIR").map_err(|e| format!("OUT_DIR: {e}"))?);
    let save = |name: &str, bytes: &[u8]| fs::write(out.join(name), bytes).map_err(|e| format!("{name}: {e}"));
    save("vocab.rs", vocabulary()?.as_bytes())?;
    save("powers.rs", powers().as_bytes())?;
    for (name, bytes) in pack::places()? {
        save(name, &bytes)?;
    }
    Ok(())
}

/// The rows of one tab-separated file, by column name.
struct Table {
    path: String,
    columns: HashMap<String, usize>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn read(name: &str) -> Outcome<Table> {
        let path = format!("src/vocab/{name}.tsv");
        println!("cargo:rerun-if-changed={path}");
        let text = fs::read_to_string(Path::new(&path)).map_err(|e| format!("{path}: {e}"))?;
        let mut rows = text.lines().map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
        let header = rows.next().ok_or(format!("{path}: no header"))?;
        let rows: Vec<_> = rows.collect();
        let columns = header.iter().cloned().zip(0..).collect();
        let table = Table { path, columns, rows };
        match table.rows.iter().position(|row| row.len() != header.len()) {
            Some(row) => Err(table.at(row, format!("{} columns, not {}", table.rows[row].len(), header.len()))),
            None => Ok(table),
        }
    }

    fn at(&self, row: usize, what: impl Display) -> String {
        format!("{}:{}: {what}", self.path, row + 2)
    }

    fn get(&self, row: usize, column: &str) -> &str {
        self.columns.get(column).map_or("", |&column| self.rows[row][column].as_str())
    }

    fn list(&self, row: usize, column: &str) -> impl Iterator<Item = &str> {
        self.get(row, column).split('|').filter(|part| !part.is_empty())
    }

    fn lines(&self, columns: &[&str]) -> Vec<String> {
        let line = |row| columns.iter().map(|c| self.get(row, c)).collect::<Vec<_>>().join("\t");
        (0..self.rows.len()).map(line).collect()
    }

    /// Row numbers by the text of one column, which must be unique.
    fn index(&self, column: &str) -> Outcome<HashMap<&str, u16>> {
        let mut index = HashMap::new();
        for row in 0..self.rows.len() {
            let word = self.get(row, column);
            if word.is_empty() || index.insert(word, number(row)?).is_some() {
                return Err(self.at(row, format!("“{word}” is empty or stands twice in {column}")));
            }
        }
        Ok(index)
    }

    /// Every way to say a row, as keys. The columns `own` may say the same twice within a row, synonyms may not.
    fn words(&self, own: &[&str], rows: impl Iterator<Item = usize>) -> Outcome<BTreeMap<String, u16>> {
        let mut words = BTreeMap::new();
        for row in rows {
            for (text, again) in own.iter().map(|c| (self.get(row, c), true)).chain(self.synonyms(row)) {
                let key = key(text).into_owned();
                if key.is_empty() {
                    return Err(self.at(row, format!("“{text}” has no letters")));
                }
                if let Some(before) = words.insert(key, number(row)?)
                    && !(again && usize::from(before) == row)
                {
                    return Err(self.at(row, format!("“{text}” stands already in line {}", before + 2)));
                }
            }
        }
        Ok(words)
    }

    fn synonyms(&self, row: usize) -> impl Iterator<Item = (&str, bool)> {
        self.list(row, "synonyms").map(|word| (word, false))
    }
}

fn number(row: usize) -> Outcome<u16> {
    u16::try_from(row).map_err(|_| format!("row {row} is too many for 16 bits"))
}

/// The literal of `Lines`.
fn lines<T: AsRef<str>>(rows: impl IntoIterator<Item = T>) -> String {
    let (mut text, mut ends) = (String::new(), Vec::new());
    for row in rows {
        text.push_str(row.as_ref());
        ends.push(text.len());
    }
    format!("Lines {{ text: {text:?}, ends: &{ends:?} }}")
}

/// The literal of `Terms`.
fn terms(words: &BTreeMap<String, u16>) -> String {
    let mut words: Vec<(u32, &String, u16)> = words.iter().map(|(word, &row)| (hash(word), word, row)).collect();
    words.sort();
    let hashes: Vec<_> = words.iter().map(|word| word.0).collect();
    let rows: Vec<_> = words.iter().map(|word| word.2).collect();
    let words = lines(words.iter().map(|word| word.1));
    format!("Terms {{ hashes: &{hashes:?}, words: {words}, rows: &{rows:?} }}")
}

/// Appends `pub(super) static NAME: KIND = VALUE;`.
fn put(code: &mut String, name: &str, kind: &str, value: impl Display) {
    // Writing to a string cannot fail.
    let _ = writeln!(code, "pub(super) static {name}: {kind} = {value};");
}

fn vocabulary() -> Outcome<String> {
    let mut code = String::new();
    let ambiguous = Table::read("ambiguous")?;
    if let Some(row) =
        (0..ambiguous.rows.len()).find(|&row| !matches!(ambiguous.get(row, "table"), "concerns" | "approaches"))
    {
        return Err(ambiguous.at(row, "the table is concerns or approaches"));
    }
    let (concerns, approaches) = (Table::read("concerns")?, Table::read("approaches")?);
    let concern_ids = tree(&mut code, "CONCERNS", &concerns, &ambiguous)?;
    let approach_ids = tree(&mut code, "APPROACHES", &approaches, &ambiguous)?;
    made_for(&mut code, &approaches, &concern_ids)?;
    evidence(&mut code, &concern_ids, &approach_ids)?;
    known(&mut code, &concern_ids, &approach_ids)?;
    languages(&mut code)?;
    regions(&mut code)?;
    populations(&mut code)?;
    credentials(&mut code)?;
    compacts(&mut code)?;
    crisis(&mut code)?;
    payers(&mut code)?;
    Ok(code)
}

/// The parent of each row as its number, `NONE` for a root.
fn parents(table: &Table, ids: &HashMap<&str, u16>, rows: impl Iterator<Item = usize> + Clone) -> Outcome<Vec<u16>> {
    let mut parents = Vec::new();
    for row in rows.clone() {
        parents.push(match table.get(row, "parent") {
            "" => NONE,
            parent => *ids.get(parent).ok_or_else(|| table.at(row, format!("unknown parent “{parent}”")))?,
        });
    }
    let up = |&above: &u16| parents.get(usize::from(above)).copied();
    for (row, &parent) in rows.zip(&parents) {
        if std::iter::successors(Some(parent), up).take(parents.len() + 1).count() > parents.len() {
            return Err(table.at(row, "its parents go round in a circle"));
        }
    }
    Ok(parents)
}

/// Concerns or approaches: their lines, parents, words, and the words that have several meanings.
fn tree<'a>(code: &mut String, name: &str, table: &'a Table, ambiguous: &Table) -> Outcome<HashMap<&'a str, u16>> {
    let ids = table.index("id")?;
    let parents = parents(table, &ids, 0..table.rows.len())?;
    let words = table.words(&["id", "label"], 0..table.rows.len())?;
    let (mut doubtful, mut meanings, mut readings) = (BTreeMap::new(), Vec::new(), Vec::new());
    for row in (0..ambiguous.rows.len()).filter(|&row| ambiguous.get(row, "table").eq_ignore_ascii_case(name)) {
        let (term, target) = (key(ambiguous.get(row, "term")).into_owned(), ambiguous.get(row, "resolves_to"));
        let reading = match target {
            "" => NONE,
            _ => *ids.get(target).ok_or_else(|| ambiguous.at(row, format!("unknown “{target}”")))?,
        };
        if words.get(&term).is_some_and(|&row| row != reading) {
            return Err(ambiguous.at(row, format!("“{term}” has another meaning in {}", table.path)));
        }
        readings.push(reading);
        meanings.push(ambiguous.get(row, "other_meanings"));
        if doubtful.insert(term, number(meanings.len() - 1)?).is_some() {
            return Err(ambiguous.at(row, "this term stands twice"));
        }
    }
    let value = format!(
        "Tree {{ lines: {}, parents: &{parents:?}, terms: {}, doubtful: {}, meanings: {}, readings: &{readings:?} }}",
        lines(table.lines(&["id", "label", "synonyms"])),
        terms(&words),
        terms(&doubtful),
        lines(meanings),
    );
    put(code, name, "Tree", value);
    Ok(ids)
}

/// Pairs of an approach and a concern for which it inherits evidence; `NONE` as the concern: for nothing.
fn made_for(code: &mut String, approaches: &Table, concerns: &HashMap<&str, u16>) -> Outcome<()> {
    let mut pairs = Vec::new();
    for row in 0..approaches.rows.len() {
        for word in approaches.list(row, "made_for") {
            let concern = match word {
                "-" => NONE,
                word => *concerns.get(word).ok_or_else(|| approaches.at(row, format!("unknown concern “{word}”")))?,
            };
            pairs.push((number(row)?, concern));
        }
    }
    pairs.sort_unstable();
    put(code, "MADE_FOR", "&[(u16, u16)]", format!("&{pairs:?}"));
    Ok(())
}

fn evidence(code: &mut String, concerns: &HashMap<&str, u16>, approaches: &HashMap<&str, u16>) -> Outcome<()> {
    let (sources, table) = (Table::read("sources")?, Table::read("evidence")?);
    let source_ids = sources.index("source")?;
    let (grades, populations) = (["Recommended", "Option", "NotRecommended"], ["Adult", "Child", "Couple", "Any"]);
    let mut rows = Vec::new();
    for row in 0..table.rows.len() {
        let unknown = |column| table.at(row, format!("unknown {column} “{}”", table.get(row, column)));
        let find = |ids: &HashMap<&str, u16>, column| ids.get(table.get(row, column)).copied().ok_or(unknown(column));
        let word = |words: &[&'static str], column| {
            let said = key(table.get(row, column)).into_owned();
            words.iter().position(|word| key(word) == said).ok_or(unknown(column))
        };
        let source = find(&source_ids, "source")?;
        if matches!(sources.get(usize::from(source), "read"), "" | "not read") {
            return Err(table.at(row, "nobody has read this source"));
        }
        rows.push((
            (find(concerns, "concern")?, find(approaches, "approach")?, word(&populations, "population")?, source),
            word(&grades, "grade")?,
            table.get(row, "note"),
        ));
    }
    rows.sort_unstable();
    if let Some(pair) = rows.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        return Err(format!("{}: two rows of one source for concern and approach {:?}", table.path, pair[0].0));
    }
    let mut list = String::from("&[\n");
    for (index, ((concern, approach, population, source), grade, _)) in rows.iter().enumerate() {
        let (grade, population) = (grades[*grade], populations[*population]);
        let year: u16 =
            sources.get(usize::from(*source), "year").parse().map_err(|e| format!("{}: {e}", sources.path))?;
        let _ = writeln!(
            list,
            "EvidenceRow {{ concern: ConcernId({concern}), approach: ApproachId({approach}), grade: Grade::{grade}, \
             population: Population::{population}, source: SourceId({source}), year: {year}, note: {index} }},"
        );
    }
    put(code, "EVIDENCE", "&[EvidenceRow]", list + "]");
    put(code, "EVIDENCE_NOTES", "Lines", lines(rows.iter().map(|row| row.2)));
    put(code, "SOURCES", "Lines", lines(sources.lines(&["source", "title", "year", "status"])));
    Ok(())
}

fn known(code: &mut String, concerns: &HashMap<&str, u16>, approaches: &HashMap<&str, u16>) -> Outcome<()> {
    let _ = writeln!(
        code,
        "/// Terms that have rules of their own.\npub mod known {{\nuse super::{{ApproachId, ConcernId}};"
    );
    for (kind, id) in KNOWN {
        let (ids, kind) = if kind == "concern" { (concerns, "ConcernId") } else { (approaches, "ApproachId") };
        let row = ids.get(id).ok_or(format!("src/vocab: the code needs “{id}”, which no table has"))?;
        let name = id.to_uppercase().replace('-', "_");
        let _ = writeln!(code, "/// The id of `{id}`.\npub const {name}: {kind} = {kind}({row});");
    }
    code.push_str("}\n");
    Ok(())
}

fn languages(code: &mut String) -> Outcome<()> {
    let table = Table::read("languages")?;
    put(code, "LANGUAGES", "Lines", lines(table.lines(&["tag", "name", "sign", "synonyms"])));
    put(code, "LANGUAGE_TERMS", "Terms", terms(&table.words(&["tag", "name"], 0..table.rows.len())?));
    Ok(())
}

/// Countries come after states and provinces and yield to them: "CA" is California, "Georgia" the state.
fn regions(code: &mut String) -> Outcome<()> {
    let table = Table::read("regions")?;
    let (countries, states): (Vec<_>, Vec<_>) =
        (0..table.rows.len()).partition(|&row| table.get(row, "code").len() == 2);
    let mut words = table.words(&["code", "name"], states.into_iter())?;
    let later = table.words(&["code", "name"], countries.into_iter())?;
    put(code, "COUNTRY_TERMS", "Terms", terms(&later));
    for (word, row) in later {
        words.entry(word).or_insert(row);
    }
    let codes = table.index("code")?.into_iter().map(|(code, row)| (code.to_owned(), row)).collect();
    put(code, "REGIONS", "Lines", lines(table.lines(&["code", "name"])));
    put(code, "REGION_CODES", "Terms", terms(&codes));
    put(code, "REGION_TERMS", "Terms", terms(&words));
    Ok(())
}

fn populations(code: &mut String) -> Outcome<()> {
    let table = Table::read("populations")?;
    let (ages, groups): (Vec<_>, Vec<_>) = (0..table.rows.len()).partition(|&row| table.get(row, "kind") == "age");
    let columns = ["id", "label", "umbrella", "synonyms"];
    let names = groups.iter().map(|&row| columns.map(|column| table.get(row, column)).join("\t"));
    let ids = groups.iter().map(|&row| table.get(row, "id")).zip(0..).collect();
    let parents = parents(&table, &ids, groups.iter().copied())?;
    let mut spans = Vec::new();
    for &row in &ages {
        let age = |column, open| match table.get(row, column) {
            "" => Ok(open),
            years => years.parse::<u8>().map_err(|e| table.at(row, format!("{column}: {e}"))),
        };
        spans.push((age("age_min", 0)?, age("age_max", u8::MAX)?));
    }
    let words = |rows: &[usize]| -> Outcome<BTreeMap<String, u16>> {
        let mut words = table.words(&["id", "label"], rows.iter().copied())?;
        words.values_mut().for_each(|row| *row = rows.partition_point(|&r| r < usize::from(*row)) as u16);
        Ok(words)
    };
    put(code, "GROUPS", "Lines", lines(names));
    put(code, "GROUP_PARENTS", "&[u16]", format!("&{parents:?}"));
    put(code, "GROUP_TERMS", "Terms", terms(&words(&groups)?));
    put(code, "AGES", "&[(u8, u8)]", format!("&{spans:?}"));
    put(code, "AGE_TERMS", "Terms", terms(&words(&ages)?));
    Ok(())
}

fn credentials(code: &mut String) -> Outcome<()> {
    let table = Table::read("credentials")?;
    for row in 0..table.rows.len() {
        if !matches!(table.get(row, "can_prescribe"), "yes" | "no" | "varies") {
            return Err(table.at(row, "can_prescribe is yes, no or varies"));
        }
    }
    let columns = ["credential", "label", "profession", "can_prescribe", "trainee"];
    put(code, "CREDENTIALS", "Lines", lines(table.lines(&columns)));
    put(code, "CREDENTIAL_TERMS", "Terms", terms(&table.words(&["credential"], 0..table.rows.len())?));
    Ok(())
}

fn compacts(code: &mut String) -> Outcome<()> {
    let table = Table::read("compacts")?;
    put(code, "COMPACTS", "Lines", lines(table.lines(&["compact", "label", "regions", "as_of", "status"])));
    put(code, "COMPACT_TERMS", "Terms", terms(&table.words(&["compact", "label"], 0..table.rows.len())?));
    Ok(())
}

fn crisis(code: &mut String) -> Outcome<()> {
    let table = Table::read("crisis")?;
    let mut countries: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut list = String::from("&[\n");
    for row in 0..table.rows.len() {
        let span = countries.entry(table.get(row, "country")).or_insert((row, row));
        if span.1 != row {
            return Err(table.at(row, "the rows of a country stand together"));
        }
        span.1 = row + 1;
        let [name, voice, text, as_of] = ["name", "voice", "text", "as_of"].map(|column| table.get(row, column));
        let _ = writeln!(list, "CrisisLine {{ name: {name:?}, voice: {voice:?}, text: {text:?}, as_of: {as_of:?} }},");
    }
    let words = countries.keys().zip(0..).map(|(country, row)| ((*country).to_owned(), row)).collect();
    put(code, "CRISIS", "&[CrisisLine]", list + "]");
    put(code, "CRISIS_COUNTRIES", "Terms", terms(&words));
    put(code, "CRISIS_SPANS", "&[(usize, usize)]", format!("&{:?}", countries.values().collect::<Vec<_>>()));
    Ok(())
}

/// Payers are compared word by word, so their words keep their spaces.
fn payers(code: &mut String) -> Outcome<()> {
    let table = Table::read("payers")?;
    let mut words = BTreeMap::new();
    for row in 0..table.rows.len() {
        for word in std::iter::once(table.get(row, "payer")).chain(table.list(row, "synonyms")) {
            if words.insert(text::fold(word).into_owned(), number(row)?).is_some() {
                return Err(table.at(row, format!("“{word}” stands already in this table")));
            }
        }
    }
    put(code, "PAYERS", "Lines", lines(table.lines(&["payer"])));
    put(code, "PAYER_TERMS", "Terms", terms(&words));
    Ok(())
}

/// The fractions of powers in millionths: 2^−x and 0.95^x for x = 0, 0.001 … 0.999.
fn powers() -> String {
    let table = |name: &str, base: f64| {
        let millionths: Vec<_> = (0..1000).map(|i| (1e6 * base.powf(f64::from(i) / 1000.0)).round() as u32).collect();
        format!("pub(crate) const {name}: [u32; 1000] = {millionths:?};\n")
    };
    table("HALVING", 0.5) + &table("FADING", 0.95)
}
