//! The vocabulary holds together, and free text is understood with precision first.

use berth_matching::skills::{How, Mapper, Vocabulary};

#[test]
fn the_shipped_vocabulary_reads_and_is_large_enough() {
    let file = include_str!("../../data/skills.tsv");
    let vocabulary = Vocabulary::default().extended(file).unwrap();
    assert_eq!(vocabulary.len(), Vocabulary::shipped().len());
    assert!((800..=1000).contains(&vocabulary.len()), "{}", vocabulary.len());
    let id = |text: &str| text.parse().unwrap();
    assert_eq!(vocabulary.steps_up(&id("postgresql"), &id("sql")), Some(1));
    assert_eq!(vocabulary.steps_up(&id("pyspark"), &id("big-data")), Some(2));
    assert_eq!(vocabulary.steps_up(&id("sql"), &id("postgresql")), None);
    assert!(vocabulary.skills().filter(|s| s.esco.is_some()).count() > 100);
    assert!(vocabulary.skills().filter(|s| s.onet.is_some()).count() > 300);
}

#[test]
fn an_operators_file_adds_aliases_and_says_what_is_wrong_with_it() {
    let own = Vocabulary::shipped()
        .extended("sql\tSQL\t\tselect statements\nour-tool\tOur Tool\tsql")
        .unwrap();
    assert_eq!(
        Mapper::new(&own).map("Select-Statements").skill.unwrap().as_str(),
        "sql"
    );
    for (file, line) in [
        ("sql\tSQL\tnowhere", 1),
        ("a-b\tX\tsql\nBAD\tX", 2),
        ("aa\tA\tbb\nbb\tB\taa", 1),
        ("sql+nowhere\t\t\tboth", 1),
    ] {
        assert_eq!(
            Vocabulary::shipped().extended(file).unwrap_err().line,
            line,
            "{file}"
        );
    }
}

#[test]
fn written_spellings_are_understood_with_high_recall_and_higher_precision() {
    let mapper = Mapper::new(Vocabulary::shipped());
    let (mut written, mut others, mut found, mut right) = (0, 0, 0, 0);
    let (mut missed, mut wrong) = (Vec::new(), Vec::new());
    for line in include_str!("spellings.txt")
        .lines()
        .filter(|l| !l.starts_with("# "))
    {
        let (text, expected) = line.rsplit_once('=').unwrap();
        let mapped = mapper.map_all(text);
        let ids: Vec<&str> = mapped
            .iter()
            .filter_map(|m| Some(m.skill.as_ref()?.as_str()))
            .collect();
        let expected: Vec<&str> = expected.split_whitespace().collect();
        let must = expected.iter().filter(|id| !id.starts_with('~'));
        others += usize::from(expected.is_empty());
        for id in must {
            written += 1;
            if ids.contains(id) {
                found += 1;
            } else {
                missed.push(format!("{text:?}: {id}"));
            }
        }
        for id in ids {
            if expected.iter().any(|one| one.trim_start_matches('~') == id) {
                right += 1;
            } else {
                wrong.push(format!("{text:?} taken for {id}, not {expected:?}"));
            }
        }
    }
    let recall = f64::from(found) / f64::from(written);
    let precision = f64::from(right) / (f64::from(right) + wrong.len() as f64);
    println!("{written} skills, {others} others: recall {recall:.3}, precision {precision:.3}");
    println!("not understood: {missed:#?}, confusions: {wrong:#?}");
    assert!(written >= 2000 && others >= 400, "{written} {others}");
    assert!(
        recall >= 0.97 && precision >= 0.99,
        "recall {recall:.3}, precision {precision:.3}: {wrong:#?}"
    );
}

#[test]
fn a_cell_is_taken_apart_and_the_unknown_stays_unknown() {
    let mapper = Mapper::new(Vocabulary::shipped());
    let mapped = mapper.map_all("Python (pandas, NumPy), SQL and Excel; Flurble; CI/CD");
    let ids: Vec<_> = mapped
        .iter()
        .filter_map(|m| m.skill.as_ref())
        .map(|id| id.as_str())
        .collect();
    assert_eq!(ids, ["python", "pandas", "numpy", "sql", "excel", "ci-cd"]);
    let unknown = mapped.iter().find(|m| m.skill.is_none()).unwrap();
    assert_eq!((unknown.given.as_str(), unknown.how), ("Flurble", How::Unknown));
}

#[test]
fn what_only_looks_like_a_skill_is_left_alone() {
    let mapper = Mapper::new(Vocabulary::shipped());
    for text in [
        "rest",
        "Spring 2025",
        "Mathematics",
        "Swift learner",
        "Express delivery",
        "go-getter",
        "R&D",
        "IT",
        "Pearl",
    ] {
        assert_eq!(
            mapper.map_all(text).into_iter().find_map(|m| m.skill),
            None,
            "{text}"
        );
    }
    let ids = |text: &str| {
        mapper
            .map_all(text)
            .into_iter()
            .filter_map(|m| m.skill)
            .map(|s| s.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(ids("Java/Python"), ["java", "python"]);
    assert_eq!(ids("Oracle APEX"), ["oracle-apex"]);
    assert_eq!(ids("REST"), ["rest-apis"]);
}

#[test]
fn what_a_name_means_depends_on_its_company() {
    let mapper = Mapper::new(Vocabulary::shipped());
    for (text, expected) in [
        (
            "Hardware & software troubleshooting",
            "hardware-troubleshooting troubleshooting",
        ),
        (
            "Database design & normalization",
            "database-design database-normalisation",
        ),
        (
            "Google Workspace (Docs, Sheets)",
            "google-workspace google-docs google-sheets",
        ),
        ("Azure (Functions, DevOps)", "azure azure-functions azure-devops"),
        ("Postman API testing", "postman api-testing"),
        ("MERN stack", "mongodb express-js react node-js"),
        ("Spark, YARN", "spark hadoop"),
        ("npm, Yarn", "npm yarn"),
        ("Jest and humour", ""),
        ("Jest and humour, React", "jest react"),
        ("Jenkins & Sons Ltd", ""),
        ("Java, Indonesia", ""),
        ("QA engineer", ""),
        (
            "Google Analytics & Tag Manager",
            "google-analytics google-tag-manager",
        ),
    ] {
        let ids: Vec<String> = mapper
            .map_all(text)
            .into_iter()
            .filter_map(|m| Some(m.skill?.to_string()))
            .collect();
        assert_eq!(ids.join(" "), expected, "{text}");
    }
}
