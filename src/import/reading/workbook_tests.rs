//! Workbooks made on the spot, with the quirks that real ones have.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use crate::import::{Sheet, open};
use std::io::Cursor;

/// A zip archive that holds its files as they are.
fn zip(files: &[(&str, String)]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let offset = archive.len() as u32;
        let mut fields = Vec::new();
        for field in [20_u16, 0, 0, 0, 0] {
            fields.extend(field.to_le_bytes());
        }
        for field in [crc(text.as_bytes()), text.len() as u32, text.len() as u32] {
            fields.extend(field.to_le_bytes());
        }
        fields.extend([(name.len() as u16).to_le_bytes(), [0, 0]].concat());
        archive.extend([b"PK\x03\x04", fields.as_slice(), name.as_bytes(), text.as_bytes()].concat());
        directory.extend(
            [b"PK\x01\x02\x14\x00", fields.as_slice(), &[0; 10], &offset.to_le_bytes(), name.as_bytes()].concat(),
        );
    }
    let (start, count) = (archive.len() as u32, (files.len() as u16).to_le_bytes());
    let end = [
        b"PK\x05\x06\0\0\0\0".as_slice(),
        &count,
        &count,
        &(directory.len() as u32).to_le_bytes(),
        &start.to_le_bytes(),
        &[0; 2],
    ];
    [archive, directory.clone(), end.concat()].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg()))
    })
}

const MAIN: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook: sheets by name, state and content.
fn workbook(sheets: &[(&str, &str, String)]) -> Vec<u8> {
    let (mut names, mut links, mut files) = (String::new(), String::new(), Vec::new());
    for (at, (name, state, content)) in sheets.iter().enumerate() {
        names += &format!("<sheet name=\"{name}\" sheetId=\"{0}\" state=\"{state}\" r:id=\"r{0}\"/>", at + 1);
        links += &format!(
            "<Relationship Id=\"r{0}\" Type=\"{LINKS}/worksheet\" Target=\"worksheets/sheet{0}.xml\"/>",
            at + 1
        );
        files.push((format!("xl/worksheets/sheet{}.xml", at + 1), format!("<worksheet {MAIN}>{content}</worksheet>")));
    }
    let formats = "<numFmts count=\"2\"><numFmt numFmtId=\"170\" formatCode=\"00000\"/><numFmt numFmtId=\"171\" \
        formatCode=\"[&lt;=9999999]###\\-####;\\(###\\)\\ ###\\-####\"/></numFmts><cellXfs count=\"4\"><xf numFmtId=\"0\"/>\
        <xf numFmtId=\"14\"/><xf numFmtId=\"170\"/><xf numFmtId=\"171\"/></cellXfs>";
    let link =
        |kind: &str, target: &str| format!("<Relationship Id=\"r1\" Type=\"{LINKS}/{kind}\" Target=\"{target}\"/>");
    let relationships = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut parts = vec![
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{relationships}\">{}</Relationships>",
                link("officeDocument", "xl/workbook.xml")
            ),
        ),
        ("xl/workbook.xml", format!("<workbook {MAIN} xmlns:r=\"{LINKS}\"><sheets>{names}</sheets></workbook>")),
        ("xl/_rels/workbook.xml.rels", format!("<Relationships xmlns=\"{relationships}\">{links}</Relationships>")),
        ("xl/styles.xml", format!("<styleSheet {MAIN}>{formats}</styleSheet>")),
    ];
    parts.extend(files.iter().map(|(name, text)| (name.as_str(), text.clone())));
    zip(&parts)
}

/// The rows of a sheet from cells that stand between bars; a cell `=…` is put as it is.
fn rows(rows: &[&str]) -> String {
    let mut text = String::new();
    for (row, line) in rows.iter().enumerate() {
        text += &format!("<row r=\"{}\">", row + 1);
        for (column, cell) in line.split('|').enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let place = format!("{}{}", (b'A' + column as u8) as char, row + 1);
            text += &match cell.strip_prefix('=') {
                Some(raw) => format!("<c r=\"{place}\" {raw}</c>"),
                None => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
            };
        }
        text += "</row>";
    }
    format!("<sheetData>{text}</sheetData>")
}

fn list() -> String {
    rows(&[
        "Name|Email|Phone|Zip|Since|Full|Fee||Summary",
        "Ana|ana@x.org|=s=\"3\"><v>5550100123</v>|=s=\"2\"><v>2139</v>|=s=\"1\"><v>45000</v>|=t=\"b\"><v>1</v>|=><v>120</v>||open: 2",
        "Bo|bo@x.org||=s=\"2\"><v>1970</v>||=t=\"b\"><v>0</v>|=><v>99.5</v>",
        "",
        "Cy|cy@x.org|=s=\"3\"><v>5550123</v>||=s=\"1\"><v>45000.5</v>|=t=\"e\"><v>#N/A</v>|=><v>0.30000000000000004</v>",
        "Total|||||=><v>3</v>",
    ])
}

fn shown(sheet: &mut dyn Sheet) -> String {
    let mut lines = vec![sheet.header().join("|")];
    sheet.each(&mut |row| lines.push(format!("{}: {}", row.line, row.cells.join("|")))).unwrap();
    lines.join("\n")
}

#[test]
fn the_list_of_people_is_taken_as_it_is_shown() {
    let values = rows(&["Days|Place", "Mon|Salem", "Tue|Lynn", "Wed|Troy", "Thu|Rye", "Fri|Ely"]);
    let guide = rows(&["Column|What goes here", "Name|full name", "Email|one address"]);
    let book = workbook(&[("Lists", "hidden", values), ("Guide", "visible", guide), ("People", "visible", list())]);
    let mut sheet = open("list.xlsx", Box::new(Cursor::new(book)), None).unwrap();
    assert_eq!(
        shown(&mut *sheet),
        "Name|Email|Phone|Zip|Since|Full|Fee\n\
         2: Ana|ana@x.org|(555) 010-0123|02139|2023-03-15|TRUE|120\n\
         3: Bo|bo@x.org||01970||FALSE|99.5\n\
         5: Cy|cy@x.org|555-0123||2023-03-15 12:00|#N/A|0.3"
    );
    let read_as = sheet.read_as();
    assert_eq!((read_as.encoding.as_str(), read_as.sheet.as_deref()), ("xlsx", Some("People")));
    assert_eq!((read_as.blank, read_as.skipped, read_as.header_row), (1, 1, Some(0)));
    let notes = read_as.notes.join("\n");
    for told in ["“Guide”", "beside the list: Summary open: 2", "below the rows: Total 3"] {
        assert!(notes.contains(told), "{notes}");
    }
}

#[test]
fn a_sheet_may_be_named() {
    let book = workbook(&[("People", "visible", list()), ("Old", "hidden", rows(&["Name|Fee", "Di|1"]))]);
    let open = |sheet: &str| open("list.xlsx", Box::new(Cursor::new(book.clone())), Some(sheet));
    assert_eq!(shown(&mut *open("old").unwrap()), "Name|Fee\n2: Di|1");
    let refused = open("New").err().unwrap().to_string();
    assert!(refused.contains("no sheet “New”") && refused.contains("“People” or “Old”"), "{refused}");
}

#[test]
fn a_cell_merged_down_holds_for_each_row() {
    let table = rows(&["My colleagues", "", "Practice|Name|Phone", "Harbor|Ana|1", "|Bo|2", "|Cy|3", "|Di|4"]);
    let merged =
        format!("{table}<mergeCells count=\"2\"><mergeCell ref=\"A1:C1\"/><mergeCell ref=\"A4:A6\"/></mergeCells>");
    let book = workbook(&[("S", "visible", merged)]);
    let mut sheet = open("list.xlsx", Box::new(Cursor::new(book)), None).unwrap();
    assert_eq!(shown(&mut *sheet), "Practice|Name|Phone\n4: Harbor|Ana|1\n5: Harbor|Bo|2\n6: Harbor|Cy|3\n7: |Di|4");
    assert_eq!(sheet.read_as().notes, ["left out above the header: My colleagues"]);
}

#[test]
fn a_broken_workbook_is_refused_and_breaks_nothing() {
    let book = workbook(&[("People", "visible", list())]);
    for at in (0..book.len()).step_by(7) {
        let mut broken = book.clone();
        broken[at] ^= 0x15;
        if let Ok(mut sheet) = open("list.xlsx", Box::new(Cursor::new(broken)), None) {
            sheet.each(&mut |row| assert!(row.number > 0)).unwrap();
        }
    }
    let refused = open("list.xlsx", Box::new(Cursor::new(book[..200].to_vec())), None).err().unwrap().to_string();
    assert!(refused.contains("this workbook cannot be read") && refused.contains("save it again"), "{refused}");
    let refused = open("list.zip", Box::new(Cursor::new(zip(&[("list.csv", "Name\nAna\n".to_owned())]))), None);
    assert!(refused.err().unwrap().to_string().contains("this is an archive and no workbook"));
    let empty = workbook(&[("People", "visible", String::from("<sheetData/>"))]);
    let refused = open("list.xlsx", Box::new(Cursor::new(empty)), None).err().unwrap().to_string();
    assert!(refused.contains("there is nothing in this workbook"), "{refused}");
}

#[test]
fn an_open_document_is_read() {
    let names = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
        xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"";
    let text = |word: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{word}</text:p></table:table-cell>")
    };
    let number =
        "<table:table-cell office:value-type=\"float\" office:value=\"120\"><text:p>120</text:p></table:table-cell>";
    let row = |cells: String| format!("<table:table-row>{cells}</table:table-row>");
    let rows = row(text("Name") + &text("Fee")) + &row(text("Ana") + number);
    let content = format!(
        "<office:document-content {names}><office:body><office:spreadsheet><table:table table:name=\"People\">{rows}\
         </table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let book = zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet".to_owned()),
        ("META-INF/manifest.xml", "<manifest/>".to_owned()),
        ("content.xml", content),
    ]);
    let mut sheet = open("list.ods", Box::new(Cursor::new(book)), None).unwrap();
    assert_eq!(shown(&mut *sheet), "Name|Fee\n2: Ana|120");
    assert_eq!(sheet.read_as().encoding, "ods");
}
