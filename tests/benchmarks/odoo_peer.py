"""The rule set of Odoo's predictive lead scoring, rebuilt as an outside peer; its published figures are its test.

Naive Bayes on counts of (field, value) per sales team: every counted row starts at 0.1, a won lead counts for
all stages, a lost one for the stages up to its own, values never seen are skipped, the answer is a percentage
between 0.01 and 99.99.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

SMOOTHING = 0.1
FEWEST_TAGGED = 50.0
STAGE, TAG = "stage_id", "tag_id"
COUNTED_WHEN_EMPTY = ("email_state", "phone_state")

Key = tuple[str | None, str, str]


@dataclass(frozen=True)
class PlsLead:
    """A lead as the peer sees it.

    Parameters
    ----------
    stage
        Its stage, of `OdooScoring.stages`.
    values
        Field -> value; None where it is not set.
    tags
        The tags held.
    team
        The sales team, or None.
    """

    stage: str
    values: Mapping[str, str | None] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    team: str | None = None

    def pairs(self, stages: Sequence[str], won: bool | None) -> Iterator[tuple[str, str]]:
        """What it counts for: its set values, its tags, and the stages that it is taken to have reached."""
        reached = stages if won else stages[: stages.index(self.stage) + 1]
        yield from ((STAGE, stage) for stage in ([self.stage] if won is None else reached))
        yield from ((TAG, tag) for tag in self.tags)
        for name, value in self.values.items():
            if value is not None or name in COUNTED_WHEN_EMPTY:
                yield name, str(value if value is not None else False)


class OdooScoring:
    """The table of counts, and the score it gives.

    Parameters
    ----------
    stages
        In funnel order; the last one is the won stage.
    team_stages
        Stages that belong to a team: they give no prior.
    """

    def __init__(self, stages: Sequence[str], *, team_stages: Iterable[str] = ()) -> None:
        self.stages = list(stages)
        self.shared_stages = [stage for stage in stages if stage not in set(team_stages)]
        self.counts: dict[Key, list[float]] = {}

    def rebuild(self, closed: Iterable[tuple[PlsLead, bool]]) -> None:
        """Forget all counts and count these closed leads, each with whether it was won."""
        self.counts = {}
        for lead, won in closed:
            self.count(lead, won=won)

    def count(self, lead: PlsLead, *, won: bool, step: int = 1) -> None:
        """Count a lead that was closed (step 1), or uncount one that was restored (step -1)."""
        for variable, value in lead.pairs(self.stages, won):
            row = self.counts.setdefault((lead.team, variable, value), [SMOOTHING, SMOOTHING])
            place = 0 if won else 1
            row[place] = row[place] + step if row[place] + step > 0 else SMOOTHING

    def percentage(self, lead: PlsLead) -> float:
        """The automated probability of an open lead, 0.01 to 99.99; 0 where it cannot be told."""
        if lead.stage == self.stages[-1]:
            return 100.0
        table = self._table(lead.team)
        prior = table.get((STAGE, self.shared_stages[0]), (0.0, 0.0)) if self.shared_stages else (0.0, 0.0)
        if not min(prior):
            return 0.0
        won, lost = prior[0] / sum(prior), prior[1] / sum(prior)
        totals = _totals(table)
        for pair in lead.pairs(self.stages, None):
            if pair in table:
                of_won, of_lost = prior if pair[0] == STAGE else totals[pair[0]]
                won *= table[pair][0] / of_won
                lost *= table[pair][1] / of_lost
        return min(99.99, max(0.01, round(100 * won / (won + lost), 2)))

    def _table(self, team: str | None) -> dict[tuple[str, str], tuple[float, float]]:
        """The team's counts if it has any, else those of all teams together; rare tags are dropped."""
        own = {key: row for key, row in self.counts.items() if key[0] == team and team is not None}
        summed: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
        for (_, variable, value), (won, lost) in (own or self.counts).items():
            summed[variable, value][0] += won
            summed[variable, value][1] += lost
        return {
            pair: (won, lost)
            for pair, (won, lost) in summed.items()
            if pair[0] != TAG or won + lost >= FEWEST_TAGGED
        }


def _totals(table: Mapping[tuple[str, str], tuple[float, float]]) -> dict[str, tuple[float, float]]:
    totals: dict[str, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
    for (variable, _), (won, lost) in table.items():
        totals[variable] = (totals[variable][0] + won, totals[variable][1] + lost)
    return totals
