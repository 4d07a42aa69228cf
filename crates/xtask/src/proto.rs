//! Generates the Rust code of the wire contract and guards it: drift, style, compatibility.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};

use crate::{
    process::cmd,
    setup,
    workspace::{git, git_cmd, scratch},
};

/// Where the generated code is committed, from the repository's root.
const GENERATED: &str = "crates/events/src/generated/berth.v1.rs";
const PACKAGE: &str = "berth/v1";

/// Writes the generated code, then checks style and compatibility.
pub(crate) fn generate(root: &Path) -> Result<()> {
    let fresh = compile(root)?;
    let committed = root.join(GENERATED);
    if fs::read_to_string(&committed).unwrap_or_default() != fresh {
        if let Some(folder) = committed.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&committed, fresh).with_context(|| format!("can't write {}", committed.display()))?;
        println!("wrote {GENERATED}");
    }
    guard(root)
}

/// Fails when the committed code is not what the messages give, or their style or compatibility is off.
pub(crate) fn check(root: &Path) -> Result<()> {
    let fresh = compile(root)?;
    let committed = fs::read_to_string(root.join(GENERATED)).unwrap_or_default();
    if committed != fresh {
        bail!(
            "{GENERATED} is not what proto/{PACKAGE}/*.proto gives{}.\n\
             Run `cargo xtask proto` and commit the file together with the messages.",
            first_difference(&committed, &fresh)
        );
    }
    guard(root)
}

/// The messages as Rust, laid out by rustfmt with the repository's settings.
fn compile(root: &Path) -> Result<String> {
    let include = root.join("proto");
    let mut files: Vec<PathBuf> = fs::read_dir(include.join(PACKAGE))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    files.retain(|path| path.extension().is_some_and(|ext| ext == "proto"));
    files.sort();
    ensure!(!files.is_empty(), "no .proto file in proto/{PACKAGE}");

    let out = scratch(root, "proto")?;
    let messages = protox::compile(&files, [&include]).context("the messages in proto/ don't compile")?;
    prost_build::Config::new()
        .out_dir(out.path())
        .enable_type_names()
        .compile_fds(messages)
        .context("prost can't generate code for the messages")?;
    let generated = out.path().join("berth.v1.rs");
    cmd("rustfmt")
        .args(["--edition", "2024", "--config-path"])
        .arg(root)
        .arg(&generated)
        .run()?;
    Ok(fs::read_to_string(generated)?)
}

fn first_difference(committed: &str, fresh: &str) -> String {
    if committed.is_empty() {
        return String::from(": it is missing");
    }
    let same = committed
        .lines()
        .zip(fresh.lines())
        .take_while(|(a, b)| a == b)
        .count();
    let show = |text: &str| {
        text.lines()
            .nth(same)
            .unwrap_or("(end of file)")
            .trim()
            .to_owned()
    };
    format!(
        " (line {}: is `{}`, should be `{}`)",
        same + 1,
        show(committed),
        show(fresh)
    )
}

/// `buf lint`, then `buf breaking` against the messages as they were before.
fn guard(root: &Path) -> Result<()> {
    let buf = setup::buf(root)?;
    let proto = root.join("proto");
    cmd(&buf)
        .arg("lint")
        .dir(&proto)
        .run()
        .context("the messages' style is off")?;

    let Some(before) = before(root) else {
        println!("no earlier messages to compare with");
        return Ok(());
    };
    let scratch = scratch(root, "breaking")?;
    let archive = scratch.path().join("before.tar");
    git_cmd(root)
        .args(["archive", "--format=tar", "-o"])
        .arg(&archive)
        .arg(format!("{before}:proto"))
        .run()?;
    cmd(&buf)
        .args(["breaking", "--against"])
        .arg(&archive)
        .dir(&proto)
        .run()
        .with_context(|| {
            format!(
                "whoever knows the messages of {before} can't read these. Only add fields; a breaking change is \
             a new package (berth.v2) with an upcaster, see proto/README.md"
            )
        })
}

/// What to compare with: the newest release, whose messages are still on their way somewhere. Before the first one,
/// the newest commit on main with messages in it: nobody depends on them yet, and committing says that one means it.
fn before(root: &Path) -> Option<String> {
    if let Some(release) = git(root, &["describe", "--tags", "--abbrev=0", "--match=v*"]) {
        return Some(release);
    }
    let main = ["origin/main", "main", "HEAD"]
        .into_iter()
        .find(|name| git(root, &["rev-parse", "--verify", "--quiet", name]).is_some())?;
    git(root, &["log", "-1", "--format=%h", main, "--", "proto/berth"]).filter(|commit| !commit.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drift_names_the_first_line_that_differs() {
        assert_eq!(
            first_difference("a\nb\n", "a\nc\n"),
            " (line 2: is `b`, should be `c`)"
        );
        assert_eq!(
            first_difference("a\n", "a\nc\n"),
            " (line 2: is `(end of file)`, should be `c`)"
        );
        assert_eq!(first_difference("", "a\n"), ": it is missing");
    }
}
