//! The real binary, as a person at a terminal meets it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_factoria"));
        command.args(arguments).current_dir(self.folder.path()).env_clear();
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    fn fed(&self, arguments: &[&str], input: &str) -> Output {
        let mut command = self.command(arguments);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    }
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

#[test]
fn a_quiz_from_a_topic_in_one_command() {
    let desk = Desk::new();
    let output = desk.run(&["generate", "quiz", "World War II", "--grade", "middle_school"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(out(&output).starts_with("# World War II"), "{}", out(&output));
    assert!(out(&output).contains("## Answer key"));
}

#[test]
fn the_data_folder_is_private() {
    let desk = Desk::new();
    assert_eq!(code(&desk.run(&["migrate"])), 0);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(desk.path("data")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }
    assert_eq!(code(&desk.run(&["doctor"])), 0);
}

#[test]
fn wrong_input_ends_with_two_and_a_sentence() {
    let desk = Desk::new();
    for (arguments, says) in [
        (&["generate", "poem", "atoms"][..], "not a content type"),
        (&["generate", "quiz", "x"], "at least 3 characters"),
        (&["generate", "quiz", "atoms", "--grade", "grade 9"], "not a grade level"),
        (&["generate", "quiz", "atoms", "--format", "docx9"], "cannot be written as"),
        (&["generate", "quiz", "atoms", "--source", "missing.pdf"], "cannot be opened"),
        (&["generate", "quiz", "atoms", "--count", "0"], "not from 1 to 50"),
        (&["measure", "missing.txt"], "cannot be opened"),
        (&["export", "nonsense", "--format", "md"], "not an id"),
        (&["serve", "--listen", "0.0.0.0:0"], "no accounts"),
        (&["frobnicate"], "unrecognized subcommand"),
    ] {
        let output = desk.run(arguments);
        assert_eq!(code(&output), 2, "{arguments:?}: {}", err(&output));
        assert!(err(&output).contains(says), "{arguments:?}: {}", err(&output));
        assert_eq!(out(&output), "", "{arguments:?}");
    }
}

#[test]
fn a_topic_nobody_covers_ends_with_one_and_a_sentence() {
    let desk = Desk::new();
    let output = desk.run(&["generate", "quiz", "the history of Atlantean jazz"]);
    assert_eq!(code(&output), 1);
    assert!(err(&output).contains("add a source"), "{}", err(&output));
}

#[test]
fn hostile_files_are_refused_with_a_sentence() {
    let desk = Desk::new();
    for (name, bytes) in [
        ("empty.md", Vec::new()),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog".to_vec()),
        ("noise.txt", (0..=255_u8).cycle().take(4096).collect()),
        ("big.txt", b"a ".repeat(6_000_000)),
    ] {
        fs::write(desk.path(name), bytes).unwrap();
        let output = desk.run(&["sources", "add", name]);
        assert_eq!(code(&output), 1, "{name}: {}", err(&output));
        assert!(err(&output).contains("was not added"), "{name}: {}", err(&output));
        assert!(!err(&output).contains("panicked"), "{name}: {}", err(&output));
    }
}

#[test]
fn ones_own_text_is_added_found_taught_from_and_removed() {
    let desk = Desk::new();
    let text = "# Tidal ponds\n\nA tidal pond is a pool of sea water that stays behind when the tide goes out. A \
                barnacle is a small animal that glues itself to rock.";
    fs::write(desk.path("ponds.md"), text).unwrap();
    let added = desk.run(&["sources", "add", "ponds.md", "--json"]);
    let id = serde_json::from_str::<Value>(&out(&added)).unwrap()["id"].as_str().unwrap().to_owned();
    assert!(out(&desk.run(&["sources", "search", "barnacles"])).contains("glues itself to rock"));
    let cards = desk.run(&["generate", "flashcards", "tidal ponds", "--count", "2"]);
    assert_eq!(code(&cards), 0, "{}", err(&cards));
    assert_eq!(code(&desk.run(&["sources", "remove", &id])), 0);
    assert_eq!(out(&desk.run(&["sources", "list"])), "");
}

#[test]
fn a_batch_goes_on_where_it_stopped() {
    let desk = Desk::new();
    let table = "content_type,topic,grade_level\nquiz,atoms,high_school\nflashcards,The Cell,middle_school\n\
                 quiz,the history of Atlantean jazz,general\n";
    fs::write(desk.path("briefs.csv"), table).unwrap();
    let first = desk.run(&["batch", "briefs.csv", "-o", "out"]);
    assert_eq!(code(&first), 1, "one of them cannot be made");
    assert!(out(&first).contains("3 briefs: 2 made, 0 there before, 1 not made"), "{}", out(&first));
    let made: Vec<_> = fs::read_dir(desk.path("out")).unwrap().collect();
    assert_eq!(made.len(), 2, "no half-written files");
    fs::remove_file(desk.path("out").join("0001-quiz-atoms.md")).unwrap();
    let second = desk.run(&["batch", "briefs.csv", "-o", "out"]);
    assert!(out(&second).contains("3 briefs: 1 made, 1 there before, 1 not made"), "{}", out(&second));
}

#[test]
fn a_text_is_measured_in_every_shape() {
    let desk = Desk::new();
    let text = "The cat sat on the mat. It was a warm day, and the cat was happy.";
    let one = desk.fed(&["measure", "-", "--json"], text);
    let one: Value = serde_json::from_str(&out(&one)).unwrap();
    assert_eq!((one["word_count"].as_u64(), one["sentence_count"].as_u64()), (Some(16), Some(2)));
    assert_eq!(one["grade_band"], "elementary");
    let line = serde_json::json!({ "id": 7, "text": text }).to_string();
    fs::write(desk.path("texts.jsonl"), format!("{line}\n{line}\n")).unwrap();
    let many = desk.run(&["measure", "texts.jsonl", "--compat", "textstat"]);
    let lines: Vec<Value> = out(&many).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["id"], 7);
    for name in [
        "flesch_reading_ease",
        "flesch_kincaid_grade",
        "gunning_fog",
        "smog_index",
        "coleman_liau_index",
        "automated_readability_index",
        "dale_chall_readability_score",
    ] {
        assert!(lines[0][name].is_f64(), "{name}");
    }
}

#[test]
fn statements_are_checked_against_their_passage() {
    let desk = Desk::new();
    let passage = "Water boils at 100 degrees Celsius at sea level.";
    let lines = [
        serde_json::json!({ "id": "t", "statement": "Water boils at 100 degrees Celsius.", "passage": passage }),
        serde_json::json!({ "id": "f", "statement": "Water boils at 10 degrees Celsius.", "passage": passage }),
    ];
    let input = lines.map(|line| line.to_string()).join("\n");
    let output = desk.fed(&["check", "-"], &input);
    let answers: Vec<Value> = out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers[0]["supported"], true, "{answers:?}");
    assert_ne!(answers[1]["supported"], true, "{answers:?}");
}

#[test]
fn settings_are_shown_and_unknown_ones_refused() {
    let desk = Desk::new();
    let shown = desk.command(&["config", "--json"]).env("FACTORIA_JOBS__WORKERS", "3").output().unwrap();
    let shown: Value = serde_json::from_str(&out(&shown)).unwrap();
    assert_eq!(shown["jobs"]["workers"], 3);
    let refused = desk.command(&["config"]).env("FACTORIA_JOBS__WRKERS", "3").output().unwrap();
    assert_ne!(code(&refused), 0);
    assert!(Path::new(&desk.path("data")).exists().eq(&false), "looking at settings leaves nothing behind");
}

#[test]
fn an_operator_makes_accounts_and_looks_after_them() {
    let desk = Desk::new();
    let made = desk.fed(
        &["users", "create", "head@example.org", "--role", "admin", "--password-file", "-"],
        "nine purple anvils sleep\n",
    );
    assert_eq!(code(&made), 0, "{}", err(&made));
    let invited = desk.run(&["users", "create", "ann@example.org", "--json"]);
    let invited: Value = serde_json::from_str(&out(&invited)).unwrap();
    assert!(invited["link"].as_str().unwrap().contains("/reset-password?token=lfp_"));
    assert_eq!(code(&desk.run(&["users", "role", "ann@example.org", "teacher"])), 0);
    assert_eq!(code(&desk.run(&["users", "disable", "ann@example.org"])), 0);
    let listed = out(&desk.run(&["users", "list"]));
    assert!(listed.contains("admin    head@example.org"), "{listed}");
    assert!(listed.contains("teacher  ann@example.org  (disabled)"), "{listed}");

    for (arguments, says) in [
        (&["users", "create", "ann@example.org"][..], "already"),
        (&["users", "create", "nonsense"], "name@example.org"),
        (&["users", "disable", "nobody@example.org"], "no account of that name"),
        (&["users", "disable", "head@example.org"], "last admin"),
        (&["users", "first-admin"], "there are accounts already"),
    ] {
        let output = desk.run(arguments);
        assert_ne!(code(&output), 0, "{arguments:?}");
        assert!(err(&output).contains(says), "{arguments:?}: {}", err(&output));
    }
    let weak = desk.fed(&["users", "create", "bob@example.org", "--password-file", "-"], "password1\n");
    assert!(err(&weak).contains("at least 15 characters"), "{}", err(&weak));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let key = fs::metadata(desk.path("data/root.key")).unwrap().permissions().mode();
        assert_eq!(key & 0o777, 0o600);
    }
}

#[test]
fn production_and_weak_secrets_stop_the_start_with_a_sentence() {
    let desk = Desk::new();
    for (variable, value, says) in [
        ("FACTORIA_ENV", "production", "auth.root_key is not set"),
        ("FACTORIA_AUTH__JWT_SECRET_KEY", "changeme", "fewer than 32 bytes"),
        ("FACTORIA_AUTH__ROOT_KEY", "short", "auth.root_key"),
        ("FACTORIA_AUTH__SIGNING_KEY_FILE", "missing.pem", "cannot be read"),
        ("FACTORIA_SERVER__TRUSTED_PROXIES", "0.0.0.0/0", "trusts the whole internet"),
    ] {
        let mut serve = desk.command(&["serve", "--listen", "127.0.0.1:0"]);
        let output = serve.env(variable, value).output().unwrap();
        assert_ne!(code(&output), 0, "{variable}");
        assert!(err(&output).contains(says), "{variable}: {}", err(&output));
    }
}
