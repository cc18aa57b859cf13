"""Every kind of plot becomes a picture that is safe, says all in words, and is the same each time."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.report.plots import MOST_COLUMNS, MOST_POINTS, MOST_ROWS, draw, figure_html, fitted
from bot.report.wording import has_data, in_words
from ml.exploring.section import Bars, Heat, Lines, Plot, Shares, Spreads
from tests.bot.report.drawn_sections import EMPTY, HOSTILE, PLOTS

wild_text = st.text(max_size=60) | st.sampled_from(
    [HOSTILE, "_hidden", "a\nb", "", " ", "😀" * 40, "ü" * 200]
)
wild_number = st.none() | st.floats(allow_nan=True, allow_infinity=True) | st.integers(-5, 10**7)


@st.composite
def wild_plots(draw_one: st.DrawFn) -> Plot:
    """Any plot with one to three labels."""
    kind = draw_one(st.sampled_from([Bars, Lines, Spreads, Shares, Heat]))
    labels = draw_one(st.lists(wild_text, min_size=1, max_size=3))
    title, unit, size = draw_one(wild_text), draw_one(wild_text), len(labels)
    if kind is Spreads:
        far = st.floats(-1e9, 1e9)
        five = st.builds(lambda *ends: tuple(sorted(ends)), far, far, far, far, far)
        spreads: Any = draw_one(st.lists(five, min_size=size, max_size=size))
        counts = draw_one(st.lists(st.integers(0, 10**6), min_size=size, max_size=size))
        return Spreads(title, unit, labels, spreads, counts)
    if kind is Shares:
        part = st.floats(0, 1)
        one: Any = st.builds(
            lambda a, b, c, of: (sorted((a, b, c))[1], min(a, b, c), max(a, b, c), of),
            part,
            part,
            part,
            st.integers(0, 10**6),
        )
        return Shares(title, unit, labels, draw_one(st.lists(one, min_size=size, max_size=size)))
    numbers = st.lists(wild_number, min_size=size, max_size=size)
    if kind is Heat:
        rows = draw_one(st.lists(wild_text, min_size=1, max_size=3))
        return Heat(title, unit, rows, labels, [draw_one(numbers) for _ in rows])
    series = draw_one(st.lists(st.tuples(wild_text, numbers), min_size=1, max_size=3))
    return (
        Bars(title, unit, labels, series, draw_one(st.booleans()))
        if kind is Bars
        else Lines(title, unit, labels, series)
    )


@pytest.fixture(scope="module")
def pictures() -> dict[str, str]:
    """Every plot drawn, by its title."""
    return {plot.title: draw(plot, "key") for plot in PLOTS}


def parsed(plot: Plot, key: str = "k") -> ET.Element:
    return ET.fromstring(draw(plot, key))  # noqa: S314 - drawn a moment ago


def texts(picture: ET.Element) -> list[str]:
    return [text for one in picture.iter("text") if (text := "".join(one.itertext()).strip())]


@settings(max_examples=30, deadline=None)
@given(plot=wild_plots())
def test_any_plot_is_drawn_or_is_a_sentence(plot: Plot) -> None:
    html = figure_html(plot, "wild")
    assert html.startswith("<figure" if has_data(plot) else '<p class="nothing">')
    assert ("<svg" in html) == has_data(plot)
    if has_data(plot):
        assert not re.search(r'="[^"]*\b(nan|inf)\b', html.partition("</desc>")[2], re.IGNORECASE)


def test_the_same_plot_is_the_same_picture(pictures: dict[str, str]) -> None:
    for plot in PLOTS:
        assert draw(plot, "key") == pictures[plot.title], plot.title


def test_a_picture_says_the_same_in_words(pictures: dict[str, str]) -> None:
    for plot in PLOTS:
        picture = ET.fromstring(pictures[plot.title])  # noqa: S314 - drawn a moment ago
        assert picture.attrib["role"] == "img"
        named = {part.get("id"): part.text for part in picture if part.get("id")}
        title, words = (named[name] for name in picture.attrib["aria-labelledby"].split())
        assert (title, words) == (plot.title, in_words(plot))


def test_numbers_and_labels_are_written_as_text() -> None:
    told = texts(parsed(Bars("Rows", "rows", ["companies", "touches"], [("rows", [1203, 12_000_345])])))
    assert told == ["companies", "touches", "1,203", "12 million"]
    told = texts(parsed(Shares("Went on", "share", ["a"], [(0.62, 0.5, 0.74, 57)])))
    assert "62 %, n=57" in told
    told = texts(parsed(Spreads("Days", "days", ["a"], [(1, 2, 3, 4, 5)], [120])))
    assert "3, n=120" in told
    told = texts(parsed(Heat("Gain", "points", ["a"], ["b", "c"], [[-3.0, None]])))
    assert told == ["b", "c", "a", "−3", "–"]


def test_what_is_missing_is_no_zero() -> None:
    told = texts(parsed(Bars("Rows", "rows", ["a", "b"], [("rows", [0, None])])))
    assert told == ["a", "b", "0", "–"]


def test_nothing_is_smaller_than_can_be_read(pictures: dict[str, str]) -> None:
    for title, picture in pictures.items():
        sizes = re.findall(r"font(?:-size)?: (?:\w+ )?([\d.]+)px", picture)
        assert sizes, title
        assert min(map(float, sizes)) >= 12


def test_colours_and_fonts_are_the_pages_own(pictures: dict[str, str]) -> None:
    for title, picture in pictures.items():
        assert "font-family" not in picture
        left = re.sub(r"var\(--\w+, #[0-9a-f]{6}\)", "", picture.partition("</desc>")[2])
        assert not re.findall(r"#[0-9a-f]{6}\b", left), title


@pytest.mark.parametrize("plot", EMPTY, ids=lambda plot: plot.title)
def test_an_empty_plot_is_never_drawn(plot: Plot) -> None:
    assert not has_data(plot)
    assert (
        figure_html(plot, "none")
        == f'<p class="nothing">{plot.title}: there is too little data for this yet.</p>'
    )
    with pytest.raises(ValueError, match="nothing to draw"):
        draw(plot, "none")


def test_a_large_plot_is_cut_and_says_so() -> None:
    labels = [f"label {k}" for k in range(400)]
    bars = Bars("Many", "rows", labels, [("rows", list(range(400)))])
    assert f"the first {MOST_ROWS} of 400 are drawn" in figure_html(bars, "many")
    lines = fitted(Lines("Many", "rows", labels, [("rows", list(range(400)))]))
    assert isinstance(lines, Lines)
    assert lines.labels == labels[-MOST_POINTS:]
    heat = fitted(Heat("Many", "rows", labels, labels, [[1] * 400] * 400))
    assert isinstance(heat, Heat)
    assert (len(heat.rows), len(heat.values[0])) == (MOST_ROWS, MOST_COLUMNS)


def test_the_count_behind_a_plot_is_said() -> None:
    plot = Shares("Went on", "pursuits", ["a", "b"], [(0.62, 0.5, 0.74, 57), (0.1, 0.05, 0.2, 1200)])
    assert "pursuits · n=1,257 in all, 57 to 1,200 in each" in figure_html(plot, "count")
