//! What mrml lets pass without a word: unknown elements and attributes, elements where they have no effect.

/// Element, where it may stand, what it may carry beside `css-class` and `mj-class`.
type Rule = (&'static str, &'static [&'static str], &'static [&'static str]);

const TEXT: &[&str] = &[
    "align",
    "color",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "height",
    "letter-spacing",
    "line-height",
    "padding",
    "padding-bottom",
    "padding-left",
    "padding-right",
    "padding-top",
    "text-decoration",
    "text-transform",
    "container-background-color",
];

const RULES: &[Rule] = &[
    ("mjml", &[""], &["lang", "dir"]),
    ("mj-head", &["mjml"], &[]),
    ("mj-title", &["mj-head"], &[]),
    ("mj-preview", &["mj-head"], &[]),
    ("mj-breakpoint", &["mj-head"], &["width"]),
    ("mj-style", &["mj-head"], &["inline"]),
    ("mj-attributes", &["mj-head"], &[]),
    ("mj-all", &["mj-attributes"], &["font-family"]),
    (
        "mj-class",
        &["mj-attributes"],
        &[
            "name",
            "font-size",
            "line-height",
            "font-weight",
            "letter-spacing",
            "color",
            "padding",
        ],
    ),
    ("mj-raw", &["mj-head", "mj-body", "mj-column", "mj-section"], &[]),
    ("mj-body", &["mjml"], &["background-color", "width"]),
    (
        "mj-wrapper",
        &["mj-body"],
        &[
            "background-color",
            "padding",
            "border",
            "border-radius",
            "full-width",
        ],
    ),
    (
        "mj-section",
        &["mj-body", "mj-wrapper", "mj-attributes"],
        &[
            "background-color",
            "padding",
            "border",
            "border-radius",
            "full-width",
            "text-align",
        ],
    ),
    (
        "mj-column",
        &["mj-section", "mj-attributes"],
        &[
            "background-color",
            "padding",
            "border",
            "border-radius",
            "width",
            "vertical-align",
        ],
    ),
    ("mj-text", &["mj-column", "mj-attributes"], TEXT),
    ("mj-table", &["mj-column", "mj-attributes"], TEXT),
    (
        "mj-button",
        &["mj-column", "mj-attributes"],
        &[
            "href",
            "align",
            "background-color",
            "border-radius",
            "color",
            "font-family",
            "font-size",
            "font-weight",
            "inner-padding",
            "line-height",
            "padding",
            "width",
        ],
    ),
    (
        "mj-divider",
        &["mj-column", "mj-attributes"],
        &["border-color", "border-style", "border-width", "padding", "width"],
    ),
    ("mj-spacer", &["mj-column"], &["height"]),
    (
        "mj-image",
        &["mj-column"],
        &["src", "alt", "width", "height", "href", "padding", "align"],
    ),
];

/// Elements whose content is HTML of our own and not looked into.
const OPAQUE: &[&str] = &[
    "mj-text",
    "mj-table",
    "mj-button",
    "mj-raw",
    "mj-style",
    "mj-title",
    "mj-preview",
];

/// Checks a whole MJML document; the error says what is wrong and where.
pub fn mjml(source: &str) -> Result<(), String> {
    let mut open: Vec<String> = Vec::new();
    let mut rest = source;
    while let Some(at) = rest.find('<') {
        let line = 1 + source
            .len()
            .checked_sub(rest.len() - at)
            .map_or(0, |end| lines(source, end));
        rest = rest.get(at + 1..).unwrap_or_default();
        if let Some(comment) = rest.strip_prefix("!--") {
            let end = comment
                .find("-->")
                .ok_or_else(|| format!("line {line}: a comment does not end"))?;
            rest = comment.get(end + 3..).unwrap_or_default();
            continue;
        }
        let end = tag_end(rest).ok_or_else(|| format!("line {line}: a tag does not end"))?;
        let tag = rest.get(..end).unwrap_or_default();
        rest = rest.get(end + 1..).unwrap_or_default();
        if let Some(name) = tag.strip_prefix('/') {
            match open.pop() {
                Some(expected) if expected == name.trim() => {}
                Some(expected) => return Err(format!("line {line}: </{name}> closes <{expected}>")),
                None => return Err(format!("line {line}: </{name}> closes nothing")),
            }
            continue;
        }
        let (tag, closed) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, attributes) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
        element(name, open.last().map_or("", String::as_str), attributes)
            .map_err(|what| format!("line {line}: {what}"))?;
        if closed {
            continue;
        }
        if OPAQUE.contains(&name) && !open.iter().any(|parent| parent == "mj-attributes") {
            let close = format!("</{name}>");
            let end = rest
                .find(&close)
                .ok_or_else(|| format!("line {line}: <{name}> is not closed"))?;
            rest = rest.get(end + close.len()..).unwrap_or_default();
        } else {
            open.push(name.to_owned());
        }
    }
    match open.pop() {
        Some(name) => Err(format!("<{name}> is not closed")),
        None => Ok(()),
    }
}

fn element(name: &str, parent: &str, attributes: &str) -> Result<(), String> {
    let Some((_, parents, allowed)) = RULES.iter().find(|(known, _, _)| *known == name) else {
        return Err(format!("<{name}> is not an element of ours"));
    };
    if !parents.contains(&parent) {
        return Err(format!("<{name}> has no effect inside <{parent}>"));
    }
    let mut rest = attributes.trim();
    while !rest.is_empty() {
        let (key, after) = rest
            .split_once('=')
            .ok_or_else(|| format!("<{name}>: `{rest}` has no value"))?;
        let quoted = after
            .strip_prefix('"')
            .ok_or_else(|| format!("<{name}>: `{key}` is not quoted"))?;
        let (_, after) = quoted
            .split_once('"')
            .ok_or_else(|| format!("<{name}>: `{key}` does not end"))?;
        let key = key.trim();
        if !matches!(key, "css-class" | "mj-class") && !allowed.contains(&key) {
            return Err(format!("<{name}> does not know `{key}`"));
        }
        rest = after.trim();
    }
    Ok(())
}

/// The end of a tag: the first `>` outside quotes.
fn tag_end(text: &str) -> Option<usize> {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return Some(at),
            _ => {}
        }
    }
    None
}

fn lines(source: &str, end: usize) -> usize {
    source.get(..end).unwrap_or_default().matches('\n').count()
}

#[cfg(test)]
mod tests {
    use super::mjml;

    #[test]
    fn what_mrml_would_drop_silently_is_refused() {
        let wrap = |body: &str| {
            format!("<mjml><mj-body><mj-section><mj-column>{body}</mj-column></mj-section></mj-body></mjml>")
        };
        assert_eq!(
            mjml(&wrap("<mj-text color=\"#000\">a <b>b</b></mj-text>")),
            Ok(())
        );
        for (bad, why) in [
            ("<mj-txt>a</mj-txt>", "not an element"),
            ("<mj-text colour=\"#000\">a</mj-text>", "does not know `colour`"),
            ("<mj-section></mj-section>", "no effect inside"),
            ("<p>a</p>", "not an element"),
            ("<mj-text>a", "not closed"),
            ("<mj-button href=x>a</mj-button>", "not quoted"),
        ] {
            let error = mjml(&wrap(bad)).unwrap_err();
            assert!(error.contains(why), "{bad}: {error}");
        }
    }
}
