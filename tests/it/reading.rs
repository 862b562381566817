//! A foreign list, printed as it was read.

use super::harness::Folder;
use std::process::Stdio;

#[test]
fn a_list_is_printed_with_its_own_columns() {
    let list =
        "Our list\r\n\r\nTherapist;Fee;;Notes\r\nAna Ruiz;120,50;x;\"calm; kind\"\r\nBo Hill;;;two\r\nTotal;2;;\r\n";
    let folder = Folder::new().file("list.csv", list);
    folder
        .run("import list.csv --as-csv")
        .shows("Therapist,Fee,,Notes\nAna Ruiz,\"120,50\",x,calm; kind\nBo Hill,,,two\n");
    let wide: Vec<u8> = list.encode_utf16().flat_map(u16::to_le_bytes).collect();
    Folder::new()
        .run("import - --as-csv")
        .stdin(wide)
        .shows("Therapist,Fee,,Notes\nAna Ruiz,\"120,50\",x,calm; kind\nBo Hill,,,two\n");
}

#[test]
fn contacts_are_printed_as_a_table() {
    let card = "BEGIN:VCARD\nVERSION:3.0\nFN:Ana Ruiz\nTEL:555-0101\nEND:VCARD\n";
    Folder::new().run("import - --as-csv").stdin(card).shows("Name,Phone\nAna Ruiz,555-0101\n");
}

#[test]
fn a_list_without_a_header_gets_one() {
    let folder = Folder::new().file("list.txt", "Ana Ruiz\tana@x.org\nBo Hill\tbo@x.org\n");
    folder.run("import list.txt --as-csv").shows("column_1,column_2\nAna Ruiz,ana@x.org\nBo Hill,bo@x.org\n");
}

#[test]
fn an_empty_list_prints_nothing() {
    Folder::new().file("list.csv", "").run("import list.csv --as-csv").shows("");
}

#[test]
fn what_cannot_be_a_list_is_refused() {
    let folder = Folder::new().file("some/list.csv", "x").file("letter.pdf", "%PDF-1.4");
    folder
        .run("import some --as-csv")
        .refuses("error: some: this is a folder; one file was meant\n  hint: name the list itself, such as list.csv\n");
    folder
        .run("import gone.csv --as-csv")
        .refuses("error: gone.csv: there is no such file\n  hint: check the name, and the folder you are in\n");
    folder.run("import letter.pdf --as-csv").refuses(
        "error: letter.pdf: this is a PDF and no list\n  hint: copy the table into a spreadsheet and save it as CSV\n",
    );
}

#[test]
#[cfg(unix)]
fn a_device_is_refused() {
    Folder::new().run("import /dev/zero --as-csv").refuses(
        "error: /dev/zero: this is no ordinary file\n  hint: save it as a file first, or give it on standard input with -\n",
    );
}

#[test]
fn nobody_who_stops_reading_is_told_of_it() {
    let mut list = "Name,Fee\n".to_owned();
    (0..50_000).for_each(|row| list.push_str(&format!("Person {row},{row}\n")));
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let answer = Folder::new().file("list.csv", list).run("import list.csv --as-csv").stdout_to(Stdio::from(writer));
    answer.is(0, "", "");
}
