"""Deal rows: one round of a pursuit with the dated entries into stages that its columns tell."""

from __future__ import annotations

from datetime import datetime

from integrations.csv_cells import Cells, RowFault
from integrations.csv_values import When, read_day, read_flag
from integrations.intake_rows import DEFAULT_SERVICE, DealRow, StageEntry
from ml.funnel import CLOSED, FunnelState, Leaving


def read_deal(said: Cells) -> DealRow:
    """The round that a record tells.

    Raises
    ------
    RowFault
        Without a company, with a stage that has no state, or closed before it was entered.
    """
    company = said.company(required=True)
    label, state = said.stage()
    entered = said.when("entered_at")
    entries = _entries(said, label, state, entered)
    entered_at = entered.at if entered else min((entry.at for entry in entries), default=None)
    return DealRow(
        company=company,
        service=said.line("service") or DEFAULT_SERVICE,
        id=said.first_id("deal_id"),
        name=said.line("deal"),
        contact=said.contact(),
        owner=said.owner(),
        state=state,
        entries=tuple(sorted(entries, key=lambda entry: entry.at)),
        entered_at=entered_at,
        value=said.number("value"),
        source=said.line("source") or None,
        leaving=_leaving(said, state),
        properties=said.properties(entered_at),
    )


def _entries(said: Cells, label: str, state: FunnelState | None, entered: When | None) -> list[StageEntry]:
    dated = said.dated_stages()
    entries = [StageEntry(label, state, when.at) for label, state, when in dated]
    if entered:
        entries.append(_opening(said, label, state, entered))
    if state is None:
        return entries
    told = {(entry.state, entry.label) for entry in entries}
    moment = said.when("stage_entered_at")
    if state in CLOSED:
        moment = moment or said.when("closed_at")
    if (
        moment
        and (state, label) not in told
        and not (state in CLOSED and any(e.state is state for e in entries))
    ):
        entries.append(StageEntry(label, state, _not_before(said, entered, moment, label)))
    return entries


def _opening(said: Cells, label: str, state: FunnelState | None, entered: When) -> StageEntry:
    """The state in which the round began: what the mapping says, else what the row lets one tell."""
    mapping = said.mapping
    if begun := mapping.entry_state and mapping.state_of(mapping.entry_state):
        named = said.place("entered_at").removeprefix("column ").strip("“”")
        is_label = mapping.entry_state.casefold() in mapping.stages
        return StageEntry(mapping.entry_state if is_label else named, begun, entered.at)
    told_apart = bool(mapping.stage_dates) or "stage_entered_at" in mapping.fields()
    if state and state not in CLOSED and not told_apart:
        return StageEntry(label, state, entered.at)
    return StageEntry("entered", FunnelState.SALES_TARGET if told_apart else FunnelState.LEAD, entered.at)


def _not_before(said: Cells, entered: When | None, moment: When, label: str) -> datetime:
    """The moment of the last entry, which may not lie before the first; days without a time may coincide."""
    if entered is None or moment.at >= entered.at:
        return moment.at
    zone = said.mapping.dates.zone
    days = [when.at.astimezone(zone).date() for when in (entered, moment)]
    if days[0] == days[1] and (entered.whole_day or moment.whole_day):
        return entered.at
    raise RowFault(f"“{label}” on {days[1]}, before it was entered on {days[0]}")


def _leaving(said: Cells, state: FunnelState | None) -> Leaving | None:
    reason = said.line("reason")
    again = said.read("look_again_on", lambda text: read_day(text, said.mapping.dates))
    temporary = said.read("temporary", read_flag)
    if state is not FunnelState.UNQUALIFIED or not (reason or again or temporary):
        return None
    return Leaving(reason, bool(again) if temporary is None else temporary, again)
