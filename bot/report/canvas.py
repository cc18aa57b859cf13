"""What plots are drawn on: a matplotlib figure measured in pixels, and how it becomes a part of a page.

Colours are names of the page (`var(--ink)`), so that a picture is dark where the page is. Texts stay texts.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from io import StringIO
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from bot.report.wording import text_width, wrapped

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Drawn for a phone: wider screens show it larger, or two beside each other.
WIDTH = 380
TEXT, SMALL = 13, 12

# A colour that matplotlib is told → the page's own name for it, and what it is where there is no page.
_NAMES = {
    "ink": "#1c2128",
    "soft": "#59636e",
    "line": "#d8dee4",
    "paper": "#ffffff",
    **{
        f"s{n}": tone
        for n, tone in enumerate(("#0072b2", "#d55e00", "#00805c", "#a8508a", "#946300", "#5b6470"))
    },
    **{f"h{n}": tone for n, tone in enumerate(("#eef4fa", "#c9def0", "#93bfe0", "#5a9bd0", "#1b5f9a"))},
    **{f"n{n}": tone for n, tone in enumerate(("#fdf1e7", "#f7d3b5", "#eeab76", "#db7f38", "#9a4a12"))},
    **{f"t{n}": tone for n, tone in enumerate(("#1c2128", "#1c2128", "#1c2128", "#1c2128", "#ffffff"))},
}
_TOLD = {name: f"#a0{number:02x}a0" for number, name in enumerate(_NAMES)}
_PAGE = {told: f"var(--{name}, {_NAMES[name]})" for name, told in _TOLD.items()}
INK, SOFT, LINE, PAPER = (_TOLD[name] for name in ("ink", "soft", "line", "paper"))
SERIES = tuple(_TOLD[f"s{n}"] for n in range(6))
MORE, LESS, ON = (tuple(_TOLD[f"{kind}{n}"] for n in range(5)) for kind in "hnt")
HATCHES = ("", "////", "....", "\\\\\\\\", "xxxx", "----")
MARKERS = ("o", "s", "^", "D", "v", "P")
_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"


@dataclass(frozen=True)
class Margins:
    """Room around what is drawn, in pixels."""

    left: float = 8
    right: float = 8
    top: float = 6
    bottom: float = 6


@contextmanager
def drawing(key: str) -> Iterator[None]:
    """How everything is drawn; the same key and plot give the same bytes."""
    import matplotlib as mpl

    style: Any = {
        "svg.fonttype": "none",  # texts stay texts, in the reader's own font
        "svg.hashsalt": key,
        "font.family": "DejaVu Sans",  # only measured with: it comes with matplotlib, and is wider than most
        "font.size": TEXT,
        "text.parse_math": False,  # a label with two dollars is no formula
        "text.color": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "hatch.color": PAPER,
        "hatch.linewidth": 0.9,
        "path.simplify": False,
    }
    with mpl.rc_context(style), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")  # the reader's font has it
        yield


def canvas(width: float, height: float, margins: Margins) -> tuple[Figure, Axes]:
    """A figure of this size in pixels, and its one pair of axes without any frame."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width / 72, height / 72), dpi=72)
    inner = (width - margins.left - margins.right, height - margins.top - margins.bottom)
    place = (margins.left / width, margins.bottom / height, inner[0] / width, inner[1] / height)
    axes = figure.add_axes(place)
    axes.set_facecolor("none")
    axes.set_frame_on(False)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, labelsize=SMALL)
    return figure, axes


def rows_canvas(
    labels: Sequence[str], row: float, *, right: float = 8, top: float = 6, bottom: float = 6
) -> tuple[Figure, Axes]:
    """A canvas with a row for each label, the first on top; row number k lies at y = k."""
    texts = [wrapped(label) for label in labels]
    left = max(text_width(text) for text in texts) + 8
    row = max(row, 36 if any("\n" in text for text in texts) else 0)
    figure, axes = canvas(WIDTH, row * len(texts) + top + bottom, Margins(left, right, top, bottom))
    axes.set_ylim(len(texts) - 0.5, -0.5)
    axes.set_yticks(range(len(texts)), texts, fontsize=TEXT)
    axes.set_xticks([])
    return figure, axes


def scale(axes: Axes, unit: str) -> None:
    """A light scale below, with a few round numbers and what they count."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    from bot.report.wording import short

    widest = max((short(end, unit) for end in axes.get_xlim()), key=len)
    room = int(axes.get_position().width * WIDTH / (text_width(widest, SMALL) + 16))
    axes.xaxis.set_major_locator(MaxNLocator(min(max(room, 1), 4), steps=[1, 2, 2.5, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: short(value, unit)))
    axes.tick_params(axis="x", labelcolor=SOFT)
    axes.grid(axis="x", color=LINE, linewidth=1)


def key_of(figure: Figure, names: Sequence[str], handles: Sequence[Artist]) -> None:
    """Which sign is which series, on top; `key_height` is its room."""
    texts = [wrapped(name, 40, 1) for name in names]
    figure.legend(
        handles, texts, loc="upper left", ncols=key_columns(names), frameon=False, borderpad=0.2, borderaxespad=0.1,
        handlelength=1.6, handletextpad=0.6, columnspacing=1.2, labelspacing=0.45, fontsize=SMALL,
    )  # fmt: skip


def key_columns(names: Sequence[str]) -> int:
    """Two columns where the names are short enough for a phone."""
    return (
        2
        if len(names) > 1 and max(text_width(wrapped(name, 40, 1), SMALL) for name in names) < WIDTH / 2 - 50
        else 1
    )


def key_height(names: Sequence[str]) -> float:
    """The room that `key_of` needs."""
    return 20 * -(-len(names) // key_columns(names)) + 6


def as_svg(figure: Figure, *, key: str, title: str, words: str) -> str:
    """The figure as an `<svg>` for the inside of a page, with its title and what it shows in words."""
    file = StringIO()
    figure.savefig(
        file, format="svg", transparent=True, metadata=dict.fromkeys(("Date", "Creator", "Format", "Type"))
    )
    picture = ET.fromstring(file.getvalue())  # noqa: S314 - matplotlib wrote it a moment ago
    _tidy(picture)
    name = escape(key)
    width, height = (float(size) for size in picture.attrib["viewBox"].split()[2:])
    inside = "".join(ET.tostring(part, encoding="unicode") for part in picture)
    told = re.sub(r"#a0[0-9a-f]{2}a0", lambda found: _PAGE.get(found[0], found[0]), inside)
    return (
        f'<svg role="img" aria-labelledby="{name}-t {name}-d" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'style="max-width: {1.3 * width:.0f}px; min-width: {0 if width <= WIDTH else width:.0f}px">'
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(words)}</desc>{told}</svg>'
    )


def _tidy(picture: ET.Element) -> None:
    """Take out what a page has no use for: names of parts, its own fonts and style, digits nobody sees."""
    for whole in list(picture.iter()):
        for part in list(whole):
            if part.tag == f"{_SVG}style" or (part.get("id") == "patch_1" and whole.get("id") == "figure_1"):
                whole.remove(part)
    for part in picture.iter():
        part.tag = part.tag.removeprefix(_SVG)
        part.text, part.tail = (part.text if part.text and part.text.strip() else None), None
        if part.tag == "g":
            part.attrib.pop("id", None)
        if target := part.attrib.pop(_LINK, None):
            part.set("href", target)
        if path := part.get("d"):
            part.set(
                "d", re.sub(r"-?\d+\.\d+", lambda found: f"{float(found[0]):.1f}", " ".join(path.split()))
            )
        if style := part.get("style"):
            part.set("style", re.sub(r"font-family: [^;]*;? ?", "", style))
        if part.get("transform", "").startswith("rotate(-0"):
            del part.attrib["transform"]
