//! What a reader of the repository may rely on: its layout, a README in each crate, links that lead somewhere,
//! nothing half done or left behind.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};

use crate::workspace::git;

/// What may lie at the top, beside tool settings as dotfiles.
const TOP: [&str; 8] = [
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "crates",
    "deploy",
    "proto",
    "tests",
];
/// Longer files hold two ideas; worth a word, not a failure.
const LONG: usize = 500;
/// Written so that this file doesn't find itself.
const UNFINISHED: [&str; 4] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("tod", "o!("),
    concat!("unimpl", "emented!("),
];
const LEFTOVERS: [&str; 7] = [".orig", ".rej", ".bak", ".swp", ".snap.new", ".DS_Store", ".log"];

pub(crate) fn check(root: &Path) -> Result<()> {
    let files = git(root, &["ls-files", "--cached", "--others", "--exclude-standard"])
        .context("git can't list the repository's files")?;
    let mut wrong = Vec::new();
    for file in files.lines().filter(|file| root.join(file).is_file()) {
        wrong.extend(out_of_place(file));
        let Ok(text) = fs::read_to_string(root.join(file)) else {
            continue;
        };
        wrong.extend(unfinished(file, &text));
        if file.ends_with(".md") {
            wrong.extend(dead_links(root, file, &text));
        }
        let lines = text.lines().count();
        if file.ends_with(".rs") && !file.contains("/generated/") && lines > LONG {
            println!("   note: {file} has {lines} lines; does it hold two ideas?");
        }
    }
    for entry in fs::read_dir(root.join("crates"))? {
        let folder = entry?.path();
        if folder.join("Cargo.toml").is_file() && !folder.join("README.md").is_file() {
            wrong.push(format!("{} has no README.md", folder.display()));
        }
    }
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

fn out_of_place(file: &str) -> Option<String> {
    let top = file.split('/').next().unwrap_or(file);
    if !top.starts_with('.') && !TOP.contains(&top) {
        return Some(format!(
            "{file}: nothing of that name belongs at the top of the repository"
        ));
    }
    let leftover = LEFTOVERS.iter().any(|ending| file.ends_with(ending));
    leftover.then(|| format!("{file} looks left behind"))
}

fn unfinished(file: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let words = || line.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '!' && c != '(');
        let conflict = line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ");
        let mark = UNFINISHED
            .iter()
            .find(|mark| words().any(|word| word.trim_matches('(') == mark.trim_matches('(')));
        if conflict || mark.is_some() {
            found.push(format!("{file}:{}: unfinished: {}", index + 1, line.trim()));
        }
    }
    found
}

/// Relative links of a Markdown file that lead nowhere.
fn dead_links(root: &Path, file: &str, text: &str) -> Vec<String> {
    let folder = root
        .join(file)
        .parent()
        .map(Path::to_path_buf)
        .unwrap_or_default();
    let links = text
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split_once(')'))
        .map(|(link, _)| link);
    links
        .filter(|link| !link.contains("://") && !link.starts_with(['#', '<']) && !link.starts_with("mailto:"))
        .map(|link| link.split(['#', ' ']).next().unwrap_or(link))
        .filter(|link| !link.contains("::") && !folder.join(link).exists())
        .map(|link| format!("{file}: the link to {link} leads nowhere"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unfinished_work_is_found_by_whole_words() {
        let text = format!(
            "good\n// {}: later\n{}\n{}",
            UNFINISHED[0], "<<<<<<< ours", "mastodon_todos!"
        );
        let found = unfinished("a.rs", &text);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with("a.rs:2:"), "{found:?}");
        assert_eq!(unfinished("a.rs", &format!("    {})", UNFINISHED[2])).len(), 1);
    }

    #[test]
    fn only_what_belongs_lies_at_the_top() {
        assert!(out_of_place("crates/bus/src/lib.rs").is_none());
        assert!(out_of_place(".ci/run").is_none());
        assert!(out_of_place("notes.txt").is_some());
        assert!(out_of_place("crates/bus/src/lib.rs.orig").is_some());
    }

    #[test]
    fn links_must_lead_somewhere() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("there.md"), "").unwrap();
        let text = "[a](there.md#part) [b](missing.md) [c](https://example.org) [d](#here) [e](crate::Thing)";
        assert_eq!(
            dead_links(folder.path(), "README.md", text),
            ["README.md: the link to missing.md leads nowhere"]
        );
    }
}
