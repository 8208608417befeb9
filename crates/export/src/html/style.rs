//! How a page looks, on paper too.

/// The page's style sheet.
pub(super) const SHEET: &str = "
:root { color-scheme: light dark; --ink: #1c1e21; --soft: #5b6168; --line: #d9dce0; --paper: #fff; --accent: #1f5fbf; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e7e9ec; --soft: #a4abb3; --line: #3a4047; --paper: #16181b; --accent: #8ab6ff; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.06rem/1.6 Georgia, 'Times New Roman', serif; }
main { max-width: 42rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; overflow-wrap: anywhere; }
h1, h2, h3, dt, th { font-family: system-ui, sans-serif; line-height: 1.25; }
h1 { font-size: 2rem; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
p { margin: .6rem 0; white-space: pre-line; }
.about { color: var(--soft); font: .95rem/1.4 system-ui, sans-serif; }
dt { font-weight: 600; margin-top: .9rem; }
dd { margin: .1rem 0 0; }
li { margin: .35rem 0; }
.questions > li { margin: 1rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; }
th, td { border: 1px solid var(--line); padding: .4rem .55rem; text-align: left; vertical-align: top; }
sup { line-height: 0; font: .7rem/0 system-ui, sans-serif; margin-left: .1rem; }
sup a { color: var(--accent); text-decoration: none; }
sup.open { color: #b3261e; font-weight: 700; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); font-size: .88rem; color: var(--soft); }
.notes li:target { background: color-mix(in srgb, var(--accent) 18%, transparent); }
@media print {
  :root { color-scheme: light; --ink: #000; --soft: #444; --line: #999; --paper: #fff; --accent: #000; }
  body { font-size: 11pt; }
  main { max-width: none; padding: 0; }
  h1, h2, h3, dt { break-after: avoid; }
  dd, tr, .questions > li { break-inside: avoid; }
  .key { break-before: page; }
}
";
