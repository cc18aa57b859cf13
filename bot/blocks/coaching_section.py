"""The coaching part of App Home: moves and what followed, what changed, calls worth listening to, promises overdue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.blocks.charts import classic_table
from bot.blocks.dates import Reader, days
from bot.blocks.kit import (
    OPEN_LEAD,
    OPEN_RECAP,
    Block,
    Line,
    bold,
    button,
    buttons,
    context,
    header,
    lines,
    plain,
    row,
)
from bot.blocks.score_words import percent
from bot.blocks.text_safety import Element, clean, safe_text
from ml.coaching import (
    DATED,
    FEWEST,
    KEYS,
    PICTURE_DAYS,
    CallWorthHearing,
    Change,
    CoachingPage,
    Followed,
    RepCoaching,
    Share,
    windows,
)

OPEN_COACHING = "open_coaching"
MOST_REPS, MOST_CHANGES, MOST_OPTIONS = 40, 6, 100
# How many rows with a button of their own a manager and a rep see; a manager's select has the rest.
_ROWS_OF_ALL, _OWN_CALLS, _OWN_PROMISES = 2, 5, 3
_LABELS = {key: "Next step dated" if key == DATED else key.title() for key in KEYS}
_HEADS = ("Connect", "Underst", "Share", "Set", "Dated")
_DONE = {"setting": "a next step set", DATED: "a next step set to a day"}
_LED_ON = "Went on: the pursuit took its next step, or one further, within 30 days."
_NO_CAUSE = "What goes together need not cause each other."


def coaching_section(page: CoachingPage, reader: Reader, *, own: bool) -> list[Block]:
    """At most 13 blocks: a rep's `own` figures beside the team's, or everybody's as a table."""
    if page.on is None or page.counted_at is None:
        return [lines([bold("Coaching")], "Nothing is counted yet; it begins once conversations were read.")]
    calls, promises = list(_calls(page, reader, own=own)), list(_promises(page, reader, own=own))
    zone = f"Counted {reader.moment(page.counted_at)}, days of {clean(page.zone, 60)}."
    if own:
        head = lines(*_title(page, reader), *_mine(page), *_followed(page), *_changes(page, own=True))
        return [head, *calls, *promises, context(f"{_LED_ON} {_NO_CAUSE} {zone}")]
    head = lines(*_title(page, reader), *_followed(page))
    changed = lines(*_changes(page, own=False))
    footer = context(f"{_legend(page)} {_LED_ON} {_NO_CAUSE} {zone}")
    return [head, *_table(page), *_each(page), changed, *calls, *promises, footer]


def coaching_card(page: CoachingPage, rep: RepCoaching, reader: Reader) -> tuple[Block, ...]:
    """One rep's figures as they see them themselves, for a manager: each with its interval and counts."""
    theirs = replace(
        page,
        reps=[rep],
        calls=[call for call in page.calls if call.owner_id == rep.owner_id],
        promises=[promise for promise in page.promises if promise.owner_id == rep.owner_id],
    )
    return (header(clean(rep.name, 100)), *coaching_section(theirs, reader, own=True))


def _legend(page: CoachingPage) -> str:
    told = f"– : fewer than {FEWEST} conversations. ▲ ▼ : clearly above or below the team. Seller: share of the talk."
    return f"{told} (left): left the team." if any(rep.former for rep in page.reps) else told


def _title(page: CoachingPage, reader: Reader) -> Iterator[Line]:
    picture = windows(page.on or reader.today)[-1].period
    between = f"{reader.day(picture.first)} – {reader.day(picture.last)}"
    yield [bold("Coaching"), f" · conversations of {PICTURE_DAYS} days, {between}"]
    if not page.team.talks:
        yield "There was no conversation in them of which the words were read."


# --- figures --------------------------------------------------------------------------------------------------------


def _table(page: CoachingPage) -> Iterator[Block]:
    told = [rep for rep in page.reps if rep.talks or rep.overdue]
    if not told:
        return
    most = {id(rep) for rep in sorted(told, key=lambda rep: -rep.talks)[:MOST_REPS]}
    head = ["Rep", "Talks", *_HEADS, "Seller", "Went on", "of", "Overdue"]
    shown = [_row(rep, page.team) for rep in told if id(rep) in most]
    title = "Share of conversations with each move"
    if len(told) > MOST_REPS:
        title += f" ({len(told) - MOST_REPS} people with fewer are left out)"
    yield classic_table(title, [head, *shown, _row(page.team, page.team)])


def _each(page: CoachingPage) -> list[Block]:
    """The way to one rep's figures with their intervals."""
    options = [
        (f"{clean(rep.name, 40)} · {rep.talks} conversations", str(rep.owner_id))
        for rep in page.reps
        if rep.talks
    ]
    return buttons([_choice(OPEN_COACHING, "One rep, with intervals and counts", options)] if options else [])


def _row(rep: RepCoaching, team: RepCoaching) -> list[str]:
    name = f"{clean(rep.name, 11)} (left)" if rep.former else rep.name
    led_on, (low, high) = rep.led_on, rep.led_on.interval
    went_on = f"{percent(led_on.value)} ({round(100 * low)}–{round(100 * high)})"
    return [
        name,
        f"{rep.talks}",
        *(_cell(rep.share(key), team.share(key)) for key in KEYS),
        percent(rep.rep_share) if rep.rep_share is not None and rep.rep_share_of >= FEWEST else "–",
        went_on if led_on.is_enough else "too few to say",
        f"{led_on.of}",
        f"{rep.overdue}",
    ]


def _cell(share: Share, team: Share) -> str:
    if not share.is_enough:
        return "–"
    mark = "" if not share.is_apart_from(team) else " ▲" if share.value > team.value else " ▼"
    return f"{percent(share.value)}{mark}"


def _mine(page: CoachingPage) -> Iterator[Line]:
    """A rep's own figures, each beside the team's."""
    for rep in page.reps[:1] if page.team.talks else ():
        yield f"{rep.talks} conversations of {clean(rep.name, 40)}, {page.team.talks} of the team."
        for key in KEYS:
            yield [bold(_LABELS[key]), f": {_said(rep.share(key))} · team {_said(page.team.share(key))}"]
        yield [bold("Went on"), f": {_said(rep.led_on)} · team {_said(page.team.led_on)}"]
        yield [bold("Share of the talk"), f": {_spoken(rep)} · team {_spoken(page.team)}"]


def _said(share: Share) -> str:
    """A share with its interval and counts, or that there are too few.

    >>> _said(Share(14, 40)), _said(Share(3, 7))
    ('35 % (22–50 %, 14 of 40)', 'too few to say (7)')
    """
    if not share.is_enough:
        return f"too few to say ({share.of})"
    low, high = share.interval
    return f"{percent(share.value)} ({round(100 * low)}–{round(100 * high)} %, {share.number} of {share.of})"


def _spoken(rep: RepCoaching) -> str:
    if rep.rep_share is None or rep.rep_share_of < FEWEST:
        return f"too few to say ({rep.rep_share_of})"
    return f"{percent(rep.rep_share)} (mean of {rep.rep_share_of})"


# --- what followed, what changed ------------------------------------------------------------------------------------


def _followed(page: CoachingPage) -> Iterator[str]:
    """Which moves go with progress, in the whole team; the clearest two."""
    told = sorted((one for one in page.followed if one.sign), key=_apart, reverse=True)
    for one in told[:2]:
        done = _DONE.get(one.key, _LABELS[one.key])
        yield (
            f"In the team, pursuits went on after {_said(one.with_it)} of the conversations with {done}, "
            f"and after {_said(one.without)} of the others."
        )
    if not told and any(one.is_enough for one in page.followed):
        yield f"No move goes clearly with progress: pursuits went on after {_said(page.team.led_on)} of all conversations."
    elif not told and page.team.talks:
        yield f"Which move goes with progress: too few to say ({page.team.led_on.of})."


def _apart(one: Followed) -> float:
    return abs(one.with_it.value - one.without.value)


def _changes(page: CoachingPage, *, own: bool) -> Iterator[Line]:
    """What differs clearly between the last whole month and the one before it."""
    _, last, before, _ = windows(page.on) if page.on else (None,) * 4
    if last and before:
        yield [bold("What changed"), f": {last.period.label} against {before.period.label}"]
    people = page.reps[:1] if own else [*page.reps, page.team]
    changed = [(rep, change) for rep in people for change in rep.changes]
    for rep, change in changed[:MOST_CHANGES]:
        yield ("" if own else f"{clean(rep.name, 40)}: ") + _change(change)
    if len(changed) > MOST_CHANGES:
        yield f"and {len(changed) - MOST_CHANGES} more."
    if not any(rep.comparable for rep in people):
        yield f"Too few to say: {FEWEST} conversations in each of the two months are needed."
    elif not changed:
        yield "No clear change."


def _change(change: Change) -> str:
    """A change in words.

    >>> _change(Change("setting", Share(16, 42), Share(40, 54)))
    'Setting 38 % → 74 % (16 of 42 → 40 of 54)'
    """
    before, now = change.before, change.now
    counts = f"{before.number} of {before.of} → {now.number} of {now.of}"
    return f"{_LABELS[change.key]} {percent(before.value)} → {percent(now.value)} ({counts})"


# --- calls and promises ---------------------------------------------------------------------------------------------


def _calls(page: CoachingPage, reader: Reader, *, own: bool) -> Iterator[Block]:
    yield lines([bold("Calls worth listening to")], *([] if page.calls else ["None stands out in 60 days."]))
    names = {} if own else _names(page)
    for place, call in enumerate(page.calls[: _OWN_CALLS if own else _ROWS_OF_ALL], 1):
        told = [f"*{safe_text(call.company, 60)}*", reader.day_of(call.at), safe_text(call.why, 300)]
        opens = button("Open", f"{OPEN_RECAP}:{place}", _call_value(call))
        yield row(" · ".join([*_whose(call.owner_id, names), *told]), opens)
    if not own and len(page.calls) > _ROWS_OF_ALL:
        options = [
            (f"{names.get(call.owner_id, '')} · {clean(call.company, 30)} · {reader.day_of(call.at)}", _call_value(call))
            for call in page.calls
        ]  # fmt: skip
        yield from buttons([_choice(OPEN_RECAP, "Open another call", options)])


def _promises(page: CoachingPage, reader: Reader, *, own: bool) -> Iterator[Block]:
    number = (page.reps[0].overdue if page.reps else 0) if own else page.team.overdue
    yield lines([bold("Promises overdue"), f": {number or 'none'}"])
    names = {} if own else _names(page)
    for place, promise in enumerate(page.promises[: _OWN_PROMISES if own else _ROWS_OF_ALL], 1):
        late = f"{days(((page.today or reader.today) - promise.due_on).days)} overdue"
        told = [f"*{safe_text(promise.company, 60)}*", safe_text(promise.words, 140), late]
        opens = button("Open", f"{OPEN_LEAD}:{place}", str(promise.pursuit_id))
        yield row(" · ".join([*_whose(promise.owner_id, names), *told]), opens)
    if not own and len(page.promises) > _ROWS_OF_ALL:
        options = [
            (f"{names.get(one.owner_id, '')} · {clean(one.company, 30)} · since {reader.day(one.due_on)}", str(one.pursuit_id))
            for one in page.promises
        ]  # fmt: skip
        yield from buttons([_choice(OPEN_LEAD, "Open another promise", options)])


def _names(page: CoachingPage) -> dict[int, str]:
    return {rep.owner_id: clean(rep.name, 25) for rep in page.reps}


def _whose(owner_id: int, names: dict[int, str]) -> list[str]:
    return [safe_text(names[owner_id], 60)] if owner_id in names else []


def _call_value(call: CallWorthHearing) -> str:
    return f"{call.pursuit_id}:{call.touch_id}"


def _choice(action_id: str, label: str, options: Sequence[tuple[str, str]]) -> Element:
    """A select of which nothing is chosen yet."""
    given = [{"text": plain(text, 75), "value": value} for text, value in options[:MOST_OPTIONS]]
    return {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain(label, 75),
        "options": given,
    }
