//! Kinds: which things have names of their own, such as cities and kings, and which have not, such as minerals.

use crate::english::noun::head;
use crate::english::word::is_among;

/// What has a name of its own: people, places, peoples, bodies, events, works, tongues and programs.
const NAMED: &str = "king queen leader scientist emperor empress president general writer pharaoh philosopher engineer \
     mathematician man woman politician physicist chemist biologist astronomer inventor poet painter explorer monk \
     ruler dictator author lawyer minister composer programmer economist prince princess duke pope saint prophet bishop \
     architect sculptor actor actress singer musician conductor geographer historian navigator admiral soldier \
     statesman revolutionary activist nurse physician doctor surgeon botanist geologist naturalist alchemist teacher \
     student journalist novelist playwright philanthropist merchant knight nobleman chancellor marshal captain \
     god goddess hero heroine deity titan \
     city town village capital country state nation kingdom republic empire province county district region island \
     islands archipelago peninsula continent river sea ocean lake bay gulf strait mountain volcano range desert valley \
     waterfall canal planet moon star galaxy constellation comet asteroid castle palace cathedral church temple bridge \
     tower museum street square park port harbour settlement colony \
     people tribe dynasty family company corporation organization organisation party agency university school college \
     team club band orchestra army \
     war battle treaty revolution festival holiday month day \
     novel poem play film opera book newspaper magazine ship language dialect religion \
     website browser software library framework distribution";

/// Whether things of the kind that a definition gives have names of their own.
pub(super) fn have_names(definition: &str) -> bool {
    let words: Vec<String> = text::word::words(definition).map(str::to_lowercase).collect();
    head(&words).and_then(|at| words.get(at)).is_some_and(|head| is_among(head, NAMED) || is_larger(head))
}

/// `supercontinent`, `subcontinent`: a kind made of one of these.
fn is_larger(head: &str) -> bool {
    ["super", "sub"].iter().any(|prefix| head.strip_prefix(prefix).is_some_and(|rest| is_among(rest, NAMED)))
}

#[cfg(test)]
mod tests {
    use super::have_names;

    #[test]
    fn people_and_places_have_names_and_minerals_have_not() {
        assert!(have_names("a Greek philosopher who taught in Athens"));
        assert!(have_names("the largest city of the region"));
        assert!(have_names("a supercontinent that broke apart"));
        assert!(!have_names("a zinc carbonate mineral that forms near the surface"));
        assert!(!have_names("a device that guards the border of a city"));
    }
}
