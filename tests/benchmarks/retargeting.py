"""Retargeting on the sample company: what the timing foretells, what reminders bring, what is claimed of noise, and time."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter

import numpy as np
from sqlalchemy import update

from integrations.model_files import ModelFiles
from integrations.store import Store
from integrations.store.schema import pursuits
from jobs.import_exports import import_exports
from jobs.job import Workplace
from jobs.make_sample import make_sample_exports
from jobs.retargeting import make_lists
from jobs.tag_touches import tag_touches
from jobs.tagger import load_tagger
from jobs.timing import newest_tables
from ml.data_preparation import Tables
from ml.lift import lift_of
from ml.records import Person
from ml.sample_company import sample_company
from ml.sample_reminders import sample_reminders
from ml.timing_periods import Periods, periods
from ml.timing_slots import best_touches
from ml.timing_training import train_timing
from tests.benchmarks.databases import new_store
from tests.benchmarks.planted_store import fill, open_company
from tests.planted_company import END

TITLE = "Retargeting: timing forward in time, effect of reminders, claims about noise, time of the lists"
UNTIL = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, tzinfo=UTC)
PURSUITS, QUICK_PURSUITS = 2_500, 600
TEAM, QUICK_TEAM = 100_000, 10_000
OF_ONE_REP = 5_000
SEEDS, QUICK_SEEDS = 20, 8
# One mistaken claim of the team's is one for every pursuit, so it takes many deals to tell how often that happens.
DEALS, QUICK_DEALS = 400, 100
MISTAKEN = 0.05

Row = tuple[str, str, str, bool]


def run(quick: bool = False) -> list[Row]:  # noqa: FBT002 - the signature all benchmarks share
    """Import and read the sample as a customer's data, then measure."""
    pursuits_, seeds = (QUICK_PURSUITS, QUICK_SEEDS) if quick else (PURSUITS, SEEDS)
    with tempfile.TemporaryDirectory() as folder:
        tables = _sample(Path(folder), pursuits_)
    rows = [
        *_timing(tables),
        _shuffled(tables),
        *_claims(tables, QUICK_DEALS if quick else DEALS),
        *_lift(pursuits_, seeds),
    ]
    kinds = ("SQLite",) if quick else ("SQLite", "PostgreSQL")
    return rows + [row for kind in kinds for row in _times(kind, QUICK_TEAM if quick else TEAM)]


def _sample(folder: Path, number: int) -> Tables:
    sample = make_sample_exports(folder / "sample", until=UNTIL, pursuits=number)
    url = f"sqlite:///{folder / 'store.db'}"
    Store.migrate(url)
    store = Store.open(url)
    import_exports(store, [sample.directory], sample.mapping, now=NOW, rejects_directory=folder / "rejects")
    tag_touches(store, load_tagger(ModelFiles(folder / "models"), store, now=NOW))
    tables = newest_tables(store)
    store.close()
    return tables


def _timing(tables: Tables) -> Iterator[Row]:
    begun = perf_counter()
    _, report = train_timing(tables, NOW)
    seconds = perf_counter() - begun
    yield "training and judging", f"{seconds:.1f} s", "–", True
    for name, which in (
        ("touches", f"{report['newest_touches']:,} newest touches"),
        ("all", f"{report['newest_rows']:,} newest rows"),
    ):
        loss = report["log_loss"][name]
        best = min(loss["rates"], loss["cadence"])
        told = f"{loss['hazard']:.4f} (rates {loss['rates']:.4f}, table of days {loss['cadence']:.4f})"
        yield f"log-loss of the hazard, {which}", told, f"< {best:.4f}", loss["hazard"] < best
    bins = report["by_bin"]
    inside = sum(row["low"] <= row["promised"] <= row["high"] for row in bins)
    yield "bins whose promise lies in the 95 % interval", f"{inside} of {len(bins)}", f"≥ {len(bins) - 1}", inside >= len(bins) - 1  # fmt: skip
    c = report["concordance"]
    yield "censored concordance (Harrell) of the days to an answer", f"{c:.3f}", "> 0.55", c > 0.55


def _shuffled(tables: Tables) -> Row:
    """The outcomes of calls dealt out anew, five times: nothing is left to learn."""
    gains = [_gain_of_nothing(tables, seed) for seed in range(5)]
    told = f"{np.mean(gains):+.4f} ({min(gains):+.4f} to {max(gains):+.4f})"
    return "gain in log-loss on shuffled outcomes, mean of 5", told, "≤ 0.002", bool(np.mean(gains) <= 0.002)


def _gain_of_nothing(tables: Tables, seed: int) -> float:
    known = tables.touches["answered"].notna().to_numpy()
    answered = tables.touches["answered"].to_numpy(copy=True)
    answered[known] = np.random.default_rng(seed).permutation(answered[known])
    calls = tables.touches.assign(answered=answered, result=None, dated_next_step=np.nan)
    calls = calls[(calls["channel"] == "call").to_numpy()]
    loss: dict[str, float] = train_timing(replace(tables, touches=calls), NOW)[1]["log_loss"]["touches"]
    return loss["rates"] - loss["hazard"]


def _claims(tables: Tables, deals: int) -> Iterator[Row]:
    rows, company, service = _grouped(tables)
    told = best_touches(rows, company, service).team
    hours = f"{told.from_hour}–{told.to_hour}, {told.answered:,} of {told.tried:,}; team {told.team_rate or 0:.0%}"
    yield "the planted good hours, 10–12", hours, "10–12", (told.from_hour, told.to_hour) == (10, 12)
    noise = np.array([_noise(rows, company, service, seed) for seed in range(deals)])
    for what, claims in zip(("weekday claims", "any claims"), noise.T, strict=True):
        share, error = float(claims.mean()), float(claims.std() / np.sqrt(deals))
        told_of = f"{share:.1%} of pursuits (standard error {error:.1%})"
        yield f"{what} about noise, {deals} deals", told_of, f"≤ {MISTAKEN:.0%}", share <= MISTAKEN


def _grouped(tables: Tables) -> tuple[Periods, np.ndarray, np.ndarray]:
    rows = periods(tables, as_of=NOW)
    first = tables.rounds.drop_duplicates("pursuit_id").set_index("pursuit_id")
    company, service = (first[name].reindex(rows.pursuit).to_numpy() for name in ("company_id", "service"))
    return rows, company, service


def _noise(rows: Periods, company: np.ndarray, service: np.ndarray, seed: int) -> tuple[float, float]:
    """Shares of pursuits with a weekday claim and with any, once the answers were dealt out anew among all touches."""
    outcome = rows.outcome.copy()
    outcome[rows.touched] = np.random.default_rng(seed).permutation(outcome[rows.touched])
    best = best_touches(replace(rows, outcome=outcome), company, service)
    told = [best.of(*pair) for pair in set(zip(company.tolist(), service.tolist(), strict=True))]
    return float(np.mean([one.weekday is not None for one in told])), float(
        np.mean([one.known for one in told])
    )


def _lift(number: int, seeds: int) -> Iterator[Row]:
    company = sample_company(until=UNTIL, pursuits=number)
    inside, told = 0, []
    for seed in range(seeds):
        made = sample_reminders(company, seed=seed, share=0.1, days=240 if number == PURSUITS else 700)
        lift = lift_of(made.trials, seed=seed)
        told.append(lift.lift)
        inside += lift.low is not None and lift.high is not None and lift.low <= made.effect <= lift.high
    least = round(0.85 * seeds)
    words = f"{inside} of {seeds} (last: planted {made.effect:.1f}, measured {lift.lift:.1f}, {lift.low:.1f} to {lift.high:.1f})"
    yield "generated reminders: planted effect in the 95 % interval", words, f"≥ {least}", inside >= least
    few = lift_of(sample_reminders(company, days=14).trials)
    yield "two weeks of them: too few to tell", few.sentence, "refused", few.lift is None


def _times(kind: str, number: int) -> Iterator[Row]:
    with new_store(kind) as store, tempfile.TemporaryDirectory() as folder:
        fill(store, open_company(number))
        people = [store.people.add(Person(f"rep{n}@example.com", f"Rep of {n}")) for n in range(max(1, number // OF_ONE_REP))]  # fmt: skip
        with store.engine.writing() as connection:
            connection.execute(update(pursuits).values(owner_id=people[0].id + pursuits.c.id % len(people)))
        place = Workplace(store, ModelFiles(Path(folder)), END)
        begun = perf_counter()
        make_lists(place)
        seconds = perf_counter() - begun
        yield f"{kind}: model, best times and lists of {len(people)} reps, {number:,} pursuits", f"{seconds:.1f} s", "< 60 s", seconds < 60  # fmt: skip
        seconds = min(_one_list(place, person) for person in people[:3])
        yield f"{kind}: the list of one rep, {number // len(people):,} pursuits", f"{seconds:.2f} s", "< 1 s", seconds < 1  # fmt: skip


def _one_list(place: Workplace, person: Person) -> float:
    from jobs.retarget_candidates import candidates_of
    from jobs.timing import load_timing
    from ml.retargeting_policy import due_today

    model = load_timing(place.store, place.files, now=place.now)
    begun = perf_counter()
    due_today(
        candidates_of(place.store, model, person, now=place.now, on=place.now.date())[0], place.now.date()
    )
    return perf_counter() - begun
