//! Contacts of every version, and careless ones.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use crate::import::open;
use std::io::Cursor;

/// Contacts as a table: names of columns and cells, a contact a line.
#[track_caller]
fn reads(cards: &[u8], wanted: &str) -> Vec<String> {
    let mut sheet = open("cards.vcf", Box::new(Cursor::new(cards.to_vec())), None).unwrap();
    let mut lines = vec![sheet.header().join("|")];
    sheet.each(&mut |row| lines.push(row.cells.join("|"))).unwrap();
    assert_eq!(lines.join("\n"), wanted);
    assert_eq!(sheet.read_as().encoding, "vcard");
    sheet.read_as().notes.clone()
}

#[test]
fn version_3_with_lists_folds_and_labels() {
    let card = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ruiz;Ana;Maria\\, Eva;Dr.;PhD\r\nFN:Dr. Ana Ruiz\r\nORG:Harbor\\, Inc.;Trauma \r\n team\r\n\
        TEL;TYPE=HOME:555-0103\r\nTEL;TYPE=CELL,VOICE:555-0102\r\nTEL;TYPE=WORK;TYPE=pref:555-0101\r\nTEL;TYPE=work,FAX:555-0109\r\n\
        item1.EMAIL;TYPE=INTERNET:ana@x.org\r\nitem1.X-ABLabel:_$!<Office>!$_\r\n\
        ADR;TYPE=HOME:;;2 Elm St;Lynn;MA;01901;USA\r\nADR;TYPE=WORK:;Suite 5;1 Main St\\nRear;Salem;MA;01970;USA\r\n\
        CATEGORIES:trauma,grief\r\nNOTE:kind\\nand calm\r\nX-SKYPE:ana.r\r\nPHOTO;ENCODING=b;TYPE=JPEG:AAAA\r\n BBBB\r\nEND:VCARD\r\n";
    let notes = reads(
        card.as_bytes(),
        "Name|Prefix|First Name|Middle Name|Last Name|Suffix|Organization|Department|Phone|Phone 2|Phone 3|Fax|Email|\
         Street|City|Region|Postal Code|Country|Other Address|Categories|Notes|X-SKYPE|Labels\n\
         Dr. Ana Ruiz|Dr.|Ana|Maria Eva|Ruiz|PhD|Harbor, Inc.|Trauma team|555-0101|555-0102|555-0103|555-0109|ana@x.org|\
         1 Main St, Rear, Suite 5|Salem|MA|01970|USA|2 Elm St, Lynn, MA, 01901, USA|trauma; grief|kind\nand calm|ana.r|\
         Phone 2: cell; Phone 3: home; Email: Office; Other Address: home",
    );
    assert_eq!(notes, ["pictures, sounds or keys that were left out: 1"]);
}

#[test]
fn version_4_with_addresses_of_the_web() {
    let card = "BEGIN:VCARD\nVERSION:4.0\nFN:Bo Hill\nTEL;VALUE=uri;PREF=2:tel:+1-555-0102;ext=7\nTEL;PREF=1;VALUE=uri:tel:+1-555-0101\n\
        EMAIL:mailto:bo@x.org\nURL:https://x.org/a\\,b\nLANG;PREF=1:es\nLANG:en\nGENDER:F\nBDAY:19700101\n\
        PHOTO:data:image/jpeg;base64,AAAA\nPHOTO:https://x.org/bo.jpg\nEND:VCARD\n";
    reads(
        card.as_bytes(),
        "Name|Phone|Phone 2|Email|Website|Languages|Gender|Birthday|PHOTO\n\
         Bo Hill|+1-555-0101|+1-555-0102 ext. 7|bo@x.org|https://x.org/a,b|es\nen|female|19700101|https://x.org/bo.jpg",
    );
}

#[test]
fn version_2_with_coded_letters() {
    let card = b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg\r\n\
        TEL;WORK;VOICE:555 01\r\nLABEL;WORK;ENCODING=QUOTED-PRINTABLE:Am Markt 1=0D=0A=\r\n01234 Stadt\r\nEND:VCARD\r\n";
    reads(
        card,
        "Name|First Name|Last Name|Phone|Address\nJ\u{f6}rg M\u{fc}ller|J\u{f6}rg|M\u{fc}ller|555 01|Am Markt 1, 01234 Stadt",
    );
}

#[test]
fn careless_contacts_are_read() {
    let cards = "\u{feff}begin:vcard\rfn:Ana\rnote:a line that\rgoes on without a mark\r\rBEGIN:VCARD\rFN:Bo\rAGENT:\rBEGIN:VCARD\rFN:Nobody\r\
        END:VCARD\rTEL:1\rEND:VCARD\rBEGIN:VCARD\rEND:VCARD\rBEGIN:VCARD\rN:Dam;Cy\r";
    reads(
        cards.as_bytes(),
        "Name|First Name|Last Name|Phone|Notes\nAna||||a line that\ngoes on without a mark\nBo|||1|\nCy Dam|Cy|Dam||",
    );
    let wide: Vec<u8> = "BEGIN:VCARD\nFN:Zoë\nEND:VCARD\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let notes = reads(&[b"\xff\xfe".as_slice(), &wide].concat(), "Name\nZoë");
    assert_eq!(notes, ["the contacts are written in utf-16le"]);
}
