//! `berth skills map`: texts, lines and columns, what is understood of them and why.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;

use berth_testkit::{Finished, Process};
use tempfile::TempDir;

async fn map(args: &[&str]) -> Finished {
    let all = ["skills", "map"].into_iter().chain(args.iter().copied());
    Process::berth().args(all).run().await
}

fn file(folder: &TempDir, name: &str, content: impl AsRef<[u8]>) -> String {
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    path.to_str().unwrap().to_owned()
}

#[tokio::test]
async fn texts_are_mapped_and_what_is_unknown_is_told() {
    let known = map(&["PostgreSQL; python"]).await.success();
    assert!(known.contains("postgresql (PostgreSQL): its name"), "{known}");
    assert!(known.contains("2 understood, 0 not"), "{known}");

    let unknown = map(&["underwater basket weaving"]).await;
    assert_eq!(unknown.status.code(), Some(3));
    assert!(unknown.stdout.contains("unknown"), "{}", unknown.stdout);
}

#[tokio::test]
async fn a_column_is_read_with_its_lines_and_reasons() {
    let folder = TempDir::new().unwrap();
    let csv = file(
        &folder,
        "people.csv",
        "reference,skills\nA,\"SQL, Experience with Docker\"\nB,postgres\nC,Kubernetse\n",
    );
    let mapped = map(&["--file", &csv, "--column", "Skills"]).await.success();
    for said in [
        "     2  SQL",
        "once the words around it are left out",
        "     3  postgres",
        "another name for it",
        "     4  Kubernetse",
        "a slip of the pen",
    ] {
        assert!(mapped.contains(said), "{said}: {mapped}");
    }
    let tsv = file(&folder, "people.tsv", "reference\tskills\nA\tSQL\n");
    let by_number = map(&["--file", &tsv, "--column", "2"]).await.success();
    assert!(by_number.contains("1 understood"), "{by_number}");
}

#[tokio::test]
async fn a_programme_adds_aliases_of_its_own() {
    let folder = TempDir::new().unwrap();
    let own = file(&folder, "own.tsv", "python\tPython\t\tsnake work\t\t\n");
    let mapped = map(&["snake work", "--aliases", &own]).await.success();
    assert!(mapped.contains("python"), "{mapped}");

    let broken = file(
        &folder,
        "broken.tsv",
        "# mine\npython\tPython\tno-such-parent\t\t\t\n",
    );
    let refused = map(&["snake work", "--aliases", &broken]).await;
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        refused
            .stderr
            .contains("line 2: the parent `no-such-parent` isn't known"),
        "{}",
        refused.stderr
    );
}

#[tokio::test]
async fn files_that_cannot_be_read_are_told_with_the_place() {
    let folder = TempDir::new().unwrap();
    let wide: Vec<u8> = "\u{feff}skills\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let cases = [
        (file(&folder, "a.csv", "a,skills\n1,sql\n1,sql,more\n"), "line: 3"),
        (
            file(&folder, "b.csv", b"a,skills\n1,caf\xe9\n"),
            "line 2, column skills: not UTF-8",
        ),
        (
            file(&folder, "c.csv", "a,talents\n1,sql\n"),
            "there are: a, talents",
        ),
        (file(&folder, "d.csv", wide), "is UTF-16"),
        (file(&folder, "e.csv", ""), "is empty"),
        (folder.path().to_str().unwrap().to_owned(), "cannot read"),
    ];
    for (path, said) in cases {
        let refused = map(&["--file", &path, "--column", "skills"]).await;
        assert_eq!(refused.status.code(), Some(2), "{said}: {}", refused.stdout);
        assert!(refused.stderr.contains(said), "{said}: {}", refused.stderr);
    }
}

#[tokio::test]
async fn prose_is_no_list_of_skills_and_hangs_nobody() {
    let folder = TempDir::new().unwrap();
    let prose = file(&folder, "prose.txt", "experience ".repeat(200_000));
    let mapped = map(&["--file", &prose]).await;
    assert_eq!(mapped.status.code(), Some(3));
    assert!(mapped.stdout.contains("prose of more than"), "{}", mapped.stdout);
}
