"""What is due for a touch, as a card: the daily message of a rep, and what `/retarget` shows.

Each pursuit is a row that opens its lead card and a row of buttons, two blocks in all; what was answered is one line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.blocks.dates import Reader, days
from bot.blocks.kit import (
    OPEN_LEAD,
    OPEN_PITCH,
    OPEN_RECAP,
    Block,
    bold,
    button,
    buttons,
    context,
    header,
    lines,
    plain,
    row,
    thumbs,
)
from bot.blocks.score_words import percent
from bot.blocks.text_safety import Element, clean, safe_text
from ml.errors import BadInput
from ml.reminding import BestTouch, DueTouch, Reminder, ReminderOutcome, TimingLevel

REMINDER = "reminder"
MY_LIST = "my_list"
DONE, SNOOZE, IRRELEVANT = f"{REMINDER}:done", f"{REMINDER}:snooze", f"{REMINDER}:irrelevant"
# How long a snooze of the select is, in days; None: a day is picked.
SNOOZES: dict[str, tuple[str, int | None]] = {
    "1d": ("1 day", 1),
    "1w": ("1 week", 7),
    "date": ("Pick a date", None),
}
OUTCOMES: dict[ReminderOutcome, str] = {
    "agreed": "They agreed",
    "disagreed": "They declined",
    "open": "Still open",
    "no_answer": "No answer",
}
MOST = 10
_COUNTS = ("None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_FIRST = "Why these: overdue promises first, then"
_WHY: dict[TimingLevel, str] = {
    "cadence": f"{_FIRST} those silent for longer than usual (cadence table",
    "rates": f"{_FIRST} the highest gain from a touch now (from your team's answer rates",
    "hazard": f"{_FIRST} the highest gain from a touch now (learned from your team's touches",
}
_ENOUGH = {"cadence": "50 start the model", "rates": "300 start the full model", "hazard": ""}
NOT_MADE = "The first list is not made yet: these are overdue promises first, then the longest silence."


@dataclass(frozen=True)
class DueMark:
    """Which pursuit of which list a button is about; travels in its value.

    Parameters
    ----------
    key
        The message's key, or the suggestion that `/retarget` was.
    person_id, pursuit_id, on
        Whose list, which pursuit, and the person's local day.
    """

    key: str
    person_id: int
    pursuit_id: int
    on: date

    def value(self) -> str:
        """As text.

        >>> DueMark("abc", 1, 17, date(2026, 11, 23)).value()
        'abc:1:17:2026-11-23'
        """
        return f"{self.key}:{self.person_id}:{self.pursuit_id}:{self.on.isoformat()}"

    @classmethod
    def read(cls, value: str) -> DueMark:
        """From a button's value.

        Raises
        ------
        BadInput
            When the value is not one of ours.
        """
        try:
            key, person_id, pursuit_id, on = value.split(":")
            return cls(key[:64], int(person_id[:18]), int(pursuit_id[:18]), date.fromisoformat(on))
        except ValueError:
            raise BadInput("That button is from an older version; please type /retarget.") from None


@dataclass(frozen=True)
class DueItem:
    """One pursuit of the list.

    Parameters
    ----------
    touch
        What is due.
    further
        Buttons at the end of its row, such as the way to the CRM.
    answered
        What was done with it, if anything was.
    """

    touch: DueTouch
    further: Sequence[Element] = ()
    answered: Reminder | None = None


@dataclass(frozen=True)
class DueList:
    """All that the card shows.

    Parameters
    ----------
    key, person_id, on
        As in `DueMark`.
    title
        What stands above it.
    items
        The pursuits, the most pressing first; at most `MOST` are shown.
    why
        Why these, in a rep's words.
    """

    key: str
    person_id: int
    on: date
    title: str
    items: Sequence[DueItem]
    why: str


def reminder_card(due: DueList, reader: Reader) -> tuple[Block, ...]:
    """The list as blocks; at most 24 of them."""
    return (
        header(due.title),
        *(
            block
            for place, item in enumerate(due.items[:MOST], 1)
            for block in _item(item, place, due, reader)
        ),
        context(due.why),
        thumbs(due.key),
    )


def reminder_line(due: DueList) -> str:
    """The list in one line of safe mrkdwn."""
    told = "; ".join(
        f"{clean(item.touch.company, 60)} – {clean(item.touch.why, 80)}" for item in due.items[:3]
    )
    return safe_text(f"{due.title}{' ' if told else ''}{told}", 600)


def how_many(count: int) -> str:
    """A count as the first word of a sentence.

    >>> how_many(3), how_many(41)
    ('Three', '41')
    """
    return _COUNTS[count] if count < len(_COUNTS) else str(count)


def why_these(level: TimingLevel, answers: int | None) -> str:
    """Why these and no others.

    >>> why_these("cadence", 38).partition("(")[2]
    'cadence table: your team has 38 answers so far, 50 start the model).'
    """
    known = "" if answers is None else f": your team has {answers} answers so far"
    enough = f", {_ENOUGH[level]}" if known and _ENOUGH[level] else ""
    return f"{_WHY[level]}{known}{enough})."


def due_text(touch: DueTouch, place: int, reader: Reader) -> Iterator[str]:
    """What a row says of a pursuit, line by line, as safe mrkdwn: who and how long silent; why now."""
    service = f" · {safe_text(touch.service, 60)}" if touch.service.strip() else ""
    yield f"*{place}. {safe_text(touch.company, 90)}*{service} · {_silence(touch)}"
    why = clean(touch.why, 160).rstrip(".")
    yield safe_text(" · ".join([why[:1].upper() + why[1:], *_agreed(touch, reader)]), 400)


def done_words(reminder: Reminder, reader: Reader) -> str:
    """What was done with a reminder, in a few words."""
    if reminder.answer == "snoozed":
        return f"snoozed until {reader.day(reminder.until)}" if reminder.until else "snoozed"
    if reminder.answer == "irrelevant":
        return f"not relevant: {clean(reminder.reason, 120)}" if reminder.reason else "not relevant"
    outcome = f": {OUTCOMES[reminder.outcome].lower()}" if reminder.outcome else ""
    following = f", next step {reader.day(reminder.until)}" if reminder.until else ""
    return f"done{outcome}{following}"


def _item(item: DueItem, place: int, due: DueList, reader: Reader) -> list[Block]:
    touch = item.touch
    if item.answered:
        told = done_words(item.answered, reader)
        return [lines([bold(f"{place}. {clean(touch.company, 90)}"), f" · {told}"])]
    text = "\n".join([*due_text(touch, place, reader), *_opening(touch)])
    opens = button("Open", f"{OPEN_LEAD}:{place}", str(touch.pursuit_id))
    return [row(text, opens), *buttons(_buttons(item, due))]


def _buttons(item: DueItem, due: DueList) -> list[Element]:
    pursuit_id = item.touch.pursuit_id
    mark = DueMark(due.key, due.person_id, pursuit_id, due.on).value()
    return [
        button("Draft pitch", OPEN_PITCH, str(pursuit_id)),
        button("Last call", OPEN_RECAP, f"{pursuit_id}:#1"),
        button("Done", DONE, mark),
        _snooze(mark),
        button("Not relevant", IRRELEVANT, mark),
        *item.further,
    ]


def _snooze(mark: str) -> Element:
    options = [
        {"text": plain(label, 75), "value": f"{name}:{mark}"} for name, (label, _days) in SNOOZES.items()
    ]
    return {
        "type": "static_select",
        "action_id": SNOOZE,
        "placeholder": plain("Snooze", 150),
        "options": options,
    }


def _silence(touch: DueTouch) -> str:
    if touch.silent_days is None:
        return "no touch yet"
    return f"silent {days(touch.silent_days)}" if touch.silent_days > 0 else "touched today"


def _agreed(touch: DueTouch, reader: Reader) -> Iterator[str]:
    """The last agreed step, its day alone where it is the reason itself, and when it is best to call, where known."""
    if touch.reason == "promise" and touch.next_step_due:
        yield f"agreed for {reader.day(touch.next_step_due)}"
    elif touch.next_step.strip() or touch.next_step_due:
        step = clean(touch.next_step, 80).rstrip(".") if touch.next_step.strip() else "a next step"
        said = "asked" if step.endswith("?") else "agreed"
        yield f"{said}: {step}{f' by {reader.day(touch.next_step_due)}' if touch.next_step_due else ''}"
    if touch.best.known:
        yield f"best {_best(touch.best)}"


def _best(best: BestTouch) -> str:
    day = _WEEKDAYS[best.weekday - 1] if best.weekday else ""
    hours = f"{best.from_hour}–{best.to_hour} h" if best.from_hour is not None else ""
    team = f"; team {percent(best.team_rate)}" if best.team_rate is not None else ""
    return f"{' '.join(filter(None, [day, hours]))} ({best.answered} of {best.tried} answered{team})"


def _opening(touch: DueTouch) -> Iterator[str]:
    contact = safe_text(touch.contact, 60) if touch.contact.strip() else ""
    if touch.opener.strip():
        to = f" {contact}" if contact else ""
        yield f"Open with{to}: “{safe_text(touch.opener, 200)}”"
    elif contact:
        yield f"Ask for {contact}."
