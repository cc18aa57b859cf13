"""The App Home tab: my day, my numbers, my settings, what my ratings did; for managers the model and the control group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.blocks.coaching_section import coaching_section
from bot.blocks.cross_sell_section import cross_sell_section
from bot.blocks.dates import Reader, days
from bot.blocks.feedback_section import feedback_section
from bot.blocks.kit import (
    OPEN_LEAD,
    Block,
    Line,
    bold,
    button,
    buttons,
    context,
    header,
    lines,
    row,
    select,
    typed_lines,
)
from bot.blocks.leads_table import queue_row
from bot.blocks.rating_words import effect_sentence
from bot.blocks.reminder_card import MY_LIST, due_text
from bot.blocks.score_words import percent
from bot.blocks.settings_dialog import CHANGE, CONTROL, DAY_NAMES, KIND_NAMES
from bot.blocks.text_safety import clean
from bot.exchange import Command
from integrations.store.doubts import CrmDoubt
from integrations.store.said_feedback import SaidFeedback
from ml.coaching import CoachingPage
from ml.cross_selling import CrossSellRow
from ml.messages import SWITCHES, Preferences
from ml.rating_effects import RatingEffect
from ml.records import ModelRecord, QueueRow
from ml.reminding import DueTouch

SHARES = (0.0, 0.05, 0.1)
_CONTROL_TOLD = (
    "A control group leaves out some of what is due at random, in the daily message, in /retarget and here. "
    "Only so can /metrics tell whether reminders help; it says so once enough of them were counted."
)


@dataclass(frozen=True)
class TeamPage:
    """What managers see besides.

    Parameters
    ----------
    numbers
        The team's numbers, a line each.
    model
        The win model that speaks; None before the first training.
    waiting
        The newer one that waits for a manager's word.
    share
        Which share of the reminders is withheld; 0 where the control group is off.
    said, open_said
        The newest that the team said about the assistant, and how much of it is open.
    """

    numbers: Sequence[Line] = ()
    model: ModelRecord | None = None
    waiting: ModelRecord | None = None
    share: float = 0.0
    said: Sequence[SaidFeedback] = ()
    open_said: int = 0


@dataclass(frozen=True)
class HomePage:
    """What one person's home shows.

    Parameters
    ----------
    name, time_zone
        The person's.
    due
        What is due for a touch today, the most pressing first.
    hot
        The best open pursuits.
    overdue
        Pursuits whose agreed next step is past, longest first.
    wants
        When and what they want to be told.
    effect
        What their ratings did; None before anything was folded.
    up, down
        How many of their current ratings are up, and down.
    doubts
        What they, or others of their pursuits, said that the CRM has wrong.
    numbers
        Their numbers, a line each.
    offers, all_offers
        The clients that most likely buy another service, and how many such offers there are.
    coaching
        Moves and what followed, calls, promises: a rep's own, for managers everybody's.
    team
        What managers see besides; None for reps.
    """

    name: str
    time_zone: str
    due: Sequence[DueTouch]
    hot: Sequence[QueueRow]
    overdue: Sequence[QueueRow]
    wants: Preferences = field(default_factory=Preferences)
    effect: RatingEffect | None = None
    up: int = 0
    down: int = 0
    doubts: Sequence[CrmDoubt] = ()
    numbers: Sequence[Line] = ()
    offers: Sequence[CrossSellRow] = ()
    all_offers: int = 0
    coaching: CoachingPage = field(default_factory=CoachingPage)
    team: TeamPage | None = None


def home_view(page: HomePage, commands: Iterable[Command], reader: Reader) -> dict[str, Any]:
    """The view that `views.publish` takes; at most 60 blocks."""
    blocks = [
        header(f"Good day, {clean(page.name, 60)}"),
        *_due(page, reader),
        *_listed("Hot", page.hot, "No other open pursuit is yours.", reader),
        *_listed("Waiting on you", page.overdue, "No other promise is overdue.", reader),
        *cross_sell_section(page.offers, page.all_offers, show_owner=page.team is not None),
        *([lines([bold("To correct in the CRM")], *_doubts(page))] if page.doubts else []),
        *([lines([bold("Your numbers")], *page.numbers)] if page.numbers else []),
        *coaching_section(page.coaching, reader, own=page.team is None),
        lines([bold("What your ratings did")], *_ratings(page, reader)),
        lines([bold("Your settings")], *_settings(page)),
        *buttons([button("Change", CHANGE, "1")]),
        *(_team(page.team, reader) if page.team else ()),
        lines([bold("What you can type")], *typed_lines(commands)),
        context(f"As of {reader.moment(reader.now)}. A button opens the card in the Messages tab."),
    ]
    return {"type": "home", "blocks": blocks}


def _due(page: HomePage, reader: Reader) -> Iterator[Block]:
    yield lines([bold("Due today")], *([] if page.due else ["Nothing is due now."]))
    for place, touch in enumerate(page.due, 1):
        opens = button("Open", f"{OPEN_LEAD}:{place}", str(touch.pursuit_id))
        yield row("\n".join(due_text(touch, place, reader)), opens)
    if page.due:
        yield from buttons([button("Show my list", MY_LIST, "1")])


def _listed(title: str, rows: Sequence[QueueRow], nothing: str, reader: Reader) -> list[Block]:
    told = [queue_row(line, reader, place=place) for place, line in enumerate(rows, 1)]
    return [lines([bold(title)], *([] if told else [nothing])), *told]


def _settings(page: HomePage) -> Iterator[str]:
    wants = page.wants
    if wants.reminders:
        yield (
            f"Daily message at {wants.at:%H:%M} by the clock of {clean(page.time_zone, 60)}, "
            f"{_days(wants.days)}; it names at most {wants.budget}."
        )
    else:
        yield "The daily message is off."
    off = [KIND_NAMES[kind].lower() for kind in SWITCHES if not wants.wants(kind)]
    yield f"Also off: {', '.join(off)}." if off else "All other messages are on."


def _days(chosen: Iterable[int]) -> str:
    """Days of the week as one says them.

    >>> _days({1, 2, 3, 4, 5}), _days({1, 3})
    ('Mon–Fri', 'Mon, Wed')
    """
    told = sorted(chosen)
    names = [DAY_NAMES[day - 1][:3] for day in told]
    runs = len(told) > 2 and told == list(range(told[0], told[-1] + 1))  # noqa: PLR2004 - two days are named
    return f"{names[0]}–{names[-1]}" if runs else ", ".join(names)


def _ratings(page: HomePage, reader: Reader) -> Iterator[str]:
    if not page.up + page.down:
        yield "None yet: a thumb under any answer tells me what helps you."
        return
    yield f"{page.up} helpful, {page.down} not helpful."
    if page.effect is not None:
        yield effect_sentence(page.effect, reader)


def _doubts(page: HomePage) -> Iterator[Line]:
    for doubt in page.doubts:
        yield [bold(clean(doubt.company, 60)), f" · {clean(doubt.service, 40)}: {clean(doubt.says, 120)}"]


def _team(team: TeamPage, reader: Reader) -> Iterator[Block]:
    if team.numbers:
        yield lines([bold("Your team's numbers")], *team.numbers)
    yield from feedback_section(team.said, team.open_said, reader)
    yield lines([bold("The model")], *_model(team, reader))
    told = "off" if team.share <= 0 else f"{percent(team.share)} withheld"
    yield lines([bold("Control group"), f": {told}"], _CONTROL_TOLD)
    options = [(percent(share) if share else "Off", f"{share:g}") for share in SHARES]
    yield from buttons([select(CONTROL, options, f"{team.share:g}")])


def _model(team: TeamPage, reader: Reader) -> Iterator[str]:
    if team.model is None:
        yield "Nothing is trained yet: scores are base rates until there is enough history."
    else:
        old = max(0, reader.days_since(team.model.trained_at))
        yield f"Trained {reader.day_of(team.model.trained_at)} ({days(old)} ago). /model says how good it is."
    if team.waiting:
        yield f"A newer one of {reader.day_of(team.waiting.trained_at)} waits for your word: type /model."
