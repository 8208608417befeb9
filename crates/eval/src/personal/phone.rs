//! Telephone numbers, told from dates, ISBNs, coordinates and other numbers.

/// Words that announce a telephone number.
const CUES: &[&str] = &[
    "phone",
    "telephone",
    "tel",
    "mobile",
    "cellphone",
    "fax",
    "whatsapp",
    "telefon",
    "handy",
    "téléphone",
    "teléfono",
    "telefono",
    "móvil",
    "portable",
    "cellulare",
];
/// Words that may announce one.
const CALLS: &[&str] = &["call", "ring", "text", "dial"];
/// Words that may stand between.
const BETWEEN: &[&str] = &[
    "number", "no", "is", "at", "on", "to", "him", "her", "them", "under", "nummer", "the", "numéro",
    "número",
];

/// A number in groups of digits.
struct Candidate<'a> {
    text: &'a str,
    /// What stands before it.
    before: &'a str,
    groups: Vec<&'a str>,
}

/// Whether a sentence holds a telephone number that could be somebody's.
pub(super) fn is_stated(sentence: &str) -> bool {
    candidates(sentence).iter().any(Candidate::is_phone_number)
}

impl Candidate<'_> {
    fn is_phone_number(&self) -> bool {
        !self.is_kept_free()
            && (self.is_international()
                || self.is_north_american()
                || self.is_national()
                || self.is_announced())
    }

    fn digits(&self) -> usize {
        self.groups.iter().map(|group| group.len()).sum()
    }

    fn lengths(&self) -> Vec<usize> {
        self.groups.iter().map(|group| group.len()).collect()
    }

    /// `+` and a country's code. **Source** ITU-T E.164: at most 15 digits.
    fn is_international(&self) -> bool {
        let is_decimal = self.text.contains('.') && self.groups.len() < 3;
        self.text.starts_with('+')
            && !is_decimal
            && (9..=15).contains(&self.digits())
            && (self.groups.len() > 1 || self.digits() >= 10)
    }

    /// Three, three and four digits, area and exchange from 2 on. **Source** the North American Numbering Plan.
    fn is_north_american(&self) -> bool {
        let local = self.groups.strip_prefix(&["1"]).unwrap_or(&self.groups);
        let [area, exchange, line] = local else { return false };
        (area.len(), exchange.len(), line.len()) == (3, 3, 4)
            && [area, exchange].iter().all(|group| group.starts_with(|c| ('2'..='9').contains(&c)))
    }

    /// A zero, then the area: `020 7946 0958`, `0151 23456789`, `01 23 45 67 89`.
    fn is_national(&self) -> bool {
        let Some(first) = self.groups.first() else { return false };
        let opens = first.starts_with('0') && !first.starts_with("00");
        let is_binary = self.groups.iter().all(|group| group.chars().all(|c| matches!(c, '0' | '1')));
        let value = |group: &str| group.parse::<u64>().unwrap_or(0);
        let counts_on = self.groups.windows(2).all(|pair| value(pair[1]) == value(pair[0]) + 1);
        opens
            && !is_binary
            && !counts_on
            && self.groups.len() >= 2
            && self.groups.iter().all(|group| group.len() >= 2)
            && (9..=12).contains(&self.digits())
    }

    /// A word before it says what it is.
    fn is_announced(&self) -> bool {
        let lower = self.before.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).rev();
        // not across another number or sentence
        let near = lower.rfind(|c: char| c.is_ascii_digit()).map_or(lower.as_str(), |at| &lower[at + 1..]);
        let Some(cue) = words.take(4).find(|word| !BETWEEN.contains(word)).filter(|cue| near.contains(*cue))
        else {
            return false;
        };
        let long_enough =
            (6..=15).contains(&self.digits()) && !self.is_years() && !self.is_grouped_by_thousands();
        let is_set_apart =
            self.groups.len() > 1 || self.groups.first().is_some_and(|first| first.starts_with('0'));
        long_enough && (CUES.contains(&cue) || (CALLS.contains(&cue) && is_set_apart && self.digits() >= 7))
    }

    fn is_years(&self) -> bool {
        self.lengths() == [4, 4] && self.groups.iter().all(|group| group.starts_with(['1', '2']))
    }

    fn is_grouped_by_thousands(&self) -> bool {
        let lengths = self.lengths();
        lengths.len() > 1
            && (1..=3).contains(&lengths[0])
            && lengths[1..].iter().all(|length| *length == 3)
            && !self.groups[0].starts_with('0')
            && !self.text.contains(['-', '/', '(', '+'])
    }

    /// Nobody's: numbers for films and lessons, and those that anybody calls for nothing.
    fn is_kept_free(&self) -> bool {
        let local = self.groups.strip_prefix(&["1"]).unwrap_or(&self.groups);
        let local = local.strip_prefix(&["+1"]).unwrap_or(local);
        let [area, exchange, line] = local else { return false };
        let toll_free = ["800", "888", "877", "866", "855", "844", "833"].contains(area);
        toll_free || (*exchange == "555" && line.starts_with("01"))
    }
}

/// The stretches of digits and the signs between them that could be a telephone number.
fn candidates(text: &str) -> Vec<Candidate<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) =
        text[from..].find(|c: char| c.is_ascii_digit() || c == '+' || c == '(').map(|at| from + at)
    {
        let end = start + reach(&text[start..]);
        from = end.max(start + 1);
        let piece = text[start..end].trim_end_matches(|c: char| !c.is_ascii_digit());
        let before = &text[..start];
        let after = text[start + piece.len()..].chars().next();
        let joined = before.ends_with(|c: char| c.is_alphanumeric() || ".,:/-–−$€£#=<>^_*°'".contains(c))
            || after.is_some_and(|c| c.is_alphanumeric() || "%°²³^×=_".contains(c));
        let groups: Vec<&str> =
            piece.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
        if !joined && !groups.is_empty() {
            found.push(Candidate { text: piece, before, groups });
        }
    }
    found
}

/// How many bytes belong together: digits with at most two signs between them, a `+` only in front.
fn reach(text: &str) -> usize {
    let mut signs = 0;
    let mut end = 0;
    for (at, c) in text.char_indices() {
        if c.is_ascii_digit() {
            signs = 0;
        } else if (at == 0 && c == '+') || " ()./-\u{a0}\u{2011}".contains(c) {
            signs += 1;
        } else {
            break;
        }
        if signs > 2 {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}
