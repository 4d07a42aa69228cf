//! The command line: what can be asked of the binary, and nothing of how it is done.

use std::net::SocketAddr;
use std::path::PathBuf;

use berth_domain::id::ProgrammeId;
use berth_domain::message::MessageKind;
use berth_notifier::ledger::State;
use chrono::{DateTime, Utc};
use clap::{Args, Parser, Subcommand, ValueEnum};
use uuid::Uuid;

/// Runs a talent-placement programme end to end: applications, matching, offers and their mail.
#[derive(Debug, Parser)]
#[command(
    name = "berth",
    version,
    propagate_version = true,
    arg_required_else_help = true
)]
pub(crate) struct Arguments {
    /// Settings file in TOML; BERTH_* variables win over it
    #[arg(long, global = true, value_name = "FILE", env = "BERTH_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run everything here: all services, a nats-server, SQLite, and mail kept for reading
    Up(UpArguments),
    /// Run the service that owns people, programmes, rounds and offers: API, pages, timers
    Intake(IntakeArguments),
    /// Run the service that pairs trainees with openings
    Matcher(ServiceArguments),
    /// Run the service that sends mail
    Notifier(ServiceArguments),
    /// Bring the databases' tables up to date
    Migrate(MigrateArguments),
    /// Create or update streams, bucket and consumers on NATS
    Provision {
        /// Only show what differs; ends with 3 when something does
        #[arg(long)]
        plan: bool,
    },
    /// Check everything an operator could have got wrong, and say what to do
    Doctor,
    /// Ask the admin listener of a service whether it is ready (for containers)
    Health {
        /// The listener; BERTH_ADMIN_LISTEN unless given
        #[arg(value_name = "ADDRESS")]
        address: Option<SocketAddr>,
    },
    /// Solve a round from its input, with no server at all; ends with 2 when the input can't be used
    Solve {
        /// The round's input or its frozen cohort, as exported; `-` is standard input
        #[arg(long, short, value_name = "FILE")]
        input: PathBuf,
        /// Where the result goes; `-` is standard output
        #[arg(long, short, value_name = "FILE", default_value = "-")]
        output: PathBuf,
    },
    /// Check a round's result and recompute it; ends with 0 proven, 1 refuted, 2 when a document can't be used
    Verify {
        /// The round's input or its frozen cohort, as exported; `-` is standard input
        #[arg(long, short, value_name = "FILE")]
        input: PathBuf,
        /// The published result, or only its hash (SHA-256, 64 hexadecimal digits)
        #[arg(long, short, value_name = "FILE")]
        result: String,
    },
    /// Explain a pair of a frozen cohort: why not, or how well it fits, with the numbers
    Explain {
        /// The frozen cohort, as exported from a round
        #[arg(long, short, value_name = "FILE")]
        cohort: PathBuf,
        /// The trainee's id
        trainee: String,
        /// The opening's id
        opening: String,
        /// Print it as JSON
        #[arg(long)]
        json: bool,
    },
    /// The best feasible candidates for the openings of a frozen cohort, or the best openings for a trainee
    Shortlist(ShortlistArguments),
    /// The skills that Berth knows
    Skills {
        #[command(subcommand)]
        task: SkillsTask,
    },
    /// Settings
    Config {
        #[command(subcommand)]
        task: ConfigTask,
    },
    /// Events that a service has written and NATS shall have
    Outbox {
        #[command(subcommand)]
        task: OutboxTask,
    },
    /// The mail ledger: what was, is and will be sent
    Mail {
        #[command(subcommand)]
        task: MailTask,
    },
    /// Messages that no service could digest
    DeadLetters {
        #[command(subcommand)]
        task: DeadLettersTask,
    },
    /// Runs nats-server for `berth up`, and ends it when `berth up` is gone
    #[command(hide = true)]
    NatsGuard {
        /// The program
        program: PathBuf,
        /// Its configuration
        config: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct UpArguments {
    /// Folder that holds everything between two starts [default: ./berth-data]
    #[arg(long, value_name = "DIR")]
    pub(crate) data_dir: Option<PathBuf>,
    /// Address and port of the site [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) listen: Option<SocketAddr>,
    /// Folder of a programme to load on the first start; may be given several times
    #[arg(long = "programme", value_name = "DIR")]
    pub(crate) programmes: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) calendar: Calendar,
}

/// A simulated clock.
#[derive(Debug, Args)]
pub(crate) struct Calendar {
    /// Begin at this instant instead of now, for example 2027-02-01T08:00:00Z (for rehearsing a calendar)
    #[arg(long, value_name = "INSTANT")]
    pub(crate) now: Option<DateTime<Utc>>,
    /// Let time run this many times as fast, for example 3600 for an hour in each second
    #[arg(long, value_name = "FACTOR")]
    pub(crate) speed: Option<f64>,
}

#[derive(Debug, Args)]
pub(crate) struct ServiceArguments {
    #[command(flatten)]
    pub(crate) refused: RefusedCalendar,
}

/// Taken only to be refused with a reason: services that don't share one clock would disagree about deadlines.
#[derive(Debug, Args)]
pub(crate) struct RefusedCalendar {
    #[arg(long, hide = true)]
    pub(crate) now: Option<String>,
    #[arg(long, hide = true)]
    pub(crate) speed: Option<String>,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct IntakeArguments {
    #[command(flatten)]
    pub(crate) service: ServiceArguments,
    #[command(subcommand)]
    pub(crate) task: Option<IntakeTask>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum IntakeTask {
    /// Write the newest state of everything to the outbox again, so that the state stream can be rebuilt
    Republish,
}

#[derive(Debug, Args)]
pub(crate) struct MigrateArguments {
    /// Whose database; both unless given
    pub(crate) services: Vec<Database>,
    /// Only show what is pending; ends with 3 when something is
    #[arg(long)]
    pub(crate) plan: bool,
}

/// A service with a database of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Database {
    Intake,
    Notifier,
}

#[derive(Debug, Args)]
pub(crate) struct ShortlistArguments {
    /// The frozen cohort, as exported from a round; `-` is standard input
    #[arg(long, short, value_name = "FILE")]
    pub(crate) cohort: PathBuf,
    /// The opening's id; all openings unless given
    pub(crate) opening: Option<String>,
    /// The other way round: the best openings for this trainee
    #[arg(long, value_name = "ID", conflicts_with = "opening")]
    pub(crate) trainee: Option<String>,
    /// Candidates per list
    #[arg(long, default_value_t = 10, value_parser = length)]
    pub(crate) length: usize,
    /// Print one line of JSON per list
    #[arg(long)]
    pub(crate) json: bool,
}

/// Candidates a list may have.
fn length(text: &str) -> Result<usize, String> {
    text.parse()
        .ok()
        .filter(|length| (1..=10_000).contains(length))
        .ok_or_else(|| "expected a whole number from 1 to 10000".to_owned())
}

#[derive(Debug, Subcommand)]
pub(crate) enum SkillsTask {
    /// All of them
    List,
    /// What is understood of free text, and why; ends with 3 when something isn't
    Map(SkillsMapArguments),
}

#[derive(Debug, Args)]
pub(crate) struct SkillsMapArguments {
    /// Texts or whole cells; a file's lines unless given
    #[arg(conflicts_with = "file")]
    pub(crate) texts: Vec<String>,
    /// A file with a text on each line, or with columns; `-` is standard input
    #[arg(long, short, value_name = "FILE", default_value = "-")]
    pub(crate) file: PathBuf,
    /// The column to read, by its name in the first line or by its number: the file is CSV or TSV then, with columns
    /// separated by commas, semicolons or tabs
    #[arg(long, short, value_name = "NAME", conflicts_with = "texts")]
    pub(crate) column: Option<String>,
    /// A programme's own skills and aliases beside those that Berth knows, in the form of its own list
    #[arg(long, value_name = "FILE")]
    pub(crate) aliases: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigTask {
    /// Print all settings with their sources, secrets left out
    Print,
}

#[derive(Debug, Subcommand)]
pub(crate) enum OutboxTask {
    /// How many events wait, since when, and which were set aside
    Status {
        /// Whose outbox; both unless given
        services: Vec<Database>,
    },
    /// Send published events again; consumers drop those they had
    Replay(ReplayArguments),
}

#[derive(Debug, Args)]
pub(crate) struct ReplayArguments {
    /// Whose outbox
    pub(crate) service: Database,
    /// Only events written at or after this instant
    #[arg(long, value_name = "INSTANT")]
    pub(crate) since: Option<DateTime<Utc>>,
    /// Only events written before this instant
    #[arg(long, value_name = "INSTANT")]
    pub(crate) until: Option<DateTime<Utc>>,
    /// Only subjects that begin so, for example berth.v1.event.digital-explorers
    #[arg(long, value_name = "PREFIX")]
    pub(crate) subject: Option<String>,
    /// Only those that were set aside because NATS refused them
    #[arg(long)]
    pub(crate) parked: bool,
    /// Only these events
    #[arg(long = "id", value_name = "UUID")]
    pub(crate) ids: Vec<Uuid>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum MailTask {
    /// List messages by the instant they are due; those still open unless states are given
    Plan {
        /// Only those of this programme
        #[arg(long, value_name = "ID")]
        programme: Option<String>,
        /// Only those of this kind, for example offer
        #[arg(long)]
        kind: Option<MessageKind>,
        /// Only those in this state, for example uncertain; may be given several times
        #[arg(long = "state", value_name = "STATE", value_parser = message_state)]
        states: Vec<State>,
        /// At most this many
        #[arg(long, default_value_t = 100)]
        limit: u64,
    },
    /// Tell a message's story: what it is for, and every attempt
    Show {
        /// Its id in the list
        id: Uuid,
    },
    /// Try deferred, failed, bounced or suppressed messages again now
    Retry {
        /// Their ids in the list
        #[arg(required = true)]
        ids: Vec<Uuid>,
    },
    /// End the doubt about an uncertain message
    Release {
        /// Its id in the list
        id: Uuid,
        /// What was found out
        #[arg(long = "as", value_name = "FINDING")]
        finding: Found,
    },
    /// Show a kind of mail as it would look, from invented facts
    Preview {
        /// The kind, for example offer
        kind: MessageKind,
        /// In this programme's own words, as the data folder's mail-templates have them; otherwise in the built-in ones
        #[arg(long, value_name = "ID")]
        programme: Option<ProgrammeId>,
        /// Language
        #[arg(long, default_value = "en")]
        locale: String,
        /// Zone in which times are told
        #[arg(long, default_value = "Europe/Vilnius")]
        zone: chrono_tz::Tz,
        /// Write the HTML part to this file; otherwise the text part is printed
        #[arg(long, value_name = "FILE")]
        html: Option<PathBuf>,
    },
    /// Write every kind of mail in every language into a folder, to be looked at in a browser
    Gallery {
        /// The folder
        folder: PathBuf,
        /// In this programme's own words, as the data folder's mail-templates have them; otherwise in the built-in ones
        #[arg(long, value_name = "ID")]
        programme: Option<ProgrammeId>,
        /// A Chromium that takes a picture of each kind, light and dark, wide and narrow; some seconds each
        #[arg(long, value_name = "CHROMIUM")]
        pictures: Option<PathBuf>,
    },
    /// Hold the ledger against a mail server's log; ends with 3 when they disagree
    Reconcile {
        /// The log: any format that holds one <id@domain> per delivered message
        log: PathBuf,
        /// From when on
        #[arg(long, value_name = "INSTANT")]
        since: DateTime<Utc>,
    },
}

/// What an operator found out about an uncertain message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Found {
    /// It arrived
    Delivered,
    /// It never arrived: send the same bytes again
    SendAgain,
    /// Nobody knows, and it is no longer worth asking
    LetGo,
}

fn message_state(text: &str) -> Result<State, String> {
    let known = || State::ALL.map(State::as_str).join(", ");
    State::ALL
        .into_iter()
        .find(|state| state.as_str() == text)
        .ok_or_else(|| format!("the states are {}", known()))
}

#[derive(Debug, Subcommand)]
pub(crate) enum DeadLettersTask {
    /// List them, oldest first
    List,
    /// Show one with its headers and content; personal data is left out
    Show {
        /// Its number in the list
        id: u64,
    },
    /// Publish them again for their consumers, and take them off the list
    Replay {
        /// Their numbers in the list
        #[arg(required = true)]
        ids: Vec<u64>,
    },
    /// Take them off the list for good
    Discard {
        /// Their numbers in the list
        #[arg(required = true)]
        ids: Vec<u64>,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }
}
