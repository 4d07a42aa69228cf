//! The templates: MJML becomes HTML once, when they are loaded; rendering fills in words and facts, strictly.

use std::fmt;
use std::sync::Arc;

use berth_domain::message::MessageKind;
use fluent_bundle::{FluentArgs, FluentValue};
use minijinja::value::{Kwargs, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, State, UndefinedBehavior, Value};

use crate::chain;
use crate::context::one_line;
use crate::texts::Texts;
use crate::{ComposeError, notice, validate};

const LAYOUT: &str = include_str!("../mails/layout.mjml");
const LAYOUT_TEXT: &str = include_str!("../mails/layout.txt");
const PARTS: &str = include_str!("../mails/parts.html");
/// Where the layout takes a template's own elements.
const SLOT: &str = "<!-- content -->";
/// Text parts are wrapped here, as people who read them expect.
const COLUMNS: usize = 74;

macro_rules! bodies {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../mails/", $name, ".mjml")), include_str!(concat!("../mails/", $name, ".txt")))),+]
    };
}

/// Name, MJML, text.
const BODIES: &[(&str, &str, &str)] = bodies![
    "receipt",
    "deadline-reminder",
    "shortlist-digest",
    "offer",
    "offer-expiring",
    "offer-news",
    "notice",
];

/// A rendered message before it has an envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub subject: String,
    pub html: String,
    pub text: String,
}

/// All templates, compiled.
pub struct Templates {
    environment: Environment<'static>,
    texts: Arc<Texts>,
}

impl fmt::Debug for Templates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Templates")
            .field("texts", &self.texts)
            .finish_non_exhaustive()
    }
}

/// Whether a programme may bring a file of that name.
pub(super) fn is_file(name: &str) -> bool {
    let body = |ending: &str| {
        let name = name.strip_suffix(ending);
        name.is_some_and(|name| BODIES.iter().any(|(body, ..)| *body == name))
    };
    matches!(name, "layout.mjml" | "layout.txt" | "parts.html") || body(".mjml") || body(".txt")
}

/// Which pair of files a kind is written in.
pub(super) fn template_of(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Receipt => "receipt",
        MessageKind::DeadlineReminder => "deadline-reminder",
        MessageKind::ShortlistDigest => "shortlist-digest",
        MessageKind::Offer => "offer",
        MessageKind::OfferExpiring => "offer-expiring",
        _ if notice::needs(kind).is_some() => "notice",
        _ => "offer-news",
    }
}

impl Templates {
    /// Compiles the built-in templates.
    pub fn new(texts: Arc<Texts>) -> Result<Self, ComposeError> {
        Self::with(texts, |_| None)
    }

    /// Compiles the templates, taking from `instead` what it has under a file's name.
    pub fn with(texts: Arc<Texts>, instead: impl Fn(&str) -> Option<String>) -> Result<Self, ComposeError> {
        let file = |name: String, built_in: &str| instead(&name).unwrap_or_else(|| built_in.to_owned());
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|name| {
            if name.ends_with(".html") {
                AutoEscape::Html
            } else {
                AutoEscape::None
            }
        });
        environment.add_filter("link", link);
        environment.add_function("row", row);
        let words = Arc::clone(&texts);
        environment.add_function("t", move |state: &State<'_, '_>, key: &str, args: Kwargs| {
            text(&words, state, key, &args)
        });
        let mut templates = Self { environment, texts };
        templates.add("parts.html", file("parts.html".to_owned(), PARTS))?;
        templates.add("layout.txt", file("layout.txt".to_owned(), LAYOUT_TEXT))?;
        let layout = file("layout.mjml".to_owned(), LAYOUT);
        for (name, mjml, text) in BODIES {
            let mjml = file(format!("{name}.mjml"), mjml);
            let html = to_html(name, &layout.replace(SLOT, &mjml))?;
            let html = format!("{{%- from \"parts.html\" import fact -%}}\n{html}");
            templates.add(&format!("{name}.html"), html)?;
            templates.add(&format!("{name}.txt"), file(format!("{name}.txt"), text))?;
        }
        Ok(templates)
    }

    pub(super) fn texts(&self) -> &Texts {
        &self.texts
    }

    fn add(&mut self, name: &str, source: String) -> Result<(), ComposeError> {
        self.environment
            .add_template_owned(name.to_owned(), source)
            .map_err(|source| ComposeError::Template {
                template: name.to_owned(),
                source,
            })
    }

    /// Subject and both bodies.
    pub fn render(&self, kind: MessageKind, context: &Value) -> Result<Letter, ComposeError> {
        let words = self.own_words(kind, context)?;
        let context = minijinja::context! { ..words.clone(), ..context.clone() };
        let name = template_of(kind);
        let body = self.fill(&format!("{name}.txt"), &context)?;
        let text = self.fill(
            "layout.txt",
            &minijinja::context! { body => body.trim(), ..context.clone() },
        )?;
        let html = self.fill(&format!("{name}.html"), &context)?;
        Ok(Letter {
            subject: subject(&words),
            html,
            text: tidy(&text),
        })
    }

    /// The subject alone.
    pub(super) fn subject(&self, kind: MessageKind, context: &Value) -> Result<String, ComposeError> {
        Ok(subject(&self.own_words(kind, context)?))
    }

    /// Subject, preheader and heading, from the texts of the kind.
    fn own_words(&self, kind: MessageKind, context: &Value) -> Result<Value, ComposeError> {
        let broken = |what: String| ComposeError::Texts {
            locale: "?".to_owned(),
            what,
        };
        let lang = context
            .get_attr("lang")
            .map_err(|error| broken(error.to_string()))?
            .to_string();
        let values = context
            .get_attr("words")
            .map_err(|error| broken(error.to_string()))?;
        let mut args = FluentArgs::new();
        let keys: Vec<Value> = values
            .try_iter()
            .map_err(|error| broken(error.to_string()))?
            .collect();
        for key in keys {
            let value = values.get_item(&key).map_err(|error| broken(error.to_string()))?;
            args.set(key.to_string(), fluent(&value));
        }
        let text = |name: &str| {
            let key = format!("{}-{name}", kind.as_str());
            self.texts.text(&lang, &key, &args).map_err(broken)
        };
        if notice::needs(kind).is_none() {
            return Ok(minijinja::context! {
                subject => text("subject")?,
                preheader => text("preheader")?,
                kicker => text("kicker")?,
                heading => text("heading")?,
            });
        }
        let given = |name: &str| context.get_attr(name).is_ok_and(|value| value.is_true());
        let lead = text("lead")?;
        Ok(minijinja::context! {
            subject => text("subject")?,
            preheader => lead.clone(),
            lead,
            heading => text("heading")?,
            after => text("after")?,
            items_lead => if given("items") { text("items")? } else { String::new() },
            action => if given("action_url") { text("action")? } else { String::new() },
        })
    }

    fn fill(&self, name: &str, context: &Value) -> Result<String, ComposeError> {
        let rendered = self
            .environment
            .get_template(name)
            .and_then(|template| template.render(context));
        rendered.map_err(|source| ComposeError::Template {
            template: name.to_owned(),
            source,
        })
    }
}

fn subject(words: &Value) -> String {
    let subject = words.get_attr("subject").map(|subject| subject.to_string());
    one_line(&subject.unwrap_or_default(), 200)
}

/// MJML to HTML. mrml passes over what it does not know, so it is checked first.
fn to_html(name: &str, mjml: &str) -> Result<String, ComposeError> {
    let broken = |what: String| ComposeError::Mjml {
        template: name.to_owned(),
        what,
    };
    validate::mjml(mjml).map_err(broken)?;
    let parsed = mrml::parse(mjml).map_err(|error| broken(chain(&error)))?;
    let options = mrml::prelude::render::RenderOptions {
        disable_comments: true,
        // mrml knows web fonts by name and would have every reader's program ask a font server for them.
        fonts: std::collections::HashMap::new(),
        ..Default::default()
    };
    parsed
        .element
        .render(&options)
        .map_err(|error| broken(error.to_string()))
}

/// `t("key", name=value)`: a text in the language of the mail.
fn text(texts: &Texts, state: &State<'_, '_>, key: &str, kwargs: &Kwargs) -> Result<String, Error> {
    let lang = state
        .lookup("lang")
        .map(|lang| lang.to_string())
        .unwrap_or_default();
    let mut args = FluentArgs::new();
    for name in kwargs.args() {
        args.set(name.to_owned(), fluent(&kwargs.get::<Value>(name)?));
    }
    texts
        .text(&lang, key, &args)
        .map_err(|what| Error::new(ErrorKind::InvalidOperation, what))
}

fn fluent(value: &Value) -> FluentValue<'static> {
    if value.kind() == ValueKind::Number
        && let Ok(number) = i64::try_from(value.clone())
    {
        return FluentValue::from(number);
    }
    FluentValue::from(value.to_string())
}

/// A web address without blanks.
pub(super) fn is_link(address: &str) -> bool {
    let good = url::Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
    good && address.is_ascii()
        && !address.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"".contains(c))
}

/// Only web addresses become links. Slashes stay slashes, which is easier on mail programs than `&#x2f;`.
fn link(state: &State<'_, '_>, address: &str) -> Result<Value, Error> {
    if is_link(address) {
        return Ok(match state.auto_escape() {
            AutoEscape::Html => {
                Value::from_safe_string(address.replace('&', "&amp;").replace('\'', "&#x27;"))
            }
            _ => Value::from(address),
        });
    }
    Err(Error::new(
        ErrorKind::InvalidOperation,
        "a link must be a web address without blanks",
    ))
}

/// One line of a text part's table; an aside stands on a line of its own, and so does a value after a long label.
fn row(label: &str, value: Value, aside: Option<&str>) -> String {
    const WIDTH: usize = 20;
    let label = format!("{label}:");
    let indent = " ".repeat(WIDTH);
    let gap = match label.chars().count() {
        length if length < WIDTH => " ".repeat(WIDTH - length),
        _ => format!("\n{indent}"),
    };
    match aside.filter(|aside| !aside.is_empty()) {
        Some(aside) => format!("{label}{gap}{value}\n{indent}{aside}"),
        None => format!("{label}{gap}{value}"),
    }
}

/// Wraps long lines, drops blanks at their ends, and never leaves two empty lines.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.lines() {
        // The blank after the dashes of a signature is part of it (RFC 3676 4.3).
        let line = if line == "-- " { line } else { line.trim_end() };
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            wrap(line, &mut out);
        }
    }
    out.trim().to_owned() + "\n"
}

fn wrap(line: &str, out: &mut String) {
    let indent: String = line
        .chars()
        .take_while(|c| *c == ' ' || *c == '*')
        .map(|_| ' ')
        .collect();
    let table = line.contains(":  ");
    let mut column = 0;
    if table || line.chars().count() <= COLUMNS || !line.trim().contains(' ') {
        out.push_str(line);
    } else {
        for (number, word) in line.trim_end().split(' ').enumerate() {
            let length = word.chars().count();
            if column > indent.len() && column + 1 + length > COLUMNS {
                out.push('\n');
                out.push_str(&indent);
                column = indent.len();
            } else if number > 0 {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += length;
        }
    }
    out.push('\n');
}
