//! What a benchmark reads of its own process, and how it is scaled.

use std::{env, fs};

/// User and system time of this process and of the children it has waited for, in steps of 10 ms.
pub fn cpu_ms() -> u64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("/proc is mounted");
    let (_, fields) = stat.rsplit_once(") ").expect("a name in parentheses");
    // proc(5): utime, stime, cutime and cstime are the fields 14 to 17; the third comes first here.
    let ticks = fields.split(' ').skip(11).take(4);
    10 * ticks
        .map(|ticks| ticks.parse::<u64>().expect("a number of ticks"))
        .sum::<u64>()
}

/// A line of `/proc/self/status` that counts kilobytes, for example `VmHWM`, the most memory held so far.
pub fn kilobytes(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("/proc is mounted");
    let found = status.lines().find_map(|line| {
        let number = line.strip_prefix(name)?.strip_prefix(':')?.strip_suffix("kB")?;
        number.trim().parse().ok()
    });
    found.unwrap_or_else(|| panic!("/proc/self/status has no {name}"))
}

/// The number in an environment variable.
pub fn from_environment(name: &str, otherwise: usize) -> usize {
    let Ok(text) = env::var(name) else {
        return otherwise;
    };
    text.parse()
        .unwrap_or_else(|_| panic!("{name} must be a number, not {text:?}"))
}
