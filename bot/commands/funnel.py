"""`/funnel`: where the pursuits of the asker, the team or a rep stand and what became of them; the list behind each number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

from bot.blocks.csv_lines import csv_lines
from bot.blocks.dates import Reader
from bot.blocks.funnel_card import FunnelPage, funnel_card, funnel_line
from bot.blocks.funnel_list import (
    PAGE,
    NumberPage,
    NumberQuery,
    digest,
    funnel_list,
    funnel_list_line,
    funnel_title,
    period_words,
)
from bot.blocks.kit import thumbs
from bot.blocks.text_safety import safe_text
from bot.commands.asked_figures import Asked, Asking, Whose, carried, read_carried
from bot.commands.finding import is_id
from bot.exchange import Answer, Command, Desk, Question
from bot.funnel_counts import funnel_for
from bot.funnel_csv import funnel_csv
from bot.newest_blocks import NewestBlocks
from bot.sales_figures import today_of
from bot.visibility import may_open
from integrations.store.stays import COUNTED
from ml.errors import BadInput
from ml.funnel_figures import IRREGULAR, REASON
from ml.records import Role, Suggestion

_OLD = "That button is from an older version; please type /funnel again."


def answer(question: Question, desk: Desk) -> Answer:
    """The card; nobody named: a rep's own funnel, for everybody else the team's."""
    asked = Asking.of(question, desk, "/funnel", desk.store.stays.services()).read(question.text)
    suggestion = _suggestion(question)
    page = _page(asked, question, desk)
    reader = Reader.of(question.asker, question.at)
    cards = [(*funnel_card(page, reader, newest=newest), thumbs(suggestion.id)) for newest in (True, False)]
    text = funnel_line(page)
    if not NewestBlocks(desk).wanted or cards[0] == cards[1]:
        return Answer(text, cards[1], suggestion)
    return Answer(text, cards[0], suggestion, classic=cards[1])


def open_list(question: Question, desk: Desk) -> Answer:
    """The list behind a number of the card.

    Raises
    ------
    BadInput
        When the option is not one of ours, or what it is about is gone.
    NotAllowed
        When a rep opens another rep's.
    """
    page, suggestion = _list(question, desk), _suggestion(question)
    blocks = funnel_list(page, Reader.of(question.asker, question.at), suggestion.id)
    return Answer(funnel_list_line(page), blocks, suggestion)


def turn_list(question: Question, desk: Desk) -> Answer:
    """Another page in place of the one on display; it stays the same suggestion. Raises as `open_list`."""
    page = _list(question, desk)
    suggestion_id = _given(question).get("s", "")[:64]
    blocks = funnel_list(page, Reader.of(question.asker, question.at), suggestion_id)
    return Answer(funnel_list_line(page), blocks, replaces=True)


def export_funnel(question: Question, desk: Desk) -> Answer:
    """The funnel on display as CSV to copy; written down in the audit. Raises as `open_list`; a rep has only their own."""
    given = _given(question)
    whose, period = read_carried(given, question, desk, command="/funnel")
    figures = funnel_for(desk.store, whose, period, _service(given, desk), now=question.at)
    told, shown = funnel_csv(figures), figures.period
    desk.store.audit.write(
        who=question.asker.email,
        did="funnel_csv",
        about=f"{shown.first} to {shown.last}",
        rows=len(told.splitlines()) - 1,
        at=question.at,
    )
    title = funnel_title(figures.whose, shown.label, figures.service)
    text = safe_text(f"{title}, as CSV.", 300)
    return Answer(text, csv_lines(f"{title}, as CSV", told, "Copy it into a spreadsheet."))


def _page(asked: Asked, question: Question, desk: Desk) -> FunnelPage:
    figures = funnel_for(desk.store, asked.whose, asked.period, asked.service, now=question.at)
    export = dict(carried(asked.whose, figures.period))
    if asked.service:
        export["in"] = digest(asked.service)
    may_export = asked.whose or question.asker.role is not Role.REP
    return FunnelPage(figures, asked.whose.id if asked.whose else 0, urlencode(export) if may_export else "")


def _suggestion(question: Question) -> Suggestion:
    return Suggestion(
        id=question.suggestion_id,
        kind="funnel",
        person_id=question.asker.id,
        said_at=question.at,
        request_key=question.request_key,
    )


# --- the list behind a number ---------------------------------------------------------------------------------------


def _list(question: Question, desk: Desk) -> NumberPage:
    whose, query = _query(question, desk)
    wanted: dict[str, Any] = {
        "owner_id": whose.id if whose else None,
        "service": query.service,
        "first": query.first,
        "last": query.last,
    }
    rows = desk.store.stays.listed(query.what, query.key, **wanted, limit=PAGE, offset=query.offset)
    told = desk.store.facts.get(COUNTED, None) or {}
    return NumberPage(
        query,
        funnel_title(whose.name if whose else "", period_words(query), query.service),
        [(one, may_open(question.asker, one, desk.visibility)) for one in rows],
        desk.store.stays.count_listed(query.what, query.key, **wanted),
        datetime.fromisoformat(told["at"]) if "at" in told else None,
    )


def _query(question: Question, desk: Desk) -> tuple[Whose, NumberQuery]:
    """Which number was clicked on, and whose; asked again whether the asker may."""
    given = _given(question)
    whose, period = read_carried(given, question, desk, command="/funnel", team_too=True)
    shown = period.until(today_of(desk.store, question.at))
    service, what, key = _service(given, desk), given.get("w", ""), given.get("k", "")
    if what == REASON:
        reasons = funnel_for(desk.store, whose, shown, service, now=question.at).reasons
        key = _found(key, (reason for reason, _ in reasons), "Nobody left for that reason any more")
    offset = int(given["n"]) if is_id(given.get("n", "")) else 0
    query = NumberQuery(
        what,
        "" if what == IRREGULAR else key,
        whose.id if whose else 0,
        shown.first,
        shown.last,
        service,
        offset,
    )
    try:
        query.words  # noqa: B018 - says whether there is such a number
    except ValueError:
        raise BadInput(_OLD) from None
    return whose, query


def _given(question: Question) -> Mapping[str, str]:
    return dict(parse_qsl(question.text, keep_blank_values=True))


def _service(given: Mapping[str, str], desk: Desk) -> str:
    if not given.get("in"):
        return ""
    return _found(given["in"], desk.store.stays.services(), "That service is not in the funnel any more")


def _found(digested: str, texts: Iterable[str], otherwise: str) -> str:
    for text in texts:
        if digest(text) == digested:
            return text
    raise BadInput(f"{otherwise}; please type /funnel again.")


FUNNEL = Command(
    "/funnel",
    "[me|team] [PERIOD] [SERVICE]",
    "Where pursuits stand, what moved, why they leave: /funnel team 2026-Q3 rostering. Managers also type a name.",
    answer,
)
