# The menu. Logic lives in `cargo xtask`.

# list everything one can do
default:
    @just --list

# start the web app on SQLite with the built-in writer
dev:
    cargo run -- serve

# exactly what decides whether a change lands
check:
    bash .ci/run

# every test: finds or installs what is missing
test:
    cargo xtask test

# layout, borders between crates, headers
tidy:
    cargo xtask tidy

# write generated files
codegen:
    cargo xtask codegen

# every library topic x type x level: made, or why not
coverage:
    cargo xtask coverage

# licences, bans and sources of dependencies (needs cargo-deny)
deny:
    cargo deny check bans licenses sources

# fuzz one target for ten minutes (needs cargo-fuzz and a nightly toolchain)
fuzz target:
    cd fuzz && cargo +nightly fuzz run {{target}} -- -max_total_time=600
