//! Imports without files: what a list does to a directory, and what it does a second time.

use super::*;
use crate::import::{ReadAs, all_new, rows_of, survey};

/// A list held in memory: each cell is `field=text`.
struct Held(Vec<SourceRow>, ReadAs, usize);

impl Sheet for Held {
    fn read_as(&self) -> &ReadAs {
        &self.1
    }

    fn header(&self) -> &[String] {
        &[]
    }

    fn each(&mut self, visit: &mut dyn FnMut(&SourceRow)) -> io::Result<()> {
        self.0.iter().for_each(visit);
        Ok(())
    }

    fn read_at(&mut self, position: u64, row: &mut SourceRow) -> io::Result<()> {
        self.2 += 1;
        row.clone_from(&self.0[position as usize]);
        Ok(())
    }
}

/// A ledger held in memory.
#[derive(Default)]
struct Entries(Vec<Vec<u8>>);

impl Ledger for Entries {
    fn enter(&mut self, entry: &[u8]) -> io::Result<u64> {
        self.0.push(entry.to_owned());
        Ok(self.0.len() as u64 - 1)
    }

    fn read(&mut self, place: u64) -> io::Result<&[u8]> {
        Ok(&self.0[place as usize])
    }
}

/// A directory held in memory, with what earlier lists said.
#[derive(Clone, Default, PartialEq, Debug)]
struct Directory {
    records: Vec<Written>,
    earlier: Vec<Written>,
    /// How often a row of the last list was read.
    looked_up: usize,
}

impl Shelf for Directory {
    fn count(&self) -> Number {
        (self.records.len() + self.gone().count()) as Number
    }

    fn record(&mut self, number: Number) -> io::Result<Option<Written>> {
        Ok(self.records.get(number as usize).cloned())
    }

    fn stands(&self, number: Number) -> bool {
        (number as usize) < self.records.len()
    }

    fn was_said(&self, _: Number) -> bool {
        false
    }

    fn earlier(&mut self, number: Number) -> io::Result<Option<Written>> {
        let id = match self.records.get(number as usize) {
            Some(record) => record.id(),
            None => self.gone().nth(number as usize - self.records.len()).map(Written::id).unwrap_or_default(),
        };
        Ok(self.earlier.iter().find(|earlier| earlier.id() == id).cloned())
    }
}

impl Directory {
    fn gone(&self) -> impl Iterator<Item = &Written> {
        self.earlier.iter().filter(|earlier| !self.records.iter().any(|record| record.id() == earlier.id()))
    }

    fn index(&self) -> Index {
        let mut index = Index::default();
        let gone: Vec<&Written> = self.gone().collect();
        for (number, known) in self.records.iter().chain(gone).enumerate() {
            index.insert_id(number as Number, &known.id());
            index.insert(number as Number, Keys::of(known));
        }
        for earlier in &self.earlier {
            let number = index.by_id(&earlier.id()).expect("everybody has an id");
            index.insert(number, Keys::of(earlier));
            match &rows_of(earlier).collect::<Vec<_>>()[..] {
                [only] => index.insert_only_row(number, *only),
                rows => rows.iter().for_each(|&row| index.insert_row(number, row)),
            }
        }
        index
    }

    /// Brings a list in; tells how each row ended, with the id and the number of changes. It ends in the same way
    /// where rows are understood ahead, and put aside instead of being read again.
    fn import(&mut self, rows: &[&str], prefer: Prefer) -> Vec<String> {
        let mut other = self.clone();
        let ends = self.import_with(rows, prefer, None);
        assert_eq!(other.import_with(rows, prefer, Some(Entries::default())), ends);
        assert_eq!((&other.records, &other.earlier), (&self.records, &self.earlier));
        ends
    }

    fn import_with(&mut self, rows: &[&str], prefer: Prefer, mut entries: Option<Entries>) -> Vec<String> {
        let row = |(at, text): (usize, &&str)| SourceRow {
            number: at + 1,
            line: at + 2,
            position: at as u64,
            cells: text.split(", ").map(str::to_owned).collect(),
        };
        let mut sheet = Held(rows.iter().enumerate().map(row).collect(), ReadAs::default(), 0);
        let read = |row: &SourceRow| {
            let mut written = Written::default();
            for cell in row.cells.iter().filter_map(|cell| cell.split_once('=')) {
                written.set(Field::read(cell.0).expect("a field"), [cell.1]);
            }
            let is_rejected = written.text(Field::Name).is_empty();
            RowRead { written, problems: Vec::new(), is_rejected }
        };
        let (mut read, mut ahead, has_ledger) = (read, read, entries.is_some());
        let (index, mut shelf) = (self.index(), self.clone());
        let mut import = {
            let (positions, _) = survey(&mut sheet, 0).expect("memory can be read");
            let ledger = entries.as_mut().map(|entries| entries as &mut dyn Ledger);
            Import::new(&mut sheet, positions, &mut read, &mut shelf, index, prefer).with_ledger(ledger)
        };
        let mut ends = Vec::new();
        let mut each = |outcome: &Outcome, _: &SourceRow, theirs: &Written| {
            let id = outcome.id.as_deref().unwrap_or("-");
            let changes = if outcome.is_whole { all_new(theirs).len() } else { outcome.changes.len() };
            ends.push(format!("{} {id} {changes}/{}", outcome.status.word(), outcome.kept.len()));
            Ok(())
        };
        let undecided = &mut |_: &SourceRow, _: &Written, _, _: &[Maybe]| Answer::Undecided;
        let walked = if has_ledger {
            import.walk_ahead(&mut ahead, undecided, &mut each)
        } else {
            import.walk(undecided, &mut each)
        };
        walked.expect("memory can be read");
        let counts = import.counts;
        assert_eq!(counts.read, counts.new + counts.changed + counts.same + counts.rejected);
        assert_eq!(counts.read, rows.len());
        for number in
            import.numbers().filter(|&number| import.is_changed(number) || import.is_news(number)).collect::<Vec<_>>()
        {
            let stands = import.stands(number);
            let written = import.record(number).expect("memory can be read");
            let said = import.said(number).expect("memory can be read");
            match self.records.iter_mut().find(|record| stands && record.id() == written.id()) {
                Some(record) => *record = written,
                None => self.records.push(written),
            }
            self.earlier.retain(|earlier| earlier.id() != said.id());
            self.earlier.push(said);
        }
        self.looked_up = sheet.2;
        ends
    }

    fn text(&self, id: &str, field: Field) -> &str {
        self.records.iter().find(|record| record.id() == id).map_or("", |record| record.text(field))
    }
}

#[test]
fn a_second_time_nothing_changes_and_what_is_new_does() {
    let mut directory = Directory::default();
    let list = ["name=Ana Ruiz, phone=617-555-0101, fee=120", "name=Bo Lind, email=bo@x.example", "fee=9"];
    assert_eq!(directory.import(&list, Prefer::Directory), ["new ana-ruiz 3/0", "new bo-lind 2/0", "rejected - 0/0"]);
    let before = directory.clone();
    assert_eq!(directory.import(&list, Prefer::Directory), ["same ana-ruiz 0/0", "same bo-lind 0/0", "rejected - 0/0"]);
    assert_eq!((&directory.records, &directory.earlier), (&before.records, &before.earlier));
    let newer = ["name=Ana Ruiz, phone=617-555-0101, fee=130", "name=Bo Lind, email=bo@x.example, city=Salem"];
    assert_eq!(directory.import(&newer, Prefer::Directory), ["changed ana-ruiz 1/0", "changed bo-lind 1/0"]);
    assert_eq!(directory.text("ana-ruiz", Field::Fee), "130");
}

#[test]
fn an_edit_by_hand_stays_even_where_it_changed_the_phone() {
    let mut directory = Directory::default();
    let list = ["name=Ana Ruiz, phone=617-555-0101, fee=120"];
    directory.import(&list, Prefer::Directory);
    directory.records[0].set(Field::Phone, ["978-555-0199"]);
    assert_eq!(directory.import(&list, Prefer::Directory), ["same ana-ruiz 0/0"]);
    assert_eq!(directory.text("ana-ruiz", Field::Phone), "978-555-0199");
    assert_eq!(directory.import(&list, Prefer::List), ["changed ana-ruiz 1/0"]);
    assert_eq!(directory.text("ana-ruiz", Field::Phone), "617-555-0101");
}

#[test]
fn who_was_removed_by_hand_stays_out_until_told_otherwise() {
    let mut directory = Directory::default();
    let list = ["name=Ana Ruiz, phone=617-555-0101", "name=Bo Lind, phone=617-555-0102"];
    directory.import(&list, Prefer::Directory);
    directory.records.remove(0);
    assert_eq!(directory.import(&list, Prefer::Directory), ["same ana-ruiz 0/0", "same bo-lind 0/0"]);
    assert_eq!(directory.records.len(), 1);
    assert_eq!(directory.import(&list, Prefer::List), ["new ana-ruiz 2/0", "same bo-lind 0/0"]);
    assert_eq!(directory.text("ana-ruiz", Field::Phone), "617-555-0101");
}

#[test]
fn a_later_row_of_one_list_wins() {
    let mut directory = Directory::default();
    let list = ["name=Ana Ruiz, email=a@x.example, fee=120", "name=Ana Ruiz, email=a@x.example, fee=150"];
    assert_eq!(directory.import(&list, Prefer::Directory), ["new ana-ruiz 3/0", "changed ana-ruiz 1/0"]);
    assert_eq!(directory.text("ana-ruiz", Field::Fee), "150");
    assert_eq!(directory.records.len(), 1);
    // All its rows together said so: none of them is news a second time.
    let before = directory.clone();
    assert_eq!(directory.import(&list, Prefer::Directory), ["same ana-ruiz 0/0", "same ana-ruiz 0/0"]);
    assert_eq!((&directory.records, &directory.earlier), (&before.records, &before.earlier));
    let newer = ["name=Ana Ruiz, email=a@x.example, fee=120", "name=Ana Ruiz, email=a@x.example, fee=170"];
    assert_eq!(directory.import(&newer, Prefer::Directory), ["same ana-ruiz 0/0", "changed ana-ruiz 1/0"]);
    assert_eq!(directory.text("ana-ruiz", Field::Fee), "170");
    // The later one wins also where the earlier one is the newer, or where they changed places.
    let newer = ["name=Ana Ruiz, email=a@x.example, fee=125", "name=Ana Ruiz, email=a@x.example, fee=170"];
    directory.import(&newer, Prefer::Directory);
    assert_eq!(directory.text("ana-ruiz", Field::Fee), "170");
    directory.import(&[newer[1], newer[0]], Prefer::Directory);
    assert_eq!(directory.text("ana-ruiz", Field::Fee), "125");
    directory.records[0].set(Field::Fee, ["99"]);
    directory.import(&newer, Prefer::Directory);
    assert_eq!(directory.text("ana-ruiz", Field::Fee), "99");
}

/// A list of visits, say, names each colleague again and again.
#[test]
fn many_rows_of_one_colleague_are_read_once_each() {
    let rows: Vec<String> =
        (0..2_000).map(|n| format!("name=Ana Ruiz, email=a@x.example, phone=617-555-{:04}", 1000 + n)).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let mut directory = Directory::default();
    let ends = directory.import(&rows, Prefer::Directory);
    assert_eq!(ends.last().map(String::as_str), Some("changed ana-ruiz 1/0"));
    assert_eq!(directory.text("ana-ruiz", Field::Phone), "617-555-2999");
    assert!(directory.looked_up < 10 * rows.len(), "{}", directory.looked_up);
}

#[test]
fn two_people_of_one_name_get_two_ids_and_keep_them() {
    let mut directory = Directory::default();
    let list = ["name=Ana Ruiz, city=Salem", "name=Ana Ruiz, city=Lowell", "name=Ana Ruiz"];
    let ends = ["new ana-ruiz 2/0", "new ana-ruiz-2 2/0", "rejected - 0/0"];
    assert_eq!(directory.import(&list, Prefer::Directory), ends);
    assert_eq!(directory.text("ana-ruiz-2", Field::City), "Lowell");
    let again = ["same ana-ruiz 0/0", "same ana-ruiz-2 0/0", "rejected - 0/0"];
    assert_eq!(directory.import(&list, Prefer::Directory), again);
    // The person who sorts it out names an id.
    assert_eq!(
        directory.import(&["id=ana-ruiz-2, name=Ana Ruiz, fee=9"], Prefer::Directory),
        ["changed ana-ruiz-2 1/0"]
    );
    assert_eq!(directory.import(&["id=ana-third, name=Ana Ruiz, fee=9"], Prefer::Directory), ["new ana-third 3/0"]);
}

#[test]
fn whatever_the_list_it_settles_and_no_row_is_lost() {
    let mut state = 7_u32;
    let mut next = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) as usize % below
    };
    let mut settled = 0;
    for _ in 0..300 {
        let mut directory = Directory::default();
        for _ in 0..3 {
            let rows: Vec<String> = (0..1 + next(8))
                .map(|_| {
                    let mut cells = Vec::new();
                    for (key, words) in [
                        ("name", ["Ana Ruiz", "Ana Lopez", "Bo Lind", ""]),
                        ("phone", ["617-555-0101", "617-555-0102", "", ""]),
                        ("email", ["a@x.example", "office@x.example", "", ""]),
                        ("city", ["Salem", "Lowell", "", ""]),
                        ("npi", ["1234567893", "", "", ""]),
                        ("fee", ["120", "130", "140", ""]),
                    ] {
                        let word = words[next(4)];
                        if !word.is_empty() {
                            cells.push(format!("{key}={word}"));
                        }
                    }
                    cells.join(", ")
                })
                .collect();
            let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
            let first = directory.import(&rows, Prefer::Directory);
            let ids: std::collections::BTreeSet<String> = directory.records.iter().map(Written::id).collect();
            assert_eq!(ids.len(), directory.records.len(), "{rows:?}");
            // A row of which it was not sure whom it means may be clear once the others are in.
            if first.iter().zip(&rows).any(|(end, row)| end.starts_with("rejected") && row.contains("name=")) {
                continue;
            }
            settled += 1;
            let before = directory.records.clone();
            let again = directory.import(&rows, Prefer::Directory);
            assert_eq!(directory.records, before, "{rows:?}");
            let is_news = |end: &&String| end.starts_with("new") || end.starts_with("changed");
            assert_eq!(again.iter().find(is_news), None, "{rows:?}");
        }
    }
    assert!(settled > 300, "{settled}");
}
