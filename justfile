# The menu. Logic lives in `cargo xtask`.

# list everything one can do
default:
    @just --list

# start the web app on SQLite with the built-in writer
dev:
    cargo run -- serve

# the same with a stand-in for a model's provider: `honest` answers from the passages, `liar` and `obedient` try the checks
dev-fake persona="honest":
    #!/usr/bin/env bash
    set -euo pipefail
    cargo build --package fakellm --package factoria-cli
    built="${CARGO_TARGET_DIR:-target}/debug"
    FAKE_ADDR=127.0.0.1:9100 FAKE_PERSONA={{persona}} FAKE_LATENCY=300ms FAKE_TPS=150 "$built/fakellm" &
    trap "kill $! 2>/dev/null || true" EXIT
    FACTORIA_MODELS__COMPATIBLE_BASE_URL=http://127.0.0.1:9100/v1 FACTORIA_MODELS__DEFAULT=compatible/fake-model \
        "$built/factoria" serve

# exactly what decides whether a change lands
check:
    bash .ci/run

# every test: finds or installs what is missing
test:
    cargo xtask test

# the properties alone, with new inputs and many more of them; `PROPTEST_CASES` says how many
properties cases="5000":
    PROPTEST_CASES={{cases}} cargo test -p factoria-text -p factoria-content -p factoria-llm -p factoria-sources -p factoria-auth

# layout, borders between crates, headers
tidy:
    cargo xtask tidy

# write generated files
codegen:
    cargo xtask codegen

# every library topic x type x level: made, or why not
coverage:
    cargo xtask coverage

# what a material costs beside a bare call of the model, ten at once, 2,000 with faults, accounts (bench/README.md)
bench *arguments:
    cargo build --quiet --release --package factoria-cli
    cargo run --quiet --release --package factoria-bench -- {{arguments}}

# licences, bans and sources of dependencies (needs cargo-deny)
deny:
    cargo deny check bans licenses sources

# fuzz one target for ten minutes (needs cargo-fuzz and a nightly toolchain)
fuzz target:
    cd fuzz && cargo +nightly fuzz run {{target}} -- -max_total_time=600
