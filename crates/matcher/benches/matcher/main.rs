//! Times the matcher as others meet it: a real nats-server, a real matcher, and the time from a message to what follows.
//! `cargo bench -p berth-matcher --bench matcher [-- [SIZE] [WHAT]]`.
//!
//! One line of JSON per figure: `what`, `size` (trainees), `ms` (the median, where there are several), `target_ms`, and
//! what else belongs to it. Each figure has a process and a server of its own. Under `sync_interval: always` it takes
//! some twenty seconds to store a hundred thousand profiles; that is not part of any figure.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a benchmark stops at the first surprise, and its output is its figures"
)]

mod crowd;
mod figures;
mod house;

use std::process::Command;

const SIZE: usize = 100_000;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    // `cargo bench` adds `--bench`.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["--figures", what, size] => measure(what, size.parse().unwrap()),
        [] => all(SIZE, ""),
        [size] => all(size.parse().unwrap(), ""),
        [size, what] => all(size.parse().unwrap(), what),
        _ => panic!("arguments: [SIZE] [WHAT]"),
    }
}

/// The groups of figures whose name contains `what`.
fn all(size: usize, what: &str) {
    for what in figures::GROUPS.iter().filter(|name| name.contains(what)) {
        let status = Command::new(std::env::current_exe().unwrap())
            .args(["--figures", what, &size.to_string()])
            .status()
            .unwrap();
        assert!(status.success(), "{what:?} at {size} failed");
    }
}

fn measure(what: &str, size: usize) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    for line in runtime.block_on(figures::measure(what, size)) {
        println!("{line}");
    }
}
