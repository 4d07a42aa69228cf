//! Reads a sample programme's files into the domain's own types, as intake will.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::str::FromStr;

use berth_domain::cohort::{COHORT_FORMAT, Cohort, OpeningFacts, RankList, TraineeFacts};
use berth_domain::facts::trainee_facts;
use berth_domain::form::{Answers, check_answers, missing, parse_languages};
use berth_domain::id::{ApplicationId, HostId, OpeningId, RoundId};
use berth_domain::programme::Programme;
use berth_domain::skill::{SkillNeed, parse_skill_list};
use berth_domain::text::{DisplayName, EmailAddress, LanguageTag};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

/// One line of a spreadsheet by column name.
pub(crate) type Row = BTreeMap<String, String>;

/// A sample programme as it lies in `deploy/programmes`.
pub(crate) struct Sample {
    pub(crate) programme: Programme,
    pub(crate) applicants: Vec<Applicant>,
    pub(crate) hosts: Vec<Row>,
    pub(crate) openings: Vec<(String, OpeningFacts)>,
}

/// An application of the sample.
pub(crate) struct Applicant {
    pub(crate) reference: String,
    pub(crate) answers: Answers,
    pub(crate) facts: TraineeFacts,
}

/// The id a reference gets in these tests.
pub(crate) fn id_of(reference: &str) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, reference.as_bytes())
}

pub(crate) fn rows(programme: &str, file: &str) -> Vec<Row> {
    let path = berth_testkit::programme_dir(programme).join(file);
    let mut reader = csv::Reader::from_path(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    reader
        .deserialize()
        .map(|row| row.unwrap_or_else(|e| panic!("{}: {e}", path.display())))
        .collect()
}

fn cell<T: FromStr<Err: std::fmt::Display>>(row: &Row, column: &str) -> T {
    row[column]
        .parse()
        .unwrap_or_else(|e| panic!("{} {column}: {e}", row["reference"]))
}

fn words<T: FromStr<Err: std::fmt::Display> + Ord>(row: &Row, column: &str) -> BTreeSet<T> {
    let parse = |w: &str| {
        w.parse()
            .unwrap_or_else(|e| panic!("{} {column}: {e}", row["reference"]))
    };
    row[column]
        .split(';')
        .map(str::trim)
        .filter(|w| !w.is_empty())
        .map(parse)
        .collect()
}

impl Sample {
    pub(crate) fn read(id: &str) -> Self {
        let text = fs::read_to_string(berth_testkit::programme_dir(id).join("programme.toml")).unwrap();
        let programme = Programme::from_toml(&text).unwrap_or_else(|e| panic!("{id}: {e}"));
        assert_eq!(programme.id.as_str(), id);
        let mut sample = Self {
            applicants: rows(id, "applicants.csv")
                .iter()
                .map(|row| applicant(&programme, row))
                .collect(),
            hosts: rows(id, "hosts.csv"),
            openings: rows(id, "openings.csv")
                .iter()
                .map(|row| (row["reference"].clone(), opening(row)))
                .collect(),
            programme,
        };
        for row in rows(id, "preferences.csv") {
            sample.certify(&row["owner"], &row["ranked"]);
        }
        sample
    }

    fn certify(&mut self, owner: &str, ranked: &str) {
        let groups: Vec<Vec<&str>> = ranked
            .split(';')
            .map(|g| g.split('=').map(str::trim).collect())
            .collect();
        if let Some(applicant) = self.applicants.iter_mut().find(|a| a.reference == owner) {
            let known: BTreeSet<&str> = self.openings.iter().map(|(r, _)| r.as_str()).collect();
            applicant.facts.prefers = Some(ranks(owner, &groups, &known));
        } else {
            let known: BTreeSet<&str> = self.applicants.iter().map(|a| a.reference.as_str()).collect();
            let found = self.openings.iter_mut().find(|(r, _)| r == owner);
            let (_, opening) = found.unwrap_or_else(|| panic!("preferences of {owner}, who is nobody"));
            opening.prefers = Some(ranks(owner, &groups, &known));
        }
    }

    pub(crate) fn opening(&self, reference: &str) -> &OpeningFacts {
        &self.openings.iter().find(|(r, _)| r == reference).unwrap().1
    }

    pub(crate) fn trainee(&self, reference: &str) -> &TraineeFacts {
        &self
            .applicants
            .iter()
            .find(|a| a.reference == reference)
            .unwrap()
            .facts
    }

    /// The whole sample frozen as a round's input.
    pub(crate) fn cohort(&self, round: RoundId, as_of: DateTime<Utc>, seed: &str) -> Cohort {
        Cohort {
            format: COHORT_FORMAT.to_owned(),
            round,
            as_of,
            seed: seed.to_owned(),
            rules: self.programme.matching_rules(),
            trainees: self.applicants.iter().map(|a| a.facts.clone()).collect(),
            openings: self.openings.iter().map(|(_, o)| o.clone()).collect(),
            pinned: Vec::new(),
            forbidden: Vec::new(),
        }
    }
}

fn ranks<T: From<Uuid>>(owner: &str, groups: &[Vec<&str>], known: &BTreeSet<&str>) -> RankList<T> {
    let mut seen = BTreeSet::new();
    for reference in groups.iter().flatten() {
        assert!(
            known.contains(reference),
            "{owner} ranks {reference}, who is nobody"
        );
        assert!(seen.insert(reference), "{owner} ranks {reference} twice");
    }
    groups
        .iter()
        .map(|group| group.iter().map(|r| T::from(id_of(r))).collect())
        .collect()
}

fn applicant(programme: &Programme, row: &Row) -> Applicant {
    let reference = row["reference"].clone();
    party(row);
    let fixed = ["reference", "name", "email", "zone", "locale"];
    let fields: BTreeSet<&str> = programme.form.iter().map(|f| f.name.as_str()).collect();
    let columns: BTreeSet<&str> = row
        .keys()
        .map(String::as_str)
        .filter(|c| !fixed.contains(c))
        .collect();
    assert_eq!(columns, fields, "one column per field of the form");
    let read = |field: &berth_domain::form::Field| {
        let answer = field
            .read_cell(&row[&field.name])
            .unwrap_or_else(|e| panic!("{reference}: {e}"));
        Some((field.name.clone(), answer?))
    };
    let answers: Answers = programme.form.iter().filter_map(read).collect();
    assert!(check_answers(&programme.form, &answers).is_empty(), "{reference}");
    assert!(missing(&programme.form, &answers).is_empty(), "{reference}");
    let zone: Tz = cell(row, "zone");
    let facts = trainee_facts(ApplicationId(id_of(&reference)), zone, &answers);
    let facts = facts.unwrap_or_else(|e| panic!("{reference}: {e}"));
    Applicant {
        reference,
        answers,
        facts,
    }
}

/// What every party's row must have: a name, a zone, a language, and an address nobody owns.
pub(crate) fn party(row: &Row) {
    let _: Tz = cell(row, "zone");
    let _: LanguageTag = cell(row, "locale");
    assert!(row["name"].parse::<DisplayName>().is_ok());
    assert!(row["email"].parse::<EmailAddress>().is_ok());
    let domain = row["email"].rsplit('@').next().unwrap_or_default();
    assert!(
        ["example.org", "example.com", "example.net"].contains(&domain),
        "{domain}"
    );
}

fn opening(row: &Row) -> OpeningFacts {
    let needs = |column: &str| -> Vec<SkillNeed> {
        let claims = parse_skill_list(&row[column]).unwrap_or_else(|e| panic!("{}: {e}", row["reference"]));
        claims.into_iter().map(SkillNeed::from).collect()
    };
    OpeningFacts {
        id: OpeningId(id_of(&row["reference"])),
        host: HostId(id_of(&row["host"])),
        track: cell(row, "track"),
        country: cell(row, "country"),
        city: row["city"].clone(),
        zone: cell(row, "zone"),
        seats: cell(row, "seats"),
        min_seats: cell(row, "min_seats"),
        starts_on: cell(row, "starts_on"),
        duration_months: cell(row, "duration_months"),
        monthly_pay_eur: cell(row, "monthly_pay_eur"),
        work_mode: cell(row, "work_mode"),
        field: Some(row["field"].clone()),
        must_have: needs("must_have"),
        nice_to_have: needs("nice_to_have"),
        will_teach: words(row, "will_teach"),
        languages: parse_languages(&row["languages"]).unwrap(),
        host_active: true,
        supervisor_named: row["supervisor_named"] == "yes",
        host_answer_percent: None,
        prefers: None,
        never: BTreeSet::new(),
    }
}
