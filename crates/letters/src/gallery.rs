//! Every kind of mail in every language, rendered into a folder to look at.

use std::fmt::Write as _;
use std::path::Path;

use berth_domain::message::MessageKind;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::samples::preview;
use crate::{ComposeError, Composer};

/// Why a gallery could not be written.
#[derive(Debug, thiserror::Error)]
pub enum GalleryError {
    #[error(transparent)]
    Compose(#[from] ComposeError),
    #[error("the gallery's folder can't be written")]
    Io(#[from] std::io::Error),
}

const STYLE: &str = "body{margin:0;padding:1.5rem;background:#eef2f4;color:#1b2730;font:16px/1.5 system-ui,sans-serif}\
h1{font-size:1.5rem}h2{font-size:1.05rem;margin:2.5rem 0 .6rem}.row{display:flex;gap:1.25rem;flex-wrap:wrap}\
iframe{border:1px solid #ccd5da;border-radius:.6rem;background:#fff;height:46rem}.wide{width:40rem;max-width:100%}\
.narrow{width:20rem}pre{margin:0;padding:1rem;width:38rem;max-width:100%;height:44rem;overflow:auto;background:#fff;\
border:1px solid #ccd5da;border-radius:.6rem;font:13px/1.5 ui-monospace,monospace;white-space:pre-wrap}\
@media(prefers-color-scheme:dark){body{background:#10171c;color:#e3eaee}pre{background:#1a242b;border-color:#2c3942}}";

/// Writes one HTML and one text file per kind and language, and an `index.html` that shows them side by side.
/// Says how many mails there are.
pub fn write(composer: &Composer, dir: &Path, now: DateTime<Utc>) -> Result<usize, GalleryError> {
    std::fs::create_dir_all(dir)?;
    let mut index = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"color-scheme\" \
         content=\"light dark\"><title>Mails</title><style>{STYLE}</style></head><body><h1>Mails</h1>\
         <p>Rendered from invented facts: wide, on a small phone, and as plain text.</p>"
    );
    let mut mails = 0;
    for locale in composer.languages() {
        for kind in MessageKind::ALL {
            let letter = preview(composer, *kind, &locale, Tz::Africa__Lagos, now)?;
            let name = format!("{kind}.{locale}");
            std::fs::write(dir.join(format!("{name}.html")), &letter.html)?;
            std::fs::write(dir.join(format!("{name}.txt")), &letter.text)?;
            // Writing into a String cannot fail.
            let _ = write!(
                index,
                "<h2>{kind}, {locale}: {}</h2><div class=\"row\"><iframe class=\"wide\" loading=\"lazy\" sandbox \
                 title=\"{name}\" src=\"{name}.html\"></iframe><iframe class=\"narrow\" loading=\"lazy\" sandbox \
                 title=\"{name}, 320 pixels\" src=\"{name}.html\"></iframe><pre>{}</pre></div>",
                escaped(&letter.subject),
                escaped(&letter.text),
            );
            mails += 1;
        }
    }
    index.push_str("</body></html>");
    std::fs::write(dir.join("index.html"), index)?;
    Ok(mails)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}
