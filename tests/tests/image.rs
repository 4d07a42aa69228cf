//! The container image, built from scratch by `cargo xtask test` before this runs: a service in it, and its health command.

use std::process::{Command, Output};
use std::time::Duration;

use berth_bus::{Bus, BusOptions, Mode};
use berth_testkit::{NatsServer, Process, assert_eventually, free_port};

const IMAGE: &str = "localhost/berth:test";

/// A working container of the image, removed with its file system when dropped.
struct Container(String);

impl Container {
    fn of(image: &str) -> Self {
        let made = buildah(&["from", "--pull-never", image]);
        let said = String::from_utf8_lossy(&made.stderr).into_owned();
        assert!(
            made.status.success(),
            "no image {image}; build it with `cargo xtask images --tag {image}`: {said}"
        );
        Self(String::from_utf8_lossy(&made.stdout).trim().to_owned())
    }

    /// The arguments to run a program in it, on the host's network.
    fn run<'a>(&'a self, settings: &'a [String], program: &'a [&'a str]) -> Vec<&'a str> {
        let mut arguments = vec!["run", "--isolation", "chroot"];
        arguments.extend(settings.iter().flat_map(|setting| ["--env", setting.as_str()]));
        arguments.extend([self.0.as_str(), "--"]);
        arguments.extend(program);
        arguments
    }
}

impl Drop for Container {
    fn drop(&mut self) {
        buildah(&["rm", &self.0]);
    }
}

fn buildah(arguments: &[&str]) -> Output {
    Command::new("buildah")
        .args(arguments)
        .output()
        .unwrap_or_else(|error| {
            unreachable!("buildah can't be run ({error}); `cargo xtask test` installs it")
        })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_in_the_image_becomes_healthy_and_its_health_command_says_so() {
    let nats = NatsServer::start().await;
    let operator = Bus::connect(BusOptions::new(nats.url(), "test", "operator"))
        .await
        .unwrap();
    operator.provision(Mode::Apply).await.unwrap();
    let admin = free_port();
    let settings = [
        format!("BERTH_NATS_URL={}", nats.url()),
        format!("BERTH_ADMIN_LISTEN={}", admin.address()),
    ];
    let container = Container::of(IMAGE);
    let health = || buildah(&container.run(&settings, &["/usr/bin/berth", "health"]));

    let before = health();
    assert!(
        !before.status.success(),
        "nothing runs yet: {}",
        String::from_utf8_lossy(&before.stdout)
    );
    let arguments = container.run(&settings, &["/usr/bin/berth", "matcher"]);
    let service = Process::program("/usr/bin/buildah")
        .name("matcher in its image")
        .args(arguments)
        .spawn();
    assert_eventually(
        Duration::from_secs(60),
        "the health command says that it is healthy",
        async || health().status.success(),
    )
    .await;
    drop(service);

    let configured = buildah(&[
        "inspect",
        "--type",
        "image",
        "--format",
        "{{.Docker.Config.Healthcheck.Test}}",
        IMAGE,
    ]);
    assert_eq!(
        String::from_utf8_lossy(&configured.stdout).trim(),
        "[CMD /usr/bin/berth health]"
    );
    let user = buildah(&[
        "inspect",
        "--type",
        "image",
        "--format",
        "{{.Docker.Config.User}}",
        IMAGE,
    ]);
    assert_eq!(
        String::from_utf8_lossy(&user.stdout).trim(),
        "65532:65532",
        "not root"
    );
}
