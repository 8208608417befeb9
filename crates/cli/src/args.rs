//! Arguments: what can be typed after `factoria`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand};

/// Checked learning materials from a topic or your own sources.
#[derive(Debug, Parser)]
#[command(
    name = "factoria",
    version,
    about,
    disable_help_subcommand = true,
    after_help = "\
Examples:
  factoria serve
  factoria generate quiz \"World War II\" --grade middle_school
  factoria generate flashcards \"Chapter 3\" --source chapter3.pdf --count 12 -o cards.md"
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command understands.
#[derive(Debug, ClapArgs)]
pub(crate) struct Global {
    /// Folder for the database, files and secrets
    #[arg(long, global = true, value_name = "DIR", default_value = "./data")]
    pub(crate) data: PathBuf,
    /// Settings file; `factoria.toml` in this folder when it is there
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Print results and errors as JSON
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Print nothing but results and errors
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Start the web app and the API
    #[command(after_help = "Example:\n  factoria serve --listen 127.0.0.1:8080")]
    Serve(Serve),
    /// Work off queued materials without serving pages
    #[command(after_help = "Example:\n  factoria work --data /srv/factoria")]
    Work(Work),
    /// Make one material
    #[command(after_help = "Examples:
  factoria generate study_guide photosynthesis --grade middle_school
  factoria generate quiz \"Chapter 3\" --source chapter3.pdf --count 12 --format md -o quiz.md")]
    Generate(Generate),
    /// Make many materials from a table of briefs; run it again to go on where it stopped
    #[command(after_help = "Example:\n  factoria batch briefs.csv -o materials/\n
A CSV file needs the columns content_type and topic; grade_level, language, count, minutes, requirements and
learning_objectives (parted by |) are optional. A JSON Lines file has one brief a line.")]
    Batch(Batch),
    /// Your sources: add, list, search, remove
    #[command(subcommand, after_help = "Example:\n  factoria sources add chapter3.pdf --title \"Chapter 3\"")]
    Sources(Sources),
    /// Write a stored material to a file
    #[command(after_help = "Example:\n  factoria export 0199a1b2-… --format csv -o cards.csv")]
    Export(Export),
    /// Say which statements of a text its sources carry
    #[command(after_help = "Examples:
  factoria check essay.md --source chapter3.pdf
  factoria check essay.md --source chapter3.pdf --judge openai/gpt-6-luna
  factoria check statements.jsonl    (lines of {id, statement, passage})

Exit codes: 0 nothing contradicted, 1 a source says otherwise, 2 wrong input, 4 the budget covers no further call of
the judge, 5 the judge cannot be asked.")]
    Check(Check),
    /// Measure how hard texts are to read
    #[command(after_help = "Examples:
  factoria measure essay.md
  cat essay.md | factoria measure - --json
  factoria measure texts.jsonl    (lines of {id, text})")]
    Measure(Measure),
    /// Accounts: make, list, switch off and on, give a role, reset, delete
    #[command(
        subcommand,
        after_help = "Examples:
  factoria users create head@school.example --role admin
  factoria users create ann@school.example --role teacher --password-file - < password.txt
  factoria users disable bob@school.example"
    )]
    Users(Users),
    /// Bring the database's schema up to date
    #[command(after_help = "Example:\n  factoria migrate --data /srv/factoria")]
    Migrate,
    /// Say what is misconfigured and how to mend it
    #[command(after_help = "Example:\n  factoria doctor")]
    Doctor,
    /// Print the settings in force, secrets hidden
    #[command(after_help = "Example:\n  factoria config --json")]
    Config,
    /// Print the OpenAPI document
    #[command(after_help = "Example:\n  factoria openapi > openapi.json")]
    Openapi,
}

/// `factoria serve`
#[derive(Debug, ClapArgs)]
pub(crate) struct Serve {
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDR:PORT")]
    pub(crate) listen: Option<std::net::SocketAddr>,
    /// Leave the work to other processes
    #[arg(long)]
    pub(crate) no_worker: bool,
}

/// `factoria work`
#[derive(Debug, ClapArgs)]
pub(crate) struct Work {
    /// How many materials to make at a time
    #[arg(long, value_name = "N")]
    pub(crate) workers: Option<usize>,
}

/// `factoria generate`
#[derive(Debug, ClapArgs)]
pub(crate) struct Generate {
    /// What kind of material, such as quiz, flashcards or study_guide
    #[arg(value_name = "TYPE")]
    pub(crate) content_type: String,
    /// What to teach
    pub(crate) topic: String,
    /// For whom: elementary, middle_school, high_school, college, adult_learning, general
    #[arg(long, value_name = "LEVEL")]
    pub(crate) grade: Option<String>,
    /// Teach from this file; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) source: Vec<PathBuf>,
    /// How many items, for types that are lists of items
    #[arg(long, value_name = "N")]
    pub(crate) count: Option<u32>,
    /// How long the material takes
    #[arg(long, value_name = "MINUTES")]
    pub(crate) minutes: Option<u32>,
    /// The language to write in
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Option<String>,
    /// Who writes: builtin or a model
    #[arg(long, value_name = "ENGINE")]
    pub(crate) engine: Option<String>,
    /// What learners can do afterwards, beginning with a verb; may be given several times
    #[arg(long, value_name = "TEXT")]
    pub(crate) objective: Vec<String>,
    /// Anything else the material must respect
    #[arg(long, value_name = "TEXT")]
    pub(crate) requirements: Option<String>,
    /// Format of the output
    #[arg(long, value_name = "FORMAT", default_value = "md")]
    pub(crate) format: String,
    /// Write to this file instead of the terminal
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// `factoria batch`
#[derive(Debug, ClapArgs)]
pub(crate) struct Batch {
    /// CSV or JSON Lines file of briefs
    pub(crate) file: PathBuf,
    /// Folder for the materials
    #[arg(short, long, value_name = "DIR", default_value = "materials")]
    pub(crate) output: PathBuf,
    /// Format of the materials
    #[arg(long, value_name = "FORMAT", default_value = "md")]
    pub(crate) format: String,
}

/// `factoria sources`
#[derive(Debug, Subcommand)]
pub(crate) enum Sources {
    /// Add files or web addresses
    #[command(after_help = "Examples:
  factoria sources add chapter3.pdf --title \"Chapter 3\"
  factoria sources add https://example.org/moss --licence \"CC BY 4.0\"")]
    Add {
        /// Files or web addresses (http, https): Markdown, text, HTML, PDF, DOCX, EPUB
        #[arg(required = true, value_name = "FILE|URL")]
        files: Vec<PathBuf>,
        /// What to call it, when one is given
        #[arg(long)]
        title: Option<String>,
        /// Under what terms it may be used
        #[arg(long)]
        licence: Option<String>,
    },
    /// List your sources
    List {
        /// List the starter library instead
        #[arg(long)]
        library: bool,
    },
    /// Find passages
    Search {
        /// What to look for
        words: String,
    },
    /// Remove a source
    Remove {
        /// Its id, from `factoria sources list`
        id: String,
    },
}

/// `factoria users`
#[derive(Debug, Subcommand)]
pub(crate) enum Users {
    /// Make an account; without a password file, prints a link to set one
    Create {
        /// The e-mail address to sign in with
        #[arg(value_name = "EMAIL")]
        name: String,
        /// What to be called; the part before the @ when absent
        #[arg(long = "name", value_name = "NAME")]
        display_name: Option<String>,
        /// What it may do
        #[arg(long, value_enum, default_value = "student")]
        role: RoleName,
        /// A file whose first line is the password; `-` for standard input
        #[arg(long, value_name = "FILE")]
        password_file: Option<PathBuf>,
    },
    /// List accounts
    List,
    /// Switch an account off; its sign-ins and keys die
    Disable {
        /// The e-mail address or username
        name: String,
    },
    /// Switch an account on again
    Enable {
        /// The e-mail address or username
        name: String,
    },
    /// Give an account another role
    Role {
        /// The e-mail address or username
        name: String,
        /// What it may do
        #[arg(value_enum)]
        role: RoleName,
    },
    /// Print a link by which its owner sets a new password
    Reset {
        /// The e-mail address or username
        name: String,
    },
    /// Take app, passkeys and recovery codes from somebody who lost them
    ForgetSecondFactor {
        /// The e-mail address or username
        name: String,
    },
    /// Delete an account with everything that belongs to it
    Delete {
        /// The e-mail address or username
        name: String,
    },
    /// Print a new link that makes the first admin
    FirstAdmin,
}

/// What an account may do.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(crate) enum RoleName {
    /// Learns
    Student,
    /// Teaches
    Teacher,
    /// Runs the installation
    Admin,
}

/// `factoria export`
#[derive(Debug, ClapArgs)]
pub(crate) struct Export {
    /// The material's id
    pub(crate) id: String,
    /// Format, such as md, html, json or csv
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: String,
    /// Write to this file instead of the terminal
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// `factoria check`
#[derive(Debug, ClapArgs)]
pub(crate) struct Check {
    /// The text to check, or JSON Lines of {id, statement, passage}; `-` for standard input
    pub(crate) file: PathBuf,
    /// A source that may carry its statements; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) source: Vec<PathBuf>,
    /// A model that decides where rules cannot tell
    #[arg(long, value_name = "MODEL")]
    pub(crate) judge: Option<String>,
}

/// `factoria measure`
#[derive(Debug, ClapArgs)]
pub(crate) struct Measure {
    /// Texts, or JSON Lines of {id, text}; `-` for standard input
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Count as another tool does: textstat
    #[arg(long, value_name = "TOOL", value_parser = ["textstat"])]
    pub(crate) compat: Option<String>,
    /// The texts' language as a tag such as en; detected when absent
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Option<String>,
}
