//! Times the engine on random markets: `cargo bench -p berth-matching --bench matching [-- [SIZE] [WHAT]]`.
//!
//! One line of JSON per figure: `what`, `size`, `ms` (the best of several), `peak_mb` (resident, the instance included).
//! Each figure has a process of its own, so that none pays for another's memory. `-- --write FOLDER SIZE` writes the
//! same instances as files instead.
#![expect(clippy::print_stdout, reason = "a program whose output is its figures")]

mod figures;
mod markets;
mod programmes;

use std::error::Error;
use std::path::Path;
use std::process::Command;

/// The program's own, so that figures are those of `berth solve`.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<(), Box<dyn Error>> {
    // `cargo bench` adds `--bench`.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["--write", folder, size] => markets::write(Path::new(folder), size.parse()?)?,
        ["--figure", what, size] => println!("{}", figures::measure(what, size.parse()?)?),
        [] => all(100_000, "")?,
        [size] => all(size.parse()?, "")?,
        [size, what] => all(size.parse()?, what)?,
        _ => return Err("arguments: [SIZE] [WHAT], or --write FOLDER SIZE".into()),
    }
    Ok(())
}

/// The figures whose name contains `what`, at a tenth of the size and at the size; then how cost grows.
fn all(size: usize, what: &str) -> Result<(), Box<dyn Error>> {
    for what in figures::NAMES.iter().filter(|name| name.contains(what)) {
        for size in [size / 10, size] {
            alone(what, size)?;
        }
    }
    if figures::IN_MEMORY.contains(what) {
        for part in [20, 40, 80, 160] {
            alone(figures::IN_MEMORY, size * part / 100)?;
        }
    }
    Ok(())
}

fn alone(what: &str, size: usize) -> Result<(), Box<dyn Error>> {
    let status = Command::new(std::env::current_exe()?)
        .args(["--figure", what, &size.to_string()])
        .status()?;
    if !status.success() {
        return Err(format!("{what:?} at {size} failed").into());
    }
    Ok(())
}
