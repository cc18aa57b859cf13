"""What the team says about the assistant: a section of a manager's App Home, the whole list by pages, one saying alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.blocks.dates import Reader
from bot.blocks.kit import Block, bold, button, buttons, context, header, lines, row
from bot.blocks.text_safety import Element, clean, safe_text
from integrations.store.said_feedback import SaidFeedback

SAID_DONE = "said_done"
SAID_OPEN = "said_open"
SAID_PAGE = "said_page"

PER_PAGE = 10
NEWEST = 3  # in the App Home
# Ten of these fit into one message; longer ones are opened.
_SHOWN = 600
_HINT = 160
_NOTHING = "Nothing is open: nobody said anything that you are not done with."
# What each kind of suggestion is to people.
_NAMES: Mapping[str, str] = {
    "lead": "lead card",
    "leads": "list of conversations",
    "recap": "recap",
    "brief": "brief",
    "pitch": "draft",
    "retarget": "list of who is due",
    "reminder": "reminder",
    "model": "model card",
    "metrics": "figures",
    "funnel": "funnel",
}


@dataclass(frozen=True)
class FeedbackPage:
    """One page of the list.

    Parameters
    ----------
    items
        What is on it, the newest first.
    total
        How many are open in all.
    offset
        How many come before the page.
    note
        What a click just did.
    """

    items: Sequence[SaidFeedback]
    total: int
    offset: int = 0
    note: str = ""


def feedback_section(items: Sequence[SaidFeedback], total: int, reader: Reader) -> list[Block]:
    """The newest open ones for a manager's App Home: at most five blocks, none where nothing is open."""
    if not items:
        return []
    told = [
        row(_row_text(item, reader, _HINT), button("Open", f"{SAID_OPEN}:{item.id}", str(item.id)))
        for item in items[:NEWEST]
    ]
    title = lines([bold("What your team says about me"), f": {total} open"])
    return [title, *told, *buttons([button(f"Show all ({total})", SAID_PAGE, "0")])]


def feedback_list(page: FeedbackPage, reader: Reader) -> tuple[Block, ...]:
    """The page as blocks; at most 15 of them."""
    note = [lines(page.note)] if page.note else []
    if not page.items:
        return (header("What your team says about me"), *note, lines(_NOTHING))
    return (
        header("What your team says about me"),
        *note,
        *(row(_row_text(item, reader, _SHOWN), _row_button(item, page)) for item in page.items),
        *buttons(list(_pages(page))),
        context(
            f"{_count(page)} · the newest first · nothing of it is a rating, and nothing is learned from it"
        ),
    )


def feedback_list_line(page: FeedbackPage) -> str:
    """The page in one line of safe mrkdwn."""
    return safe_text(f"{page.note} {_count(page) if page.items else _NOTHING}".strip(), 300)


def feedback_card(item: SaidFeedback, reader: Reader) -> tuple[Block, ...]:
    """One saying in full, with its button, or who is done with it."""
    done = f"Done: {clean(item.done_by, 60)}, {reader.moment(item.done_at)}" if item.done_at else ""
    return (
        header("Said about the assistant"),
        lines([bold(clean(item.who, 60)), f" · {reader.moment(item.at)}"], about_words(item, reader)),
        lines(*(clean(line) for line in item.text.splitlines() if line.strip())),
        *([context(done)] if done else buttons([button("Done", SAID_DONE, f"{item.id}:")])),
    )


def feedback_line(item: SaidFeedback) -> str:
    """One saying in one line of safe mrkdwn."""
    return safe_text(f"{clean(item.who, 60)} says about the assistant: {item.text}", 300)


def about_words(item: SaidFeedback, reader: Reader) -> str:
    """Which answer it is about.

    >>> from datetime import UTC, datetime
    >>> noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    >>> about_words(SaidFeedback(1, 1, "Ada", "Hm", noon, "lead", noon, "Acme"), Reader(noon))
    'about the lead card of Acme seen at 12:00 today'
    """
    if item.shown_at is None:
        return "about no answer of the day before"
    return f"about {shown_words(item, reader)}"


def shown_words(item: SaidFeedback, reader: Reader) -> str:
    """The answer it is linked to: what it was, about whom, when it was seen."""
    of = f" of {clean(item.company, 80)}" if item.company else ""
    when = reader.moment(item.shown_at) if item.shown_at else ""
    return f"the {_NAMES.get(item.kind, 'answer')}{of} seen at {when}"


def _row_text(item: SaidFeedback, reader: Reader, limit: int) -> str:
    first = f"*{safe_text(item.who, 80)}* · {reader.moment(item.at)} · {safe_text(about_words(item, reader), 200)}"
    return f"{first}\n{safe_text(item.text, limit)}"


def _row_button(item: SaidFeedback, page: FeedbackPage) -> Element:
    """Done, where all of it can be read; else what opens it."""
    if len(safe_text(item.text)) > _SHOWN:
        return button("Open", f"{SAID_OPEN}:{item.id}", str(item.id))
    return button("Done", f"{SAID_DONE}:{item.id}", f"{item.id}:{page.offset}")


def _pages(page: FeedbackPage) -> Iterator[Element]:
    after = page.offset + PER_PAGE
    if page.offset:
        yield button("Back", f"{SAID_PAGE}:back", str(max(0, page.offset - PER_PAGE)))
    if after < page.total:
        yield button(f"More ({page.total - after} left)", f"{SAID_PAGE}:more", str(after))


def _count(page: FeedbackPage) -> str:
    return f"{page.offset + 1}–{page.offset + len(page.items)} of {page.total} open"
