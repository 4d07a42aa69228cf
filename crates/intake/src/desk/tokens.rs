//! Access tokens: made once, shown once, kept as a hash.

use berth_store::{Emit, WriteTx};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, EntityTrait as _};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::audit::{self, Entry};
use super::{Desk, Operator};
use crate::entities::{host, token};
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

/// Makes a token and stores its hash; the token itself is in nothing but the answer.
pub(super) async fn issue(
    tx: &WriteTx,
    at: DateTime<Utc>,
    role: &str,
    holder: String,
) -> Result<String, Refusal> {
    let secret = new_secret()?;
    let row = token::ActiveModel {
        hash: Set(sha256_hex(secret.as_bytes())),
        role: Set(role.to_owned()),
        holder: Set(holder),
        created_at: Set(at),
        revoked_at: Set(None),
    };
    token::Entity::insert(row)
        .exec_without_returning(tx.conn())
        .await?;
    Ok(secret)
}

impl Desk<Operator> {
    /// A token for another operator, known by name: approvals by two need two.
    ///
    /// # Errors
    /// When the name has not 2 to 60 letters, digits, dots or hyphens, or is `configured`.
    pub async fn new_operator(&self, name: &str) -> Result<NewToken, Refusal> {
        let fine = (2..=60).contains(&name.len())
            && name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-')
            && name != "configured";
        if !fine {
            let rule =
                "an operator's name has 2 to 60 letters, digits, dots or hyphens, and isn't `configured`";
            return Err(Refusal::unprocessable(rule));
        }
        self.issue("operator", name.to_owned(), "").await
    }

    /// A token for a host, to rank candidates with.
    ///
    /// # Errors
    /// When there is no such host.
    pub async fn new_host_token(&self, id: Uuid) -> Result<NewToken, Refusal> {
        let host = host::Entity::find_by_id(id)
            .one(self.store().read())
            .await?
            .ok_or(Refusal::NotFound("host"))?;
        self.issue("host", id.to_string(), &host.programme_id).await
    }

    async fn issue(&self, role: &'static str, holder: String, programme: &str) -> Result<NewToken, Refusal> {
        let holder = &holder;
        self.write(|tx| async move {
            let now = self.now();
            let token = issue(&tx, now, role, holder.clone()).await?;
            let detail = serde_json::json!({ "role": role });
            let (actor, action) = (&self.permit.actor(), "token.issue");
            audit::note(
                &tx,
                now,
                Entry {
                    actor,
                    action,
                    programme,
                    subject: holder.clone(),
                    detail,
                },
            )
            .await?;
            tx.commit(Emit::nothing("tokens are nobody else's business"))
                .await?;
            Ok(NewToken {
                token,
                role,
                holder: holder.clone(),
            })
        })
        .await
    }
}
