//! Lists in text, with the quirks that real ones have.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use super::*;
use std::io::Cursor;

/// A list as it was read: its header and its rows, a line each, cells between bars.
fn read(bytes: &[u8]) -> (ReadAs, String) {
    let mut sheet = open("list.csv", Box::new(Cursor::new(bytes.to_vec())), None).unwrap();
    let mut lines = vec![sheet.header().join("|")];
    sheet.each(&mut |row| lines.push(row.cells.join("|"))).unwrap();
    (sheet.read_as().clone(), lines.join("\n"))
}

#[track_caller]
fn reads(bytes: impl AsRef<[u8]>, wanted: &str) -> ReadAs {
    let (read_as, got) = read(bytes.as_ref());
    assert_eq!(got, wanted, "{read_as:?}");
    read_as
}

fn refuses(bytes: &[u8]) -> String {
    open("list", Box::new(Cursor::new(bytes.to_vec())), None).err().unwrap().to_string()
}

#[test]
fn delimiters_are_found() {
    for delimiter in [",", ";", "\t", "|", "¬", "^", "~"] {
        let text = "Name,Phone,City\nAna Ruiz,555-0101,Salem\nBo Hill,555-0102,Lynn\n".replace(',', delimiter);
        let read_as = reads(&text, "Name|Phone|City\nAna Ruiz|555-0101|Salem\nBo Hill|555-0102|Lynn");
        assert_eq!((read_as.delimiter.as_deref(), read_as.quote, read_as.header_row), (Some(delimiter), None, Some(0)));
    }
}

#[test]
fn a_decimal_comma_is_no_delimiter() {
    reads("Ort;Anteil\nNord;0,561\nWest;0,5\n", "Ort|Anteil\nNord|0,561\nWest|0,5");
}

#[test]
fn many_values_in_a_cell_are_no_columns() {
    let text = "name,email,concerns\nAna,a@x.org,trauma;grief;anger\nBo,b@x.org,ocd;grief\nCy,c@x.org,ocd\n";
    reads(text, "name|email|concerns\nAna|a@x.org|trauma;grief;anger\nBo|b@x.org|ocd;grief\nCy|c@x.org|ocd");
}

#[test]
fn a_first_line_may_state_the_delimiter() {
    let read_as = reads("sep=;\r\nName;Fee\r\nAna;120,50\r\n", "Name|Fee\nAna|120,50");
    assert_eq!((read_as.header_row, read_as.skipped), (Some(1), 1));
}

#[test]
fn a_table_drawn_with_bars_is_read() {
    let text = "| Name | Phone |\n|:-----|------:|\n| Ana Ruiz | 555-0101 |\n| Bo Hill |  |\n";
    let read_as = reads(text, "Name|Phone\nAna Ruiz|555-0101\nBo Hill|");
    assert_eq!((read_as.header_row, read_as.blank), (Some(0), 1));
    let line = "+------+-----+\n";
    reads(format!("{line}| Name | Fee |\n{line}| Ana  | 120 |\n{line}"), "Name|Fee\nAna|120");
}

#[test]
fn one_column_stays_one() {
    let read_as = reads("Name\nAna Ruiz\nBo Hill\nCy van Dam\n", "Name\nAna Ruiz\nBo Hill\nCy van Dam");
    assert_eq!(read_as.delimiter, None);
}

#[test]
fn words_are_columns_only_where_figures_say_so() {
    reads("id x y\n1 20 30\n2 21 31\n3 22 32\n", "id|x|y\n1|20|30\n2|21|31\n3|22|32");
}

#[test]
fn quotes_are_taken_off() {
    let wanted = "name|note\nAna|calm, \"very\" kind\nBo|two\nlines";
    let read_as = reads("name,note\nAna,\"calm, \"\"very\"\" kind\"\nBo,\"two\nlines\"\n", wanted);
    assert_eq!(read_as.quote, Some('"'));
    reads("name,note\nAna,\"calm, \\\"very\\\" kind\"\nBo,\"two\nlines\"\n", wanted);
    reads("name, note\nAna, \"calm, \"\"very\"\" kind\"\nBo, \"two\nlines\"\n", &wanted.replace("|note", "| note"));
    let read_as =
        reads("'name','note'\n'Ana','calm, kind'\n'Bo','it''s two'\n", "name|note\nAna|calm, kind\nBo|it's two");
    assert_eq!(read_as.quote, Some('\''));
    reads("name,note\nBo O'Hara,it's\nAna,'tis\n", "name|note\nBo O'Hara|it's\nAna|'tis");
}

#[test]
fn a_folder_of_a_disk_is_no_escape() {
    reads("name,path\nAna,\"C:\\lists\\\"\nBo,\"D:\\\"\n", "name|path\nAna|C:\\lists\\\nBo|D:\\");
}

#[test]
fn every_line_end_counts() {
    let wanted = "Name|City\nAna|Salem\nBo|Lynn";
    for end in ["\n", "\r\n", "\r", "\r\r\n"] {
        reads(["Name,City", "Ana,Salem", "Bo,Lynn"].join(end), wanted);
    }
    reads("Name,City\r\nAna,Salem\nBo,Lynn\r", wanted);
    let cell = "Name;Note;City\rAna;one\ntwo;Salem\rBo;three\nfour;Lynn\r";
    reads(cell, "Name|Note|City\nAna|one\ntwo|Salem\nBo|three\nfour|Lynn");
}

#[test]
fn a_quote_left_open_swallows_no_rows() {
    let wanted = "name,city,note\nAna,Salem,\"kind\nBo,Lynn,x\nCy,Salem,\"a, b\"\n";
    reads(wanted, "name|city|note\nAna|Salem|kind\nBo|Lynn|x\nCy|Salem|a, b");
    reads(
        "name,city,note\n\"Ana,Salem,kind\nBo,Lynn,x\nCy,Salem,y\n",
        "name|city|note\nAna|Salem|kind\nBo|Lynn|x\nCy|Salem|y",
    );
}

#[test]
fn a_row_that_lost_its_delimiters_is_mended() {
    let head = "name,city,note\nAna,Salem,kind\nBo,Lynn,calm\n";
    let wanted = "name|city|note\nAna|Salem|kind\nBo|Lynn|calm\n";
    reads(format!("{head}Cy;Troy;quick\n"), &format!("{wanted}Cy|Troy|quick"));
    reads(format!("{head}Cy,Troy\"quick and kind\"\n"), &format!("{wanted}Cy|Troy|quick and kind"));
    reads(
        format!("{head}Cy,Troy,{{\"a\": 1, \"b\": [2, 3]}}\n"),
        &format!("{wanted}Cy|Troy|{{\"a\": 1, \"b\": [2, 3]}}"),
    );
}

#[test]
fn ragged_rows_lose_nothing() {
    let read_as = reads("id,name,age\n1,Ana\n2,Bo,26,Lynn\n3,Cy,30,,\n", "id|name|age\n1|Ana|\n2|Bo|26|Lynn\n3|Cy|30");
    assert_eq!(read_as.blank, 0);
}

#[test]
fn headers_stay_as_they_stand() {
    reads(",Phone,Phone,\nAna,1,2,x\nBo,3,4,y\n", "|Phone|Phone|\nAna|1|2|x\nBo|3|4|y");
}

#[test]
fn lines_above_and_below_are_left_out_and_told() {
    let text =
        "Our list,,,\n\"Updated by Kim, in May\"\n\nName,Phone,City,Fee\nAna,1,Salem,100\n\nBo,2,Lynn,90\nTotal,2\n";
    let read_as = reads(text, "Name|Phone|City|Fee\nAna|1|Salem|100\nBo|2|Lynn|90");
    assert_eq!((read_as.header_row, read_as.blank, read_as.skipped), (Some(2), 2, 3));
    let notes = read_as.notes.join("\n");
    assert!(notes.contains("Our list / Updated by Kim, in May") && notes.contains("line 8: Total 2"), "{notes}");
}

#[test]
fn a_total_of_its_own_kind_is_a_row() {
    reads("Group,2023,2024\nA,1,2\nTotal,3,4\n", "Group|2023|2024\nA|1|2\nTotal|3|4");
}

#[test]
fn a_header_that_comes_again_is_no_row() {
    let text = "Name,Phone\nAna,1\n\nSalem office,\nName,Phone\nBo,2\n";
    let read_as = reads(text, "Name|Phone\nAna|1\nBo|2");
    assert_eq!(read_as.skipped, 2, "{:?}", read_as.notes);
}

#[test]
fn a_header_of_two_rows_is_one() {
    let text = "Name,Office,,Fee\n,Street,City,\nAna,Main St,Salem,100\nBo,Elm St,Lynn,90\n";
    reads(text, "Name|Office Street|Office City|Fee\nAna|Main St|Salem|100\nBo|Elm St|Lynn|90");
}

#[test]
fn groups_above_names_that_need_none_are_left_out() {
    let text = "Contact,,,Practice,\nName,Email,Phone,City,Aetna\nAna,a@x.org,1,Salem,X\nBo,b@x.org,2,Lynn,\n";
    let read_as = reads(text, "Name|Email|Phone|City|Aetna\nAna|a@x.org|1|Salem|X\nBo|b@x.org|2|Lynn|");
    assert_eq!(read_as.header_row, Some(1));
    let text = "Our list,,,\nTherapist,City,1199,Aetna\nAna,Salem,X,\nBo,Lynn,,X\n";
    reads(text, "Therapist|City|1199|Aetna\nAna|Salem|X|\nBo|Lynn||X");
}

#[test]
fn without_a_header_the_columns_get_numbers() {
    let no_header = |text: &str, first: &str| {
        let (read_as, got) = read(text.as_bytes());
        assert_eq!(read_as.header_row, None, "{got}");
        assert!(got.starts_with("column_1|column_2"), "{got}");
        assert!(got.contains(first), "{got}");
    };
    no_header("Ana Ruiz,ana@x.org,Salem\nBo Hill,bo@x.org,Lynn\n", "\nAna Ruiz|");
    no_header("\"Ruiz, Ana\",555-010-1234,Salem\n\"Hill, Bo\",555-010-1235,Lynn\n", "\nRuiz, Ana|");
    no_header("\"Ana Ruiz, LCSW\",Salem\n\"Bo Hill, PhD\",Lynn\n", "\nAna Ruiz, LCSW|");
    no_header("1,2\n", "\n1|2");
    no_header("T1,Ana,MA,trauma\nT2,Bo,MA,grief\nT3,Cy,NY,trauma\n", "\nT1|Ana");
}

#[test]
fn a_header_of_any_words_is_one() {
    reads("Therapist,1199,Aetna\nAna,X,\nBo,,X\n", "Therapist|1199|Aetna\nAna|X|\nBo||X");
    reads("foo,bar\nbaz,qux\n", "foo|bar\nbaz|qux");
    reads("name,email\n", "name|email");
    assert_eq!(reads("", "").header_row, None);
    assert_eq!(reads("\n \n\n", "").header_row, None);
}

#[test]
fn whole_lines_in_quotes_are_unwrapped() {
    reads("\"Name\"\n\"Ruiz, Ana\"\n\"Hill, Bo\"\n", "Name\nRuiz, Ana\nHill, Bo");
    reads("\"name,note\"\n\"Ana,\"\"calm, kind\"\"\"\n\"Bo,x\"\n", "name|note\nAna|calm, kind\nBo|x");
}

#[test]
fn encodings_are_told_apart() {
    let text = "Name;Ort\nJürg Größe;Zürich\nRené d’Aubé;Genève\nZoë Müller;Köln\n";
    let wanted = text.trim_end().replace(';', "|");
    let wide = |big: bool| -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    let with = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
    let named = |bytes: &[u8], encoding: &str| assert_eq!(reads(bytes, &wanted).encoding, encoding);
    named(text.as_bytes(), "utf-8");
    named(&with(b"\xef\xbb\xbf", text.as_bytes()), "utf-8");
    named(&wide(false), "utf-16le");
    named(&wide(true), "utf-16be");
    named(&with(b"\xff\xfe", &wide(false)), "utf-16le");
    named(&with(b"\xfe\xff", &wide(true)), "utf-16be");
    named(&encoding_rs::WINDOWS_1252.encode(text).0, "windows-1252");
    named(&encoding_rs::MACINTOSH.encode(text).0, "mac-roman");
    let returns = text.replace('\n', "\r");
    named(&encoding_rs::MACINTOSH.encode(&returns).0, "mac-roman");
}

#[test]
fn letters_late_in_a_file_count() {
    let mut text = "name,city\n".to_owned();
    (0..9000).for_each(|row| text.push_str(&format!("N{row},Salem\n")));
    text.push_str("Māra,Rīga\n");
    let (read_as, got) = read(text.as_bytes());
    assert_eq!(read_as.encoding, "utf-8");
    assert!(got.ends_with("Māra|Rīga"));
    text.pop();
    let mut bytes = text.into_bytes();
    bytes.truncate(bytes.len() - "Māra,Rīga".len());
    bytes.extend_from_slice(b"Ren\xe9,Lyon\n");
    let (read_as, got) = read(&bytes);
    assert_eq!(read_as.encoding, "windows-1252");
    assert!(got.ends_with("René|Lyon"));
}

#[test]
fn other_scripts_are_recognised() {
    let text = "id,name\n1,Λεωνίδας Παππάς\n2,Ευγενία Αλεξίου\n3,Μυρσίνη Δήμου\n";
    let read_as = reads(encoding_rs::WINDOWS_1253.encode(text).0, text.trim_end().replace(',', "|").as_str());
    assert!(read_as.notes[0].contains("look at a name"), "{:?}", read_as.notes);
}

#[test]
fn garbled_letters_are_put_right() {
    let read_as = reads("name,note\nAna,itâ€™s cafÃ©\nBo,a \u{96} b\n", "name|note\nAna|it’s café\nBo|a – b");
    assert_eq!(read_as.notes.len(), 1);
    reads("name,note\nSÃO,Ã é\n", "name|note\nSÃO|Ã é");
    let mixed = [b"name,note\nJos\xc3\xa9,caf\xc3\xa9 \xc3\xbc \xc3\xb6\nRen".as_slice(), b"\xe9,x\n"].concat();
    let read_as = reads(mixed, "name|note\nJosé|café ü ö\nRené|x");
    assert!(read_as.notes[0].contains("not UTF-8, and were read as Windows-1252: 1"), "{:?}", read_as.notes);
}

#[test]
fn what_is_no_list_is_refused() {
    assert!(refuses(b"%PDF-1.7\n...").contains("this is a PDF and no list"));
    assert!(refuses(b"[\n  {\"name\": \"Ana\"}\n]").contains("this is JSON and no list"));
    assert!(refuses(b" <html><table></table>").contains("this is a web page and no list"));
    assert!(refuses(&[0, 1, 2, 3, 4, 5, 6]).contains("it is no text"));
    assert!(refuses(b"PK\x03\x04 nothing of the kind").contains("this workbook cannot be read"));
    assert!(refuses(b"\xd0\xcf\x11\xe0 nothing of the kind").contains("this workbook cannot be read"));
}

#[test]
fn rows_know_where_they_stand_and_are_found_again() {
    let mut text = "A title\n\nname,note\n".to_owned();
    (0..1000).for_each(|row| text.push_str(&format!("N{row},\"a\nb\"\n\n")));
    let mut sheet = open("list", Box::new(Cursor::new(text.into_bytes())), None).unwrap();
    let mut rows = Vec::new();
    sheet.each(&mut |row| rows.push(row.clone())).unwrap();
    assert_eq!((rows.len(), rows[0].number, rows[0].line, rows[999].number, rows[999].line), (1000, 1, 4, 1000, 3001));
    for row in rows.iter().rev().step_by(37) {
        assert_eq!(&sheet.at(row.position).unwrap(), row);
    }
    assert!(sheet.at(u64::MAX).is_err());
}

/// Numbers that look like chance and are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

#[test]
fn broken_bytes_break_nothing() {
    let seeds: [&[u8]; 4] = [
        b"sep=;\r\nName;\"Note\";Phone\r\n\"Ana\";\"a \"\"b\"\" c\";1\r\n'Bo';{\"x\": 1};2\r\nTotal;2\r\n",
        b"\xff\xfeN\0,\0P\0\n\0A\0,\0\x31\0\n\0",
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:R=C3=BC;A=\r\n\r\nTEL;HOME:1\r\nEND:VCARD\r\n",
        b"Title\r\r,Name,,Fee\r,a,b,\rJos\x8e,\"x\ry\",\\\"z\\\",3\r",
    ];
    let mut dice = Dice(7);
    for round in 0..4000 {
        let mut bytes = seeds[round % seeds.len()].to_vec();
        for _ in 0..=dice.roll(6) {
            let at = dice.roll(bytes.len());
            match dice.roll(4) {
                0 => bytes[at] = b"\",;'\r\n\\\0 {=\xe9\xc3"[dice.roll(13)],
                1 => bytes.insert(at, dice.roll(256) as u8),
                2 => drop(bytes.remove(at)),
                _ => bytes.truncate(at.max(1)),
            }
            if bytes.is_empty() {
                bytes.push(b'x');
            }
        }
        let Ok(mut sheet) = open("list", Box::new(Cursor::new(bytes)), None) else { continue };
        let mut rows = Vec::new();
        sheet.each(&mut |row| rows.push(row.clone())).unwrap();
        for row in rows {
            assert!(row.cells.len() >= sheet.header().len());
            assert_eq!(sheet.at(row.position).unwrap().cells, row.cells);
        }
    }
}

#[test]
fn every_cell_of_a_table_comes_out_again() {
    let cells = [
        "Ana Ruiz",
        "555-0101",
        "a, b; c",
        "say \"yes\"",
        "",
        "two\nlines",
        "O'Hara",
        "x|y",
        "café",
        "12,5",
        "tab\there",
    ];
    let mut dice = Dice(11);
    for round in 0..400 {
        let (width, height) = (2 + dice.roll(6), 3 + dice.roll(9));
        let delimiter = b",;\t|"[round % 4];
        let names = ["Name", "Phone", "City", "Notes", "Email", "Fee", "State"];
        let mut rows = vec![names[..width].iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()];
        for row in 0..height {
            let mut cells: Vec<String> = (0..width).map(|_| cells[dice.roll(cells.len())].to_owned()).collect();
            cells[0] = format!("Person {row}");
            rows.push(cells);
        }
        let mut writer = csv::WriterBuilder::new();
        writer.delimiter(delimiter).quote_style([csv::QuoteStyle::Necessary, csv::QuoteStyle::Always][round % 3 % 2]);
        let mut writer = writer.from_writer(Vec::new());
        rows.iter().for_each(|row| writer.write_record(row).unwrap());
        let bytes = writer.into_inner().unwrap();
        let wanted: Vec<String> = rows.iter().map(|row| row.join("|")).collect();
        reads(&bytes, &wanted.join("\n"));
    }
}
