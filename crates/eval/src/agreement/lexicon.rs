//! What single words do in a sentence: carry content, or turn, bound and tie what others carry.

use foldhash::{HashMap, HashMapExt as _};
use std::sync::LazyLock;

/// What a word does, as a set of the constants below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Class(u32);

impl Class {
    /// Articles, auxiliaries, pronouns, discourse words: nothing that evidence could carry.
    pub(crate) const FUNCTION: Self = Self(1);
    /// Words that any paraphrase may add or leave out: "called", "kind of", "takes".
    pub(crate) const LIGHT: Self = Self(1 << 1);
    /// Turns what follows into its opposite.
    pub(crate) const NEGATOR: Self = Self(1 << 2);
    /// Ties a noun to what stands before it.
    pub(crate) const PREPOSITION: Self = Self(1 << 3);
    /// Stands for something named before.
    pub(crate) const PRONOUN: Self = Self(1 << 4);
    /// A form of "be".
    pub(crate) const BE: Self = Self(1 << 5);
    /// Makes what is said uncertain.
    pub(crate) const HEDGE: Self = Self(1 << 6);
    /// Ends the clause before it.
    pub(crate) const BOUNDARY: Self = Self(1 << 7);
    /// Sets what follows against what stands before.
    pub(crate) const CONTRAST: Self = Self(1 << 8);
    /// Says that somebody thinks or says what follows.
    pub(crate) const REPORT: Self = Self(1 << 9);
    /// Articles and other words that open a noun phrase.
    pub(crate) const DETERMINER: Self = Self(1 << 10);
    /// Joins two of a kind.
    pub(crate) const JOINER: Self = Self(1 << 11);

    /// Whether any of `other` is set.
    pub(crate) fn is(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// This set without the other.
    pub(crate) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Both sets together.
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The class of a lower-case word with straight apostrophes; empty for a word that carries content.
pub(crate) fn class_of(word: &str) -> Class {
    CLASSES.get(word).copied().unwrap_or_default()
}

static CLASSES: LazyLock<HashMap<&'static str, Class>> = LazyLock::new(|| {
    let mut classes: HashMap<&'static str, Class> = HashMap::new();
    for (class, words) in LISTS {
        for word in words.split_whitespace() {
            let entry = classes.entry(word).or_default();
            *entry = entry.or(*class);
        }
    }
    classes
});

const LISTS: &[(Class, &str)] = &[
    (
        Class::FUNCTION,
        "a an the is are was were be been being am has have had do does did can could may might must shall should \
         will would it its they them their theirs he him his she her hers this these that those we us our ours you \
         your yours i my me mine one s re ll ve d t \
         in on at by for from with to of into onto upon about as through during via per between among within near \
         toward towards along across around over against above below behind beside beyond under inside outside \
         before after since until despite like \
         and or nor but if when while because although though unless whether than so who whom whose which what why \
         how where whenever wherever \
         also too very quite indeed actually really thus then hence therefore moreover furthermore besides here \
         there such as well even just still already yet again now ever etc e.g i.e let us please both either own \
         instead rather others however nevertheless nonetheless meanwhile finally firstly secondly lastly simply namely \
         thereby whereby whereas out up off down away back itself themselves himself herself each other another \
         o'clock ago aside apart together unlike once minus",
    ),
    (
        Class::LIGHT,
        "called known named termed term terms word means mean meaning meant refers refer referred defined described \
         kind kinds type types sort sorts form forms formed part parts piece pieces thing things way ways include \
         includes included including consist consists consisted comprise comprises made occur occurs occurred happen \
         happens happened happening place example examples instance different particular particularly specific \
         especially main basic case cases time times number amount amounts role act acts serve serves served use \
         uses using used able become becomes became remain remains process having being get gets got do does did \
         done come comes came go goes went exist exists found show shows shown fact ones order member members \
         individual total overall contain contains contained later earlier early late mid take takes took taken put \
         puts give gives gave given lie lies set sets begin begins bring brings keep keeps people person certain \
         various allowed altogether roughly approximately hold holds held measure measures measured needs need \
         needed has had have length height width size distance speed level end so-called date dates spend spent \
         last lasts lasted stay stays stayed stand stands stood work works back good important possible make makes \
         making",
    ),
    (
        Class::NEGATOR,
        "not never no neither nor none nobody nothing nowhere without cannot hardly scarcely barely lack lacks \
         lacked lacking unable absent absence non fail fails failed failing refuse refuses refused",
    ),
    (
        Class::PREPOSITION,
        "of in on at by for from with to into onto through during after before since until between among against \
         over under above below within across along around toward towards near beyond inside outside behind beside \
         upon about as like than via per despite",
    ),
    (
        Class::PRONOUN,
        "it its they their theirs them he his him she her hers this these those such we our itself themselves \
         himself herself both there one ones",
    ),
    (Class::BE, "is are was were be been being am"),
    (
        Class::HEDGE,
        "may might could possibly perhaps probably maybe likely seem seems seemed supposedly reportedly allegedly \
         apparently potentially presumably",
    ),
    (
        Class::BOUNDARY,
        "elsewhere otherwise but because although though while whereas so which who whom whose if when unless until since and or nor yet \
         where whether however than",
    ),
    (Class::CONTRAST, "elsewhere otherwise but whereas while although though however unlike instead yet nor"),
    (
        Class::REPORT,
        "think thinks thought believe believes believed say says said claim claims claimed argue argues argued \
         suppose supposed imagine imagined assume assumed wrongly mistakenly myth misconception legend rumour rumor \
         falsely mistaken belief beliefs misunderstanding error notion assumption fallacy mistake",
    ),
    (
        Class::DETERMINER,
        "a an the its their his her our your my this that these those each every some any no",
    ),
    (Class::JOINER, "and or nor"),
];

/// How much of a group a word speaks of, from few (1) to all (5); `None` for a word that does not say.
pub(crate) fn share_of(word: &str) -> Option<u8> {
    Some(match word {
        "few" | "rarely" | "seldom" => 1,
        "some" | "sometimes" | "several" | "occasionally" => 2,
        "many" | "often" | "frequently" | "much" | "numerous" | "commonly" => 3,
        "most" | "usually" | "mostly" | "mainly" | "generally" | "normally" | "typically" | "majority"
        | "largely" | "nearly" | "almost" | "chiefly" => 4,
        "all" | "every" | "each" | "always" | "everyone" | "everything" | "everybody" | "entirely"
        | "completely" | "any" | "anyone" | "anybody" | "whole" | "entire" | "everywhere" | "invariably"
        | "totally" | "wholly" => 5,
        _ => return None,
    })
}

/// Whether a word shuts out everything else.
pub(crate) fn is_exclusive(word: &str) -> bool {
    matches!(word, "only" | "solely" | "exclusively" | "alone" | "sole" | "merely" | "purely")
}

/// Whether a word grades another one and carries no content of its own.
pub(crate) fn is_degree(word: &str) -> bool {
    matches!(word, "more" | "less" | "least" | "far" | "fewer" | "than" | "too" | "enough" | "further")
}
