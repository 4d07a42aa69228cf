//! Runs other programs, and says which one failed and how.

use std::{
    ffi::OsStr,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Error, Result, bail};

/// A program with its arguments, not yet started. Its standard input is closed: nothing here may wait for a person.
pub(crate) struct Cmd(Command);

pub(crate) fn cmd(program: impl AsRef<OsStr>) -> Cmd {
    let mut command = Command::new(program);
    command.stdin(Stdio::null());
    for (name, _) in std::env::vars_os().filter(|(name, _)| is_about_xtask(&name.to_string_lossy())) {
        command.env_remove(name);
    }
    Cmd(command)
}

/// What `cargo run` says about xtask itself. Some build scripts look at it too (ring's does), and would build anew
/// whenever one changes between plain cargo and `cargo xtask`.
fn is_about_xtask(variable: &str) -> bool {
    variable.starts_with("CARGO_PKG_") || variable.starts_with("CARGO_MANIFEST_")
}

/// The cargo that started us, in the repository's root.
pub(crate) fn cargo(root: &Path) -> Cmd {
    cmd(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())).dir(root)
}

/// Whether a program of that name is in the PATH.
pub(crate) fn is_in_path(program: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}

impl Cmd {
    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.0.arg(arg);
        self
    }

    pub(crate) fn args<S: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        self.0.args(args);
        self
    }

    pub(crate) fn dir(mut self, dir: impl AsRef<Path>) -> Self {
        self.0.current_dir(dir);
        self
    }

    pub(crate) fn env(mut self, key: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.0.env(key, value);
        self
    }

    pub(crate) fn envs<K: AsRef<OsStr>, V: AsRef<OsStr>>(mut self, pairs: &[(K, V)]) -> Self {
        for (key, value) in pairs {
            self.0.env(key, value);
        }
        self
    }

    /// Runs it to its end with its output shown as it comes.
    pub(crate) fn run(mut self) -> Result<()> {
        let status = self.0.status().map_err(|error| self.cannot_start(error))?;
        if !status.success() {
            bail!("`{}` failed ({status})", self.line());
        }
        Ok(())
    }

    /// Runs it to its end and returns what it said; when it fails, the error carries all of it.
    pub(crate) fn output(mut self) -> Result<String> {
        let output = self.0.output().map_err(|error| self.cannot_start(error))?;
        if !output.status.success() {
            bail!(
                "`{}` failed ({})\n{}{}",
                self.line(),
                output.status,
                String::from_utf8_lossy(&output.stdout),
                String::from_utf8_lossy(&output.stderr)
            );
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Runs it to its end with its output shown as it comes, and hands each line of both streams to `read` as well.
    /// Returns whether it succeeded.
    pub(crate) fn watch(mut self, mut read: impl FnMut(&str)) -> Result<bool> {
        let (reader, writer) = std::io::pipe().context("can't open a pipe")?;
        self.0.stdout(writer.try_clone()?).stderr(writer);
        let mut child = self.0.spawn().map_err(|error| self.cannot_start(error))?;
        // Our copies of the pipe's end live in the command; the lines end only when they are closed too.
        drop(self);
        let mut shown = std::io::stderr().lock();
        for line in BufReader::new(reader).split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            writeln!(shown, "{line}")?;
            read(&line);
        }
        Ok(child.wait()?.success())
    }

    /// Whether it starts and succeeds; its output is dropped.
    pub(crate) fn succeeds(mut self) -> bool {
        self.0
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    }

    /// Becomes the program, which so gets the terminal, its signals and our exit code. Returns only when it can't.
    pub(crate) fn become_it(mut self) -> Error {
        use std::os::unix::process::CommandExt;
        let error = self.0.stdin(Stdio::inherit()).exec();
        self.cannot_start(error)
    }

    fn cannot_start(&self, error: std::io::Error) -> Error {
        Error::new(error).context(format!("can't start `{}`", self.line()))
    }

    fn line(&self) -> String {
        let mut line = self.0.get_program().to_string_lossy().into_owned();
        for arg in self.0.get_args() {
            line.push(' ');
            line.push_str(&arg.to_string_lossy());
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_says_what_was_run_and_what_it_said() {
        let error = cmd("sh")
            .args(["-c", "echo too bad >&2; exit 3"])
            .output()
            .unwrap_err()
            .to_string();
        assert!(error.contains("sh -c"), "{error}");
        assert!(error.contains("too bad"), "{error}");
        assert!(error.contains('3'), "{error}");
    }

    #[test]
    fn watching_sees_both_streams_and_the_end() {
        let mut seen = Vec::new();
        let good = cmd("sh")
            .args(["-c", "echo out; echo err >&2"])
            .watch(|line| seen.push(line.to_owned()))
            .unwrap();
        seen.sort();
        assert!(good);
        assert_eq!(seen, ["err", "out"]);
    }

    #[test]
    fn a_program_that_is_missing_is_named() {
        let error = format!("{:#}", cmd("no-such-program-here").run().unwrap_err());
        assert!(error.contains("can't start `no-such-program-here`"), "{error}");
    }
}
