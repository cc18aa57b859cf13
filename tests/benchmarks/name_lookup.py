"""Finding a company by name among 100,000 and 1,000,000, on both databases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from random import Random
from time import perf_counter

from sqlalchemy import text

from integrations.store import Store
from integrations.store.company_names import normalise_name
from integrations.store.name_index import index_names
from tests.benchmarks.databases import new_store
from tests.benchmarks.generated_names import generated_names, with_typo

TITLE = "Finding a company by name"
BAR_MS, BAR_RECALL, BAR_BUILD_S = 10.0, 0.98, 180.0

Row = tuple[str, str, str, bool]


def run(quick: bool = False) -> list[Row]:  # noqa: FBT002 - the signature all benchmarks share
    """p99 over a mix of what people type, and recall@5 of full names with one typo."""
    sizes, queries = ((20_000,), 300) if quick else ((100_000, 1_000_000), 1_000)
    return [
        row
        for size in sizes
        for kind in ("SQLite", "PostgreSQL")
        for row in _measure(kind, list(generated_names(size)), queries)
    ]


def _measure(kind: str, names: list[str], queries: int) -> Iterator[Row]:
    what = f"{kind}, {len(names):,}"
    with new_store(kind) as store:
        seconds = fill(store, names)
        yield f"{what}: index built", f"{seconds:.0f} s", f"≤ {BAR_BUILD_S:.0f} s", seconds <= BAR_BUILD_S
        random = Random(1)  # noqa: S311 - queries, not secrets
        mix = _mix(names, queries, random)
        _times(store, mix[: queries // 5])  # connections and caches warm up
        yield _slowest(f"{what}: p99 of the mix", _times(store, mix))
        commonest = _commonest(names)
        yield _slowest(f"{what}: p99 of the ten commonest words", _times(store, commonest * (queries // 10)))
        pairs = [f"{a} {b}" for a in commonest for b in commonest]
        yield _slowest(f"{what}: p99 of pairs of them", _times(store, pairs * (queries // 100)))
        recall = _recall(store, random.sample(names, queries), random)
        yield f"{what}: recall@5, one typo", f"{recall:.3f}", f"≥ {BAR_RECALL}", recall >= BAR_RECALL


def fill(store: Store, names: list[str]) -> float:
    """Companies with one scored pursuit each, and the index of names; says how long the index took."""
    with store.engine.writing() as connection:
        rows = [(f"c{id_}", name, normalise_name(name)) for id_, name in enumerate(names, start=1)]
        if store.engine.sqlite:
            add = "INSERT INTO companies (key, name, norm, properties) VALUES (?, ?, ?, '{}')"
            connection.exec_driver_sql(add, rows)
        else:
            add = "INSERT INTO companies (key, name, norm, properties)"
            arrays = "SELECT *, '{}' FROM unnest(%s::text[], %s::text[], %s::text[])"
            connection.exec_driver_sql(f"{add} {arrays}", tuple(map(list, zip(*rows, strict=True))))
        connection.execute(text(_PURSUITS))
        connection.execute(text(_SCORES))
    begun = perf_counter()
    with store.engine.writing() as connection:
        index_names(connection, ((id_, "company", name) for id_, name in enumerate(names, start=1)))
    seconds = perf_counter() - begun
    with store.engine.reading() as connection:
        connection.exec_driver_sql(
            "PRAGMA wal_checkpoint(TRUNCATE)" if store.engine.sqlite else "VACUUM ANALYZE"
        )
    return seconds


_PURSUITS = (
    "INSERT INTO pursuits (company_id, service, owner_name, owner_email, state, cycle, irregular_moves)"
    " SELECT id, 'Rostering', '', '', 'LEAD', 1, 0 FROM companies"
)
_SCORES = (
    "INSERT INTO scores (pursuit_id, as_of, model_version, level, win, details)"
    " SELECT id, '2026-11-01 00:00:00', 'm', 'full', (id * 7919 % 1000) / 1000.0, '{}' FROM pursuits"
)


def _mix(names: list[str], number: int, random: Random) -> list[str]:
    """What people type: whole names, parts, misspellings, common words, and what is not there."""
    commonest = _commonest(names)
    ways: list[Callable[[str], str]] = [
        lambda name: name,
        lambda name: with_typo(name, random),
        lambda name: name.rpartition(" ")[0] or name,
        lambda name: with_typo(name, random).rpartition(" ")[0] or name,
        lambda name: name.split()[0],
        lambda name: name[: random.randint(1, 6)],
        lambda name: " ".join(reversed(name.split()[:2])),
        lambda name: f"{name.split()[0]} {random.choice(commonest)[:4]}",
        lambda _name: random.choice(commonest),
        lambda _name: " ".join(random.sample(commonest, 2)),
        lambda _name: with_typo(random.choice(commonest), random),
        lambda _name: "".join(random.choices("bcdfghjklmnpqrstvwxz", k=7)),
    ]
    return [ways[n % len(ways)](random.choice(names)) for n in range(number)]


def _commonest(names: list[str]) -> list[str]:
    used = Counter(word for name in names[:50_000] for word in normalise_name(name).split())
    return [word for word, _uses in used.most_common(10)]


def _times(store: Store, queries: list[str]) -> list[float]:
    """Milliseconds of each query: the middle one of three, since others use this machine too."""
    return [sorted(_milliseconds(store, query) for _ in range(3))[1] for query in queries]


def _milliseconds(store: Store, query: str) -> float:
    begun = perf_counter()
    store.pursuits.find(query)
    return (perf_counter() - begun) * 1000


def _slowest(what: str, times: list[float]) -> Row:
    ordered = sorted(times)
    median, p99 = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
    return (
        what,
        f"{p99:.1f} ms (median {median:.1f}, most {ordered[-1]:.1f})",
        f"< {BAR_MS:.0f} ms",
        p99 < BAR_MS,
    )


def _recall(store: Store, names: list[str], random: Random) -> float:
    found = [
        name in {hit.company for hit in store.pursuits.find(with_typo(normalise_name(name), random)).fits}
        for name in names
    ]
    return sum(found) / len(found)
