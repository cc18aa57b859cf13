"""What reps' votes on scores may do to a model: weigh finished rounds a little more or less, where that proves itself.

A vote never becomes a label: what is learned is who was won and lost, by the CRM. A rep's vote says how much a round
is to be believed, no more than a fifth either way, and only if the model then does better on newer rounds.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ml.ensemble import fit_members
from ml.models import chances
from ml.splits import held_back

if TYPE_CHECKING:
    from ml.problem import Problem
    from ml.rated_votes import RatedVote
    from ml.timeline import Flags, Floats, Ints

CAP = 0.2  # a round counts 0.8 to 1.2
BUDGET = 0.02  # one rep moves at most so much of all rounds' weight
FEWEST_ROUNDS = 10  # with a vote, to be tried at all
FEWEST_OUTCOMES = 20  # of each, among the rows held back
PLACES = 0.01  # a round moved when its place among all changed by more than this share
_SURE = 1.959963984540054  # standard errors by which the newer rounds must be better told

Voter = tuple[str, int]


@dataclass(frozen=True)
class SampleWeights:
    """How much each row counts (1 without votes), and what each vote (suggestion, person) added to 1."""

    rows: Floats
    of_vote: Mapping[Voter, float]


@dataclass(frozen=True)
class RatingTrial:
    """Whether the votes made the model better, on rows that neither fit had seen.

    Parameters
    ----------
    kept
        Whether the weights are used.
    weights
        The weights that were tried.
    brier, brier_without
        On the newest rows held back, with and without them; None where there were too few to try.
    persons
        By person: how many of their votes were used, and how many moved their round's place.
    """

    kept: bool
    weights: SampleWeights
    brier: float | None = None
    brier_without: float | None = None
    persons: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    @property
    def used(self) -> Mapping[Voter, float]:
        """The weight that each vote gave, where they are kept."""
        return {one: round(1 + pull, 6) for one, pull in self.weights.of_vote.items()} if self.kept else {}

    def digest(self, of_rows: str) -> str:
        """The fingerprint of all that is learned from: that of the rows, and other where weights are kept."""
        if not self.kept:
            return of_rows
        return hashlib.sha256(of_rows.encode() + self.weights.rows.tobytes()).hexdigest()[:16]

    def as_json(self) -> dict[str, Any]:
        """For the report: how many votes are used, by whom, and what that was worth."""
        by_person = {str(who): {"used": used, "moved": moved} for who, (used, moved) in self.persons.items()}
        return {
            "kept": self.kept,
            "used": len(self.used),
            "tried": len(self.weights.of_vote),
            "by_person": by_person if self.kept else {},
            "brier": self.brier,
            "brier_without": self.brier_without,
        }


def sample_weights(rounds: Ints, votes: Sequence[RatedVote]) -> SampleWeights:
    """How much each training row counts.

    Parameters
    ----------
    rounds
        The round of each row; all of them ended.
    votes
        Only votes on scores, cast before the outcome was known, on these rounds, pull.

    A thumb pulls by how far it is from what this rep usually gives, so that one who always votes the same pulls
    hardly at all; and all of one rep's pulls together are at most `BUDGET` of the rounds.
    """
    known = set(np.unique(rounds).tolist())
    usual = _usual(votes)
    pulls = {
        (vote.suggestion_id, vote.person_id): CAP
        * float(np.clip(2 * ((vote.vote == "up") - usual[vote.person_id]), -1, 1))
        for vote in votes
        if vote.kind == "score" and not vote.hindsight and vote.round_id in known
    }
    pulls = _within_budget(pulls, BUDGET * len(known))
    of_round = defaultdict[int, float](float)
    for vote in votes:
        if vote.round_id is not None:
            of_round[vote.round_id] += pulls.get((vote.suggestion_id, vote.person_id), 0.0)
    different, place = np.unique(rounds, return_inverse=True)
    weight = np.array([1 + np.clip(of_round.get(one, 0.0), -CAP, CAP) for one in different.tolist()])
    return SampleWeights(weight[place] if len(rounds) else np.ones(0), pulls)


def try_ratings(
    problem: Problem, rounds: Ints, votes: Sequence[RatedVote], *, members: tuple[str, ...], seed: int
) -> RatingTrial | None:
    """Fit with and without the votes' weights on older rows, and keep them if newer rows are surely told better.

    None without a vote that could count. `members` are fitted as `ml.ensemble.fit_members` does.
    """
    weights = sample_weights(rounds, votes)
    if not weights.of_vote:
        return None
    split = held_back(problem, seed=seed)
    older, newer = problem.take(split.train), problem.take(split.test)
    heavy = weights.rows[split.train]
    if (
        _too_few(newer.outcome, older.outcome)
        or len(np.unique(rounds[split.train][heavy != 1])) < FEWEST_ROUNDS
    ):
        return RatingTrial(kept=False, weights=weights)
    with_, without = (fit_members(one, members, seed=seed) for one in (replace(older, weights=heavy), older))
    said, said_without = (_mean(models, newer) for models in (with_, without))
    loss, loss_without = ((chance - newer.outcome) ** 2 for chance in (said, said_without))
    kept = _surely_better(loss_without - loss, newer.groups)
    moved = _moved(rounds, _mean(with_, problem), _mean(without, problem)) if kept else frozenset()
    return RatingTrial(
        kept,
        weights,
        round(float(loss.mean()), 6),
        round(float(loss_without.mean()), 6),
        _persons(weights, votes, moved),
    )


def _usual(votes: Sequence[RatedVote]) -> dict[int, float]:
    """Each rep's own share of thumbs up on scores, drawn a little to one half."""
    cast = Counter((vote.person_id, vote.vote) for vote in votes if vote.kind == "score")
    people = {person for person, _ in cast}
    return {one: (cast[one, "up"] + 1) / (cast[one, "up"] + cast[one, "down"] + 2) for one in people}


def _within_budget(pulls: Mapping[Voter, float], budget: float) -> dict[Voter, float]:
    total = defaultdict[int, float](float)
    for (_, person), pull in pulls.items():
        total[person] += abs(pull)
    return {one: pull * min(1.0, budget / max(total[one[1]], 1e-9)) for one, pull in pulls.items()}


def _too_few(*outcomes: Floats) -> bool:
    return any(min(one.sum(), (1 - one).sum()) < FEWEST_OUTCOMES for one in outcomes)


def _mean(models: Mapping[str, Any], problem: Problem) -> Floats:
    return np.asarray(np.mean([chances(model, problem.features) for model in models.values()], axis=0))


def _surely_better(gain: Floats, groups: Ints) -> bool:
    """Whether the mean gain is above 0 by about two standard errors; rows of a pursuit are one observation."""
    sums = np.bincount(np.unique(groups, return_inverse=True)[1], weights=gain - gain.mean())
    error = float(np.sqrt((sums**2).sum())) / len(gain)
    return bool(gain.mean() > _SURE * error)


def _moved(rounds: Ints, chance: Floats, before: Floats) -> frozenset[int]:
    """The rounds whose place in the order of all changed by more than `PLACES`."""
    different, place = np.unique(rounds, return_inverse=True)
    counts = np.bincount(place)
    places = [
        np.argsort(np.argsort(np.bincount(place, weights=said) / counts, kind="stable"), kind="stable")
        for said in (chance, before)
    ]
    far: Flags = np.abs(places[0] - places[1]) > PLACES * len(different)
    return frozenset(different[far].tolist())


def _persons(
    weights: SampleWeights, votes: Sequence[RatedVote], moved: frozenset[int]
) -> dict[int, tuple[int, int]]:
    counted = defaultdict[int, tuple[int, int]](lambda: (0, 0))
    for vote in votes:
        if (vote.suggestion_id, vote.person_id) in weights.of_vote:
            used, far = counted[vote.person_id]
            counted[vote.person_id] = (used + 1, far + (vote.round_id in moved))
    return dict(counted)
