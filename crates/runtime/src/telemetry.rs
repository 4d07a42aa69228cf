//! Logs as JSON or text, and the recorder behind `/metrics`.

use std::io::{self, IsTerminal};
use std::sync::OnceLock;

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder};

pub use metrics_exporter_prometheus::PrometheusHandle;
use tracing::Level;
use tracing_subscriber::filter::{FilterExt, FilterFn, filter_fn};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, Registry};

use crate::settings::LogFormat;

/// Upper bounds in seconds for every histogram whose name ends in `_seconds`.
const SECONDS: [f64; 12] = [
    0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0,
];

/// Why logs can't be written.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The filter isn't understood.
    #[error("the log filter is not valid: {0}; write it like info or info,berth_bus=debug")]
    Filter(#[from] tracing_subscriber::filter::ParseError),
    /// Logs were set up before.
    #[error("logs are already being written")]
    Twice(#[from] tracing_subscriber::util::TryInitError),
}

/// Writes logs to standard error from now on.
///
/// # Errors
/// When the filter isn't understood, or logs are written already.
pub fn init_logs(format: LogFormat, filter: &str) -> Result<(), TelemetryError> {
    init_logs_to(format, filter, io::stderr, io::stderr().is_terminal())
}

/// Writes logs to `writer`, in colour if told so.
///
/// # Errors
/// When the filter isn't understood, or logs are written already.
pub fn init_logs_to<W>(format: LogFormat, filter: &str, writer: W, colour: bool) -> Result<(), TelemetryError>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let filter = EnvFilter::try_new(filter)?;
    Ok(tracing_subscriber::registry()
        .with(layer(format, writer, colour).with_filter(filter.and(discreet())))
        .try_init()?)
}

/// Below this the NATS client prints whole messages, people's contact details among them. No setting may ask for that.
const CLIENT: (&str, Level) = ("async_nats", Level::INFO);

fn discreet() -> FilterFn {
    filter_fn(|meta| !meta.target().starts_with(CLIENT.0) || *meta.level() <= CLIENT.1)
}

fn layer<W>(format: LogFormat, writer: W, colour: bool) -> Box<dyn Layer<Registry> + Send + Sync>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let layer = tracing_subscriber::fmt::layer().with_writer(writer);
    match format {
        LogFormat::Json => layer.json().flatten_event(true).with_span_list(false).boxed(),
        LogFormat::Text => layer.with_ansi(colour).boxed(),
    }
}

/// Records metrics from now on, and gives the handle that renders them. Every call gives the same one, and none when
/// another recorder was installed in this process first.
pub fn metrics() -> Option<PrometheusHandle> {
    static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
    HANDLE
        .get_or_init(|| {
            PrometheusBuilder::new()
                .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)
                .and_then(PrometheusBuilder::install_recorder)
                .inspect(|_| {
                    metrics::gauge!("berth_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0)
                })
                .inspect_err(|error| tracing::warn!(%error, "metrics are not recorded"))
                .ok()
        })
        .clone()
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// What is written at the most talkative setting.
    fn lines(format: LogFormat, happens: impl FnOnce()) -> String {
        let lines = Lines::default();
        let writer = lines.clone();
        let filter = EnvFilter::new("trace").and(discreet());
        let layer = layer(format, move || writer.clone(), false).with_filter(filter);
        tracing::subscriber::with_default(tracing_subscriber::registry().with(layer), happens);
        let bytes = lines.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    fn written(format: LogFormat) -> String {
        lines(format, || {
            let _span = tracing::info_span!("consume", consumer = "intake-rounds").entered();
            tracing::info!(round = "r1", elapsed_ms = 12, "round locked");
        })
    }

    #[test]
    fn no_setting_makes_the_nats_client_print_messages() {
        let said = lines(LogFormat::Text, || {
            tracing::debug!(target: "async_nats::connection", payload = "ada@example.org", "received");
            tracing::info!(target: "async_nats", "connected");
            tracing::trace!(target: "berth_bus", "waiting");
        });

        assert!(!said.contains("received") && !said.contains("ada@"), "{said}");
        assert!(said.contains("connected") && said.contains("waiting"), "{said}");
    }

    #[test]
    fn a_json_log_line_is_one_object_with_its_fields_at_the_top() {
        let line: serde_json::Value = serde_json::from_str(&written(LogFormat::Json)).unwrap();

        assert_eq!(line["message"], "round locked");
        assert_eq!(line["round"], "r1");
        assert_eq!(line["elapsed_ms"], 12);
        assert_eq!(line["level"], "INFO");
        assert_eq!(line["span"]["consumer"], "intake-rounds");
        assert!(line["timestamp"].as_str().unwrap().ends_with('Z'));
    }

    #[test]
    fn a_text_log_line_reads_well_alone() {
        let line = written(LogFormat::Text);

        assert!(
            line.contains("INFO consume{consumer=\"intake-rounds\"}: "),
            "{line}"
        );
        assert!(
            line.trim_end()
                .ends_with("round locked round=\"r1\" elapsed_ms=12"),
            "{line}"
        );
    }

    #[test]
    fn metrics_can_be_asked_for_twice_and_hold_what_was_counted() {
        let first = metrics().unwrap();
        metrics::counter!("berth_test_total").increment(2);
        metrics::histogram!("berth_test_seconds").record(0.3);

        let second = metrics().unwrap().render();

        assert!(second.contains("berth_test_total 2"), "{second}");
        assert!(
            second.contains("berth_test_seconds_bucket{le=\"0.5\"} 1"),
            "{second}"
        );
        assert!(first.render().contains("berth_test_total"));
    }
}
