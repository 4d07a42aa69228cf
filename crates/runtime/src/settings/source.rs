//! Collects the text of each setting from its sources, and notes where it came from.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use super::keys::{KEYS, Key, NOT_SETTINGS, TEST_PREFIX};
use super::{Problem, SettingsError};

/// Where a setting came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Nobody set it.
    Default,
    /// The settings file.
    File(PathBuf),
    /// The variable of this name.
    Env(String),
}

impl Source {
    /// False when nobody set it.
    #[must_use]
    pub fn is_set(&self) -> bool {
        *self != Self::Default
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Env(name) => f.write_str(name),
        }
    }
}

/// The text of each setting and its source.
#[derive(Clone)]
pub(super) struct Values(BTreeMap<&'static str, (String, Source)>);

impl fmt::Debug for Values {
    /// Sources only: the texts hold secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map()
            .entries(self.0.iter().map(|(name, (_, source))| (name, source)))
            .finish()
    }
}

impl Values {
    pub(super) fn defaults() -> Self {
        Self(
            KEYS.iter()
                .map(|key| (key.name, (key.default.to_owned(), Source::Default)))
                .collect(),
        )
    }

    pub(super) fn get(&self, name: &str) -> (&str, Source) {
        let value = self.0.get(name);
        value.map_or(("", Source::Default), |(text, source)| {
            (text.as_str(), source.clone())
        })
    }

    pub(super) fn source(&self, name: &str) -> Source {
        self.get(name).1
    }

    /// How messages name the setting: as the user wrote it.
    pub(super) fn place(&self, name: &str) -> String {
        match self.source(name) {
            Source::Env(variable) => variable,
            Source::File(path) => format!("{name} in {}", path.display()),
            Source::Default => variable(name),
        }
    }

    fn set(&mut self, key: &Key, text: String, source: Source) {
        self.0.insert(key.name, (text, source));
    }

    pub(super) fn read_file(
        &mut self,
        path: &Path,
        problems: &mut Vec<Problem>,
    ) -> Result<(), SettingsError> {
        let text = std::fs::read_to_string(path).map_err(|cause| SettingsError::File {
            path: path.to_owned(),
            cause,
        })?;
        let table: toml::Table = toml::from_str(&text).map_err(|error| {
            let line = error
                .span()
                .and_then(|span| text.get(..span.start))
                .map(|before| before.lines().count().max(1));
            let cause = line.map_or_else(
                || error.message().to_owned(),
                |line| format!("line {line}: {}", error.message()),
            );
            SettingsError::Toml {
                path: path.to_owned(),
                cause,
            }
        })?;
        for (name, value) in table {
            let place = format!("{name} in {}", path.display());
            let Some(key) = KEYS.iter().find(|key| key.name == name) else {
                problems.push(Problem::unknown(
                    place,
                    &name,
                    KEYS.iter().map(|key| key.name.to_owned()),
                ));
                continue;
            };
            match value {
                toml::Value::String(text) => self.set(key, text, Source::File(path.to_owned())),
                toml::Value::Integer(number) => {
                    self.set(key, number.to_string(), Source::File(path.to_owned()))
                }
                _ => problems.push(Problem::new(place, "must be a text in quotes or a whole number")),
            }
        }
        Ok(())
    }

    pub(super) fn read_env(
        &mut self,
        env: impl Iterator<Item = (String, String)>,
        problems: &mut Vec<Problem>,
    ) {
        let mut given: BTreeMap<String, String> = env
            .filter(|(name, _)| name.starts_with("BERTH_") && !name.starts_with(TEST_PREFIX))
            .filter(|(name, _)| !NOT_SETTINGS.contains(&name.as_str()))
            .collect();
        for key in KEYS {
            let name = variable(key.name);
            let value = given.remove(&name);
            let file_name = format!("{name}_FILE");
            let file = if key.secret {
                given.remove(&file_name)
            } else {
                None
            };
            match (value, file) {
                (Some(_), Some(_)) => {
                    problems.push(Problem::new(
                        name,
                        format!("is set together with {file_name}: set one of them"),
                    ));
                }
                (Some(text), None) => self.set(key, text, Source::Env(name)),
                (None, Some(path)) => match std::fs::read_to_string(&path) {
                    Ok(text) => self.set(
                        key,
                        text.trim_end_matches(['\r', '\n']).to_owned(),
                        Source::Env(file_name),
                    ),
                    Err(cause) => {
                        problems.push(Problem::new(file_name, format!("cannot read {path}: {cause}")))
                    }
                },
                (None, None) => {}
            }
        }
        for name in given.into_keys() {
            problems.push(Problem::unknown(name.clone(), &name, known_variables()));
        }
    }
}

fn variable(name: &str) -> String {
    format!("BERTH_{}", name.to_uppercase())
}

fn known_variables() -> impl Iterator<Item = String> {
    let files = KEYS
        .iter()
        .filter(|key| key.secret)
        .map(|key| format!("{}_FILE", variable(key.name)));
    KEYS.iter()
        .map(|key| variable(key.name))
        .chain(files)
        .chain(NOT_SETTINGS.iter().map(|&name| name.to_owned()))
}
