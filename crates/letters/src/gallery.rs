//! Every kind of mail in every language, rendered into a folder to look at.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use berth_domain::message::MessageKind;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::samples::preview;
use crate::{ComposeError, Composer, Letter};

/// Why a gallery could not be written.
#[derive(Debug, thiserror::Error)]
pub enum GalleryError {
    #[error(transparent)]
    Compose(#[from] ComposeError),
    #[error("the gallery's folder can't be written")]
    Io(#[from] std::io::Error),
    #[error("{browser} took no picture of {page}: {said}")]
    Browser {
        browser: String,
        page: String,
        said: String,
    },
}

const STYLE: &str = "body{margin:0;padding:1.5rem;background:#eef2f4;color:#1b2730;font:16px/1.5 system-ui,sans-serif}\
h1{font-size:1.5rem}h2{font-size:1.05rem;margin:2.5rem 0 .6rem}a{color:#0b5f6b}.row{display:flex;gap:1.25rem;flex-wrap:wrap}\
iframe{border:1px solid #ccd5da;border-radius:.6rem;background:#fff;height:60rem}.wide{width:40rem;max-width:100%}\
.narrow{width:20rem}.light{color-scheme:light}.dark{color-scheme:dark}pre{margin:0;padding:1rem;width:38rem;max-width:100%;\
height:58rem;overflow:auto;background:#fff;border:1px solid #ccd5da;border-radius:.6rem;\
font:13px/1.5 ui-monospace,monospace;white-space:pre-wrap}table{border-collapse:collapse}td,th{padding:.2rem .7rem;\
text-align:left;border-bottom:1px solid #ccd5da;font-weight:400}\
@media(prefers-color-scheme:dark){body{background:#10171c;color:#e3eaee}a{color:#7ad3df}pre{background:#1a242b;\
border-color:#2c3942}td,th{border-color:#2c3942}}";

/// Writes one HTML and one text file per kind and language; a page per kind and one per language that show them side by
/// side, light and dark, wide and on a small phone, and as plain text; and `index.html`, where all are found.
/// Says how many mails there are.
pub fn write(composer: &Composer, dir: &Path, now: DateTime<Utc>) -> Result<usize, GalleryError> {
    std::fs::create_dir_all(dir)?;
    let languages = composer.languages();
    let mut by_language = vec![String::new(); languages.len()];
    let mut index = String::from("<table><tr><th>Kind</th>");
    for language in &languages {
        put(
            &mut index,
            format_args!("<th><a href=\"language.{language}.html\">{language}</a></th>"),
        );
    }
    let mut mails = 0;
    for kind in MessageKind::ALL {
        put(
            &mut index,
            format_args!("</tr><tr><th><a href=\"kind.{kind}.html\">{kind}</a></th>"),
        );
        let mut by_kind = String::new();
        for (language, mails_of) in languages.iter().zip(&mut by_language) {
            let letter = preview(composer, *kind, language, Tz::Africa__Lagos, now)?;
            let name = format!("{kind}.{language}");
            std::fs::write(dir.join(format!("{name}.html")), &letter.html)?;
            std::fs::write(dir.join(format!("{name}.txt")), &letter.text)?;
            let shown = shown(&name, &letter);
            by_kind.push_str(&shown);
            mails_of.push_str(&shown);
            put(
                &mut index,
                format_args!("<td><a href=\"kind.{kind}.html#{name}\">{language}</a></td>"),
            );
            mails += 1;
        }
        std::fs::write(
            dir.join(format!("kind.{kind}.html")),
            page(kind.as_str(), &by_kind),
        )?;
    }
    for (language, mails) in languages.iter().zip(&by_language) {
        std::fs::write(
            dir.join(format!("language.{language}.html")),
            page(language, mails),
        )?;
    }
    index.push_str("</tr></table>");
    std::fs::write(dir.join("index.html"), page("Mails", &index))?;
    Ok(mails)
}

/// Width and height of a mail in the pages, with what stands around it, in pixels.
const PICTURE: (usize, usize) = (1_720, 1_060);

/// Takes a picture of the pages of `kinds` in a gallery that was written to `dir`, with a Chromium (or Chrome) at
/// `browser`, and writes `pictures.html`, where all are found. Light and dark, wide and narrow stand side by side in each,
/// once per language.
pub fn photograph(
    composer: &Composer,
    dir: &Path,
    kinds: &[MessageKind],
    browser: &Path,
) -> Result<(), GalleryError> {
    let dir = dir.canonicalize()?;
    let (width, height) = PICTURE;
    let height = height * composer.languages().len();
    let mut all = String::from("<div class=\"row\">");
    for kind in kinds {
        let page = format!("kind.{kind}.html");
        let picture = dir.join(format!("kind.{kind}.png"));
        let output = Command::new(browser)
            // The pages are our own, loaded from a folder: there is nothing to be kept out.
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"])
            // Everything is loaded when this much time has passed on the page's own clock.
            .arg("--virtual-time-budget=10000")
            .arg(format!("--window-size={width},{height}"))
            .arg(format!("--screenshot={}", picture.display()))
            .arg(format!("file://{}", dir.join(&page).display()))
            .output()?;
        if !output.status.success() || !picture.is_file() {
            return Err(GalleryError::Browser {
                browser: browser.display().to_string(),
                page,
                said: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
            });
        }
        put(
            &mut all,
            format_args!(
                "<p><a href=\"kind.{kind}.png\"><img src=\"kind.{kind}.png\" width=\"300\" loading=\"lazy\" \
                 alt=\"{kind} in every language\"></a><br><a href=\"{page}\">{kind}</a></p>"
            ),
        );
    }
    all.push_str("</div>");
    std::fs::write(dir.join("pictures.html"), page("Pictures of all mails", &all))?;
    Ok(())
}

/// One mail: light and wide, dark on a small phone, and as plain text.
fn shown(name: &str, letter: &Letter) -> String {
    format!(
        "<h2 id=\"{name}\">{name}: {}</h2><div class=\"row\"><iframe class=\"wide light\" loading=\"lazy\" sandbox \
         title=\"{name}\" src=\"{name}.html\"></iframe><iframe class=\"narrow dark\" loading=\"lazy\" sandbox \
         title=\"{name}, dark, 320 pixels\" src=\"{name}.html\"></iframe><pre>{}</pre></div>",
        escaped(&letter.subject),
        escaped(&letter.text),
    )
}

fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title>\
         <style>{STYLE}</style></head><body><h1>{title}</h1><p><a href=\"index.html\">All mails</a>, rendered from \
         invented facts.</p>{body}</body></html>"
    )
}

/// Writing into a String cannot fail.
fn put(out: &mut String, what: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(what);
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}
