"""`/sales-feedback`: free words about the assistant, for managers to read; and what managers do with them."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.blocks.dates import Reader
from bot.blocks.feedback_section import (
    PER_PAGE,
    FeedbackPage,
    feedback_card,
    feedback_line,
    feedback_list,
    feedback_list_line,
    shown_words,
)
from bot.blocks.problem_card import problem_card
from bot.blocks.text_safety import clean, safe_text
from bot.exchange import Answer, Command, Desk, Question
from integrations.store.said_feedback import ABOUT_LAST, SaidFeedback
from ml.errors import BadInput, NotAllowed
from ml.messages import Message
from ml.records import Person, Role

MOST = 2_000  # characters
_NAMED = 3  # managers
_LIST = {"", "list"}
_USAGE = "Say in your own words what helps or bothers you: /sales-feedback The briefs come too late for my first call."


def answer(question: Question, desk: Desk) -> Answer:
    """Keep the words and thank for them; for managers without words: what is open.

    Raises
    ------
    BadInput
        When a rep said nothing, or anybody too much.
    """
    text = question.text.strip()
    if text.casefold() in _LIST and question.asker.role is not Role.REP:
        return _page(0, question, desk)
    if text.casefold() in _LIST:
        raise BadInput(_USAGE)
    if len(text) > MOST:
        raise BadInput(
            f"That has {len(text):,} characters, and {MOST:,} can be kept; nothing was: please say it in parts."
        )
    said = desk.store.said_feedback.keep(question.asker.id, text, question.at, question.request_key)
    return _thanks(said, question, desk)


def turn_said(question: Question, desk: Desk) -> Answer:
    """Another page of the list in place of the one on display; raises `NotAllowed` for a rep."""
    return replace(_page(_number(question.text), question, desk), replaces=True)


def open_said(question: Question, desk: Desk) -> Answer:
    """One saying in full; raises `NotAllowed` for a rep."""
    _require_manager(question.asker)
    item = _item(_number(question.text), desk)
    return Answer(feedback_line(item), feedback_card(item, _reader(question)))


def done_said(question: Question, desk: Desk) -> Answer:
    """Be done with one, in the list or on its own card; raises `NotAllowed` for a rep."""
    _require_manager(question.asker)
    named, _, offset = question.text.partition(":")
    item = _item(_number(named), desk)
    mine = desk.store.said_feedback.done(item.id, by=question.asker.id, at=question.at)
    if offset:
        note = f"Done with what {clean(item.who, 60)} said." if mine else "Somebody was done with it before."
        return replace(_page(_number(offset), question, desk, note), replaces=True)
    item = _item(item.id, desk)
    return Answer(feedback_line(item), feedback_card(item, _reader(question)), replaces=True)


def feedback_push(message: Message, desk: Desk) -> Answer | None:
    """What goes into the channel of the managers, without the company it is about; None once somebody is done with it."""
    item = desk.store.said_feedback.by_id(int(message.payload.get("feedback_id", 0)))
    who = desk.store.people.by_id(message.person_id)
    if item is None or item.done_at or not item.text:
        return None
    reader = Reader.of(who, desk.now()) if who else Reader(desk.now())  # by the clock of whoever said it
    return Answer(feedback_line(item), feedback_card(replace(item, company=""), reader))


def _thanks(said: SaidFeedback, question: Question, desk: Desk) -> Answer:
    linked = (
        f"Linked to {shown_words(said, _reader(question))}."
        if said.shown_at
        else f"It is linked to no answer: I showed you none in the last {ABOUT_LAST.days * 24:.0f} hours."
    )
    told = f"Thank you, {clean(question.asker.name, 60)}. {linked} {_readers(desk)}"
    return Answer(safe_text(told, 600), problem_card(told))


def _readers(desk: Desk) -> str:
    """Who will read it."""
    managers = [clean(one.name, 60) for one in desk.store.people.all() if one.role is not Role.REP]
    more = f" and {len(managers) - _NAMED} more" if len(managers) > _NAMED else ""
    named = f"{', '.join(managers[:_NAMED])}{more} can read it, with your name"
    if desk.feedback_channel:
        return f"{named}; it also goes into the Slack channel that your admin chose for it."
    return f"{named}." if managers else "No manager is on your team yet; it waits for the first."


def _page(offset: int, question: Question, desk: Desk, note: str = "") -> Answer:
    _require_manager(question.asker)
    said = desk.store.said_feedback
    total = said.count_open()
    offset = min(offset, max(0, (total - 1) // PER_PAGE * PER_PAGE))
    page = FeedbackPage(said.all_open(limit=PER_PAGE, offset=offset), total, offset, note)
    return Answer(feedback_list_line(page), feedback_list(page, _reader(question)))


def _require_manager(asker: Person) -> None:
    if asker.role is Role.REP:
        raise NotAllowed("Only managers read what was said about me.")


def _number(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,12}", text):
        raise BadInput("That button is from an older version; please type /sales-feedback list.")
    return int(text)


def _item(number: int, desk: Desk) -> SaidFeedback:
    item = desk.store.said_feedback.by_id(number)
    if item is None:
        raise BadInput("That is not kept any more; /sales-feedback list shows what is.")
    return item


def _reader(question: Question) -> Reader:
    return Reader.of(question.asker, question.at)


SALES_FEEDBACK = Command(
    "/sales-feedback",
    "TEXT",
    "Tell the managers in your own words what helps or bothers you here; managers type list to read it.",
    answer,
)
