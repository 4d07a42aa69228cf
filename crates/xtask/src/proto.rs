//! Generates the Rust code of the wire contract and guards it: drift, style, compatibility.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};

use crate::{run, tools, workspace};

/// Where the generated code is committed, from the repository's root.
const GENERATED: &str = "crates/events/src/generated/berth.v1.rs";
const PACKAGE: &str = "berth/v1";

/// Writes the generated code, or with `check` only says whether the committed one is what the messages give now.
pub(crate) fn generate(check: bool) -> Result<()> {
    let root = workspace::root()?;
    let scratch = tools::scratch(&root, "proto")?;
    let fresh = compile(&root.join("proto"), scratch.path())?;
    let committed = root.join(GENERATED);
    let was = fs::read_to_string(&committed).unwrap_or_default();
    if was == fresh {
        return Ok(());
    }
    if check {
        bail!(
            "{GENERATED} is not what proto/{PACKAGE}/*.proto gives{}.\n\
             Run `cargo xtask proto` and commit the file together with the messages.",
            first_difference(&was, &fresh)
        );
    }
    if let Some(folder) = committed.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&committed, fresh).with_context(|| format!("can't write {}", committed.display()))?;
    println!("wrote {GENERATED}");
    Ok(())
}

fn compile(include: &Path, out: &Path) -> Result<String> {
    let mut files: Vec<PathBuf> = fs::read_dir(include.join(PACKAGE))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    files.retain(|path| path.extension().is_some_and(|ext| ext == "proto"));
    files.sort();
    ensure!(!files.is_empty(), "no .proto file in proto/{PACKAGE}");

    let messages = protox::compile(&files, [include]).context("the messages in proto/ don't compile")?;
    prost_build::Config::new()
        .out_dir(out)
        .enable_type_names()
        .compile_fds(messages)
        .context("prost can't generate code for the messages")?;
    let generated = out.join("berth.v1.rs");
    run::cmd("rustfmt")
        .args(["--edition", "2024", "--config-path"])
        .arg(include.parent().unwrap_or(include))
        .arg(&generated)
        .run()?;
    Ok(fs::read_to_string(generated)?)
}

fn first_difference(was: &str, fresh: &str) -> String {
    if was.is_empty() {
        return String::from(": it is missing");
    }
    let line = was
        .lines()
        .zip(fresh.lines())
        .take_while(|(a, b)| a == b)
        .count();
    let show = |text: &str| text.lines().nth(line).unwrap_or("(end of file)").trim().to_owned();
    format!(" (line {}: is `{}`, should be `{}`)", line + 1, show(was), show(fresh))
}

/// `buf lint`, then `buf breaking` against the messages as they were before.
pub(crate) fn guard() -> Result<()> {
    let root = workspace::root()?;
    let buf = tools::buf(&root)?;
    let proto = root.join("proto");
    run::cmd(&buf).arg("lint").dir(&proto).run().context("the messages' style is off")?;

    let Some(before) = before(&root) else {
        println!("no earlier messages to compare with");
        return Ok(());
    };
    let scratch = tools::scratch(&root, "breaking")?;
    let archive = scratch.path().join("before.tar");
    run::cmd("git")
        .args(["archive", "--format=tar", "-o"])
        .arg(&archive)
        .arg(format!("{before}:proto"))
        .dir(&root)
        .run()?;
    run::cmd(&buf)
        .args(["breaking", "--against"])
        .arg(&archive)
        .dir(&proto)
        .run()
        .with_context(|| {
            format!(
                "whoever knows the messages of commit {before} can't read these. Only add fields; \
                 a breaking change is a new package (berth.v2) with an upcaster, see proto/README.md"
            )
        })
}

/// The commit to compare with: the newest one on main with messages in it, or the one before when nothing
/// changed since. A commit that breaks on purpose says so in a trailer, `Breaks-Wire: why`, and is a new beginning.
fn before(root: &Path) -> Option<String> {
    let main = ["origin/main", "main", "HEAD"]
        .into_iter()
        .find(|name| git(root, &["rev-parse", "--verify", "--quiet", name]).is_some())?;
    let commits = git(root, &["log", "-2", "--format=%h", main, "--", "proto/berth"])?;
    let mut commits = commits.split_whitespace();
    let newest = commits.next()?;
    if git(root, &["diff", "--name-only", newest, "--", "proto/berth"])? != "" {
        return Some(newest.to_owned());
    }
    let trailer = git(root, &["log", "-1", "--format=%(trailers:key=Breaks-Wire,valueonly)", newest])?;
    if trailer.is_empty() { commits.next().map(str::to_owned) } else { None }
}

fn git(root: &Path, args: &[&str]) -> Option<String> {
    let said = run::cmd("git").args(args).dir(root).output().ok()?;
    Some(said.trim().to_owned())
}
