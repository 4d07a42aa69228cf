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


def shortlists():
    """Credit by sparse products, hard filters by masks: numpy and scipy."""
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

    def run():
        open_to_all = (english >= 2) & (free == 1) & (on_site == 1)
        points = 0
        for must, nice in needs:
            may = open_to_all.copy()
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


heaviest("uniform")
heaviest("zipf")
shortlists()
stable(10_000)
