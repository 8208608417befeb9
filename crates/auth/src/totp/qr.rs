//! A QR code as a small PNG: one bit a pixel, eight pixels a module, the quiet zone around it.

use qrcodegen::{QrCode, QrCodeEcc};

const PIXELS_PER_MODULE: usize = 8;
/// **Source** ISO/IEC 18004: four modules of quiet zone.
const QUIET_MODULES: usize = 4;

/// Draws a text; `None` when it is too long for a QR code.
pub(super) fn png(text: &str) -> Option<Vec<u8>> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let modules = usize::try_from(code.size()).ok()? + 2 * QUIET_MODULES;
    let side = modules * PIXELS_PER_MODULE;
    let rows = (0..modules).flat_map(|y| {
        let row = bits(&code, y, modules);
        std::iter::repeat_n(row, PIXELS_PER_MODULE)
    });
    let pixels: Vec<u8> = rows.flatten().collect();
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, u32::try_from(side).ok()?, u32::try_from(side).ok()?);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&pixels).ok()?;
    writer.finish().ok()?;
    Some(file)
}

/// One row of modules: eight pixels a module make exactly one byte each.
fn bits(code: &QrCode, y: usize, modules: usize) -> Vec<u8> {
    let inside = |at: usize| i32::try_from(at).unwrap_or(i32::MAX) - 4;
    (0..modules).map(|x| if code.get_module(inside(x), inside(y)) { 0x00 } else { 0xFF }).collect()
}
