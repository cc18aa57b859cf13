"""Write each open deal's score and next step into the CRM, where they changed since they were written last."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from integrations.batches import in_batches
from integrations.errors import WriteRefused
from integrations.intake_rows import digest_of
from integrations.systems import Crm
from jobs.write_back import crm_moment
from ml.funnel import NEXT_STEP_WORDS

if TYPE_CHECKING:
    from integrations.store import Store
    from integrations.store.written_scores import DealScore
    from jobs.rules import Rules

AT_ONCE = 100  # HubSpot's limit of a batch
Properties = Mapping[str, str]


@dataclass(frozen=True)
class ScoreWrites:
    """How many deals were written, were as they had been written before, and were refused by the CRM.

    `shown` is what a dry run would have sent, a line for each deal.
    """

    written: int = 0
    unchanged: int = 0
    shown: tuple[str, ...] = ()
    refused: int = 0


def write_scores(
    store: Store,
    crm: Crm,
    *,
    now: datetime,
    rules: Rules,
    dry_run: bool = False,
    go_on: Callable[[], object] = lambda: None,
) -> ScoreWrites:
    """Write what changed of all scored open deals, 100 at a time; nothing where the admin's switch is off.

    A stop loses at most one batch: what was written is noted batch by batch. A deal that the CRM refuses is not
    tried again until its score changes. `go_on` is called before each batch and may raise to stop.

    Raises
    ------
    WriteRefused
        When the CRM takes none of a batch: nothing else would fare better.
    Unavailable
        When it does not answer.
    """
    if "scores" not in rules.writes and not dry_run:
        return ScoreWrites()
    run = _Run(store, crm, now, go_on)
    for deals in store.written_scores.deals():
        news = run.news(deals)
        if dry_run:
            run.shown += [_line(id_, properties) for id_, properties in news.items()]
        else:
            run.write(news)
    return ScoreWrites(run.written, run.unchanged, tuple(run.shown), run.refused)


@dataclass
class _Run:
    store: Store
    crm: Crm
    now: datetime
    go_on: Callable[[], object]
    written: int = 0
    unchanged: int = 0
    refused: int = 0
    shown: list[str] = field(default_factory=list)
    prepared: bool = False

    def news(self, deals: list[DealScore]) -> Mapping[str, Properties]:
        """The deals whose score differs from what was written, with what is to be written."""
        found = {deal.deal_id: properties_of(deal) for deal in deals if digest(deal) != deal.written}
        self.unchanged += len(deals) - len(found)
        return found

    def write(self, news: Mapping[str, Properties]) -> None:
        """Write these, and note each batch when it is there."""
        for ids in in_batches(news, AT_ONCE):
            self.go_on()
            if not self.prepared:
                self.crm.prepare_scores()
                self.prepared = True
            batch = {id_: news[id_] for id_ in ids}
            refusals = list(self._refused(batch))
            if len(refusals) == len(batch) > 1:
                raise refusals[0]
            self.refused += len(refusals)
            self.written += len(batch) - len(refusals)
            digests = {id_: _digest(properties) for id_, properties in batch.items()}
            self.store.written_scores.keep(digests, now=self.now)

    def _refused(self, batch: Mapping[str, Properties]) -> Iterator[WriteRefused]:
        """Write a batch, one refusal for each deal that is not taken: it must not hold up the others."""
        try:
            self.crm.write_properties("deals", batch)
        except WriteRefused as error:
            if len(batch) == 1:
                yield error
                return
            for half in in_batches(batch, (len(batch) + 1) // 2):
                yield from self._refused({id_: batch[id_] for id_ in half})


def properties_of(deal: DealScore) -> dict[str, str]:
    """What is written of a deal: its score (0 to 100), when it was scored, the next step in words, the model."""
    step = NEXT_STEP_WORDS.get(deal.next_state, deal.next_state.label) if deal.next_state else ""
    return {
        "sa_lead_score": str(round(100 * deal.win)),
        "sa_lead_score_at": crm_moment(deal.as_of),
        "sa_next_step": step,
        "sa_model_version": deal.model_version,
    }


def digest(deal: DealScore) -> str:
    """What tells a score that is worth writing from the one that is there: all but its moment."""
    return _digest(properties_of(deal))


def _digest(properties: Properties) -> str:
    return digest_of(sorted((name, said) for name, said in properties.items() if name != "sa_lead_score_at"))


def _line(deal_id: str, properties: Properties) -> str:
    told = ", ".join(f"{name}={said}" for name, said in properties.items())
    return f"deal {deal_id}: {told}"
