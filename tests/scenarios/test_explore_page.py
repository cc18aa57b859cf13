"""The page of `explore` as an analyst opens it: in a real browser, without a network, on a laptop and on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.report.page import page
from bot.settings import Settings
from bot.wiring import build
from jobs.explore import explore
from ml.cuss_tagger import CussTagger
from tests.bot.report.drawn_sections import PLOTS, REPORT
from tests.imported_sample import import_sample

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    Look = Callable[[Path, tuple[int, int]], Page]

pytestmark = pytest.mark.browser

LAPTOP, PHONE = (1280, 860), (390, 800)
# Of each picture: texts that leave it, texts that cover each other, and how large its smallest text is on the screen.
LOOKED_AT = """() => [...document.querySelectorAll("figure svg")].map(svg => {
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll("text")].filter(one => one.textContent.trim());
  const boxes = texts.map(one => one.getBoundingClientRect());
  const name = index => texts[index].textContent;
  const out = boxes.flatMap((box, index) =>
    box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1
      ? [name(index)] : []);
  const over = boxes.flatMap((a, i) => boxes.slice(i + 1).flatMap((b, j) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 5
      ? [[name(i), name(i + 1 + j)]] : []));
  const scale = frame.width / svg.viewBox.baseVal.width;
  const smallest = Math.min(...texts.map(one => parseFloat(getComputedStyle(one).fontSize) * scale));
  return {title: svg.querySelector("title").textContent, width: frame.width, height: frame.height, out, over, smallest};
})"""
SIDEWAYS = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of plots small, large and hostile, on disk."""
    path = tmp_path_factory.mktemp("drawn") / "report.html"
    path.write_text(page(REPORT), encoding="utf-8")
    return path


@pytest.fixture
def look(browser: Browser) -> Iterator[Look]:
    """Opens a page offline; nothing may be asked for and nothing go wrong while it is looked at."""
    with browser.new_context(offline=True) as context:
        wrong: list[str] = []

        def opened(file: Path, size: tuple[int, int]) -> Page:
            tab = context.new_page()
            tab.set_viewport_size({"width": size[0], "height": size[1]})
            tab.on("pageerror", lambda error: wrong.append(str(error)))
            tab.on("console", lambda message: wrong.append(message.text))
            tab.on("dialog", lambda dialog: wrong.append(dialog.message))
            tab.on("request", lambda one: None if one.url == file.as_uri() else wrong.append(one.url))
            tab.goto(file.as_uri())
            return tab

        yield opened
    assert wrong == []


def look_at(tab: Page) -> list[str]:
    """Every plot can be read, and the page never scrolls sideways; gives the plots' titles."""
    seen: list[dict[str, Any]] = tab.evaluate(LOOKED_AT)
    for one in seen:
        assert (one["out"], one["over"]) == ([], []), one["title"]
        assert one["smallest"] >= 11, one["title"]
        assert min(one["width"], one["height"]) > 20, one["title"]
    needed, there = tab.evaluate(SIDEWAYS)
    assert needed <= there
    return [one["title"] for one in seen]


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_every_plot_can_be_read(look: Look, drawn: Path, size: tuple[int, int]) -> None:
    assert look_at(look(drawn, size)) == [plot.title for plot in PLOTS]


def test_the_page_of_the_sample_company_can_be_read(look: Look, tmp_path: Path, tagger: CussTagger) -> None:
    import_sample(tmp_path, tagger, pursuits=120)
    with build(Settings.read({}, tmp_path)) as office:
        report = explore(office.store, now=office.clock())
    file = tmp_path / "report.html"
    file.write_text(page(report), encoding="utf-8")
    for size in (LAPTOP, PHONE):
        assert len(look_at(look(file, size))) >= 8


def test_contents_lead_to_sections_and_queries_open(look: Look, drawn: Path) -> None:
    tab = look(drawn, LAPTOP)
    tab.get_by_role("link", name="Ranges").click()
    query = tab.locator("#ranges details")
    assert not query.get_by_text("By state.").is_visible()
    query.locator("summary").click()
    assert query.get_by_text("By state.").is_visible()


def test_it_is_dark_where_the_reader_is(look: Look, drawn: Path) -> None:
    tab = look(drawn, LAPTOP)
    tab.emulate_media(color_scheme="dark")
    tone = "one => getComputedStyle(document.querySelector(one))"
    assert tab.evaluate(f"({tone})('body').backgroundColor") == "rgb(20, 24, 29)"
    assert tab.evaluate(f"({tone})('svg text').fill") == "rgb(230, 234, 239)"
