//! The only way to the data: a desk, opened by a permit.
//!
//! [`App`] keeps its store to itself. A handler that wants to read or change anything has to take a `Desk<P>`, and
//! axum builds one only after the permit `P` was found in the request. What can be done at a desk are the methods of
//! `Desk<P>` for that permit: an applicant's desk has no method that reaches another's application.
//!
//! Each pair below differs in one word, so the second one fails for that word alone.
//!
//! ```
//! async fn fine(app: berth_intake::App) {
//!     app.now(); // anybody may ask for the time
//! }
//! ```
//!
//! ```compile_fail,E0616
//! async fn forgetful(app: berth_intake::App) {
//!     app.0; // the store is inside, and private: no desk, no data
//! }
//! ```
//!
//! ```
//! use berth_intake::desk::{Desk, Operator};
//! async fn careful(desk: Desk<Operator>, round: berth_domain::id::RoundId) {
//!     drop(desk.lock_round(round).await);
//! }
//! ```
//!
//! ```compile_fail,E0599
//! use berth_intake::desk::{Desk, Anyone};
//! async fn careless(desk: Desk<Anyone>, round: berth_domain::id::RoundId) {
//!     drop(desk.lock_round(round).await); // only an operator's desk locks rounds
//! }
//! ```

mod access;
mod admission;
mod applications;
mod audit;
mod circle;
mod emit;
mod explain;
mod facts;
mod hosts;
mod import;
mod offers;
mod openings_for;
mod overview;
mod permit;
mod preferences;
mod programmes;
mod reason;
mod rematch;
mod republish;
mod rounds;
mod shortlists;
pub(crate) mod sign_in;
mod tokens;
mod used_links;

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use berth_bus::Bus;
use berth_events::{Stamp, TraceContext};
use berth_runtime::SharedClock;
use berth_store::{Store, WriteTx};
use chrono::{DateTime, Utc};
use tokio::sync::Notify;
use url::Url;

use crate::keys::Keys;
use crate::refusal::Refusal;

pub use access::{ApplicationPage, Standing, WayBackPage};
pub use admission::{Move, Moved};
pub use applications::{ApplicationView, Drafted, NewApplication, PartyDetails, Submitted};
pub use explain::{Excluded, Explanation, Part};
pub use hosts::{HostView, NewHost, NewOpening, OpeningView};
pub use import::{ImportReport, RefusedRow, Sheet};
pub use offers::{Answered, OfferPage, OfferView};
pub use openings_for::OpeningForTrainee;
pub use overview::{Count, Overview, OverviewOpening, OverviewRound};
pub use permit::{
    Anyone, OfferHolder, Operator, OwnApplication, OwnOpening, Permit, SESSION_COOKIE, Signed, System,
    WayBack,
};
pub use preferences::Certified;
pub use programmes::{ProgrammeLoaded, ProgrammeView};
pub use reason::{NoReasonCode, ReasonCode};
pub use rematch::{NewRematch, RematchView};
pub use rounds::{NewRound, RoundDocument, RoundFigures, RoundView};
pub use shortlists::{ShortlistPlace, ShortlistView};
pub use tokens::NewToken;

/// What goes into the headers of everything intake publishes.
pub(crate) const SOURCE: &str = "berth/intake";

/// The service's insides, shared by handlers and background tasks. It shows its data to nobody without a permit.
#[derive(Clone, Debug)]
pub struct App(Arc<Inside>);

struct Inside {
    store: Store,
    bus: Bus,
    keys: Keys,
    clock: SharedClock,
    public_url: Url,
    operator_token: Option<String>,
    offers_changed: Notify,
    deadlines_changed: Notify,
    rematches_wanted: Notify,
}

impl std::fmt::Debug for Inside {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inside")
            .field("store", &self.store.address())
            .finish_non_exhaustive()
    }
}

impl App {
    pub(crate) fn new(
        store: Store,
        bus: Bus,
        keys: Keys,
        clock: SharedClock,
        public_url: Url,
        operator_token: Option<&str>,
    ) -> Self {
        let operator_token = operator_token.map(|t| crate::keys::sha256_hex(t.as_bytes()));
        let (offers_changed, deadlines_changed) = (Notify::new(), Notify::new());
        let rematches_wanted = Notify::new();
        Self(Arc::new(Inside {
            store,
            bus,
            keys,
            clock,
            public_url,
            operator_token,
            offers_changed,
            deadlines_changed,
            rematches_wanted,
        }))
    }

    /// The time, by the clock of this process.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.0.clock.now()
    }

    /// Waits for an instant, by the clock of this process.
    pub(crate) async fn sleep_until(&self, at: DateTime<Utc>) {
        self.0.clock.sleep_until(at).await;
    }

    /// Keys for links and receipts.
    pub(crate) fn keys(&self) -> &Keys {
        &self.0.keys
    }

    /// Where people reach the site.
    pub(crate) fn public_url(&self) -> &Url {
        &self.0.public_url
    }

    /// A page's address, as people reach it.
    pub(crate) fn link(&self, path: &str) -> String {
        format!("{}/{path}", self.0.public_url.as_str().trim_end_matches('/'))
    }

    /// Woken when an offer went out, so that the timer looks at expiries again.
    pub(crate) fn offers_changed(&self) -> &Notify {
        &self.0.offers_changed
    }

    /// Woken when a programme was loaded, so that the timer looks at deadlines again.
    pub(crate) fn deadlines_changed(&self) -> &Notify {
        &self.0.deadlines_changed
    }

    /// Woken when a seat came free, so that the matcher is asked at once.
    pub(crate) fn rematches_wanted(&self) -> &Notify {
        &self.0.rematches_wanted
    }

    /// A desk for background work: timers, consumers, questions of other services.
    pub(crate) fn system_desk(&self, trace: Option<TraceContext>) -> Desk<System> {
        let trace = trace.unwrap_or_else(|| TraceContext::root(self.0.store.new_id()));
        Desk {
            app: self.clone(),
            permit: System,
            trace,
            received: None,
        }
    }
}

/// Data, opened by the permit `P`.
#[derive(Debug, Clone)]
pub struct Desk<P> {
    app: App,
    permit: P,
    trace: TraceContext,
    /// When the request arrived. It counts for deadlines, however long the database makes it wait.
    received: Option<DateTime<Utc>>,
}

impl<P> Desk<P> {
    fn store(&self) -> &Store {
        &self.app.0.store
    }

    fn bus(&self) -> &Bus {
        &self.app.0.bus
    }

    /// When the request arrived; for background work, the time now.
    fn now(&self) -> DateTime<Utc> {
        self.received.unwrap_or_else(|| self.app.now())
    }

    fn stamp(&self) -> Stamp {
        Stamp {
            source: SOURCE,
            time: self.now(),
            trace: self.trace,
        }
    }

    /// Runs work in a transaction, again when another one got in its way. `work` commits.
    async fn write<T, F, Fut>(&self, work: F) -> Result<T, Refusal>
    where
        F: FnMut(WriteTx) -> Fut,
        Fut: Future<Output = Result<T, Refusal>>,
    {
        self.store().write(work).await
    }

    /// The same desk under a narrower permit; only permits' own checks call it.
    fn narrowed<Q>(&self, permit: Q) -> Desk<Q> {
        Desk {
            app: self.app.clone(),
            permit,
            trace: self.trace,
            received: self.received,
        }
    }

    /// The request's trace.
    #[must_use]
    pub fn trace(&self) -> TraceContext {
        self.trace
    }
}

impl<P: Permit> FromRequestParts<App> for Desk<P> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let received = app.now();
        let permit = P::find(parts, app).await?;
        let given = parts
            .headers
            .get("traceparent")
            .and_then(|t| t.to_str().ok())
            .and_then(|t| t.parse().ok());
        let id = app.0.store.new_id();
        let trace = given.map_or_else(|| TraceContext::root(id), |t: TraceContext| t.child(id));
        Ok(Self {
            app: app.clone(),
            permit,
            trace,
            received: Some(received),
        })
    }
}

/// Whether a database error says that a unique rule was broken.
fn breaks_uniqueness(error: &sea_orm::DbErr) -> bool {
    matches!(
        error.sql_err(),
        Some(sea_orm::SqlErr::UniqueConstraintViolation(_))
    )
}
