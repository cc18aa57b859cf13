"""Numbers, labels and whole plots in words: what is written beside a bar, and read out where nobody sees it."""

from __future__ import annotations

import math
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from bot.blocks.text_safety import clean
from ml.exploring.section import Bars, Heat, Lines, Plot, Shares, Spreads

# Written where there is no number, and how it is said: what is too little to count by is left out, too.
NOTHING, NO_DATA = "–", "too few or none"
_LONGEST = 3000  # of a description: what is longer, nobody listens to
_SMALLEST = 0.001
_WHOLE_FROM = 100
_LARGEST = 1e15
_PERCENT = "%"


def is_known(value: float | None) -> bool:
    """Whether there is a number that can be shown."""
    return value is not None and math.isfinite(value)


def shown(value: float | None, unit: str = "") -> str:
    """A number as people read it; with its sign where it is a percentage.

    >>> shown(12345), shown(1.25), shown(0.0341), shown(-3.0, "%"), shown(float("nan"))
    ('12,345', '1.2', '0.034', '−3 %', '–')
    """
    if value is None or not math.isfinite(value):
        return NOTHING
    return f"{'−' if value < 0 else ''}{_digits(abs(value))}{' %' if unit.startswith(_PERCENT) else ''}"


def _digits(size: float) -> str:
    if size >= _WHOLE_FROM or float(size).is_integer():
        return f"{size:,.0f}"
    if size >= 1:
        return f"{size:.1f}"
    return f"{size:.2g}" if size >= _SMALLEST else f"<{_SMALLEST}"


def short(value: float | None, unit: str = "") -> str:
    """As `shown`, but millions and more in a word, for the narrow room of a picture.

    >>> short(1_250_000), short(-3e9), short(999)
    ('1.2 million', '−3 billion', '999')
    """
    for step, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if value is not None and is_known(value) and step <= abs(value) < _LARGEST:
            return f"{shown(round(value / step, 1))} {name}"
    if value is not None and is_known(value) and abs(value) >= _LARGEST:
        return f"{value:.0e}".replace("-", "−")
    return shown(value, unit)


def alike(values: Sequence[float | None]) -> list[str]:
    """The numbers of a column, those below a hundred with one decimal where any has one.

    >>> alike([104.4, 48.0, 18.62, None]), alike([104, 48]), alike([0.031, 1.5])
    (['104', '48.0', '18.6', '–'], ['104', '48'], ['0.031', '1.5'])
    """
    texts = [shown(value) for value in values]
    if not any("." in text for text in texts):
        return texts
    whole = [
        is_known(value) and abs(value or 0.0) < _WHOLE_FROM and "." not in text
        for value, text in zip(values, texts, strict=True)
    ]
    return [f"{text}.0" if one else text for text, one in zip(texts, whole, strict=True)]


def percent(share: float) -> str:
    """A share of one in percent.

    >>> percent(0.618), percent(0.004), percent(0.0)
    ('62 %', '0.4 %', '0 %')
    """
    points = 100 * share
    return shown(round(points) if points >= 1 or not is_known(points) else round(points, 1), _PERCENT)


def wrapped(label: str, columns: int = 20, lines: int = 2) -> str:
    r"""A label on a few short lines, the rest cut off; safe to draw.

    >>> wrapped("Prospect agreed to a demo next week", 16)
    'Prospect agreed\nto a demo next…'
    """
    text = clean(label, 300)
    room = columns // 2 if any(map(_is_wide, text)) else columns
    return "\n".join(textwrap.wrap(text, max(room, 1), max_lines=lines, placeholder="…"))


def text_width(text: str, size: float = 13) -> float:
    """About how wide the longest line is in pixels, rather too wide than too narrow.

    >>> text_width("日本") > text_width("ab")
    True
    """
    return 0.6 * size * max(sum(map(_breadth, line)) for line in text.split("\n"))


def _breadth(sign: str) -> float:
    """How wide a sign is beside the average one."""
    return 2.0 if _is_wide(sign) else 1.6 if sign in "mMwW@%…—" else 1.0


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"


def has_data(plot: Plot) -> bool:
    """Whether there is anything to draw.

    >>> has_data(Bars("Pursuits", "pursuits", ["a"], [("all", [None])]))
    False
    """
    if isinstance(plot, Spreads | Shares):
        return any(count > 0 for count in counts_of(plot))
    return any(is_known(value) for value in _numbers(plot))


def counts_of(plot: Spreads | Shares) -> Sequence[int]:
    """How many values are behind each label."""
    return plot.counts if isinstance(plot, Spreads) else [share[3] for share in plot.shares]


def caption(plot: Plot) -> str:
    """What the numbers are, how many are behind them, and what a dash is."""
    told = [clean(plot.unit, 200)]
    if isinstance(plot, Spreads | Shares):
        counts = counts_of(plot)
        each = "" if len(counts) == 1 else f", {min(counts):,} to {max(counts):,} in each"
        told.append(f"n={sum(counts):,} in all{each}")
    elif not all(is_known(value) for value in _numbers(plot)):
        told.append(f"{NOTHING} {NO_DATA}")
    return " · ".join(told)


def _numbers(plot: Bars | Lines | Heat) -> Iterator[float | None]:
    rows = plot.values if isinstance(plot, Heat) else [values for _, values in plot.series]
    return (value for row in rows for value in row)


def in_words(plot: Plot) -> str:
    """All that the picture shows, as sentences."""
    told = f"{clean(plot.unit, 200)}. {'; '.join(_parts(plot))}."
    return told if len(told) <= _LONGEST else f"{told[: _LONGEST - 15].rpartition('; ')[0]}; and more."


def _parts(plot: Plot) -> Iterator[str]:
    if isinstance(plot, Spreads):
        rows = zip(plot.labels, plot.percentiles, plot.counts, strict=True)
        yield from (f"{clean(label)}: {_spread(values, count)}" for label, values, count in rows)
    elif isinstance(plot, Shares):
        yield from (
            f"{clean(label)}: {_share(*one)}" for label, one in zip(plot.labels, plot.shares, strict=True)
        )
    elif isinstance(plot, Heat):
        for row, values in zip(plot.rows, plot.values, strict=True):
            yield f"{clean(row)}: {_listed(plot.columns, values, plot.unit)}"
    else:
        for position, label in enumerate(plot.labels):
            values = [numbers[position] for _, numbers in plot.series]
            yield f"{clean(label)}: {_listed([name for name, _ in plot.series], values, plot.unit)}"


def _spread(values: Sequence[float], count: int) -> str:
    if not count:
        return NO_DATA
    p10, p25, p50, p75, p90 = map(shown, values)
    return f"median {p50}, half from {p25} to {p75}, four in five from {p10} to {p90}, n={count:,}"


def _share(share: float, low: float, high: float, of: int) -> str:
    return f"{percent(share)} ({percent(low)} to {percent(high)}, n={of:,})" if of else NO_DATA


def _listed(names: Iterable[str], values: Iterable[float | None], unit: str) -> str:
    told = (
        (clean(name), shown(value, unit) if is_known(value) else NO_DATA)
        for name, value in zip(names, values, strict=True)
    )
    return ", ".join(f"{name} {value}" for name, value in told)
