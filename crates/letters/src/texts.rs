//! The words of the mails, per language, in Fluent. A language without a word falls back to English.

use std::collections::BTreeMap;
use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::ComposeError;

macro_rules! languages {
    ($($tag:literal),+ $(,)?) => {
        &[$(($tag, include_str!(concat!("../mails/", $tag, "/mails.ftl")))),+]
    };
}

/// Tag and texts of the languages compiled in.
pub(super) const BUILT_IN: &[(&str, &str)] = languages!["en", "et", "fr", "hy", "lt", "lv", "ru", "sw"];

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
        for (tag, source) in BUILT_IN {
            texts.add(tag, source)?;
        }
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
        let Ok(tag) = tag.parse::<LanguageIdentifier>() else {
            return "en";
        };
        [tag.to_string().as_str(), tag.language.as_str()]
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

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// Key and placeables of each text.
    fn shape(source: &str) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut shape: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut key = "";
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) = line.split_once(" =")
                && !line.starts_with(' ')
            {
                key = name;
                assert!(
                    shape.insert(key, BTreeSet::new()).is_none(),
                    "{key} stands there twice"
                );
            }
            let names = line.split('$').skip(1);
            let names =
                names.filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next());
            shape.entry(key).or_default().extend(names);
        }
        shape
    }

    #[test]
    fn every_language_has_the_keys_and_placeables_of_english() {
        let english = shape(BUILT_IN[0].1);
        assert!(english.len() > 500, "{}", english.len());
        for (tag, source) in BUILT_IN {
            let other = shape(source);
            for (key, placeables) in &english {
                if !key.is_empty() {
                    assert_eq!(other.get(key), Some(placeables), "{tag}: {key}");
                }
            }
            let unknown: Vec<_> = other.keys().filter(|key| !english.contains_key(*key)).collect();
            assert!(unknown.is_empty(), "{tag}: {unknown:?}");
        }
    }

    #[test]
    fn a_tag_finds_its_language_or_english() {
        let texts = Texts::built_in().unwrap();
        for (tag, language) in [
            ("lt", "lt"),
            ("lt-LT", "lt"),
            ("LV_lv", "lv"),
            ("fr-CH-1996", "fr"),
            ("en-NG", "en"),
            ("ka", "en"),
            ("", "en"),
            ("not a tag", "en"),
        ] {
            assert_eq!(texts.language(tag), language, "{tag}");
        }
    }

    #[test]
    fn numbers_choose_the_form_their_language_asks_for() {
        let texts = Texts::built_in().unwrap();
        let days = |language: &str, days: i64| {
            let mut args = FluentArgs::new();
            args.set("days", days);
            texts.text(language, "left-days", &args).unwrap()
        };
        for (language, number, expected) in [
            ("lt", 1, "1 diena"),
            ("lt", 3, "3 dienos"),
            ("lt", 11, "11 dienų"),
            ("lt", 21, "21 diena"),
            ("lv", 1, "1 diena"),
            ("lv", 10, "10 dienu"),
            ("lv", 22, "22 dienas"),
            ("ru", 1, "1 день"),
            ("ru", 3, "3 дня"),
            ("ru", 5, "5 дней"),
            ("ru", 12, "12 дней"),
            ("ru", 21, "21 день"),
            ("et", 1, "1 päev"),
            ("et", 2, "2 päeva"),
            ("fr", 1, "1 jour"),
            ("fr", 2, "2 jours"),
        ] {
            assert_eq!(days(language, number), expected, "{language}");
        }
    }
}
