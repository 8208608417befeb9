//! Podcast script: two hosts talk the topic through; one asks, one explains in the sources' sentences.

use content::Body;
use content::material::PodcastScript;
use content::material::podcast_script::PodcastSegment;

use crate::cite::{Citations, Prose};
use crate::facts::{Fact, Span};
use crate::inquiry::{Inquiry, Sort};
use crate::lesson::Lesson;
use crate::prose::choose::Budget;
use crate::prose::parts::{self, Wanted};
use crate::prose::{Asking, Chooser, Manuscript, Part, Standing, fitted, join, opening};
use crate::{Draft, Request, TooLittle, objectives};

mod notes;
mod talk;

/// The fewest exchanges of question and answer, and the most segments.
const EXCHANGES: usize = 3;
const SEGMENTS: usize = 96;
/// How many words a good episode has where the brief sets no time: about six minutes.
const GOOD_WORDS: usize = 900;
/// How many facts the recap repeats.
const RECAP: usize = 3;

/// The most questions of a part that ask what a word means.
const MEANINGS: usize = 3;

/// What is asked about a part, in turn: the first sort that it still has.
const TURNS: [&[Sort]; 6] = [
    &[Sort::Meaning, Sort::Parts, Sort::Cause],
    &[Sort::Cause, Sort::Difference, Sort::Figure],
    &[Sort::Belief, Sort::Steps, Sort::Difference],
    &[Sort::Steps, Sort::Parts, Sort::Figure],
    &[Sort::Meaning, Sort::Cause, Sort::Figure],
    &[Sort::Difference, Sort::Belief, Sort::Cause, Sort::Meaning, Sort::Figure, Sort::Parts],
];

/// Composes a podcast script.
///
/// # Errors
/// [`TooLittle`] when the passages do not carry three exchanges and a recap.
pub(super) fn compose(request: &Request<'_>, facts: &[Fact]) -> Result<Draft, TooLittle> {
    let lesson = Lesson::of(request, facts)?;
    fitted(&lesson, draft)
}

fn draft(manuscript: &Manuscript<'_>) -> Result<Draft, TooLittle> {
    let lesson = manuscript.lesson;
    let request = lesson.request;
    let parts = parts::of(manuscript, Wanted { least: 3, most: 8, lines: 4 });
    let mut episode = Episode::of(manuscript);
    episode.talk(&parts);
    if episode.exchanges < EXCHANGES {
        return Err(lesson.too_little(episode.exchanges, EXCHANGES, "exchanges"));
    }
    let titles: Vec<String> = parts.iter().map(|part| lesson.inside(&part.title)).collect();
    let topic = topic_inside(lesson);
    let introduction = talk::welcome(&topic, &titles, request.brief.grade_level);
    let conclusion = episode.conclusion(&parts);
    let spoken: Vec<&str> = std::iter::once(introduction.as_str())
        .chain(episode.segments.iter().map(|segment| segment.text.as_str()))
        .chain([conclusion.as_str()])
        .collect();
    let spoken = spoken.join("\n");
    let words = u32::try_from(text::word::count(&spoken)).unwrap_or(u32::MAX);
    let body = PodcastScript {
        title: format!("{}: podcast script", lesson.topic()),
        introduction,
        segments: episode.segments,
        conclusion,
        speaker_notes: notes::of(manuscript, &spoken),
        estimated_duration_minutes: words.div_ceil(notes::WORDS_A_MINUTE).clamp(1, 600),
    };
    let citations = episode.citations.finish();
    Ok(Draft { body: Body::PodcastScript(body), citations, objectives: objectives::of(lesson) })
}

/// A question as it goes on after a comma: its first word is a question word.
fn lower_first(question: &str) -> String {
    let mut letters = question.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// The topic as it stands inside a sentence: `plate tectonics`, `World War II`.
fn topic_inside(lesson: &Lesson<'_>) -> String {
    lesson.topic().split(' ').map(|word| lesson.inside(word)).collect::<Vec<_>>().join(" ")
}

/// An episode as it grows.
struct Episode<'m> {
    manuscript: &'m Manuscript<'m>,
    chooser: Chooser<'m>,
    asking: Asking<'m>,
    citations: Citations<'m>,
    segments: Vec<PodcastSegment>,
    exchanges: usize,
    words: usize,
    /// The lines that were told, in the order of the talk.
    told: Vec<usize>,
}

impl<'m> Episode<'m> {
    fn of(manuscript: &'m Manuscript<'m>) -> Self {
        Self {
            manuscript,
            chooser: Chooser::new(manuscript),
            asking: Asking::of(manuscript),
            citations: Citations::new(manuscript.passages()),
            segments: Vec::new(),
            exchanges: 0,
            words: 0,
            told: Vec::new(),
        }
    }

    /// Talks the parts through, as many words as the brief's minutes hold.
    fn talk(&mut self, parts: &[Part]) {
        let minutes = self.manuscript.lesson.request.brief.minutes;
        let room = minutes.map_or(GOOD_WORDS, |minutes| (minutes * notes::WORDS_A_MINUTE) as usize);
        for (place, part) in parts.iter().enumerate() {
            self.part(place, part, room * (place + 1) / parts.len());
        }
    }

    /// One part: what it is about, then questions until `room` words are spoken in all.
    fn part(&mut self, place: usize, part: &Part, room: usize) {
        let title = self.manuscript.lesson.inside(&part.title);
        let mut lead = talk::turn_to(&title, place);
        let before = self.exchanges;
        let mut meanings = 0;
        for sorts in TURNS.iter().cycle().take(2 * TURNS.len()) {
            let enough = self.exchanges > before && self.words >= room;
            if enough || self.segments.len() + 2 > SEGMENTS {
                return;
            }
            let sorts: Vec<Sort> =
                sorts.iter().copied().filter(|sort| *sort != Sort::Meaning || meanings < MEANINGS).collect();
            let Some(inquiry) = self.asking.take_within(&sorts, self.manuscript, &part.lines) else {
                continue;
            };
            meanings += usize::from(inquiry.sort == Sort::Meaning);
            self.exchange(&lead, &inquiry);
            lead =
                talk::reaction(self.exchanges, self.manuscript.lesson.request.brief.grade_level).to_owned();
        }
        let asked = self.exchanges > before;
        if !asked || self.words < room {
            self.main_lines(&lead, part, asked);
        }
    }

    /// A question of one host, answered by the other.
    fn exchange(&mut self, lead: &str, inquiry: &Inquiry<'_>) {
        let before = if inquiry.sort == Sort::Belief { talk::BEFORE_BELIEF } else { "" };
        let opening = talk::before_question(self.exchanges, self.manuscript.aim);
        if opening.is_empty() {
            self.ask(&[lead, before, &inquiry.question]);
        } else {
            self.ask(&[lead, opening, &lower_first(&inquiry.question)]);
        }
        let count = inquiry.answer.len();
        let mut told: Vec<(String, Span)> = Vec::new();
        for (place, (sentence, quote)) in inquiry.answer.iter().enumerate() {
            if inquiry.sort == Sort::Steps {
                let step = join::in_order(self.manuscript.lesson, sentence, place, count);
                told.push((step, self.manuscript.sentence_of(quote)));
            } else if place == 0 || self.asking.is_untold(quote) {
                told.push((sentence.clone(), quote.clone()));
            }
            self.asking.told(quote);
            self.note(quote);
        }
        if count == 1 && !matches!(inquiry.sort, Sort::Steps | Sort::Belief) {
            told.extend(self.next_line(&inquiry.answer[0].1));
        }
        let mut answer = self.answer();
        join::say(&mut answer, &told);
        self.explain(answer);
    }

    /// The line after an answer, where it stays with the subject.
    fn next_line(&mut self, quote: &Span) -> Option<(String, Span)> {
        let manuscript = self.manuscript;
        let at = manuscript.lines.iter().position(|line| line.span().overlaps(quote))?;
        let next = manuscript.lines.get(at + 1)?;
        let fit = match next.standing {
            Standing::Leaning => true,
            Standing::Alone => {
                manuscript.is_single(at + 1) && next.stems.likeness(&manuscript.lines[at].stems) > 0.0
            }
            Standing::Belief | Standing::Unfit => false,
        };
        if !(fit && manuscript.share_paragraph(at, at + 1) && self.asking.is_untold(next.span())) {
            return None;
        }
        self.asking.told(next.span());
        self.note(next.span());
        Some((join::worded(manuscript, Some(at), at + 1), next.span().clone()))
    }

    /// The part's main lines that no question asked for.
    fn main_lines(&mut self, lead: &str, part: &Part, asked: bool) {
        let budget = Budget { lines: (2, 4), words: 60, connected: true };
        let untold = |line: usize| if self.told.contains(&line) { 0.0 } else { 1.0 };
        let lines = self.chooser.pick(&part.lines, budget, untold);
        if lines.len() < 2 {
            return;
        }
        self.ask(&[lead, "", if asked { "What else should we know?" } else { "What should we know first?" }]);
        let mut answer = self.answer();
        join::write(self.manuscript, &lines, &mut answer);
        for &line in &lines {
            self.asking.told(self.manuscript.lines[line].span());
        }
        self.told.extend(&lines);
        self.explain(answer);
    }

    /// What to remember of what was told, and goodbye.
    fn conclusion(&mut self, parts: &[Part]) -> String {
        let manuscript = self.manuscript;
        let value = |line: usize| manuscript.lines[line].weight * opening::remembers(manuscript, line);
        let mut best: Vec<usize> = parts
            .iter()
            .filter_map(|part| {
                let told = self.told.iter().copied().filter(|line| part.lines.contains(line));
                let fit = told.filter(|&line| {
                    manuscript.lines[line].standing == Standing::Alone && manuscript.is_single(line)
                });
                fit.max_by(|&one, &other| value(one).total_cmp(&value(other)))
            })
            .collect();
        best.sort_by(|&one, &other| value(other).total_cmp(&value(one)));
        best.truncate(RECAP);
        best.sort_unstable();
        let mut prose = Prose::new("/conclusion");
        prose.frame(talk::BEFORE_RECAP);
        join::write(manuscript, &best, &mut prose);
        prose.paragraph();
        prose.frame(talk::GOODBYE);
        prose.finish(&mut self.citations)
    }

    /// Notes that a quote was told.
    fn note(&mut self, quote: &Span) {
        for (line, found) in self.manuscript.lines.iter().enumerate() {
            if found.span().overlaps(quote) {
                self.chooser.take(line);
                self.told.push(line);
            }
        }
    }

    fn ask(&mut self, said: &[&str]) {
        let said: Vec<&str> = said.iter().copied().filter(|part| !part.is_empty()).collect();
        self.speak(talk::ASKS, said.join(" "));
    }

    fn answer(&self) -> Prose {
        let mut answer = Prose::new(format!("/segments/{}/text", self.segments.len()));
        if self.exchanges == 0 {
            answer.frame(&talk::greeting_back());
        }
        answer
    }

    fn explain(&mut self, answer: Prose) {
        let text = answer.finish(&mut self.citations);
        self.speak(talk::EXPLAINS, text);
        self.exchanges += 1;
    }

    fn speak(&mut self, speaker: &str, text: String) {
        self.words += text::word::count(&text);
        self.segments.push(PodcastSegment { speaker: speaker.to_owned(), text });
    }
}
