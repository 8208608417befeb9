//! A hostile file is a clear error, never a panic, and never needs much memory.

use std::io::Write as _;

use factoria_sources::{Document, Error, Hint, Limits, extract};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use zip::write::SimpleFileOptions;

use crate::given::{data, patient};

fn read(bytes: &[u8], name: &str) -> Result<Document, Error> {
    extract(bytes, Hint { file_name: Some(name), media_type: None }, &patient())
}

/// Reads with little room to unpack in, so that a bomb need not be large.
fn read_in_little_room(bytes: &[u8], name: &str) -> Result<Document, Error> {
    let limits = Limits { max_decompressed_bytes: 1_500_000, ..patient() };
    extract(bytes, Hint { file_name: Some(name), media_type: None }, &limits)
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    zipped(&[("word/document.xml", body.as_bytes())])
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A PDF of the given objects, numbered from 1, of which the first is the catalogue.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(objects) {
        offsets.push(file.len());
        file.extend(format!("{number} 0 obj\n").bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for offset in offsets {
        file.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    file.extend(format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF").bytes());
    file
}

fn stream(dictionary: &str, content: &[u8]) -> Vec<u8> {
    let mut object = format!("<< {dictionary} /Length {} >>\nstream\n", content.len()).into_bytes();
    object.extend(content);
    object.extend(b"\nendstream");
    object
}

/// A PDF of one page with `content`, and with `forms` by the names F1, F2 ….
fn one_page(content: &[u8], filter: &str, forms: &[Vec<u8>]) -> Vec<u8> {
    let named: String = (1..=forms.len()).map(|number| format!("/F{number} {} 0 R ", number + 5)).collect();
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /T 5 0 R >> /XObject << {named} >> >> >>").into_bytes(),
        stream(filter, content),
        font.as_bytes().to_vec(),
    ];
    objects.extend(forms.iter().cloned());
    pdf(&objects)
}

const WORDS: &[u8] = b"BT /T 12 Tf 72 700 Td (Water boils at 100 degrees at sea level.) Tj ET";

#[test]
fn the_pdfs_made_here_can_be_read() {
    let plain = read(&one_page(WORDS, "", &[]), "a.pdf").unwrap();
    assert_eq!(plain.text, "Water boils at 100 degrees at sea level.");
    let form = stream("/Type /XObject /Subtype /Form", WORDS);
    let drawn = read(&one_page(b"q /F1 Do Q", "", &[form]), "a.pdf").unwrap();
    assert_eq!(drawn.text, plain.text);
}

#[test]
fn a_large_pdf_of_pictures_is_not_taken_for_a_hostile_one() {
    // a generator of pseudo-random numbers (Numerical Recipes, 1992) stands for what a camera's file looks like
    let mut state = 7_u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    let picture: Vec<u8> = (0..3_000_000).map(|_| noise()).collect();
    let picture = stream("/Type /XObject /Subtype /Image /Filter /DCTDecode", &picture);
    let document = read(&one_page(&[b"/F1 Do ", WORDS].concat(), "", &[picture]), "a.pdf").unwrap();
    assert_eq!(document.text, "Water boils at 100 degrees at sea level.");
}

#[test]
fn what_is_no_document_is_named() {
    for (bytes, name, said) in [
        (&b""[..], "a.txt", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n0000", "scan.pdf", "this is a PNG picture"),
        (b"\xff\xd8\xff\xe0", "a.docx", "this is a JPEG picture"),
        (b"words\0words", "a.txt", "this is not text"),
        (&[0; 100], "a.pdf", "this is not text"),
        (b"{\\rtf1 hello}", "a.rtf", "a rich text file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "a.doc", "old Office program"),
        (b"   \n\n \t ", "a.txt", "no text was found"),
        (b"<html><body><script>x</script></body></html>", "a.html", "no text was found"),
    ] {
        let error = read(bytes, name).unwrap_err().to_string();
        assert!(error.contains(said), "{name}: {error}");
        assert!(error.contains(';'), "it says what to do: {error}");
    }
    let zip = zipped(&[("notes.txt", b"words")]);
    assert!(matches!(read(&zip, "a.docx"), Err(Error::Unsupported { found: "a zip archive" })));
    let limits = Limits { max_bytes: 10, ..patient() };
    assert!(matches!(
        extract(b"eleven bytes", Hint::default(), &limits),
        Err(Error::TooLarge { bytes: 12, max_bytes: 10 })
    ));
}

#[test]
fn broken_files_are_damaged_and_locked_ones_protected() {
    assert!(matches!(read(&data("locked.pdf"), "a.pdf"), Err(Error::Protected { .. })));
    for name in ["report.pdf", "rivers.docx", "rivers.epub"] {
        let whole = data(name);
        for part in 1..8 {
            let broken = read(&whole[..whole.len() * part / 8], name);
            assert!(
                matches!(broken, Err(Error::Damaged { .. } | Error::NoText { .. })),
                "{name} {part}: {broken:?}"
            );
        }
    }
    assert!(matches!(read(b"%PDF-1.4\nnothing else", "a.pdf"), Err(Error::Damaged { .. })));
    assert!(matches!(
        read(&docx("no xml at all <"), "a.docx"),
        Err(Error::Damaged { .. } | Error::NoText { .. })
    ));
}

#[test]
fn archives_that_unpack_without_end_are_refused() {
    let zeros = vec![b' '; 2_000_000];
    let bomb = zipped(&[("word/document.xml", &zeros)]);
    assert!(bomb.len() < 50_000);
    assert!(matches!(read_in_little_room(&bomb, "a.docx"), Err(Error::UnpacksTooFar { .. })));
    let container = b"<container><rootfiles><rootfile full-path=\"p.opf\"/></rootfiles></container>";
    let items: String = (0..20)
        .map(|id| format!("<item id=\"c{id}\" href=\"c.xhtml\" media-type=\"application/xhtml+xml\"/>"))
        .collect();
    let order: String = (0..20).map(|id| format!("<itemref idref=\"c{id}\"/>")).collect();
    let package = format!("<package><manifest>{items}</manifest><spine>{order}</spine></package>");
    let chapter = format!("<html><body><p>{}</p></body></html>", "Word ".repeat(30_000));
    let book = zipped(&[
        ("META-INF/container.xml", container),
        ("p.opf", package.as_bytes()),
        ("c.xhtml", chapter.as_bytes()),
    ]);
    assert!(matches!(
        read_in_little_room(&book, "a.epub"),
        Err(Error::UnpacksTooFar { .. } | Error::TooMuchText { .. })
    ));
}

#[test]
fn xml_names_no_files_and_multiplies_nothing() {
    let external = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><w:p><w:r><w:t>Seen &e; words.</w:t></w:r></w:p>";
    assert_eq!(read(&docx(external), "a.docx").unwrap().text, "Seen words.");
    let laughs = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><w:p><w:r><w:t>No &b; laughs.</w:t></w:r></w:p>";
    assert_eq!(read(&docx(laughs), "a.docx").unwrap().text, "No laughs.");
}

#[test]
fn what_is_nested_without_end_is_refused() {
    let deep =
        |open: &str, close: &str, times| format!("{}deep words{}", open.repeat(times), close.repeat(times));
    let xml = docx(&deep("<w:p>", "</w:p>", 50_000));
    assert!(matches!(read(&xml, "a.docx"), Err(Error::TooDeep { .. })));
    let html = deep("<div>", "</div>", 200_000);
    assert!(matches!(read(html.as_bytes(), "a.html"), Err(Error::TooDeep { .. })));
    let quotes = deep("> ", "", 50_000);
    assert!(matches!(read(quotes.as_bytes(), "a.md"), Err(Error::TooDeep { .. }) | Ok(_)));
    for brackets in ["[", "*", "`", "$", "<", "![", "_a", "\\["] {
        let _ = read(brackets.repeat(100_000).as_bytes(), "a.md");
    }
    let arrays = one_page(format!("{} Tj", "[".repeat(200_000)).as_bytes(), "", &[]);
    assert!(read(&arrays, "a.pdf").is_err());
}

#[test]
fn pdf_streams_that_unpack_without_end_are_refused() {
    let page = one_page(&deflated(&vec![b' '; 2_000_000]), "/Filter /FlateDecode", &[]);
    assert!(matches!(read_in_little_room(&page, "a.pdf"), Err(Error::UnpacksTooFar { .. })));
    let objects =
        stream("/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode", &deflated(&vec![b' '; 2_000_000]));
    assert!(read_in_little_room(&pdf(&[b"<< /Type /Catalog >>".to_vec(), objects]), "a.pdf").is_err());
    let twice = stream("/Filter [/FlateDecode /FlateDecode]", &deflated(&deflated(&vec![0; 2_000_000])));
    assert!(read_in_little_room(&pdf(&[b"<< /Type /Catalog >>".to_vec(), twice]), "a.pdf").is_err());
}

#[test]
fn pdf_forms_that_draw_one_another_without_end_are_refused() {
    let form = |content: &str| stream("/Type /XObject /Subtype /Form", content.as_bytes());
    let itself = one_page(b"/F1 Do", "", &[form("/F1 Do")]);
    assert!(matches!(read(&itself, "a.pdf"), Err(Error::TooDeep { .. })));
    let disguised = one_page(b"/F#31 % /Other\n Do", "", &[form("/F1 Do")]);
    assert!(matches!(read(&disguised, "a.pdf"), Err(Error::TooDeep { .. })));
    let draw = |name: &str| format!("{name} Do ").repeat(1_000);
    let forms = [form(&draw("/F2")), form(&draw("/F3")), form(&draw("/F4")), form("BT ET")];
    let many = one_page(b"/F1 Do", "", &forms);
    let many = read_in_little_room(&many, "a.pdf");
    assert!(matches!(many, Err(Error::UnpacksTooFar { .. })), "{many:?}");
}

#[test]
fn pdf_trees_that_are_circles_come_to_an_end() {
    let page = "<< /Type /Page /Parent 3 0 R /Contents 4 0 R >>";
    let parent = "<< /Type /Pages /Kids [2 0 R 3 0 R] /Parent 3 0 R /Count 2 >>";
    let objects =
        ["<< /Type /Catalog /Pages 3 0 R >>", page, parent].map(|object| object.as_bytes().to_vec());
    let mut objects = objects.to_vec();
    objects.push(stream("", WORDS));
    let _ = read(&pdf(&objects), "a.pdf");
}

#[test]
fn a_pdf_font_that_points_nowhere_costs_no_more_than_its_page() {
    let font = |entry: &str| {
        let objects = vec![
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /T 5 0 R >> >> >>".to_vec(),
            stream("", WORDS),
            format!("<< /Type /Font /Subtype /TrueType /BaseFont /Helvetica /{entry} 99 0 R >>").into_bytes(),
        ];
        read(&pdf(&objects), "a.pdf")
    };
    for entry in ["Encoding", "FontDescriptor", "ToUnicode", "Widths", "FirstChar"] {
        let outcome = font(entry);
        assert!(matches!(outcome, Ok(_) | Err(Error::Damaged { .. })), "{entry}: {outcome:?}");
    }
}

#[test]
fn hidden_words_of_a_pdf_are_left_out() {
    let content =
        [WORDS, b" BT /T 0.5 Tf 72 600 Td (EVIL small) Tj ET BT /T 12 Tf -900 600 Td (EVIL off) Tj ET"]
            .concat();
    let document = read(&one_page(&content, "", &[]), "a.pdf").unwrap();
    assert_eq!(document.text, "Water boils at 100 degrees at sea level.");
    assert!(!document.cleaned.is_empty());
}

#[test]
fn hidden_words_of_a_word_document_are_left_out() {
    let run = |properties: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>EVIL </w:t></w:r>");
    let hidden = ["<w:vanish/>", "<w:color w:val=\"FFFFFF\"/>", "<w:sz w:val=\"2\"/>"].map(run).concat();
    let deleted = "<w:del><w:r><w:delText>EVIL</w:delText></w:r></w:del>";
    let body = format!(
        "<w:document><w:body><w:p><w:r><w:t>Seen words.</w:t></w:r>{hidden}{deleted}</w:p></w:body></w:document>"
    );
    assert_eq!(read(&docx(&body), "a.docx").unwrap().text, "Seen words.");
}

#[test]
fn a_text_of_ten_million_bytes_is_bounded() {
    let sentence = "The river carries sand and stones down to the sea every single day. ";
    for (name, text) in [
        ("a.txt", sentence.repeat(10_000_000 / sentence.len())),
        ("a.md", "a".repeat(10_000_000)),
        ("a.html", format!("<p>{}", sentence.repeat(9_000_000 / sentence.len()))),
        ("a.txt", "\n".repeat(9_999_999) + "x"),
    ] {
        match read(text.as_bytes(), name) {
            Ok(document) => assert!(document.text.chars().count() <= Limits::default().max_text_characters),
            Err(error) => {
                assert!(matches!(error, Error::TooMuchText { .. } | Error::TooSlow { .. }), "{error}");
            }
        }
    }
}

#[test]
fn a_time_out_is_kept() {
    let limits = Limits { timeout_ms: 0, ..Limits::default() };
    let slow = extract(&data("report.pdf"), Hint::default(), &limits);
    assert!(matches!(slow, Err(Error::TooSlow { timeout_ms: 0, .. })));
}
