//! The words of the mails, per language, in Fluent. A language without a word falls back to English.

use std::collections::BTreeMap;
use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::ComposeError;

const ENGLISH: &str = include_str!("../mails/en/mails.ftl");

/// All languages.
pub struct Texts {
    bundles: BTreeMap<String, FluentBundle<FluentResource>>,
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.bundles.keys()).finish()
    }
}

impl Texts {
    /// The languages compiled in.
    pub fn built_in() -> Result<Self, ComposeError> {
        let mut texts = Self {
            bundles: BTreeMap::new(),
        };
        texts.add("en", ENGLISH)?;
        Ok(texts)
    }

    /// Adds a language, or replaces it.
    pub fn add(&mut self, locale: &str, source: &str) -> Result<(), ComposeError> {
        let broken = |what: String| ComposeError::Texts {
            locale: locale.to_owned(),
            what,
        };
        let resource = FluentResource::try_new(source.to_owned())
            .map_err(|(_, errors)| broken(format!("{errors:?}")))?;
        let language: LanguageIdentifier = locale.parse().map_err(|error| broken(format!("{error}")))?;
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // The marks around inserted values show as boxes in some mail programs.
        bundle.set_use_isolating(false);
        bundle
            .add_resource(resource)
            .map_err(|errors| broken(format!("{errors:?}")))?;
        self.bundles.insert(locale.to_owned(), bundle);
        Ok(())
    }

    /// Replaces single texts of a language, or adds the language.
    pub fn overlay(&mut self, locale: &str, source: &str) -> Result<(), ComposeError> {
        let Some(bundle) = self.bundles.get_mut(locale) else {
            return self.add(locale, source);
        };
        let resource =
            FluentResource::try_new(source.to_owned()).map_err(|(_, errors)| ComposeError::Texts {
                locale: locale.to_owned(),
                what: format!("{errors:?}"),
            })?;
        bundle.add_resource_overriding(resource);
        Ok(())
    }

    /// All languages, by tag.
    pub fn languages(&self) -> Vec<String> {
        self.bundles.keys().cloned().collect()
    }

    /// The language to write in for a BCP 47 tag: itself, its base language, or English.
    pub fn language(&self, tag: &str) -> &str {
        let base = tag.split(['-', '_']).next().unwrap_or(tag);
        [tag, base]
            .into_iter()
            .find_map(|tag| self.bundles.get_key_value(tag))
            .map_or("en", |(language, _)| language.as_str())
    }

    /// Whether there is such a text.
    pub(super) fn has(&self, language: &str, key: &str) -> bool {
        let mut bundles = [language, "en"]
            .into_iter()
            .filter_map(|language| self.bundles.get(language));
        bundles.any(|bundle| bundle.has_message(key))
    }

    /// One text with its values; the error names what is missing.
    pub fn text(&self, language: &str, key: &str, args: &FluentArgs<'_>) -> Result<String, String> {
        let bundle = [language, "en"]
            .into_iter()
            .filter_map(|language| self.bundles.get(language))
            .find(|bundle| bundle.has_message(key))
            .ok_or_else(|| format!("no text is called `{key}`"))?;
        let pattern = bundle
            .get_message(key)
            .and_then(|message| message.value())
            .ok_or_else(|| format!("the text `{key}` is empty"))?;
        let mut errors = Vec::new();
        let text = bundle
            .format_pattern(pattern, Some(args), &mut errors)
            .into_owned();
        match errors.first() {
            None => Ok(text),
            Some(error) => Err(format!("the text `{key}`: {error}")),
        }
    }

    /// A text without numbers that choose its form.
    pub fn plain(&self, language: &str, key: &str, args: &[(&'static str, &str)]) -> Result<String, String> {
        let mut values = FluentArgs::new();
        for (name, value) in args {
            values.set(*name, FluentValue::from((*value).to_owned()));
        }
        self.text(language, key, &values)
    }
}
