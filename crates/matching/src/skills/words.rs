//! Words around a skill, and words that look like one: what free text is cleared of before it is understood.

use std::collections::HashSet;
use std::sync::LazyLock;

/// A list of words, read at its first use from text that people can amend.
type Words = LazyLock<HashSet<&'static str>>;

fn listed(text: &'static str) -> HashSet<&'static str> {
    text.split_whitespace().collect()
}

/// Say how well or how long somebody knows a thing, never which: before it.
static BEFORE: Words = Words::new(|| {
    listed(
        "\
    a ability able advanced an and any apply as at background basic basics beginner broad building built certified \
    command commercial competence competent comprehensive confident confidence create creating demonstrable \
    demonstrated deep develop developed developing development depth excellent experience experienced expert expertise \
    exposure extensive familiar familiarity fluency fluent for fundamentals good great hand hands have having in intermediate \
    intro introduction junior knowledge language least level like manage managing master mastery minimum month months \
    must of on or our plus practical practice previous professional proficiency proficient programming proven senior \
    skill skilled skills software solid some sound strong such the thorough to understanding usage use used user using \
    very with work worked working write writing year years yr yrs \
    avec bonne bonnes connaissance connaissances de des developpement du en langage logiciel logiciels \
    maitrise notions outil outils programmation utilisation \
    erfahrung erste fundierte grundkenntnisse gute im kenntnisse mit sehr sichere sicherer umgang \
    apie darbas geras geros gerai labas mokejimas par patirtis su zinasanas zinios pieredze darbs pamati \
    kogemus oskus teadmised algteadmised \
    базовое базовые в владение знание знания язык языки на навыки основы опыт программирование программирования работа работы разработка с \
    пользователь продвинутый уверенное уверенный хорошее языка",
    )
});
/// The same, after it.
static AFTER: Words = Words::new(|| {
    listed(
        "\
    a advanced advantage an and as asset background basic basics beginner bonus certificate certification certified desirable \
    essential excellent experience expert fluent fundamentals good have intermediate is junior knowledge level \
    avance avancee avancees debutant intermediaire foundation level mandatory month months must need needed nice or plus \
    preferred proficiency proficient required senior skill skills strong to understanding user users year years yr yrs \
    grundkenntnisse grundlagen kenntnisse programmierung programavimas pagrindai zinios zinasanas prasmes programmesana \
    oskus teadmised algteadmised programmeerimine базовый программирование продвинутый уровень",
    )
});
/// Say that a thing is a technology: with these even an everyday word is one.
static KIND: Words = Words::new(|| {
    listed(
        "\
    api certification coding course database databases db dev developer developers development engineer framework \
    frameworks ide lang language languages library libraries package programmer programming scripting software tool \
    version web",
    )
});
/// Say what is done with a thing, or what it is part of; not enough to take an everyday word for a name.
static LOOSE: Words = Words::new(|| {
    listed(
        "\
    admin administration algorithms apis app application applications apps architecture authentication authorization \
    automation cache cli cluster clusters code components concepts configuration containers core customization dags \
    dashboards deployment design desktop entwicklung environment environments essentials extension extensions formulas functions \
    gui hooks infrastructure installation instances integration integrations internals linux macros methods migration \
    model models modules os orchestration orm pattern patterns pipeline pipelines platform platforms plugin plugins \
    practices principles project projects queries reports routing schnittstelle schnittstellen scripts sdk server servers service services solution \
    solutions stack streaming suite syntax system systems technologies technology techniques templates theme themes tools utility \
    utilities workflow workflows",
    )
});
/// Of a knower's doings; `to` and these may not stand before an everyday word: `ability to excel`, `working in teams`.
static DOING: Words = Words::new(|| {
    listed(
        "\
    building built create creating develop developed developing manage managing to use used using very work worked \
    working write writing",
    )
});
static VENDORS: Words = Words::new(|| {
    listed(
        "\
    microsoft ms apache google amazon aws oracle ibm adobe atlassian hashicorp autodesk azure gcp \
    jetbrains vmware red hat esri apple meta siemens omron mitsubishi schneider palo alto fortinet juniper sophos \
    checkpoint mikrotik canonical embarcadero",
    )
});
/// Names that are everyday words as well: believed when written like a name, or among other skills.
static EVERYDAY: Words = Words::new(|| {
    listed(
        "\
    access athena bamboo beam bedrock burp chef classification composer consul copilot dash eclipse elastic express fabric \
    flume glue go hive iceberg kali kettle lean less monday notion outlook paloalto poetry posit prefect premiere presto puppet \
    scratch shell sketch slack sonar spring swift synapse teams torch transformers unity vault word yarn zoom",
    )
});
/// Skills whose name is a matter of other trades as well: `Monitoring and evaluation`.
static GENERAL: Words =
    Words::new(|| listed("automation forecasting monitoring networking reporting simulation testing"));
/// Abbreviations that are everyday words as well: two capitals at least.
static SHOUTED: Words = Words::new(|| listed("ki lamp oops poo rag rest safe sig soap solid"));
/// Names that are words, people or places as well, but are believed unless their company speaks against it.
static WORLDLY: Words = Words::new(|| {
    listed(
        "\
    ansible apache bash blender bootstrap canva cassandra celery cobol cucumber cypress delphi django docker electron \
    elixir erlang excel firebase flask flutter gimp git groovy haskell helm hibernate illustrator ionic java jenkins \
    jest jira julia kafka keras leaflet lisp lua magento maven mocha mongo mongoose nats node octave openstack oracle pandas \
    pascal perl photoshop polars postman prism prisma prolog prometheus puppeteer python rails rancher react redis robotics \
    ruby rust salesforce sass scala selenium sentry shiny snowflake solidity spark splunk stata struts tableau tailwind \
    tomcat torch travis trello vagrant windows workday",
    )
});
/// Who does a thing: at its end, or at its beginning, a phrase names a person's work and not a skill.
static TITLES: Words = Words::new(|| {
    listed(
        "\
    administrator administrators analyst analysts architect architects assistant coder coders consultant consultants \
    designer designers developer developers engineer engineers instructor intern internship lead leader manager managers \
    master officer operator owner programmer programmers scientist scientists specialist specialists student supervisor \
    teacher technician technicians tester testers trainee trainer tutor \
    entwickler programmierer programuotojas programuotoja programmetajs analitikas analitikis arendaja \
    программист разработчик аналитик тестировщик администратор",
    )
});
static TITLES_FIRST: Words =
    Words::new(|| listed("administrateur analyste developpeur developpeuse ingenieur technicien"));
/// What a company is called after its founder.
static FIRMS: Words = Words::new(|| {
    listed(
        "associates bros brothers co company daughters family gmbh inc ltd llc oy partners sia son sons uab",
    )
});
/// Places that follow a name which is also a place, or its writer's address.
static PLACES: Words = Words::new(|| {
    listed(
        "\
    abidjan abuja accra africa addisababa armenia asia benin burkinafaso cameroon cotedivoire dakar daugavpils \
    estonia ethiopia europe france germany ghana greece gyumri indonesia italy ivorycoast kampala kaunas kenya kigali \
    klaipeda lagos latvia lithuania lome london lyon mali marseille nairobi nigeria paris poland riga russia rwanda \
    senegal spain tallinn tanzania tartu togo turkey uganda uk usa vanadzor vilnius yerevan",
    )
});
/// Names of skills that people have too, before their given names.
static SURNAMES: Words = Words::new(|| {
    listed(
        "chef cypress delphi dash flask haskell helm jenkins kafka pascal perl puppet shell sketch swift torch travis",
    )
});
/// Lengths of time.
static TIMES: Words = Words::new(|| listed("year years yr yrs month months"));
/// What may follow a name of one letter: `R programming`, `C developer`, but never `C level`, `C suite`.
static OF_A_LETTER: Words = Words::new(|| {
    listed(
        "lang language programing programming coding scripting developer development experience skills knowledge",
    )
});
/// Everyday words a slip away from a skill. Made from the English word lists of SCOWL: all words the spelling rule would
/// take for a skill of the shipped vocabulary.
static ORDINARY: Words = Words::new(|| listed(include_str!("../../data/everyday.txt")));

/// How far a found name may be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// It can mean nothing else.
    Certain,
    /// One letter, or an everyday word written like a name: taken alone, or beside other skills.
    Named,
    /// An everyday word in small letters: only beside other skills.
    Bare,
}

/// What is left of a phrase when the words around its middle are left out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around<'a> {
    pub before: &'a [String],
    pub after: &'a [String],
}

impl Around<'_> {
    /// Whether the words around say so little that `middle` is what the phrase is about.
    pub(super) fn says_nothing(self, middle: &str) -> bool {
        let spoken = self.before.iter().take_while(|w| !is_vendor(w)).count();
        let (frame, vendors) = self.before.split_at(spoken);
        let years = |words: &[String]| words.iter().any(|w| TIMES.contains(w.as_str()));
        let framed = |w: &String| BEFORE.contains(w.as_str()) || (is_number(w) && years(frame));
        if !vendors.iter().all(|w| is_vendor(w)) || !frame.iter().all(framed) {
            return false;
        }
        let to = frame.last().is_some_and(|w| w == "to");
        let introduced = frame
            .iter()
            .any(|w| matches!(w.as_str(), "exposure" | "intro" | "introduction"));
        if to && !introduced {
            return false;
        }
        let known = |w: &String| AFTER.contains(w.as_str()) || KIND.contains(w.as_str()) || is_version(w);
        if middle.chars().count() == 1 {
            return vendors.is_empty()
                && !frame.iter().any(|w| w == "level")
                && self
                    .after
                    .iter()
                    .all(|w| OF_A_LETTER.contains(w.as_str()) || is_decimal(w));
        }
        if !is_everyday(middle) {
            return self.after.iter().all(|w| known(w) || LOOSE.contains(w.as_str()));
        }
        let season = middle == "spring" && self.after.iter().any(|w| w.len() == 4 && w.starts_with("20"));
        let more_or_less = middle == "less" && !self.after.iter().all(|w| KIND.contains(w.as_str()));
        !season
            && !more_or_less
            && !frame.iter().any(|w| DOING.contains(w.as_str()))
            && self.after.iter().all(known)
    }
}

/// All ways to leave out words before and after, the fewest first; at least one word goes and one stays.
pub(super) fn cuts(words: &[String]) -> Vec<(Around<'_>, &[String])> {
    let first = words.iter().take_while(|w| goes_before(w)).count();
    let last = words.iter().rev().take_while(|w| goes_after(w)).count();
    let mut cuts: Vec<(usize, usize)> = (0..=first)
        .flat_map(|f| (0..=last).map(move |l| (f, l)))
        .filter(|(f, l)| (1..words.len()).contains(&(f + l)))
        .collect();
    cuts.sort_by_key(|(f, l)| f + l);
    cuts.into_iter()
        .filter_map(|(f, l)| {
            let (before, rest) = words.split_at_checked(f)?;
            let (middle, after) = rest.split_at_checked(rest.len() - l)?;
            Some((Around { before, after }, middle))
        })
        .collect()
}

/// How far a name found in a text can be trusted, by the way the text writes it.
pub(super) fn trust(name: &str, text: &str) -> Trust {
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    if name.chars().count() == 1 {
        return Trust::Named;
    }
    if SHOUTED.contains(name) {
        return if capitals > 1 { Trust::Named } else { Trust::Bare };
    }
    if GENERAL.contains(name) {
        return Trust::Named;
    }
    if !EVERYDAY.contains(name) {
        return Trust::Certain;
    }
    // The name itself must be written so, not only the first word of a phrase.
    let like_a_name = text
        .split(|c: char| !c.is_alphanumeric())
        .any(|w| w.to_lowercase() == name && w.starts_with(char::is_uppercase));
    if like_a_name { Trust::Named } else { Trust::Bare }
}

pub(super) fn is_worldly(name: &str) -> bool {
    WORLDLY.contains(name)
}

/// A job, not a skill: `Data analyst`, `Senior Java developer`, `Développeur web`.
pub(super) fn is_title(words: &[String]) -> bool {
    words.last().is_some_and(|w| TITLES.contains(w.as_str()))
        || words.first().is_some_and(|w| TITLES_FIRST.contains(w.as_str()))
}

pub(super) fn is_place(text: &str) -> bool {
    let name: String = text.to_lowercase().split_whitespace().collect();
    PLACES.contains(name.as_str())
}

pub(super) fn is_surname(text: &str) -> bool {
    SURNAMES.contains(text.to_lowercase().as_str())
}

/// A name that is a matter of other trades as well.
pub(super) fn is_general(name: &str) -> bool {
    GENERAL.contains(name)
}

/// A word that opens a phrase and says nothing, but doesn't make an everyday word of what follows.
pub(super) fn opens(word: &str) -> bool {
    goes_between(word) || (BEFORE.contains(word) && !matches!(word, "ability" | "able" | "must" | "to"))
}

/// A word that goes with technology of any kind.
pub(super) fn is_technical(word: &str) -> bool {
    goes_after(word) || goes_between(word) || BEFORE.contains(word)
}

/// One word written like the name of a product: `SnowSQL`, `JUnit5`, `Zustand`, but not `Sons`.
pub(super) fn is_name_like(text: &str) -> bool {
    let one = !text.contains(char::is_whitespace);
    one && text.contains(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && !FIRMS.contains(text.to_lowercase().trim_end_matches('.'))
}

/// The name of what a skill's name means beside some others: Hadoop's YARN is not the package manager.
pub(super) fn beside(skill: &str, there: impl Fn(&str) -> bool) -> Option<&'static str> {
    let hadoop = ["hadoop", "spark", "apache-hive"];
    (skill == "yarn" && hadoop.into_iter().any(there)).then_some("hadoop")
}

fn is_everyday(name: &str) -> bool {
    EVERYDAY.contains(name) || SHOUTED.contains(name)
}

/// Nothing but levels, years and kinds: `(2 years)`, `advanced`, `programming language`.
pub(super) fn is_filling(words: &[String]) -> bool {
    words.iter().all(|w| {
        is_version(w)
            || [&BEFORE, &AFTER, &KIND]
                .iter()
                .any(|list| list.contains(w.as_str()))
    })
}

pub(super) fn is_vendor(word: &str) -> bool {
    VENDORS.contains(word)
}

/// Words that may stand before a skill and after it, for cutting.
fn goes_before(word: &str) -> bool {
    is_vendor(word) || is_number(word) || BEFORE.contains(word)
}

pub(super) fn goes_after(word: &str) -> bool {
    is_version(word) || [&AFTER, &KIND, &LOOSE].iter().any(|list| list.contains(word))
}

/// Words between two skills of one phrase.
pub(super) fn goes_between(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "or"
            | "with"
            | "using"
            | "in"
            | "via"
            | "for"
            | "by"
            | "the"
            | "avec"
            | "en"
            | "mit"
            | "su"
            | "ar"
            | "kasutades"
            | "naudojant"
            | "\u{441}"
            | "\u{43d}\u{430}"
    ) || DOING.contains(word)
        || is_version(word)
}

/// A word of everyday English, or a phrase with one so near a skill that it can't be a slip.
pub(super) fn is_ordinary(words: &[String]) -> bool {
    matches!(words, [only] if ORDINARY.contains(only.as_str()))
}

/// Links and addresses name no skill.
pub(super) fn is_address(text: &str) -> bool {
    text.contains("://") || text.starts_with("www.") || (text.contains('@') && text.contains('.'))
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_digit())
}

/// `1`, `10`, `99`: the pieces of a version, not a year.
fn is_decimal(word: &str) -> bool {
    is_number(word) && word.len() < 3
}

/// `3`, `2019`, `v2`, `r2021`, `cs6`, `es6`, `2x`, `19c`.
fn is_version(word: &str) -> bool {
    let digits = ["v", "r", "cs", "es"]
        .iter()
        .find_map(|letters| word.strip_prefix(letters).filter(|rest| !rest.is_empty()))
        .unwrap_or(word);
    let digits = digits
        .strip_suffix(['c', 'g', 'x'])
        .filter(|rest| !rest.is_empty())
        .unwrap_or(digits);
    !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == 'x')
}
