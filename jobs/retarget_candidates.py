"""A rep's pursuits as candidates for a touch: what the store knows of them, and the chances of the timing model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ml.contact_countries import zone_of
from ml.funnel import CLOSED, LOST, WON, FunnelState
from ml.reminding import Reminder
from ml.retargeting_policy import Candidate, Reminded

if TYPE_CHECKING:
    from integrations.store import Store
    from integrations.store.due_candidates import DuePursuit, DueRows
    from ml.records import Person
    from ml.retargeting import TimingModel
    from ml.timing_events import Events

# So far back reminders still count as an interruption.
REMEMBERED = timedelta(days=60)
_STATES = tuple(FunnelState)


def candidates_of(
    store: Store, model: TimingModel, person: Person, *, now: datetime, on: date
) -> tuple[list[Candidate], date]:
    """Every pursuit of a rep that may be due, and the day from which they are looked at.

    That is `on`, or the last day of the data where it ended long ago: nobody knows of a silence since.
    """
    from ml.data_preprocessing import scoring_moment

    newest = store.facts.get("data_as_of", None)
    as_of = scoring_moment(datetime.fromisoformat(newest), now) if newest else now
    zone = ZoneInfo(person.time_zone)
    seen_on = on if as_of == now else as_of.astimezone(zone).date()
    rows = store.due_candidates.of(person.id, seen_on)
    around = _Around(
        rows=rows,
        stands=_stands(rows, model, as_of, zone),
        asks=_first_clients(rows),
        reminded=_by_pursuit(store.reminders.since(person.id, on - REMEMBERED)),
        left_alone=store.reminders.irrelevant(person.id),
        snoozed=store.reminders.open_snoozes(person.id, on),
        resting=_on_holiday(rows.pursuits, on, person.time_zone),
    )
    return [around.candidate(one, model, seen_on) for one in rows.pursuits], seen_on


@dataclass(frozen=True)
class _Stands:
    """How a pursuit stands: the last day anything happened, whether that was a touch, and the model's chances."""

    last_on: date | None
    touched: bool
    unanswered: int
    chances: tuple[float, ...]

    def since(self, day: date) -> bool:
        """Whether somebody was in touch on that day or later."""
        return self.touched and self.last_on is not None and self.last_on >= day


@dataclass(frozen=True)
class _Around:
    """Everything that is known beside a pursuit's own row."""

    rows: DueRows
    stands: Mapping[int, _Stands]
    asks: set[int]
    reminded: Mapping[int, list[Reminder]]
    left_alone: set[int]
    snoozed: Mapping[int, date]
    resting: Mapping[str, bool]

    def candidate(self, one: DuePursuit, model: TimingModel, on: date) -> Candidate:
        stands = self.stands[one.id]
        step, due = self._promise(one, stands)
        back = one.look_again_on if one.state is LOST else None
        return Candidate(
            pursuit_id=one.id,
            company=one.company,
            service=one.service,
            state=one.state,
            company_id=one.company_id,
            chances=stands.chances,
            level=model.level,
            silent_days=max((on - stands.last_on).days, 0) if stands.last_on else None,
            touched=stands.touched,
            unanswered=stands.unanswered,
            next_step=step,
            next_step_due=due,
            look_again_on=None if back is None or stands.since(back) else back,
            left_because=one.left_because if one.state is LOST else "",
            other_service=self._other_service(one),
            opted_out=one.id in self.rows.opted_out,
            holiday=self.resting[one.country],
            irrelevant=one.id in self.left_alone,
            snoozed=one.id in self.snoozed,
            reminded=_reminded(self.reminded.get(one.id, ()), stands.last_on),
        )

    def _promise(self, one: DuePursuit, stands: _Stands) -> tuple[str, date | None]:
        """The oldest step that nobody kept; one without a day where there is none with one."""
        told = [self.rows.tasks.get(one.id), (one.next_step, one.next_step_due)]
        dated = [(step, due) for step, due in filter(None, told) if due and not stands.since(due)]
        without = one.next_step if one.next_step_due is None else ""
        return min(dated, key=lambda promise: promise[1], default=(without, None))

    def _other_service(self, one: DuePursuit) -> str:
        if one.state is not WON or one.id not in self.asks:
            return ""
        offered = self.rows.offered.get(one.company_id, set())
        return next((name for name in self.rows.services if name not in offered), "")


def _stands(rows: DueRows, model: TimingModel, as_of: datetime, zone: ZoneInfo) -> dict[int, _Stands]:
    """How each pursuit stands, by the same reading of its events as in training."""
    import numpy as np

    from ml.timing_events import ENTRY, standing

    if not rows.pursuits:
        return {}
    events = _events(rows, as_of)
    last = events.last
    pursuits = {one.id: one for one in rows.pursuits}
    told = [pursuits[id_] for id_ in events.pursuit[last].tolist()]
    code = {state: number for number, state in enumerate(_STATES)}
    none = np.zeros(len(events), np.int64)
    before = standing(events, none, none).take(last)
    told_of = {
        "state": np.array([code[one.state] for one in told], np.int64),
        "source": np.array([one.source for one in told], object),
    }
    is_open = np.array([one.state not in CLOSED for one in told], bool)
    # the hazard never saw what comes after a close
    chances = np.where(is_open[:, None], model.chances(replace(before, **told_of)), model.flat)
    return {
        one.id: _Stands(
            datetime.fromtimestamp(moment, zone).date() if moment else None,
            kind != ENTRY,
            attempt - 1,
            tuple(chance),
        )
        for one, moment, kind, attempt, chance in zip(
            told,
            events.moment[last].tolist(),
            events.kind[last].tolist(),
            before.attempt.tolist(),
            chances.tolist(),
            strict=True,
        )
    }


def _events(rows: DueRows, as_of: datetime) -> Events:
    """Entries and touches; a pursuit of which nobody knows when it came in did so at the beginning of time."""
    import numpy as np
    import pandas as pd

    from ml.timing_events import Events

    until = int(as_of.timestamp())
    entered = [int(one.entered_at.timestamp()) if one.entered_at else 0 for one in rows.pursuits]
    entries = pd.DataFrame(
        {
            "pursuit_id": [one.id for one in rows.pursuits],
            "at": np.clip(np.array(entered, np.int64), 0, until - 1).astype("datetime64[s]"),
        }
    )
    return Events.of(entries, rows.touches, before=until)


def _first_clients(rows: DueRows) -> set[int]:
    """One pursuit of each client: a company is asked about another service once."""
    first = dict[int, int]()
    for one in rows.pursuits:
        if one.state is WON:
            first.setdefault(one.company_id, one.id)
    return set(first.values())


def _by_pursuit(reminders: Iterable[Reminder]) -> dict[int, list[Reminder]]:
    told = dict[int, list[Reminder]]()
    for one in reminders:
        told.setdefault(one.touch.pursuit_id, []).append(one)
    return told


def _reminded(reminders: Iterable[Reminder], last_on: date | None) -> Reminded:
    """What became of a pursuit's reminders since its last touch."""
    told = list(reminders)
    shown = [one.on for one in told if not one.withheld and one.answer is None and _is_after(one.on, last_on)]
    done = [(one.answered_at or one.at).astimezone(UTC).date() for one in told if one.answer == "done"]
    withheld = [one.on for one in told if one.withheld]
    return Reminded(
        times=len(shown),
        last_on=max(shown, default=None),
        done_on=max(done, default=None),
        withheld_on=max(withheld, default=None),
    )


def _is_after(day: date, last_on: date | None) -> bool:
    return last_on is None or day > last_on


def _on_holiday(pursuits: Iterable[DuePursuit], on: date, zone: str) -> dict[str, bool]:
    """By the country as the CRM spells it, whether its people have a public holiday."""
    from jobs.due_days import is_workday

    every_day: Any = range(1, 8)
    countries = {one.country for one in pursuits}
    return {country: not is_workday(on, zone_of(country, zone), every_day) for country in countries}
