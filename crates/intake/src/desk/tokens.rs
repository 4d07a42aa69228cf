//! Access tokens: made once, shown once, kept as a hash.

use berth_store::{Emit, Only as _, WriteTx};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, EntityTrait as _};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::audit::{self, Entry};
use super::{Desk, Operator, breaks_uniqueness};
use crate::entities::{host, operator, token};
use crate::keys::{new_secret, sha256_hex};
use crate::refusal::Refusal;

/// A new access token.
#[derive(Serialize, ToSchema)]
pub struct NewToken {
    /// Shown this once; send it as `Authorization: Bearer <token>`.
    pub token: String,
    /// `operator` or `host`.
    pub role: &'static str,
    /// Whose it is.
    pub holder: String,
}

/// The operator whose token is in the settings.
pub(super) const CONFIGURED: &str = "configured";

/// Makes a token and stores its hash; the token itself is in nothing but the answer.
pub(super) async fn issue(
    tx: &WriteTx,
    at: DateTime<Utc>,
    role: &str,
    holder: String,
    expires_at: Option<DateTime<Utc>>,
) -> Result<String, Refusal> {
    let secret = new_secret()?;
    let row = token::ActiveModel {
        hash: Set(sha256_hex(secret.as_bytes())),
        role: Set(role.to_owned()),
        holder: Set(holder),
        created_at: Set(at),
        revoked_at: Set(None),
        expires_at: Set(expires_at),
    };
    token::Entity::insert(row)
        .exec_without_returning(tx.conn())
        .await?;
    Ok(secret)
}

impl Desk<Operator> {
    /// Makes another operator known by name, with a first token: approvals by two need two people. `Ada` and `ada`
    /// are one person.
    ///
    /// # Errors
    /// When the name has not 2 to 60 letters, digits, dots or hyphens, is `configured`, or is known already.
    pub async fn new_operator(&self, name: &str) -> Result<NewToken, Refusal> {
        let folded = name.to_ascii_lowercase();
        let fine = (2..=60).contains(&name.len())
            && name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-')
            && folded != CONFIGURED;
        if !fine {
            let rule =
                "an operator's name has 2 to 60 letters, digits, dots or hyphens, and isn't `configured`";
            return Err(Refusal::unprocessable(rule));
        }
        let folded = &folded;
        self.write(|tx| async move {
            let row = operator::ActiveModel {
                folded: Set(folded.clone()),
                name: Set(name.to_owned()),
                created_by: Set(self.permit.name().to_owned()),
                created_at: Set(self.now()),
            };
            let inserted = operator::Entity::insert(row).exec_without_returning(tx.conn());
            inserted.await.map_err(known_already)?;
            self.issued(tx, "operator", name.to_owned(), "").await
        })
        .await
    }

    /// One more token for oneself, for another machine: it counts as the same person.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn own_token(&self) -> Result<NewToken, Refusal> {
        self.write(|tx| self.issued(tx, "operator", self.permit.name().to_owned(), ""))
            .await
    }

    /// A token for a host, to rank candidates with.
    ///
    /// # Errors
    /// When there is no such host.
    pub async fn new_host_token(&self, id: Uuid) -> Result<NewToken, Refusal> {
        let host = host::Entity::find_by_id(id)
            .only(self.store().read())
            .await?
            .ok_or(Refusal::NotFound("host"))?;
        self.write(|tx| self.issued(tx, "host", id.to_string(), &host.programme_id))
            .await
    }

    async fn issued(
        &self,
        tx: WriteTx,
        role: &'static str,
        holder: String,
        programme: &str,
    ) -> Result<NewToken, Refusal> {
        let now = self.now();
        let token = issue(&tx, now, role, holder.clone(), None).await?;
        let entry = Entry {
            actor: &self.permit.actor(),
            action: "token.issue",
            programme,
            subject: holder.clone(),
            detail: serde_json::json!({ "role": role }),
        };
        audit::note(&tx, now, entry).await?;
        tx.commit(Emit::nothing("tokens are nobody else's business"))
            .await?;
        Ok(NewToken { token, role, holder })
    }
}

fn known_already(error: sea_orm::DbErr) -> Refusal {
    if breaks_uniqueness(&error) {
        let detail = "an operator of this name is known already; they make further tokens for themselves";
        Refusal::conflict("already-there", detail)
    } else {
        error.into()
    }
}
