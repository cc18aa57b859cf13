"""A score in a rep's words: the chances, the reasons that add up to them, and how far they can be trusted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from bot.blocks.dates import Reader
from bot.blocks.kit import Block, Line, bold, bullets, labelled, lines
from bot.blocks.text_safety import clean
from ml.funnel import NEXT_STEP_WORDS
from ml.records import EVERYTHING_ELSE, LeadScore, Reason, ScoreLevel, SimilarWin

_SHOWN = 3  # reasons each way
_TREND_DAYS, _TREND_STEPS = 30, 4
WOULD_HELP = "logged calls and notes, the dates of stage changes, and the outcome of closed pursuits"


def percent(share: float) -> str:
    """A chance as people read it.

    >>> percent(0.62)
    '62 %'
    """
    return f"{round(100 * share)} %"


def points(count: float) -> str:
    """Signed percentage points, with a real minus sign.

    >>> points(14.2), points(-8), points(0.2)
    ('+14', '−8', '±0')
    """
    whole = round(count)
    return f"+{whole}" if whole > 0 else f"−{-whole}" if whole < 0 else "±0"


def change_words(change: float) -> str:
    """How a chance moved, as a share; '' when it shows no difference.

    >>> change_words(0.09), change_words(-0.012), change_words(0.001)
    ('▲ 9 points', '▼ 1 point', '')
    """
    whole = round(100 * change)
    arrow = "▲" if whole > 0 else "▼"
    return f"{arrow} {abs(whole)} point{'' if abs(whole) == 1 else 's'}" if whole else ""


def chance_lines(
    score: LeadScore | None, previous_win: float | None, previous_at: datetime | None, reader: Reader
) -> Iterator[Line]:
    """What is expected of an open pursuit; the first line is the answer."""
    if score is None:
        yield "Not scored yet: the next scoring run will include it."
        return
    yield from _chance(score, previous_win, previous_at, reader)
    yield from _next_step_line(score)
    yield from _close_line(score)
    yield from _shrunk(score)


def _chance(
    score: LeadScore, previous_win: float | None, previous_at: datetime | None, reader: Reader
) -> Iterator[Line]:
    if score.level is ScoreLevel.BASE_RATE:
        yield too_early(score)
    elif score.level is ScoreLevel.NO_SIGNAL:
        yield no_signal(score)
        yield f"What would help: {WOULD_HELP}."
    else:
        yield _win_line(score)
        yield from _moved(score, previous_win, previous_at, reader)


def trend_lines(trend: Sequence[tuple[date, float]], today: date) -> Iterator[str]:
    """How the chance moved within a month, in up to four steps; nothing where it did not.

    >>> list(trend_lines([(date(2026, 11, 20), 0.62), (date(2026, 11, 9), 0.52), (date(2026, 11, 1), 0.41)], date(2026, 11, 23)))
    ['Chance over 30 days: 41 → 52 → 62 %']
    """
    lately = [round(100 * win) for day, win in reversed(trend) if 0 <= (today - day).days <= _TREND_DAYS]
    moved = [one for place, one in enumerate(lately) if not place or one != lately[place - 1]]
    if len(moved) > 1:
        last, steps = len(moved) - 1, min(len(moved), _TREND_STEPS) - 1
        shown = [moved[round(step * last / steps)] for step in range(steps + 1)]
        yield f"Chance over {_TREND_DAYS} days: {' → '.join(map(str, shown))} %"


def too_early(score: LeadScore) -> str:
    """That there is too little history, and the base rate meanwhile."""
    if score.won + score.lost == 0:
        return "Too early to score: nothing has been won or lost yet. Teams like yours start at 10 + 10."
    return (
        f"Too early to score: {score.won} won and {score.lost} lost so far. "
        f"Teams like yours start at 10 + 10. Until then: base rate {percent(score.base_rate)}."
    )


def no_signal(score: LeadScore) -> str:
    """That there is history, and that it does not tell who will buy."""
    return (
        "Your data does not yet tell winners from losers, so every pursuit gets the base rate: "
        f"{percent(score.base_rate)} ({score.won} of {score.won + score.lost} closed pursuits were won)."
    )


def reason_blocks(score: LeadScore) -> list[Block]:
    """What speaks for and against, strongest first, with points that add up to the chance."""
    if score.level not in {ScoreLevel.FULL, ScoreLevel.SHRUNK} or not score.reasons:
        return []
    named = [reason for reason in score.reasons if reason.text != EVERYTHING_ELSE]
    up, down = _strongest(named, 1), _strongest(named, -1)
    told = (bullets(title, _told(some)) for title, some in _titled(up, down) if some)
    return [*told, lines(*_sum_lines(score, [*up, *down]))]


def footer_words(score: LeadScore | None, data_as_of: datetime | None, reader: Reader) -> str:
    """Who or what made the card, how fresh it is, and how often it was right."""
    made = [_maker(score, reader)] if score and score.model_version else []
    fresh = [f"data of {reader.moment(data_as_of)}"] if data_as_of else ["no events in the data yet"]
    told = " · ".join([*made, *fresh, *([_track_record(score)] if score and _judges(score) else [])])
    return f"{told[0].upper()}{told[1:]}"


def _maker(score: LeadScore, reader: Reader) -> str:
    """The model by its date, where its version begins with one; else when it scored."""
    try:
        return f"model of {reader.day(date.fromisoformat(score.model_version[:10]))}"
    except ValueError:
        return f"scored {reader.day_of(score.as_of)}"


def _judges(score: LeadScore) -> bool:
    return bool(score.like) and score.level in {ScoreLevel.FULL, ScoreLevel.SHRUNK}


def _track_record(score: LeadScore) -> str:
    """How often a forecast like this one came true: won where it leans that way, else lost."""
    right = score.like_won if score.win >= 0.5 else score.like - score.like_won  # noqa: PLR2004 - leans to winning
    return f"right {round(10 * right / score.like)} of 10 times at this score"


def _win_line(score: LeadScore) -> Line:
    like = f", from {score.like} pursuits like this one" if score.like else ""
    interval = f"({round(100 * score.win_low)}–{round(100 * score.win_high)} %{like})"
    return [bold(f"Win chance {percent(score.win)}"), f" {interval} · {_band(score)}"]


def _band(score: LeadScore) -> str:
    usual = f"your usual {percent(score.base_rate)}"
    if score.win_low > score.base_rate:
        return f"above {usual}"
    return f"below {usual}" if score.win_high < score.base_rate else f"about {usual}"


def _moved(
    score: LeadScore, previous: float | None, previous_at: datetime | None, reader: Reader
) -> Iterator[Line]:
    if previous is not None and previous_at and (told := change_words(score.win - previous)):
        yield f"{told} since {reader.since(previous_at)}"


def _next_step_line(score: LeadScore) -> Iterator[Line]:
    if score.next_state is not None and score.next_chance is not None:
        step = NEXT_STEP_WORDS.get(score.next_state, score.next_state.label)
        yield labelled("Next step", f"{step} · {percent(score.next_chance)} within {score.next_days} days")


def _close_line(score: LeadScore) -> Iterator[Line]:
    if score.days is None:
        return
    if score.days_from_median:
        yield labelled("Expected close", f"no better guess than the usual {round(score.days)} days")
    elif score.days_low is None or score.days_high is None:
        yield labelled("Expected close", f"{round(score.days)} days")
    else:
        between = f"{round(score.days_low)}–{round(score.days_high)}"
        yield labelled("Expected close", f"{round(score.days)} days ({between})")


def _shrunk(score: LeadScore) -> Iterator[Line]:
    if score.level is ScoreLevel.SHRUNK:
        yield f"Drawn towards the base rate: only {score.won} won and {score.lost} lost to learn from so far."


def _strongest(reasons: Iterable[Reason], sign: int) -> list[Reason]:
    telling = (reason for reason in reasons if round(sign * reason.points) > 0)
    return sorted(telling, key=lambda reason: -sign * reason.points)[:_SHOWN]


def _titled(up: list[Reason], down: list[Reason]) -> tuple[tuple[str, list[Reason]], ...]:
    return (("What speaks for it", up), ("What speaks against it", down))


def _told(reasons: Iterable[Reason]) -> Iterator[Line]:
    return ([bold(points(reason.points)), f"  {clean(reason.text, 200)}"] for reason in reasons)


def _sum_lines(score: LeadScore, shown: list[Reason]) -> Iterator[Line]:
    """The line that makes the points add up, as they are shown; and what would raise the chance most."""
    start, end = round(100 * score.base_rate), round(100 * score.win)
    rest = end - start - sum(round(reason.points) for reason in shown)
    yield f"{points(rest)} {EVERYTHING_ELSE} · adds up from the usual {start} % to {end} %"
    if score.raise_most:
        change = f"{clean(score.raise_most.text, 160)} ({points(score.raise_most.points)})"
        also = [f"{clean(one.text, 160)} (about {points(one.points)})" for one in score.raise_too]
        yield labelled("Would raise it most", "; also ".join([change, ", ".join(also)] if also else [change]))
    if score.won_alike:
        yield labelled("Won alike", ", ".join(map(_won, score.won_alike)))


def _won(won: SimilarWin) -> str:
    told = [clean(won.service, 50)] if won.service.strip() else []
    told += [f"{won.days} days"] if won.days is not None else []
    return clean(won.company, 60) + (f" ({', '.join(told)})" if told else "")
