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
    let (mut skills, mut right, mut wrong, mut others) = (0, 0, Vec::new(), 0);
    for line in include_str!("spellings.txt")
        .lines()
        .filter(|l| !l.starts_with("# "))
    {
        let (text, expected) = line.rsplit_once('=').unwrap();
        // A list of skills in one cell is right when it begins with the one expected.
        let mapped = mapper.map_all(text);
        let first = mapped.iter().find_map(|m| m.skill.as_ref()).map(|id| id.as_str());
        if expected.is_empty() {
            others += 1;
        } else {
            skills += 1;
        }
        match first {
            Some(id) if id == expected => right += 1,
            None if expected.is_empty() => {}
            None => println!("not understood: {text:?} ({expected})"),
            Some(id) => wrong.push(format!("{text:?} taken for {id}, not {expected:?}")),
        }
    }
    println!("{skills} spellings, {others} others: {right} right, confusions: {wrong:#?}");
    assert!(skills >= 300 && others >= 50, "{skills} {others}");
    let recall = right as f64 / skills as f64;
    let precision = right as f64 / (right + wrong.len()) as f64;
    assert!(
        recall >= 0.95 && precision >= 0.99,
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
