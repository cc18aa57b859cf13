"""Ratings: events in any order, what a rep who votes at random may do to a model, how soon liked drafts win."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

import numpy as np

from integrations.store import Store
from integrations.store.schema import rating_events, ratings
from ml.data_preparation import prepare
from ml.ensemble import fit_members
from ml.figures import brier
from ml.models import chances
from ml.problem import Problem
from ml.rated_votes import RatedVote
from ml.rating_weights import try_ratings
from ml.records import Person, RatingEvent, Suggestion, Vote
from ml.splits import held_back, time_split
from ml.timeline import Ints
from ml.training_rows import training_rows
from ml.variants import choose, propensities
from tests.benchmarks.databases import new_store
from tests.planted_company import END, planted_company

TITLE = "Ratings"
START = datetime(2026, 11, 23, tzinfo=UTC)
COPIES, THREADS = 4, 4
MEMBERS = ("linear", "forest", "boosted")
WORSE = 0.0005  # Brier; a fit with another seed moves it as much
WRONG = 0.25
LIKED = 0.6
EMOJI: Sequence[tuple[str, Vote]] = (("+1", "up"), ("-1", "down"), ("+1::skin-tone-3", "up"))

Row = tuple[str, str, str, bool]


def run(quick: bool = False) -> list[Row]:  # noqa: FBT002 - the signature all benchmarks share
    """Differing final states (0), Brier with a bad rep's votes, and the share of the best variant."""
    rounds, seeds, teams = (10, 2, 2) if quick else (200, 10, 30)
    return [
        *(_reordered(kind, rounds) for kind in ("SQLite", "PostgreSQL")),
        *_reps(seeds),
        *(_thompson(rates, teams) for rates in ((0.5, 0.65), (0.5, 0.5, 0.65))),
    ]


# --- events in any order -------------------------------------------------------------------------------------


def _reordered(kind: str, rounds: int) -> Row:
    random, wrong, events_in_all = Random(3), 0, 0  # noqa: S311 - an order, not a secret
    with new_store(kind) as store, ThreadPoolExecutor(THREADS) as threads:
        for number in range(1, 4):
            store.people.add(Person(f"rep{number}@example.com", f"Rep {number}"))
        for number in range(3):
            store.suggestions.save(Suggestion(f"s{number}", "lead", 1, START))
        for _ in range(rounds):
            events = _events(random)
            in_order = _final(store, events, None)
            copies = events * COPIES
            random.shuffle(copies)
            wrong += _final(store, copies, threads) != in_order
            events_in_all += len(events)
    what = f"{kind}: {events_in_all:,} events, each {COPIES} times, shuffled, {THREADS} at once: other final states"
    return what, f"{wrong} of {rounds}", "0", wrong == 0


def _events(random: Random) -> list[RatingEvent]:
    """Clicks and emoji of three people on three answers, put on and taken off; in their order."""
    return [_event(random, k) for k in range(24)]


def _event(random: Random, k: int) -> RatingEvent:
    place = (f"s{random.randrange(3)}", random.randint(1, 3))
    at = START + timedelta(seconds=k)
    if random.random() < 1 / 3:
        return RatingEvent(*place, random.choice(("up", "down")), at, "button", f"click{k}")
    emoji, vote = random.choice(EMOJI)
    put_on = random.random() < 3 / 5
    return RatingEvent(*place, vote if put_on else None, at, "emoji", f"emoji{k}", emoji=emoji)


def _final(store: Store, events: Sequence[RatingEvent], threads: ThreadPoolExecutor | None) -> object:
    with store.engine.writing() as connection:
        connection.execute(ratings.delete())
        connection.execute(rating_events.delete())
    list((threads.map if threads else map)(store.ratings.vote, events))
    columns = ratings.c
    query = ratings.select().order_by(columns.suggestion_id, columns.person_id)
    with store.engine.reading() as connection:
        return connection.execute(query).all()


# --- reps ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reps:
    """Planted reps: how many, what share of the rounds they vote on, how often they know which labels are wrong."""

    who: str
    count: int
    votes_on: float
    knows: float


REPS = (
    Reps("one rep votes at random on 4 of 10 rounds", 1, 0.4, 0.5),
    Reps("six reps vote at random on all rounds", 6, 1.0, 0.5),
    Reps("six reps know 9 of 10 wrong outcomes in the CRM", 6, 1.0, 0.9),
)


def _reps(seeds: int) -> Iterator[Row]:
    """A quarter of the older outcomes is wrong in the CRM; the newest fifth, unseen and clean, judges what is shipped."""
    rows = training_rows(prepare(planted_company(1200)).tables, now=END)
    problem, snapshots = rows.problem("won")
    rounds, split = snapshots["round_id"].to_numpy(np.int64), time_split(problem)
    older, newer = problem.take(split.train), problem.take(split.test)
    for reps in REPS:
        tried = [_tried(older, newer, rounds[split.train], (reps, seed)) for seed in range(seeds)]
        shipped = [change if kept else 0.0 for kept, change in tried]
        untested = statistics.mean(change for _, change in tried)
        mean, times = statistics.mean(shipped), sum(kept for kept, _ in tried)
        yield (
            f"{reps.who}: change of the Brier score on the newest fifth, over {seeds} draws",
            f"{mean:+.4f}, worst {max(shipped):+.4f} (kept {times} times; {untested:+.4f} if always kept)",
            f"mean ≤ +{WORSE}",
            mean <= WORSE,
        )


def _tried(older: Problem, newer: Problem, rounds: Ints, rep: tuple[Reps, int]) -> tuple[bool, float]:
    """Whether the votes are kept, and how much worse the model is with them."""
    reps, seed = rep
    draw = np.random.default_rng(seed)
    different, place = np.unique(rounds, return_inverse=True)
    recent = np.isin(different, rounds[held_back(older, seed=0).test])
    wrong = (draw.random(len(different)) < WRONG) & ~recent
    noisy = replace(older, outcome=np.where(wrong[place], 1 - older.outcome, older.outcome))
    down = wrong == (draw.random(len(different)) < reps.knows)
    voted = draw.random(len(different)) < reps.votes_on
    votes = [
        RatedVote(f"s{one}", one % reps.count, "score", vote, START, START, round_id=one)
        for one, vote in zip(
            different[voted].tolist(), np.where(down[voted], "down", "up").tolist(), strict=True
        )
    ]
    trial = try_ratings(noisy, rounds, votes, members=MEMBERS, seed=0)
    assert trial is not None
    weighed = replace(noisy, weights=trial.weights.rows)
    return trial.kept, _brier(weighed, newer) - _brier(noisy, newer)


def _brier(older: Problem, newer: Problem) -> float:
    models = fit_members(older, MEMBERS, seed=0).values()
    said = np.mean([chances(model, newer.features) for model in models], axis=0)
    return brier(newer.outcome, said)


# --- variants ------------------------------------------------------------------------------------------------


def _thompson(rates: Sequence[float], teams: int) -> Row:
    """The share of the best variant among the ratings that follow, after 50, 100, 300 and 1,000 of them."""
    at = (50, 100, 300, 1000)
    shares = [_shares(rates, at, team) for team in range(teams)]
    means = [statistics.mean(share[k] for share in shares) for k in range(len(at))]
    told = ", ".join(f"{mean:.0%}" for mean in means)
    what = " / ".join(f"{rate:.2f}" for rate in rates)
    return (
        f"variants liked {what}: chance of the best after {', '.join(map(str, at))} ratings, {teams} teams",
        told,
        "≥ 60 % at last",
        means[-1] >= LIKED,
    )


def _shares(rates: Sequence[float], at: Sequence[int], team: int) -> list[float]:
    random, names = Random(team), [str(k) for k in range(len(rates))]  # noqa: S311 - a simulation
    ups, downs, told = Counter[str](), Counter[str](), list[float]()
    for k in range(at[-1] + 1):
        votes = {name: (ups[name], downs[name]) for name in names}
        variant, propensity = choose("x", names, votes, f"{team}/{k}")
        if k in at:
            told.append(propensities(names, votes)[-1])
        assert propensity > 0
        (ups if random.random() < rates[int(variant)] else downs)[variant] += 1
    return told
