//! The HTTP API, `/api/v1`: each handler parses, calls its desk, answers. The OpenAPI document is generated from them.

mod applications;
pub(crate) mod extract;
mod imports;
mod offers;
mod openings;
mod programmes;
mod rounds;

use std::collections::BTreeMap;

use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::desk::App;
use crate::refusal::{FieldProblem, Problem};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Berth",
        description = "Talent-placement programmes: applications against deadlines, matching rounds anybody can verify, \
            offers that hold a seat until their stored instant. Instants are UTC (RFC 3339), dates ISO 8601, ids UUIDs. \
            Everything refused is answered with a problem document (RFC 9457), and nothing of it is stored.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    components(schemas(Problem, FieldProblem)),
    security(("token" = []))
)]
struct Document;

/// What every handler may answer: a problem document.
struct Refused;

impl IntoResponses for Refused {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let content = || {
            ContentBuilder::new()
                .schema(Some(Ref::from_schema_name("Problem")))
                .build()
        };
        let response = |text: &str| {
            ResponseBuilder::new()
                .description(text)
                .content("application/problem+json", content())
                .build()
                .into()
        };
        BTreeMap::from([
            (
                "4XX".to_owned(),
                response("Refused, and nothing stored: the problem document says why and what to do"),
            ),
            (
                "5XX".to_owned(),
                response("Failed, and nothing half done: try again"),
            ),
        ])
    }
}

/// The API's routes with their document.
pub(crate) fn router() -> OpenApiRouter<App> {
    let mut document = Document::openapi();
    let token = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    document
        .components
        .get_or_insert_with(Default::default)
        .add_security_scheme("token", token);
    let mut router = OpenApiRouter::with_openapi(document)
        .routes(routes!(programmes::list))
        .routes(routes!(programmes::show, programmes::load))
        .routes(routes!(programmes::overview))
        .routes(routes!(programmes::new_operator))
        .routes(routes!(programmes::own_token))
        .routes(routes!(applications::begin, applications::list))
        .routes(routes!(applications::moves))
        .routes(routes!(applications::token))
        .routes(routes!(applications::show))
        .routes(routes!(applications::openings))
        .routes(routes!(applications::explain))
        .routes(routes!(applications::answer))
        .routes(routes!(applications::submit))
        .routes(routes!(applications::withdraw))
        .routes(routes!(applications::certify))
        .routes(routes!(applications::offers))
        .routes(routes!(applications::receipt))
        .routes(routes!(applications::receipt_key))
        .routes(routes!(imports::applicants))
        .routes(routes!(imports::hosts))
        .routes(routes!(imports::openings))
        .routes(routes!(imports::preferences))
        .routes(routes!(openings::register_host, openings::hosts))
        .routes(routes!(openings::host_token))
        .routes(routes!(openings::publish, openings::list))
        .routes(routes!(openings::show))
        .routes(routes!(openings::withdraw))
        .routes(routes!(openings::shortlist))
        .routes(routes!(openings::certify))
        .routes(routes!(openings::explain))
        .routes(routes!(rounds::open, rounds::list))
        .routes(routes!(rounds::show))
        .routes(routes!(rounds::lock))
        .routes(routes!(rounds::approve))
        .routes(routes!(rounds::abandon))
        .routes(routes!(rounds::cohort))
        .routes(routes!(rounds::input))
        .routes(routes!(rounds::result))
        .routes(routes!(rounds::rematches, rounds::new_rematch))
        .routes(routes!(rounds::approve_rematch))
        .routes(routes!(rounds::discard_rematch))
        .routes(routes!(offers::list))
        .routes(routes!(offers::answer))
        .routes(routes!(offers::rescind));
    name_operations(router.get_openapi_mut());
    router
}

/// Handlers are named within their module, operations within the whole document: `offers_answer`, `applications_answer`.
fn name_operations(document: &mut utoipa::openapi::OpenApi) {
    for item in document.paths.paths.values_mut() {
        let operations = [&mut item.get, &mut item.put, &mut item.post, &mut item.delete];
        for operation in operations.into_iter().flatten() {
            if let (Some(name), Some(tag)) = (&operation.operation_id, operation.tags.iter().flatten().next())
            {
                operation.operation_id = Some(format!("{tag}_{name}"));
            }
        }
    }
}
