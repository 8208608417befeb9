//! The schemas of the types that go in and out.

use schemars::JsonSchema;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Map, Value};

/// Where the document keeps schemas, as a JSON Pointer.
const PLACE: &str = "/components/schemas";

/// Collects the schemas of the types named, each once.
///
/// What is read and what is written may differ for one type: a field with a default may be left out of a request and
/// is always in an answer. So there are two collections, and a type used both ways must look the same.
#[derive(Debug)]
pub(crate) struct Schemas {
    input: SchemaGenerator,
    output: SchemaGenerator,
}

impl Default for Schemas {
    fn default() -> Self {
        let settings =
            || SchemaSettings::draft2020_12().with(|settings| settings.definitions_path = PLACE.into());
        Self {
            input: settings().for_deserialize().into_generator(),
            output: settings().for_serialize().into_generator(),
        }
    }
}

impl Schemas {
    /// The schema of what is read; a reference where the type has a name.
    pub(crate) fn input<T: JsonSchema>(&mut self) -> Value {
        self.input.subschema_for::<T>().to_value()
    }

    /// The schema of what is read, whole.
    pub(crate) fn inline_input<T: JsonSchema>(&mut self) -> Value {
        T::json_schema(&mut self.input).to_value()
    }

    /// The schema of what is written; a reference where the type has a name.
    pub(crate) fn output<T: JsonSchema>(&mut self) -> Value {
        self.output.subschema_for::<T>().to_value()
    }

    /// All schemas by name.
    pub(crate) fn into_components(mut self) -> Map<String, Value> {
        let mut all = self.output.take_definitions(true);
        for (name, schema) in self.input.take_definitions(true) {
            let written = all.entry(name.clone()).or_insert_with(|| schema.clone());
            debug_assert_eq!(*written, schema, "`{name}` is read and written in different shapes");
        }
        all
    }
}
