//! `POST /generate/{content_type}`: the route of the earlier product, so that its clients go on working.

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use content::{BloomLevel, Body, Brief, ContentType, GradeLevel, Material, NewBrief, Objective, Status};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::caller::Caller;
use crate::extract::{Json, Once, Path, Wait};
use crate::openapi::{Answers, Api, Operation, Schemas, Words};
use crate::problem::{Kind, Problem};
use crate::reply::{Accepted, REPLAYED};
use crate::wait;

/// How long the answer waits when the client does not say.
const WAIT: Duration = Duration::from_secs(30);

pub(super) fn routes(api: Api) -> Api {
    let words = Words {
        tag: "Compatibility",
        summary: "Ask for a material and wait for it",
        details: "As the earlier product had it. Waits up to 30 seconds, or as `Prefer: wait=SECONDS` says; after \
                  that it answers 202 with where to look. New programs use `POST /api/v1/materials`.",
        problems: &[Kind::Conflict],
    };
    api.post("/api/v1/generate/{content_type}", generate, words)
}

async fn generate(
    State(app): State<App>,
    caller: Caller,
    Path(content_type): Path<ContentType>,
    (once, Wait(longest)): (Once, Wait),
    Json(asked): Json<OldRequest>,
) -> Result<OldAnswer, Problem> {
    let new = asked.into_brief(content_type);
    let key = once.of("POST /generate", &new);
    let replayed = super::materials::is_replay(&app, caller, key.as_ref()).await?;
    let brief = Brief::try_from(new).map_err(Problem::of_findings)?;
    let id = factory::request::request(&app.ctx, caller.user, brief, key).await?;
    let kept = wait::until_done(&app, caller.user, id, longest.unwrap_or(WAIT)).await?;
    let material = kept.into_material()?;
    match material.status {
        Status::Rejected => Err(Problem::of_findings(material.findings)),
        Status::Failed => {
            Err(Problem::unavailable("something broke while this was made; ask for it again", 5))
        }
        Status::Cancelled => Err(Problem::new(Kind::Conflict, "the material was cancelled")),
        Status::Ready => Ok(OldAnswer { body: OldMaterial::from(material), is_ready: true, replayed }),
        Status::Queued | Status::Running => {
            Ok(OldAnswer { body: OldMaterial::from(material), is_ready: false, replayed })
        }
    }
}

/// A request as the earlier product took it; the newer names are taken too.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(rename = "GenerateRequest")]
struct OldRequest {
    /// What to teach.
    #[schemars(length(min = 3, max = 500))]
    topic: String,
    /// For whom; `general` when absent.
    #[serde(default, alias = "grade_level")]
    #[schemars(with = "Option<GradeLevel>")]
    age_group: Option<String>,
    /// What learners can do afterwards.
    #[serde(default)]
    #[schemars(length(max = 10))]
    learning_objectives: Option<Vec<OldObjective>>,
    /// Anything else the material must respect.
    #[serde(default, alias = "requirements")]
    #[schemars(length(max = 1000))]
    additional_requirements: Option<String>,
    /// The language to write in.
    #[serde(default)]
    language: Option<String>,
    /// The sources to teach from.
    #[serde(default)]
    source_ids: Option<Vec<content::SourceId>>,
    /// How many items, for types that are lists of items.
    #[serde(default)]
    #[schemars(range(min = 1, max = 50))]
    count: Option<u32>,
    /// How long the material takes, in minutes.
    #[serde(default)]
    #[schemars(range(min = 5, max = 600))]
    minutes: Option<u32>,
    /// `builtin` or the name of a model.
    #[serde(default)]
    engine: Option<String>,
}

/// An objective as a sentence, or in the earlier product's parts.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "GenerateObjective")]
enum OldObjective {
    /// Begins with a verb.
    Sentence(String),
    /// As the earlier product had it.
    Parts {
        /// Bloom's level: `remembering` to `creating`.
        #[serde(default)]
        cognitive_level: String,
        /// What learners will be able to do.
        #[serde(default)]
        specific_skill: String,
        /// How it shows, such as “Students can explain …”.
        #[serde(default)]
        measurable_outcome: String,
    },
}

impl OldRequest {
    fn into_brief(self, content_type: ContentType) -> NewBrief {
        let objectives =
            self.learning_objectives.map(|given| given.into_iter().map(OldObjective::sentence).collect());
        NewBrief {
            content_type: content_type.as_str().to_owned(),
            topic: self.topic,
            grade_level: self.age_group,
            language: self.language,
            learning_objectives: objectives,
            requirements: self.additional_requirements,
            source_ids: self.source_ids,
            count: self.count,
            minutes: self.minutes,
            engine: self.engine,
            grounding: None,
            template: None,
        }
    }
}

impl OldObjective {
    /// The objective as one sentence that begins with a verb.
    fn sentence(self) -> String {
        let (level, skill, outcome) = match self {
            Self::Sentence(sentence) => return sentence,
            Self::Parts { cognitive_level, specific_skill, measurable_outcome } => {
                (cognitive_level, specific_skill, measurable_outcome)
            }
        };
        let outcome = without_subject(&outcome);
        if outcome.parse::<Objective>().is_ok() {
            return outcome.to_owned();
        }
        let verb = match level.as_str() {
            "remembering" => BloomLevel::Remember,
            "applying" => BloomLevel::Apply,
            "analyzing" => BloomLevel::Analyze,
            "evaluating" => BloomLevel::Evaluate,
            "creating" => BloomLevel::Create,
            _ => BloomLevel::Understand,
        };
        format!("{} {skill}", verb.as_str())
    }
}

/// “Students can explain tides” without “Students can”.
fn without_subject(outcome: &str) -> &str {
    let outcome = outcome.trim().trim_end_matches('.');
    [" will be able to ", " are able to ", " is able to ", " can ", " will "]
        .iter()
        .find_map(|link| {
            let (subject, rest) = outcome.split_once(link)?;
            (subject.split_whitespace().count() <= 3).then_some(rest)
        })
        .unwrap_or(outcome)
}

/// A material, with the names that the earlier product used beside today's.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "GenerateAnswer")]
struct OldMaterial {
    #[serde(flatten)]
    material: Material,
    /// The same as `grade_level`.
    age_group: GradeLevel,
    /// The same as `body`.
    #[schemars(with = "Option<serde_json::Value>")]
    generated_content: Option<Body>,
}

impl From<Material> for OldMaterial {
    fn from(material: Material) -> Self {
        Self { age_group: material.grade_level, generated_content: material.body.clone(), material }
    }
}

/// 200 with the material, or 202 when it is not done in time.
struct OldAnswer {
    body: OldMaterial,
    is_ready: bool,
    replayed: bool,
}

impl IntoResponse for OldAnswer {
    fn into_response(self) -> Response {
        let Self { body, is_ready, replayed } = self;
        if !is_ready {
            let location = format!("/api/v1/materials/{}", body.material.id);
            return Accepted { location, body, replayed }.into_response();
        }
        let mut response = Json::<_, 1024>(body).into_response();
        if replayed {
            response.headers_mut().insert(REPLAYED, axum::http::HeaderValue::from_static("true"));
        }
        response
    }
}

impl Answers for OldAnswer {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        Json::<OldMaterial>::describe(operation, schemas);
        Accepted::<OldMaterial>::describe(operation, schemas);
        operation.answer_header(StatusCode::ACCEPTED, "Location", "Where to look.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earlier_products_objectives_become_sentences() {
        let parts = |level: &str, skill: &str, outcome: &str| OldObjective::Parts {
            cognitive_level: level.into(),
            specific_skill: skill.into(),
            measurable_outcome: outcome.into(),
        };
        let outcome = parts("understanding", "syntax", "Students can explain how tides rise.").sentence();
        assert_eq!(outcome, "explain how tides rise");
        assert_eq!(parts("applying", "Newton's laws", "A good score").sentence(), "apply Newton's laws");
    }
}
