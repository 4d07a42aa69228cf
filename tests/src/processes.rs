//! Each service as a process of its own, to be killed and started again.

use std::time::Duration;

use berth_bus::{Passwords, authorization_conf};
use berth_runtime::Secret;
use berth_testkit::{NatsServer, PortLease, Process, SmtpServer, free_port};

use crate::door::Door;
use crate::{Databases, OPERATOR_TOKEN, SIGNING_KEY};

/// One service's process.
pub struct Service {
    /// Its name.
    pub name: &'static str,
    process: Process,
    admin: PortLease,
    _http: PortLease,
}

impl Service {
    /// Kills it at once, without any warning, and starts it again.
    pub fn kill_and_start_again(&self) {
        self.process.kill9();
        self.process.start_again();
    }

    /// Waits until it says that it is ready.
    pub async fn wait_ready(&self) {
        self.process
            .wait_ready(&self.admin.address().to_string(), Duration::from_secs(90))
            .await;
    }

    /// Asks it to stop and waits until it has.
    pub async fn stop(&self) {
        let status = self.process.terminate(Duration::from_secs(60)).await;
        assert!(
            status.success(),
            "{} stopped with {status}: {}",
            self.name,
            self.process.log()
        );
    }
}

/// A whole Berth of processes.
pub struct Processes {
    /// The services.
    pub services: Vec<Service>,
    /// The broker.
    pub nats: NatsServer,
    /// The mail server.
    pub smtp: SmtpServer,
    /// The API.
    pub door: Door,
    _folder: tempfile::TempDir,
}

fn password(user: &str) -> String {
    format!("the-password-of-{user}-0123456789")
}

impl Processes {
    /// The broker's address for a user.
    #[must_use]
    pub fn broker(&self, user: &str) -> String {
        self.nats.url_as(user, &password(user))
    }

    /// Starts so many processes of each service and waits until all are ready.
    pub async fn start(databases: &Databases, folder: tempfile::TempDir, replicas: usize) -> Self {
        let passwords = ["intake", "matcher", "notifier", "operator"].map(|user| Secret::new(password(user)));
        let [intake, matcher, notifier, operator] = passwords;
        let rights = authorization_conf(&Passwords::new(intake, matcher, notifier, operator));
        let (nats, smtp) = (NatsServer::start_with(&rights).await, SmtpServer::start().await);
        let broker = |user: &str| nats.url_as(user, &password(user));
        let provision = Process::berth()
            .arg("provision")
            .env("BERTH_NATS_URL", broker("operator"));
        provision
            .env("BERTH_DATA_DIR", folder.path().display().to_string())
            .run()
            .await
            .success();
        let (mut services, mut bases) = (Vec::new(), Vec::new());
        for replica in 0..replicas {
            for name in ["intake", "matcher", "notifier"] {
                let (http, admin) = (free_port(), free_port());
                let data = folder.path().join(format!("{name}-{replica}"));
                std::fs::create_dir_all(&data).unwrap();
                let base = format!("http://{}", http.address());
                let process = Process::berth()
                    .name(&format!("{name}-{replica}"))
                    .arg(name)
                    .env("BERTH_DATA_DIR", data.display().to_string())
                    .env("BERTH_HTTP_LISTEN", http.address().to_string())
                    .env("BERTH_ADMIN_LISTEN", admin.address().to_string())
                    .env("BERTH_PUBLIC_URL", &base)
                    .env("BERTH_INTAKE_DATABASE_URL", &databases.intake)
                    .env("BERTH_NOTIFIER_DATABASE_URL", &databases.notifier)
                    .env("BERTH_NATS_URL", broker(name))
                    .env("BERTH_SMTP_URL", smtp.url())
                    .env("BERTH_MAIL_FROM", "Berth <berth@example.org>")
                    .env("BERTH_OPERATOR_TOKEN", OPERATOR_TOKEN)
                    .env("BERTH_SIGNING_KEY", SIGNING_KEY)
                    .spawn();
                if name == "intake" {
                    bases.push(base);
                }
                services.push(Service {
                    name,
                    process,
                    admin,
                    _http: http,
                });
            }
        }
        for service in &services {
            service.wait_ready().await;
        }
        Self {
            services,
            nats,
            smtp,
            door: Door::new(bases),
            _folder: folder,
        }
    }
}
