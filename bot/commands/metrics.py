"""`/metrics`: the five objectives of the asker, the team, or a rep, for any period; and their export as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from urllib.parse import parse_qsl, urlencode

from bot.blocks.charts import preformatted
from bot.blocks.dates import Reader
from bot.blocks.kit import Block, bold, context, thumbs
from bot.blocks.metrics_card import MetricsPage, metrics_card, metrics_line
from bot.blocks.text_safety import clean, safe_text
from bot.exchange import Answer, Command, Desk, Question
from bot.metrics_csv import metrics_csv
from bot.newest_blocks import NewestBlocks
from bot.sales_figures import by_rep, metrics_for, today_of
from jobs.reminder_lift import LIFT
from ml.errors import BadInput, NotAllowed
from ml.records import Person, Role, Suggestion
from ml.sales_metrics import SalesCounts
from ml.sales_periods import EXAMPLES, NoPeriod, Period, read_period, span

__all__ = ["METRICS", "answer", "export", "metrics_for"]

_ME, _TEAM = {"me", "mine", "my", "i"}, {"team", "the team", "all", "everybody", "everyone"}
# So many characters fit into one element of rich text, with room to spare.
_MOST_CSV = 9_000
Whose = Person | None


def answer(question: Question, desk: Desk) -> Answer:
    """The card; nobody named: a rep's own figures, for everybody else the team's."""
    whose, period = _asked(question.text, question, desk)
    suggestion = Suggestion(
        id=question.suggestion_id,
        kind="metrics",
        person_id=question.asker.id,
        said_at=question.at,
        request_key=question.request_key,
    )
    page = _page(whose, period, question, desk)
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
    whose, period = _read_value(question, desk)
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
    return Answer(text, _csv_blocks(metrics_csv(shown, rows, team), shown))


def _csv_blocks(csv: str, period: Period) -> tuple[Block, ...]:
    """The lines that fit, and the command that writes them all into a file."""
    lines, size = list[str](), 0
    for line in csv.splitlines():
        size += len(line) + 1
        if size > _MOST_CSV:
            break
        lines.append(clean(line, _MOST_CSV))
    title = {"type": "rich_text_section", "elements": [bold(f"Figures of {period.label} as CSV")]}
    command = f"sales-assistant metrics --from {period.first} --to {period.last} --csv FILE"
    left = len(csv.splitlines()) - len(lines)
    more = f"{left} more lines did not fit. " if left else ""
    block = {"type": "rich_text", "elements": [title, preformatted(lines)]}
    return (block, context(f"{more}Your admin can write a file: {command}"))


def _page(whose: Whose, period: Period, question: Question, desk: Desk) -> MetricsPage:
    figures = metrics_for(desk.store, whose, period, question.at)
    manages = question.asker.role is not Role.REP
    reps = by_rep(desk.store, period, question.at) if manages and whose is None else []
    return MetricsPage(
        figures,
        [(_name(person), counts) for person, counts in reps],
        desk.store.facts.get(LIFT, None),
        _value(whose, period) if manages or whose else "",
    )


def _rows(
    whose: Whose, period: Period, question: Question, desk: Desk
) -> list[tuple[Person | None, SalesCounts]]:
    if whose is None:
        return by_rep(desk.store, period, question.at)
    return [(whose, metrics_for(desk.store, whose, period, question.at).counts)]


def _name(person: Person | None) -> str:
    return person.name if person else "Nobody"


# --- whose, and which period ----------------------------------------------------------------------------------------


def _asked(text: str, question: Question, desk: Desk) -> tuple[Whose, Period]:
    """Whose figures, and of which period: as many of the last words as possible are the period.

    Raises
    ------
    BadInput
        When the words name neither, or several people.
    NotAllowed
        When a rep names somebody else.
    """
    words, today = text.split(), today_of(desk.store, question.at)
    for place in range(len(words)):
        with suppress(NoPeriod):
            period = read_period(" ".join(words[place:]), today)
            return _whose(words[:place], text, question.asker, desk), period
    return _whose(words, text, question.asker, desk), read_period("", today)


def _whose(named: Sequence[str], typed: str, asker: Person, desk: Desk) -> Whose:
    said = " ".join(named).casefold()
    if said in _TEAM or (not said and asker.role is not Role.REP):
        return None
    if not said or said in _ME:
        return asker
    fits = [person for person in desk.store.people.all() if _is(person, said)]
    if [person.id for person in fits] == [asker.id]:
        return asker
    if not fits:
        raise BadInput(f"“{clean(typed, 60)}” is neither a name nor a period; try me, team, {EXAMPLES}.")
    if asker.role is Role.REP:
        raise NotAllowed(
            "Only a manager can see a colleague's figures; yours are /metrics me, the team's /metrics team."
        )
    if len(fits) > 1:
        names = ", ".join(f"{person.name} ({person.email})" for person in fits[:5])
        raise BadInput(f"“{clean(said, 60)}” fits several: {names}. Type the e-mail address.")
    return fits[0]


def _is(person: Person, said: str) -> bool:
    """Whether this person is meant: by e-mail address, or by the beginning of any of their names."""
    name = person.name.casefold()
    return said == person.email.casefold() or any(part.startswith(said) for part in (name, *name.split()))


def _value(whose: Whose, period: Period) -> str:
    """What the button of the export carries."""
    return urlencode({"of": whose.id if whose else 0, "from": period.first, "to": period.last})


def _read_value(question: Question, desk: Desk) -> tuple[Whose, Period]:
    try:
        given = dict(parse_qsl(question.text))
        person_id, period = (
            int(given["of"]),
            span(date.fromisoformat(given["from"]), date.fromisoformat(given["to"])),
        )
    except (KeyError, ValueError):
        raise BadInput("That button is from an older version; please type /metrics again.") from None
    if question.asker.role is Role.REP and person_id != question.asker.id:
        raise NotAllowed("Only a manager can export the team's figures; yours are at /metrics me.")
    whose = desk.store.people.by_id(person_id) if person_id else None
    if person_id and whose is None:
        raise BadInput("That person is not of the team any more; please type /metrics again.")
    return whose, period


METRICS = Command(
    "/metrics",
    "[me|team] [PERIOD]",
    "The five objectives with their trend: /metrics me last month, /metrics team 2026-Q3. Managers also type a name.",
    answer,
)
