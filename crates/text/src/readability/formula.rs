//! The formulas, each a pure function of counts; `None` where a formula would divide by nothing.

mod english;
mod others;

pub use english::{
    automated_readability_index, coleman_liau_index, dale_chall, flesch_kincaid_grade, flesch_reading_ease,
    gunning_fog, smog_index,
};
pub use others::{amstad, fernandez_huerta, gulpease, kandel_moles, szigriszt_pazos, wiener_sachtextformel};

/// `part` for each `whole`; `None` when there is no whole.
fn per(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| f64::from(part) / f64::from(whole))
}
