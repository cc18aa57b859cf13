"""`/metrics`: the five objectives of the asker, the team, or a rep, for any period; and their export as CSV."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from bot.blocks.csv_lines import csv_lines
from bot.blocks.dates import Reader
from bot.blocks.kit import thumbs
from bot.blocks.metrics_card import MetricsPage, metrics_card, metrics_line
from bot.blocks.text_safety import safe_text
from bot.commands.asked_figures import Asking, Whose, carried, read_carried
from bot.exchange import Answer, Command, Desk, Question
from bot.metrics_csv import metrics_csv
from bot.newest_blocks import NewestBlocks
from bot.sales_figures import by_rep, metrics_for, today_of
from jobs.reminder_lift import LIFT
from ml.records import Person, Role, Suggestion
from ml.sales_metrics import SalesCounts
from ml.sales_periods import Period

__all__ = ["METRICS", "answer", "export", "metrics_for"]


def answer(question: Question, desk: Desk) -> Answer:
    """The card; nobody named: a rep's own figures, for everybody else the team's."""
    asked = Asking.of(question, desk, "/metrics").read(question.text)
    suggestion = Suggestion(
        id=question.suggestion_id,
        kind="metrics",
        person_id=question.asker.id,
        said_at=question.at,
        request_key=question.request_key,
    )
    page = _page(asked.whose, asked.period, question, desk)
    reader = Reader.of(question.asker, question.at)
    cards = [(*metrics_card(page, reader, newest=newest), thumbs(suggestion.id)) for newest in (True, False)]
    text = metrics_line(page.figures)
    if not NewestBlocks(desk).wanted or cards[0] == cards[1]:
        return Answer(text, cards[1], suggestion)
    return Answer(text, cards[0], suggestion, classic=cards[1])


def export(question: Question, desk: Desk) -> Answer:
    """The figures on display as CSV to copy; written down in the audit.

    Raises
    ------
    BadInput
        When the button's value is not one of ours.
    NotAllowed
        When a rep clicks on somebody else's.
    """
    whose, period = _clicked(question, desk)
    shown = period.until(today_of(desk.store, question.at))
    rows = _rows(whose, shown, question, desk)
    team = None if whose else metrics_for(desk.store, None, shown, question.at).counts
    desk.store.audit.write(
        who=question.asker.email,
        did="metrics_csv",
        about=f"{shown.first} to {shown.last}",
        rows=len(rows),
        at=question.at,
    )
    text = safe_text(f"The figures from {shown.first} to {shown.last} as CSV.", 300)
    command = f"sales-assistant metrics --from {shown.first} --to {shown.last} --csv FILE"
    blocks = csv_lines(
        f"Figures of {shown.label} as CSV",
        metrics_csv(shown, rows, team),
        f"Your admin can write a file: {command}",
    )
    return Answer(text, blocks)


def _page(whose: Whose, period: Period, question: Question, desk: Desk) -> MetricsPage:
    figures = metrics_for(desk.store, whose, period, question.at)
    manages = question.asker.role is not Role.REP
    reps = by_rep(desk.store, period, question.at) if manages and whose is None else []
    return MetricsPage(
        figures,
        [(_name(person), counts) for person, counts in reps],
        desk.store.facts.get(LIFT, None),
        urlencode(carried(whose, period)) if manages or whose else "",
    )


def _rows(
    whose: Whose, period: Period, question: Question, desk: Desk
) -> list[tuple[Person | None, SalesCounts]]:
    if whose is None:
        return by_rep(desk.store, period, question.at)
    return [(whose, metrics_for(desk.store, whose, period, question.at).counts)]


def _name(person: Person | None) -> str:
    return person.name if person else "Nobody"


def _clicked(question: Question, desk: Desk) -> tuple[Whose, Period]:
    return read_carried(dict(parse_qsl(question.text)), question, desk, command="/metrics")


METRICS = Command(
    "/metrics",
    "[me|team] [PERIOD]",
    "The five objectives with their trend: /metrics me last month, /metrics team 2026-Q3. Managers also type a name.",
    answer,
)
