"""Times others on the instances that the engine is timed on: `peers.py FOLDER`, where `--write FOLDER SIZE` wrote them.

One line of JSON per figure, as the engine's: `peer`, `what`, `size`, `ms` (the best of several), and what it came to, so that
both can be seen to have solved the same. Reading files isn't counted.
"""

import json
import pathlib
import sys
import time

import numpy
import scipy.sparse

# `matching` copies its players, who know each other, by recursion.
sys.setrecursionlimit(10_000_000)

FOLDER = pathlib.Path(sys.argv[1])
TOP = 20


def timed(runs, run):
    best, came_to = None, None
    for _ in range(runs):
        start = time.perf_counter()
        came_to = run()
        took = (time.perf_counter() - start) * 1e3
        best = took if best is None else min(best, took)
    return round(best, 3), came_to


def say(peer, what, size, ms, **more):
    print(json.dumps({"peer": peer, "what": what, "size": size, "ms": ms, **more}), flush=True)


def heaviest(name):
    """OR-tools' cost-scaling flow: trainee, opening and a way out for each; its arcs are built before the clock runs."""
    from ortools.graph.python import min_cost_flow

    lines = (FOLDER / f"weight{'-zipf' if name == 'zipf' else ''}.txt").read_text().split("\n")
    trainees, openings = map(int, lines[0].split())
    seats = numpy.array(lines[1].split(), dtype=numpy.int64)
    edges = numpy.array([line.split() for line in lines[2:] if line], dtype=numpy.int64)
    sink = trainees + openings
    everybody = numpy.arange(trainees)
    tails = numpy.concatenate([edges[:, 0], everybody, trainees + numpy.arange(openings)])
    heads = numpy.concatenate([trainees + edges[:, 1], numpy.full(trainees, sink), numpy.full(openings, sink)])
    room = numpy.concatenate([numpy.ones(len(edges) + trainees, dtype=numpy.int64), seats])
    cost = numpy.concatenate([-edges[:, 2], numpy.zeros(trainees + openings, dtype=numpy.int64)])

    def run():
        flow = min_cost_flow.SimpleMinCostFlow()
        flow.add_arcs_with_capacity_and_unit_cost(tails, heads, room, cost)
        flow.set_nodes_supplies(everybody, numpy.ones(trainees, dtype=numpy.int64))
        flow.set_node_supply(sink, -trainees)
        start = time.perf_counter()
        assert flow.solve() == flow.OPTIMAL
        return (time.perf_counter() - start) * 1e3, -flow.optimal_cost()

    best = min(run() for _ in range(3))
    say("OR-tools SimpleMinCostFlow", f"max weight in memory, {name}", trainees, round(best[0], 3), weight=best[1])


def stable(limit):
    """The `matching` package, on an instance small enough for it."""
    from matching.games import HospitalResident

    document = json.loads((FOLDER / "round.json").read_text())
    if len(document["trainees"]) > limit:
        return
    ours = {t["id"]: [o for group in t["prefers"] for o in group] for t in document["trainees"]}
    theirs = {o["id"]: [t for group in o["prefers"] for t in group] for o in document["openings"]}
    seats = {o["id"]: o["seats"] for o in document["openings"]}
    game = HospitalResident.create_from_dictionaries(ours, theirs, seats)
    ms, solved = timed(1, lambda: game.solve(optimal="resident"))
    placed = sum(len(trainees) for trainees in solved.values())
    say("matching (Python)", "rank and solve, in memory", len(ours), ms, placed=placed)


def stable_too(limit):
    """The `algmatch` package, likewise."""
    from algmatch import HospitalResidentsProblem

    document = json.loads((FOLDER / "round.json").read_text())
    if len(document["trainees"]) > limit:
        return
    number = lambda name: int(name[1:]) + 1
    ours = {number(t["id"]): [number(o) for group in t["prefers"] for o in group] for t in document["trainees"]}
    theirs = {
        number(o["id"]): {
            "capacity": o["seats"],
            "preferences": [number(t) for group in o["prefers"] for t in group],
        }
        for o in document["openings"]
    }
    ms, solved = timed(
        1,
        lambda: HospitalResidentsProblem(
            dictionary={"residents": ours, "hospitals": theirs}, optimised_side="residents"
        ).get_stable_matching(),
    )
    say("algmatch", "rank and solve, in memory", len(ours), ms, found=bool(solved))


def read_shortlists():
    """Skills by level as a sparse matrix, the three filters' columns, and each opening's needs."""
    lines = (FOLDER / "shortlists.txt").read_text().split("\n")
    trainees, openings = map(int, lines[0].split())
    skills = 400
    english, free, on_site = (numpy.zeros(trainees, dtype=numpy.int8) for _ in range(3))
    level = scipy.sparse.lil_matrix((trainees, skills), dtype=numpy.int32)
    for number, line in enumerate(lines[1 : trainees + 1]):
        words = line.split()
        english[number], free[number], on_site[number] = map(int, words[:3])
        for word in words[3:]:
            skill, at = map(int, word.split(":"))
            level[number, skill] = at
    columns = level.tocsc()
    needs = []
    for line in lines[trainees + 1 : trainees + 1 + openings]:
        sides = line.split("|")
        needs.append([[tuple(map(int, word.split(":"))) for word in side.split()] for side in sides])
    return columns, (english >= 2) & (free == 1) & (on_site == 1), needs


def shortlists():
    """Credit by sparse products, hard filters by masks: numpy and scipy."""
    columns, everyone, needs = read_shortlists()
    trainees = columns.shape[0]

    def run():
        points = 0
        for must, nice in needs:
            may = everyone.copy()
            credit = numpy.zeros(trainees, dtype=numpy.int32)
            for skill, asked in must:
                rows = columns.indices[columns.indptr[skill] : columns.indptr[skill + 1]]
                own = columns.data[columns.indptr[skill] : columns.indptr[skill + 1]]
                has = numpy.zeros(trainees, dtype=bool)
                has[rows[own >= asked]] = True
                may &= has
                above = 4 - asked
                worth = 1000 if above == 0 else 750 + (own * 100 - asked * 100) * 250 // (above * 100)
                credit[rows] += numpy.where(own >= asked, 2 * worth, 0).astype(numpy.int32)
            for skill, asked in nice:
                rows = columns.indices[columns.indptr[skill] : columns.indptr[skill + 1]]
                own = columns.data[columns.indptr[skill] : columns.indptr[skill + 1]]
                credit[rows] += (numpy.minimum(own, asked) * 1000 // asked).astype(numpy.int32)
            all_credit = 1000 * (2 * len(must) + len(nice))
            candidates = numpy.flatnonzero(may)
            found = credit[candidates] * 1000 // all_credit
            if len(found) > TOP:
                found = numpy.partition(found, len(found) - TOP)[-TOP:]
            points += int(found.sum())
        return points

    ms, points = timed(2, run)
    say("numpy with masks", "shortlists with filters", trainees, ms, points=points)


def products():
    """The best twenty by one sparse product, without filters: a simpler score than the engine's, so only the time compares."""
    from sparse_dot_topn import sp_matmul_topn

    columns, _, needs = read_shortlists()
    trainees, skills = columns.shape
    rows, at, worth = [], [], []
    for number, (must, nice) in enumerate(needs):
        for weight, side in ((2.0, must), (1.0, nice)):
            for skill, asked in side:
                rows.append(number)
                at.append(skill)
                worth.append(weight / asked)
    asked = scipy.sparse.csr_matrix((worth, (rows, at)), shape=(len(needs), skills))
    people = columns.T.tocsr().astype(numpy.float64)
    ms, found = timed(2, lambda: sp_matmul_topn(asked, people, top_n=TOP, n_threads=2))
    say("sparse_dot_topn", "shortlists without filters", trainees, ms, candidates=int(found.nnz))
    ms, found = timed(1, lambda: top_of(asked @ people))
    say("scipy", "shortlists without filters", trainees, ms, candidates=found)


def top_of(product):
    found = 0
    for row in range(product.shape[0]):
        points = product.data[product.indptr[row] : product.indptr[row + 1]]
        if len(points) > TOP:
            points = numpy.partition(points, len(points) - TOP)[-TOP:]
        found += len(points)
    return found


def full_text():
    """tantivy: trainees as documents, an opening as a query for any of its skills. It orders by rarity instead of level, so
    only the time compares."""
    import tantivy

    columns, _, needs = read_shortlists()
    trainees = columns.shape[0]
    schema = tantivy.SchemaBuilder().add_text_field("skills", stored=False, tokenizer_name="whitespace").build()
    index = tantivy.Index(schema)
    writer = index.writer(heap_size=200_000_000, num_threads=1)
    people = columns.tocsr()
    for number in range(trainees):
        skills = people.indices[people.indptr[number] : people.indptr[number + 1]]
        writer.add_document(tantivy.Document(skills=" ".join(f"s{skill}" for skill in skills)))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    queries = [
        index.parse_query(" ".join(f"s{skill}" for side in sides for skill, _ in side), ["skills"]) for sides in needs
    ]
    ms, found = timed(2, lambda: sum(len(searcher.search(query, TOP, count=False).hits) for query in queries))
    say("tantivy", "shortlists without filters", trainees, ms, candidates=found, threads=1)


def database():
    """DuckDB: one query that joins needs with claims, filters, adds up and keeps the best twenty of each opening."""
    import duckdb

    columns, everyone, needs = read_shortlists()
    trainees = columns.shape[0]
    db = duckdb.connect()
    claims = columns.tocoo()
    trainee, skill, level = claims.row.astype(numpy.int32), claims.col.astype(numpy.int32), claims.data
    people = {"trainee": numpy.arange(trainees, dtype=numpy.int32), "may": everyone}
    wanted = {"opening": [], "skill": [], "asked": [], "must": []}
    for number, (must, nice) in enumerate(needs):
        for is_must, side in ((True, must), (False, nice)):
            for need, asked in side:
                for key, value in zip(wanted, (number, need, asked, is_must)):
                    wanted[key].append(value)
    for name, columns_of in (
        ("claims", {"trainee": trainee, "skill": skill, "level": level}),
        ("people", people),
        ("wanted", {key: numpy.array(values) for key, values in wanted.items()}),
    ):
        # DuckDB reads dictionaries of arrays by the variable's name.
        source = columns_of
        db.execute(f"CREATE TABLE {name} AS SELECT * FROM source")
    query = """
        WITH musts AS (SELECT opening, count(*) FILTER (must) AS musts FROM wanted GROUP BY opening),
        pairs AS (
            SELECT w.opening, c.trainee, count(*) FILTER (w.must AND c.level >= w.asked) AS met,
                sum(CASE WHEN w.must THEN CASE WHEN c.level >= w.asked THEN 2000 ELSE 0 END
                    ELSE least(c.level, w.asked) * 1000 // w.asked END) AS credit
            FROM wanted w JOIN claims c USING (skill) JOIN people p USING (trainee)
            WHERE p.may GROUP BY w.opening, c.trainee),
        ranked AS (
            SELECT opening, row_number() OVER (PARTITION BY opening ORDER BY credit DESC, trainee) AS place
            FROM pairs JOIN musts USING (opening) WHERE met = musts)
        SELECT count(*) FROM ranked WHERE place <= 20"""
    ms, found = timed(1, lambda: db.execute(query).fetchone()[0])
    say("DuckDB", "shortlists with filters", trainees, ms, candidates=found)


heaviest("uniform")
heaviest("zipf")
shortlists()
database()
products()
full_text()
stable(10_000)
stable_too(10_000)
