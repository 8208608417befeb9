//! Pages as a printer would set them become the blocks that an author wrote.

use super::*;

fn line(text: &str, left: f64, y: f64, size: f64) -> Line {
    Line {
        text: text.to_owned(),
        left,
        right: left + text.chars().count() as f64 * size * 0.5,
        y,
        size,
        is_bold: false,
    }
}

fn read(pages: &[(u32, Vec<Line>)]) -> Vec<(BlockKind, String)> {
    let mut builder = Builder::default();
    blocks(pages, &mut builder);
    let document = builder.finish();
    document.blocks.iter().map(|block| (block.kind, document.text_of(block).to_owned())).collect()
}

#[test]
fn headings_paragraphs_and_lists_are_told() {
    let page = vec![
        line("How rivers work", 50.0, 700.0, 18.0),
        line("A river is a stream of fresh water that flows down-", 50.0, 670.0, 10.0),
        line("hill to the sea. It is a well-known thing and it is", 50.0, 658.0, 10.0),
        line("old.", 50.0, 646.0, 10.0),
        line("Second paragraphs begin after lines that are short.", 50.0, 634.0, 10.0),
        line("Parts of a river", 50.0, 604.0, 13.0),
        line("• the source", 60.0, 584.0, 10.0),
        line("• the mouth, where the river meets the wide open sea", 60.0, 572.0, 10.0),
        line("and ends", 70.0, 560.0, 10.0),
        line("Nile\t6,650 km", 50.0, 530.0, 10.0),
    ];
    assert_eq!(read(&[(1, page)]), [
        (BlockKind::Heading(1), "How rivers work".to_owned()),
        (
            BlockKind::Paragraph,
            "A river is a stream of fresh water that flows downhill to the sea. It is a well-known thing and it is old."
                .to_owned()
        ),
        (BlockKind::Paragraph, "Second paragraphs begin after lines that are short.".to_owned()),
        (BlockKind::Heading(2), "Parts of a river".to_owned()),
        (BlockKind::ListItem, "- the source".to_owned()),
        (BlockKind::ListItem, "- the mouth, where the river meets the wide open sea and ends".to_owned()),
        (BlockKind::TableRow, "Nile | 6,650 km".to_owned()),
    ]);
}

#[test]
fn a_bold_line_of_the_texts_own_size_is_a_heading() {
    let bold = |text, y| Line { is_bold: true, ..line(text, 50.0, y, 10.0) };
    let page = vec![
        bold("1. How a stream begins", 700.0),
        line("A spring is a place where ground water comes up from", 60.0, 688.0, 10.0),
        line("below. It is the source of a stream.", 50.0, 676.0, 10.0),
        bold("2. How it ends", 664.0),
        line("A mouth is the place where a river meets the sea.", 60.0, 652.0, 10.0),
    ];
    let kinds: Vec<BlockKind> = read(&[(1, page)]).into_iter().map(|(kind, _)| kind).collect();
    let heading = BlockKind::Heading(1);
    assert_eq!(kinds, [heading, BlockKind::Paragraph, heading, BlockKind::Paragraph]);
}

#[test]
fn a_paragraph_goes_on_over_the_page() {
    let first = vec![
        line("The first page is full of text and ends before the", 50.0, 100.0, 10.0),
        line("sentence does, because the paper was not long enough", 50.0, 88.0, 10.0),
    ];
    let second = vec![
        line("for it to end there. So it ends on the second page.", 50.0, 700.0, 10.0),
        line("This is another one that begins on the second page,", 50.0, 676.0, 10.0),
    ];
    let mut builder = Builder::default();
    blocks(&[(1, first), (2, second)], &mut builder);
    let document = builder.finish();
    assert_eq!(document.blocks.len(), 2);
    let pages: Vec<_> = document.blocks.iter().map(|block| document.page_at(block.bytes.start)).collect();
    assert_eq!(pages, [Some(1), Some(2)]);
}

#[test]
fn nothing_becomes_nothing() {
    assert_eq!(read(&[]), []);
    assert_eq!(read(&[(1, Vec::new()), (2, Vec::new())]), []);
}
