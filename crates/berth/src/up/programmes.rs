//! Loads programmes through the front door: the HTTP API that operators use. What is in a folder is loaded once; when
//! its files change, again, and then only what is new is taken.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use berth_domain::programme::Programme;
use reqwest::{Client, RequestBuilder, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::folder::write_private;
use super::house::House;
use super::progress::{Progress, Step};

/// The mark of a programme's configuration, beside those of its sheets.
const CONFIGURATION: &str = "programme";
/// The sheets of a programme's folder, in the order in which one refers to another.
const SHEETS: [&str; 4] = ["hosts", "openings", "applicants", "preferences"];
/// How many kinds of refusal are shown per sheet.
const SHOWN: usize = 3;

/// Which files of which programme were loaded, by their digests.
type Marks = BTreeMap<String, BTreeMap<String, String>>;

/// Loads what isn't loaded yet. A sheet of which rows were refused is tried again at the next start.
pub(crate) async fn load(progress: &Progress, house: &House, dirs: &[PathBuf]) -> Result<()> {
    let path = house.folder.path().join("programmes.json");
    let mut marks = read_marks(&path)?;
    let door = Door::new(house)?;
    for dir in dirs {
        let programme = Folder::read(dir)?;
        let marked = marks.entry(programme.id.clone()).or_default();
        if programme.is_loaded(marked) {
            continue;
        }
        let name = format!("programme {}", programme.id);
        progress
            .step(&name, async |step| {
                Ok(((), programme.load(&door, &step, marked).await?))
            })
            .await?;
        write_private(&path, &serde_json::to_string_pretty(&marks)?)?;
    }
    Ok(())
}

fn read_marks(path: &Path) -> Result<Marks> {
    match fs::read_to_string(path) {
        // Loading twice is harmless, so marks that can't be read are no marks.
        Ok(text) => Ok(serde_json::from_str(&text).unwrap_or_default()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(BTreeMap::new()),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

/// A programme's folder: its configuration, and the sheets that are there.
struct Folder {
    id: String,
    configuration: String,
    sheets: Vec<(&'static str, Vec<u8>)>,
}

impl Folder {
    fn read(dir: &Path) -> Result<Self> {
        let file = dir.join("programme.toml");
        let configuration = fs::read_to_string(&file).with_context(|| {
            format!(
                "{} is not a programme's folder: cannot read {}",
                dir.display(),
                file.display()
            )
        })?;
        let programme = Programme::from_toml(&configuration);
        let id = programme
            .with_context(|| format!("{} can't be used", file.display()))?
            .id
            .to_string();
        let mut sheets = Vec::new();
        for name in SHEETS {
            let sheet = dir.join(name).with_extension("csv");
            match fs::read(&sheet) {
                Ok(bytes) => sheets.push((name, bytes)),
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(error).with_context(|| format!("cannot read {}", sheet.display())),
            }
        }
        Ok(Self {
            id,
            configuration,
            sheets,
        })
    }

    fn is_loaded(&self, marked: &BTreeMap<String, String>) -> bool {
        let is = |name: &str, bytes: &[u8]| marked.get(name) == Some(&digest(bytes));
        is(CONFIGURATION, self.configuration.as_bytes())
            && self.sheets.iter().all(|(name, bytes)| is(name, bytes))
    }

    /// Loads what isn't marked, marks it, and says what was taken.
    async fn load(&self, door: &Door, step: &Step, marked: &mut BTreeMap<String, String>) -> Result<String> {
        let mut said = Vec::new();
        let configuration = digest(self.configuration.as_bytes());
        if marked.get(CONFIGURATION) != Some(&configuration) {
            step.doing("configuration");
            let request = door
                .client
                .put(door.url(&self.id))
                .header("content-type", "application/toml");
            let loaded: Loaded = door.ask(request.body(self.configuration.clone())).await?;
            if loaded.shifted_years != 0 {
                said.push(format!("dates moved by {} years", loaded.shifted_years));
            }
            marked.insert(CONFIGURATION.to_owned(), configuration);
        }
        for (name, bytes) in &self.sheets {
            let digest = digest(bytes);
            if marked.get(*name) == Some(&digest) {
                continue;
            }
            step.doing(format!("{name}.csv"));
            let url = format!("{}/imports/{name}", door.url(&self.id));
            let request = door
                .client
                .post(url)
                .header("content-type", "text/csv")
                .body(bytes.clone());
            let report: Report = door
                .ask(request)
                .await
                .with_context(|| format!("importing {name}.csv"))?;
            report.refusals(name).iter().for_each(|line| step.note(line));
            if report.refused.is_empty() {
                marked.insert((*name).to_owned(), digest);
            }
            said.push(report.summary(name));
        }
        Ok(said.join(", "))
    }
}

fn digest(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// The HTTP API, as the operator.
struct Door {
    client: Client,
    address: String,
    token: String,
}

impl Door {
    fn new(house: &House) -> Result<Self> {
        let token = house
            .settings
            .operator_token
            .as_ref()
            .map(|token| token.expose().clone());
        Ok(Self {
            client: Client::builder().no_proxy().build()?,
            address: format!("http://{}", super::house::reachable(house.settings.http_listen)),
            token: token.unwrap_or_default(),
        })
    }

    fn url(&self, programme: &str) -> String {
        format!("{}/api/v1/programmes/{programme}", self.address)
    }

    async fn ask<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T> {
        let answer = request
            .bearer_auth(&self.token)
            .send()
            .await
            .context("intake does not answer")?;
        if !answer.status().is_success() {
            bail!("intake refused: {}", refusal(answer).await);
        }
        answer.json().await.context("intake's answer can't be read")
    }
}

/// The words of a problem document (RFC 9457).
async fn refusal(answer: Response) -> String {
    let status = answer.status();
    match answer.json::<Problem>().await {
        Ok(problem) => {
            let fields = problem
                .errors
                .iter()
                .map(|field| format!("\n  {}: {}", field.field, field.reason));
            format!("{}{}", problem.detail, fields.collect::<String>())
        }
        Err(_) => status.to_string(),
    }
}

#[derive(Deserialize)]
struct Problem {
    detail: String,
    #[serde(default)]
    errors: Vec<FieldProblem>,
}

#[derive(Deserialize)]
struct FieldProblem {
    field: String,
    reason: String,
}

/// A configuration that was taken.
#[derive(Deserialize)]
struct Loaded {
    shifted_years: i32,
}

/// What became of a sheet.
#[derive(Deserialize)]
struct Report {
    taken: usize,
    unchanged: usize,
    refused: Vec<RefusedRow>,
}

#[derive(Deserialize)]
struct RefusedRow {
    line: u64,
    column: String,
    reason: String,
}

impl Report {
    fn summary(&self, sheet: &str) -> String {
        let mut text = format!("{} {sheet}", self.taken);
        if self.unchanged > 0 {
            text += &format!(" ({} there already)", self.unchanged);
        }
        if !self.refused.is_empty() {
            text += &format!(" ({} refused; tried again at the next start)", self.refused.len());
        }
        text
    }

    /// Refused rows for the terminal, those of one reason together. The log gets no reasons: they may quote a person.
    fn refusals(&self, sheet: &str) -> Vec<String> {
        let mut kinds: Vec<(&RefusedRow, usize)> = Vec::new();
        for row in &self.refused {
            tracing::warn!(sheet, line = row.line, column = row.column, "a row was not taken");
            match kinds
                .iter_mut()
                .find(|(first, _)| first.column == row.column && first.reason == row.reason)
            {
                Some((_, count)) => *count += 1,
                None => kinds.push((row, 1)),
            }
        }
        let more = kinds.len().saturating_sub(SHOWN);
        let mut lines: Vec<String> = kinds
            .iter()
            .take(SHOWN)
            .map(|(row, count)| row.line(sheet, *count))
            .collect();
        if more > 0 {
            lines.push(format!("{sheet}.csv: {more} more kinds of mistake"));
        }
        lines
    }
}

impl RefusedRow {
    fn line(&self, sheet: &str, count: usize) -> String {
        let column = if self.column.is_empty() {
            String::new()
        } else {
            format!(", {}", self.column)
        };
        let more = if count > 1 {
            format!(" (and {} rows more)", count - 1)
        } else {
            String::new()
        };
        format!("{sheet}.csv, line {}{column}: {}{more}", self.line, self.reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(name: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../deploy/programmes")
            .join(name)
    }

    #[test]
    fn a_folder_is_read_with_its_sheets_in_order() {
        let folder = Folder::read(&sample("digital-explorers")).unwrap();

        assert_eq!(folder.id, "digital-explorers");
        let names: Vec<&str> = folder.sheets.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, SHEETS);
    }

    #[test]
    fn a_changed_sheet_is_to_be_loaded_again() {
        let mut folder = Folder::read(&sample("scale2us")).unwrap();
        let files = folder
            .sheets
            .iter()
            .map(|(name, bytes)| ((*name).to_owned(), digest(bytes)));
        let configuration = (CONFIGURATION.to_owned(), digest(folder.configuration.as_bytes()));
        let marked = files.chain([configuration]).collect();
        assert!(folder.is_loaded(&marked));

        folder.sheets[0].1.push(b'x');

        assert!(!folder.is_loaded(&marked));
    }

    #[test]
    fn rows_refused_for_one_reason_are_told_together() {
        let row = |line, reason: &str| RefusedRow {
            line,
            column: "email".to_owned(),
            reason: reason.to_owned(),
        };
        let refused = vec![row(2, "is empty"), row(3, "is empty"), row(5, "is no address")];
        let report = Report {
            taken: 7,
            unchanged: 1,
            refused,
        };

        assert_eq!(
            report.summary("hosts"),
            "7 hosts (1 there already) (3 refused; tried again at the next start)"
        );
        let lines = report.refusals("hosts");
        assert_eq!(
            lines,
            [
                "hosts.csv, line 2, email: is empty (and 1 rows more)",
                "hosts.csv, line 5, email: is no address",
            ]
        );
    }

    #[test]
    fn a_folder_without_a_programme_is_refused() {
        let folder = tempfile::tempdir().unwrap();

        let refusal = Folder::read(folder.path()).err().unwrap().to_string();

        assert!(refusal.contains("is not a programme's folder"), "{refusal}");
    }
}
