//! The index together with what was published of it, shared by the follower (which writes) and the answers.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use berth_domain::id::ProgrammeId;
use chrono::NaiveDate;

use crate::index::{Index, Programme};
use crate::shortlist::{Announced, ChangedList};

/// Everything a matcher knows.
pub(crate) struct Live {
    pub(crate) index: Index,
    announced: BTreeMap<ProgrammeId, Announced>,
}

impl Live {
    /// All that was stored has been taken in: every list is worked out, and due.
    pub(crate) fn catch_up(&mut self, today: NaiveDate) {
        self.index.set_today(today);
        self.index.loaded();
        // Without rules nobody can be matched, and there is nothing to tell yet.
        let ruled = |(_, programme): &(&ProgrammeId, &mut Programme)| programme.rules_version().is_some();
        for (id, programme) in self.index.programmes_mut().filter(ruled) {
            self.announced
                .entry(id.clone())
                .or_default()
                .everything_is_due(programme);
        }
    }

    /// The lists that really changed.
    pub(crate) fn changed(&mut self) -> Vec<(ProgrammeId, ChangedList)> {
        let mut changed = Vec::new();
        for (id, programme) in self.index.programmes_mut() {
            let lists = self
                .announced
                .entry(id.clone())
                .or_default()
                .changed(id, programme);
            changed.extend(lists.into_iter().map(|list| (id.clone(), list)));
        }
        changed
    }

    pub(crate) fn note_published(&mut self, programme: &ProgrammeId, list: &ChangedList) {
        if let Some(announced) = self.announced.get_mut(programme) {
            announced.note_published(list);
        }
    }

    /// Sets the gauges that show how many take part.
    pub(crate) fn measure(&mut self) {
        let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        for (id, programme) in self.index.programmes_mut() {
            let (trainees, openings) = (
                programme.fit().trainees().count(),
                programme.fit().openings().count(),
            );
            metrics::gauge!("berth_matcher_index_trainees", "programme" => id.to_string())
                .set(count(trainees));
            metrics::gauge!("berth_matcher_index_openings", "programme" => id.to_string())
                .set(count(openings));
        }
    }
}

/// A [`Live`] shared by the tasks of one process.
#[derive(Clone)]
pub(crate) struct SharedLive(Arc<RwLock<Live>>);

impl SharedLive {
    pub(crate) fn new(today: NaiveDate) -> Self {
        Self(Arc::new(RwLock::new(Live {
            index: Index::new(today),
            announced: BTreeMap::new(),
        })))
    }

    pub(crate) fn read(&self) -> RwLockReadGuard<'_, Live> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does something that may take long, where it may.
    pub(crate) async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Live) -> T + Send + 'static,
    ) -> T {
        self.aside(move |live| work(&mut live.write())).await
    }

    /// The same, where the lock is to be free in between.
    pub(crate) async fn aside<T: Send + 'static>(&self, work: impl FnOnce(&Self) -> T + Send + 'static) -> T {
        let live = self.clone();
        match tokio::task::spawn_blocking(move || work(&live)).await {
            Ok(done) => done,
            Err(failed) => match failed.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                // Only while the process ends.
                Err(_) => std::future::pending().await,
            },
        }
    }

    pub(crate) fn write(&self) -> RwLockWriteGuard<'_, Live> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}
