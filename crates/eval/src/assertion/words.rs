//! Word lists by which a sentence shows what it is for.

use foldhash::HashSet;
use std::sync::OnceLock;

/// Words, listed with single spaces between them.
pub(super) struct Words {
    listed: &'static str,
    set: OnceLock<HashSet<&'static str>>,
}

impl Words {
    const fn of(listed: &'static str) -> Self {
        Self { listed, set: OnceLock::new() }
    }

    /// Whether the word is on the list.
    pub(super) fn contains(&self, word: &str) -> bool {
        self.set.get_or_init(|| self.listed.split(' ').collect()).contains(word)
    }
}

/// Verbs that show a sentence to state something even after a greeting or a noun that looks like an order.
pub(super) static VERBS_OF_FACT: Words =
    Words::of("is are was were has have had can makes uses contains boils causes");

pub(super) static GREETINGS: Words =
    Words::of("welcome hello hi thanks thank goodbye bye congratulations cheers greetings");

/// Words that say nothing about a topic, as speakers use them between facts.
pub(super) static TALK: Words = Words::of(
    "great good right exactly yes no well so now then okay ok sure indeed question point interesting idea \
     that that's this what a an the is it it's very really and but let's us let begin start go on next \
     time today again me my i i'm you your we are for listening joining see of course absolutely \
     wonderful fascinating happy glad to be here with all thanks more tell take care until there move \
     before first have heard enough done back",
);

/// Words before the verb of an order.
pub(super) static LEADS: Words = Words::of(
    "then now next first second third finally afterwards please and also together briefly again lastly so \
     always carefully individually begin start by right well okay yes exactly",
);

/// Verbs of orders beyond those of learning objectives.
pub(super) static DIRECTIONS: Words = Words::of(
    "ask give hand tell remind invite collect open close work take turn look listen watch think talk \
     share point pick put place walk circulate introduce present provide offer encourage let allow have \
     keep return repeat pause note notice copy cover fill underline highlight circle sort arrange order \
     stick pair group split form join exchange swap mark correct praise sum wrap end begin start finish \
     prepare bring set display project model guide help observe answer reflect rephrase extend research \
     interview record try imagine consider remember refer go use say speak stop hold raise vote play act \
     roleplay revise reread skim scan cross challenge follow continue explore discover get make meet \
     study cite point add call teach prompt lead run do sketch leave come",
);

pub(super) static PEOPLE: Words = Words::of(
    "learners learner students student pupils pupil teacher teachers you we they groups group pairs pair \
     everyone volunteers class partners readers listeners i i'll we'll you'll let's adults children",
);

/// Openings of sentences about the text itself.
pub(super) static FRAMES: Words =
    Words::of("this these the in here each today our first now next we you it i");

/// What a text may call itself.
pub(super) static TEXTS: Words = Words::of(
    "guide section sections lesson episode text summary outline course quiz set page script material \
     chapter unit part parts cards questions podcast paragraph segment reading overview introduction \
     program programme show conversation plan exercise activity today collection one-pager handout \
     article",
);

/// Verbs that tell what a text does, after which "that" opens a fact.
pub(super) static TELLING: Words = Words::of(
    "explains explain shows show says say states remember remind note notice tell tells recall learn \
     learned seen see know stress emphasise emphasize mention covers cover introduces describes describe \
     discusses presents asks teaches point understand realise realize heard learns found find agree \
     conclude record write",
);

/// Verbs that say what a text is about.
pub(super) static ABOUT: Words = Words::of(
    "about look looks looking deals gives offers brings begins starts ends closes follows takes for has \
     contains helps goes turns treats traces summarises summarizes lists compares talk talking explore \
     exploring are is will walks practises practices collects come comes",
);
