//! What other services ask intake: the facts of a message, read at the moment of asking.

use berth_bus::{Bus, BusError, Question};
use berth_events::v1;
use berth_runtime::Shutdown;

use crate::desk::App;
use crate::refusal::Refusal;

/// Answers `message-facts` until told to stop.
pub(super) async fn serve(bus: Bus, app: App, shutdown: Shutdown) -> Result<(), BusError> {
    let answer = move |question: Question<v1::MessageFactsRequest>| {
        let app = app.clone();
        async move {
            let desk = app.system_desk(Some(question.trace));
            desk.message_facts(&question.message)
                .await
                .map_err(|refusal| refused(&refusal))
        }
    };
    bus.serve("intake", "message-facts", answer, shutdown).await
}

fn refused(refusal: &Refusal) -> berth_bus::Refusal {
    match refusal {
        Refusal::NotFound(what) => berth_bus::Refusal::new("not-found", format!("there is no such {what}")),
        Refusal::Unreadable(error) => berth_bus::Refusal::new("malformed", error.to_string()),
        Refusal::Conflict { code, detail } => berth_bus::Refusal::new(*code, detail.clone()),
        other => {
            tracing::error!(
                error = other as &dyn std::error::Error,
                "a message's facts can't be read"
            );
            berth_bus::Refusal::new("internal", "the facts can't be read just now")
        }
    }
}
