//! What the settings promise to whoever writes them.

use super::*;

fn load(env: &[(&str, &str)]) -> Result<Settings, SettingsError> {
    Settings::load(None, env.iter().copied())
}

fn load_file(text: &str, env: &[(&str, &str)]) -> Result<Settings, SettingsError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("berth.toml");
    std::fs::write(&path, text).unwrap();
    Settings::load(Some(&path), env.iter().copied())
}

#[test]
fn the_defaults_are_valid_and_keep_both_databases_in_the_data_folder() {
    let settings = Settings::defaults().unwrap();

    assert_eq!(
        settings.intake_database_url.expose(),
        "sqlite://./berth-data/intake.db"
    );
    assert_eq!(
        settings.notifier_database_url.expose(),
        "sqlite://./berth-data/notifier.db"
    );
    assert_eq!(settings.smtp_url.expose(), "capture:");
    assert!(settings.operator_token.is_none());
}

#[test]
fn the_environment_wins_over_the_file_and_the_file_over_the_defaults() {
    let file = "http_listen = \"0.0.0.0:1000\"\nadmin_listen = \"0.0.0.0:1001\"\nnats_replicas = 3\n";

    let settings = load_file(file, &[("BERTH_HTTP_LISTEN", "0.0.0.0:2000")]).unwrap();

    assert_eq!(settings.http_listen.port(), 2000);
    assert_eq!(settings.admin_listen.port(), 1001);
    assert_eq!(settings.nats_replicas, 3);
    assert_eq!(
        settings.source("http_listen"),
        Source::Env("BERTH_HTTP_LISTEN".to_owned())
    );
    assert!(matches!(settings.source("admin_listen"), Source::File(_)));
    assert!(!settings.source("mail_from").is_set());
}

#[test]
fn a_misspelt_variable_is_an_error_that_names_the_right_one() {
    let error = load(&[("BERTH_HTTP_LISTENS", "0.0.0.0:1"), ("HOME", "/root")])
        .unwrap_err()
        .to_string();

    assert_eq!(
        error,
        "a setting is wrong:\n  BERTH_HTTP_LISTENS is not a setting; did you mean BERTH_HTTP_LISTEN?"
    );
}

#[test]
fn a_misspelt_key_in_the_file_is_an_error_that_names_the_right_one() {
    let error = load_file("mail_form = \"a@example.org\"\n", &[])
        .unwrap_err()
        .to_string();

    assert!(
        error.contains("mail_form in ") && error.contains("did you mean mail_from?"),
        "{error}"
    );
}

#[test]
fn all_problems_are_told_at_once() {
    let error = load(&[
        ("BERTH_HTTP_LISTEN", "8080"),
        ("BERTH_NATS_REPLICAS", "2"),
        ("BERTH_PUBLIC_URL", "apply.example.org"),
    ]);

    let text = error.unwrap_err().to_string();
    assert!(text.starts_with("3 settings are wrong:"), "{text}");
    assert!(text.contains("BERTH_NATS_REPLICAS must be 1, 3 or 5"), "{text}");
}

#[test]
fn variables_for_tests_and_for_up_are_no_settings() {
    load(&[
        ("BERTH_TEST_NATS_SERVER", "x"),
        ("BERTH_NATS_SERVER", "x"),
        ("BERTH_CONFIG", "x"),
    ])
    .unwrap();
}

#[test]
fn a_secret_can_come_from_a_file_without_its_last_newline() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    std::fs::write(&path, "0123456789012345678901234567890123456789\n").unwrap();

    let settings = load(&[("BERTH_SIGNING_KEY_FILE", path.to_str().unwrap())]).unwrap();

    assert_eq!(
        settings.signing_key.unwrap().expose(),
        "0123456789012345678901234567890123456789"
    );
}

#[test]
fn a_secret_given_twice_or_in_a_missing_file_is_an_error() {
    let twice = load(&[("BERTH_NATS_URL", "nats://a"), ("BERTH_NATS_URL_FILE", "/x")])
        .unwrap_err()
        .to_string();
    assert!(
        twice.contains("BERTH_NATS_URL is set together with BERTH_NATS_URL_FILE"),
        "{twice}"
    );

    let missing = load(&[("BERTH_NATS_URL_FILE", "/nowhere/at/all")])
        .unwrap_err()
        .to_string();
    assert!(
        missing.contains("BERTH_NATS_URL_FILE cannot read /nowhere/at/all"),
        "{missing}"
    );
}

#[test]
fn only_secrets_are_read_from_files() {
    let error = load(&[("BERTH_MAIL_FROM_FILE", "/x")]).unwrap_err().to_string();

    assert!(error.contains("BERTH_MAIL_FROM_FILE is not a setting"), "{error}");
}

#[test]
fn no_secret_is_printed_in_settings_debug_or_errors() {
    let secrets = [
        ("BERTH_INTAKE_DATABASE_URL", "postgres://berth:hunter2@db/intake"),
        (
            "BERTH_NOTIFIER_DATABASE_URL",
            "postgres://berth:hunter2@db/notifier",
        ),
        ("BERTH_NATS_URL", "nats://intake:hunter2@nats:4222"),
        ("BERTH_SMTP_URL", "smtp://mailer:hunter2@mail:587?tls=starttls"),
        ("BERTH_OPERATOR_TOKEN", "hunter2-hunter2-hunter2-hunter2"),
        ("BERTH_SIGNING_KEY", "hunter2-hunter2-hunter2-hunter2-hunter2"),
    ];

    let settings = load(&secrets).unwrap();
    assert!(!settings.to_toml_without_secrets().contains("hunter2"));
    assert!(!format!("{settings:?}").contains("hunter2"));

    for (name, _) in secrets {
        let error = load(&[(name, "x:hunter2")]).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{name}");
    }
    let broken = load_file("nats_url = \"nats://a:hunter2@b\nx", &[]).unwrap_err();
    assert!(!format!("{broken} {broken:?}").contains("hunter2"), "{broken}");
}

#[test]
fn printed_settings_can_be_read_back() {
    let settings = load(&[
        ("BERTH_MAIL_FROM", "Talent \"Hub\" <a@example.org>"),
        ("BERTH_NATS_REPLICAS", "3"),
    ])
    .unwrap();
    let printed: toml::Table = toml::from_str(&settings.to_toml_without_secrets()).unwrap();
    let without_secrets: toml::Table = printed
        .into_iter()
        .filter(|(_, value)| value.as_str() != Some("***"))
        .collect();

    let again = load_file(&toml::to_string(&without_secrets).unwrap(), &[]).unwrap();

    assert_eq!(again.mail_from, settings.mail_from);
    assert_eq!(again.nats_replicas, 3);
}

#[test]
fn values_that_cannot_work_are_refused() {
    let wrong = [
        ("BERTH_DATA_DIR", " "),
        ("BERTH_PUBLIC_URL", "ftp://example.org"),
        ("BERTH_PUBLIC_URL", "https://example.org/?a=b"),
        ("BERTH_INTAKE_DATABASE_URL", "mysql://db/intake"),
        ("BERTH_INTAKE_DATABASE_URL", "sqlite://"),
        ("BERTH_NATS_URL", "nats://a:4222,http://b"),
        ("BERTH_SMTP_URL", "smtp://host?tls=maybe"),
        ("BERTH_SMTP_URL", "capture"),
        ("BERTH_SMTP_URL", "smtp://first capture:"),
        ("BERTH_SMTP_URL", " "),
        ("BERTH_MAIL_LIMITS", "gmail.com 10"),
        ("BERTH_OPERATIONS_MAIL", "ops@example.org,nobody"),
        ("BERTH_NOTIFIER_BIND", "8082"),
        ("BERTH_MAIL_LINK_BASE", "/mail"),
        ("BERTH_LMTP_BIND", "localhost"),
        ("BERTH_BOUNCE_SECRET", "short"),
        ("BERTH_DKIM_SELECTOR", "a b"),
        ("BERTH_MAIL_FROM", "Berth"),
        ("BERTH_MAIL_FROM", "Berth <a@b> x"),
        ("BERTH_MAIL_FROM", "a@b\r\nBcc: c@d"),
        ("BERTH_OPERATOR_TOKEN", "short"),
        ("BERTH_SIGNING_KEY", "short"),
        ("BERTH_LOG_FORMAT", "xml"),
        ("BERTH_LOG_FILTER", "berth=shout"),
        ("BERTH_STOP_DEADLINE_SECONDS", "-1"),
    ];
    for (name, value) in wrong {
        let error = load(&[(name, value)]).unwrap_err().to_string();
        assert!(
            error.contains(&format!("{name} must be ")),
            "{name}={value}: {error}"
        );
    }
}

#[test]
fn mail_servers_may_have_authorities_of_their_own() {
    for url in [
        "smtp://mail.example.org?tls=required&ca=/etc/ssl/own.pem",
        "smtps://a:b@mail.example.org:465",
        "smtps://first.example.org smtp://second.example.org, smtp://third.example.org?tls=none",
        "capture:",
    ] {
        load(&[("BERTH_SMTP_URL", url)]).unwrap();
    }
}

#[test]
fn pages_of_the_notifier_stand_below_the_site_unless_told_otherwise() {
    let below = load(&[("BERTH_PUBLIC_URL", "https://example.org/berth/")]).unwrap();
    assert_eq!(below.mail_link_base.as_str(), "https://example.org/berth/mail");
    let own = load(&[("BERTH_MAIL_LINK_BASE", "https://post.example.org/")]).unwrap();
    assert_eq!(own.mail_link_base.as_str(), "https://post.example.org/");
    assert!(own.notifier_bind.is_none() && own.lmtp_bind.is_none() && own.operations_mail.is_empty());
}

#[test]
fn a_signature_needs_a_selector() {
    let key = "-".repeat(64);
    let alone = load(&[("BERTH_DKIM_KEY", key.as_str())]).unwrap_err().to_string();
    assert!(
        alone.contains("BERTH_DKIM_SELECTOR must be set together"),
        "{alone}"
    );
    load(&[("BERTH_DKIM_KEY", key.as_str()), ("BERTH_DKIM_SELECTOR", "s1")]).unwrap();
}

#[test]
fn a_public_url_loses_its_last_slash_but_keeps_its_path() {
    let settings = load(&[("BERTH_PUBLIC_URL", "https://example.org/berth/")]).unwrap();

    assert_eq!(settings.public_url.as_str(), "https://example.org/berth");
}

#[test]
fn a_missing_file_and_broken_toml_say_which_file_and_line() {
    let missing = Settings::load(Some(Path::new("/nowhere/berth.toml")), [("A", "b")])
        .unwrap_err()
        .to_string();
    assert!(
        missing.contains("cannot read the settings file /nowhere/berth.toml"),
        "{missing}"
    );

    let broken = load_file("data_dir = \"x\"\nhttp_listen =\n", &[])
        .unwrap_err()
        .to_string();
    assert!(broken.contains("is not valid TOML: line 2"), "{broken}");
}
