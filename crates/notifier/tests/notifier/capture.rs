//! The captured-mail reader: what it shows, and what it can't be made to show.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use berth_notifier::captured_mail;
use tower::ServiceExt as _;

async fn get(dir: &std::path::Path, path: &str) -> (StatusCode, String, String) {
    let app = axum::Router::new().nest("/mail", captured_mail::router(dir));
    let response = app
        .oneshot(Request::get(path).body(Body::empty()).unwrap())
        .await
        .unwrap();
    let policy = response
        .headers()
        .get("content-security-policy")
        .map(|value| value.to_str().unwrap().to_owned());
    let status = response.status();
    let bytes = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
    (
        status,
        policy.unwrap_or_default(),
        String::from_utf8_lossy(&bytes).replace("&#x2f;", "/"),
    )
}

#[tokio::test]
async fn captured_mail_is_listed_and_read_without_script() {
    let dir = tempfile::tempdir().unwrap();
    let mail = "From: Berth <b@example.org>\r\nTo: Amara <a@example.org>\r\nSubject: <b>Offer</b>\r\n\
                Date: Thu, 28 Jan 2027 08:00:00 +0000\r\nContent-Type: text/html\r\n\r\n\
                <html><head></head><body><script>x()</script>Hello</body></html>\r\n";
    std::fs::write(dir.path().join("m-1.eml"), mail).unwrap();
    let (status, policy, list) = get(dir.path(), "/mail").await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        list.contains("&lt;b&gt;Offer") && list.contains("href=\"/mail/m-1\""),
        "{list}"
    );
    assert!(policy.contains("default-src 'none'") && !policy.contains("script-src"));
    let (_, _, page) = get(dir.path(), "/mail/m-1").await;
    assert!(
        page.contains("sandbox=\"allow-popups") && page.contains("src=\"/mail/m-1/html\""),
        "{page}"
    );
    let (_, policy, html) = get(dir.path(), "/mail/m-1/html").await;
    assert!(html.contains("Hello") && policy.contains("sandbox"), "{policy}");
    let (_, _, source) = get(dir.path(), "/mail/m-1/source").await;
    assert_eq!(source, mail);
}

#[tokio::test]
async fn an_id_cannot_name_another_file() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("secret.eml"), "x").unwrap();
    let inner = dir.path().join("mail");
    std::fs::create_dir(&inner).unwrap();
    for path in [
        "/mail/..%2Fsecret",
        "/mail/..%2Fsecret/source",
        "/mail/%2e%2e/secret",
        "/mail/nothing",
    ] {
        assert_eq!(get(&inner, path).await.0, StatusCode::NOT_FOUND, "{path}");
    }
    let (status, _, list) = get(&inner, "/mail").await;
    assert!(status == StatusCode::OK && list.contains("No mail yet"));
}
