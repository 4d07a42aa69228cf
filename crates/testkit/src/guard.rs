//! A temporary folder and the processes that work in it, cleaned away however the test ends.
//!
//! `Drop` covers success and panic. A test that is killed runs no destructors, so a small shell stands by: it holds
//! the other end of a pipe, and when the test process is gone, for whatever reason, the pipe ends and the shell kills
//! and removes what is left. (`PR_SET_PDEATHSIG` would not do: it fires when the *thread* that started the child ends,
//! and tokio's blocking threads come and go.)

use std::{
    fs,
    io::Write,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
};

use crate::supervised::Signal;

/// Reads process ids until the pipe ends; `reset` forgets those named so far. A negative id is a process group.
const WATCH: &str = r#"
trap '' HUP INT TERM QUIT
pids=
while IFS= read -r line; do
    case $line in
        reset) pids= ;;
        *) pids="$pids $line" ;;
    esac
done
runs() { [ -d "/proc/$1" ] && read -r _ _ state _ <"/proc/$1/stat" && [ "$state" != Z ]; }
for pid in $pids; do
    kill -s "$1" -- "$pid"
    left=100
    while [ "$left" -gt 0 ] && runs "$pid"; do left=$((left - 1)); sleep 0.02; done
    kill -s KILL -- "$pid"
done
rm -rf -- "$2" || { sleep 0.3; rm -rf -- "$2"; }
"#;

/// Owns one temporary folder, and stands by to clean up after the processes it was told of.
pub(crate) struct Guard {
    folder: PathBuf,
    watch: Child,
    pipe: Option<ChildStdin>,
}

impl Guard {
    /// Makes the folder; `parting` is the signal left-over processes get first (they are killed 2 s later).
    pub(crate) fn new(name: &str, parting: Signal) -> Self {
        let folder = tempfile::Builder::new()
            .prefix(&format!("berth-test-{name}-"))
            .tempdir()
            .expect("a temporary folder can be made; is TMPDIR writable?")
            .keep();
        let mut watch = Command::new("/bin/sh")
            .args(["-c", WATCH, "berth-test-watch", parting.name()])
            .arg(&folder)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // A group of its own: test runners kill the test's whole group, and this one has to outlive it.
            .process_group(0)
            .spawn()
            .expect("/bin/sh can be started");
        let pipe = watch.stdin.take();
        Self { folder, watch, pipe }
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// From now on this process (or group, when negative) dies with the test.
    pub(crate) fn watch_over(&mut self, pid: i64) {
        self.tell(&pid.to_string());
    }

    /// The processes named so far have ended and been waited for.
    pub(crate) fn forget(&mut self) {
        self.tell("reset");
    }

    fn tell(&mut self, line: &str) {
        if let Some(pipe) = &mut self.pipe {
            writeln!(pipe, "{line}").expect("the watching shell runs");
        }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        // The shell removes the folder too, should something in it still resist here.
        let _ = fs::remove_dir_all(&self.folder);
        drop(self.pipe.take());
        let _ = self.watch.wait();
    }
}
