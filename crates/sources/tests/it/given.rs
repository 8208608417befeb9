//! Documents that several tests read.

use factoria_sources::Limits;

/// The usual limits, but for the time: tests run on slow and busy machines.
pub(crate) fn patient() -> Limits {
    Limits { timeout_ms: 600_000, ..Limits::default() }
}

/// A file of `tests/data`.
pub(crate) fn data(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// A web page with all that surrounds an article, and something more in the middle of it.
pub(crate) fn page(inserted: &str) -> String {
    format!(
        r##"<!DOCTYPE html><html><head><title>Volcanoes | Earth School</title><style>.gone, #away {{ display: none }}
        .tiny{{font-size:0}}</style><script>var x = "not text";</script></head><body>
        <nav><ul><li><a href="/">Home</a></li><li><a href="/about">About us</a></li></ul></nav>
        <header><a href="/in">Sign in</a></header>
        <div id="content"><article><h1>Volcanoes<a href="#v">¶</a></h1>
        <p>A volcano is an opening in the crust through which molten rock, ash and gas escape.<sup><a href="#1">[1]</a></sup>
        The rock is about 1,200&nbsp;°C, which is 1.2 × 10<sup>3</sup> degrees; CO<sub>2</sub> escapes as well.</p>
        {inserted}
        <h2>Kinds of volcanoes</h2>
        <p>Shield volcanoes are broad because their lava flows easily. Stratovolcanoes are steep, since their lava is thick
        and hardens before it has flowed far. About 1,350 volcanoes on Earth are thought to be active.</p>
        <ul><li>Mauna Loa is a shield volcano.</li><li>Fuji is a stratovolcano.</li></ul></article></div>
        <aside><h3>Related</h3><ul><li><a href="/q">Related quakes</a></li></ul></aside>
        <footer>© 2024 Earth School. All rights reserved.</footer></body></html>"##
    )
}

/// Ways in which a page hides words.
pub(crate) const HIDDEN_HTML: &[&str] = &[
    "<p style='display:none'>EVIL words that no reader sees are here.</p>",
    "<p style='visibility: hidden'>EVIL words that no reader sees are here.</p>",
    "<div hidden><p>EVIL words that no reader sees are here.</p></div>",
    "<p aria-hidden=true>EVIL words that no reader sees are here.</p>",
    "<p style='font-size:0px'>EVIL words that no reader sees are here.</p>",
    "<p style='opacity:0'>EVIL words that no reader sees are here.</p>",
    "<p style='position:absolute; left:-9999px'>EVIL words that no reader sees are here.</p>",
    "<p style='color:#FFF'>EVIL words that no reader sees are here.</p>",
    "<p style='color: white; background-color: white'>EVIL words that no reader sees are here.</p>",
    "<p class='a gone'>EVIL words that no reader sees are here.</p>",
    "<p id='away'>EVIL words that no reader sees are here.</p>",
    "<span class=tiny>EVIL words that no reader sees are here.</span>",
    "<!-- EVIL words that no reader sees are here. -->",
    "<template><p>EVIL words that no reader sees are here.</p></template>",
    "<noscript><p>EVIL words that no reader sees are here.</p></noscript>",
    "<script type='text/plain'>EVIL words that no reader sees are here.</script>",
    "<textarea>EVIL</textarea><input value='EVIL'><img alt='EVIL' src=x>",
];

/// A memo in the form of the RFC series, with three pages.
pub(crate) const RFC: &str = include_str!("../data/rfc9999.txt");
