"""The page needs nothing but itself, and what comes from outside is only ever text in it."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from bot.report.page import MARK, grid_html, page
from ml.exploring.section import Grid
from tests.bot.report.drawn_sections import REPORT, SECTIONS


class Read(HTMLParser):
    """The tags of a page with their attributes, and its texts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    handle_startendtag = handle_starttag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def html() -> str:
    return page(REPORT)


@pytest.fixture(scope="module")
def read(html: str) -> Read:
    return Read(html)


def test_it_says_when_of_what_and_what_stands_out(read: Read) -> None:
    told = " ".join(read.texts)
    assert "Made on 23 November 2026, 12:05 UTC. 2,500 pursuits." in told
    assert "Most are lost." in told
    assert "Cross-sell : nobody has bought two services." in told


def test_every_section_is_in_the_contents(read: Read) -> None:
    *names, last = [one["id"] for one in read.of("section")]
    assert last == "skipped"
    assert names == [section.anchor for section in SECTIONS]
    assert [one["href"] for one in read.of("a")] == [f"#{name}" for name in names]
    assert len(read.of("details")) == len(SECTIONS)


def test_no_name_is_given_twice_and_every_one_meant_is_there(html: str, read: Read) -> None:
    names = [attributes["id"] for _, attributes in read.tags if "id" in attributes]
    assert len(names) == len(set(names))
    meant = re.findall(r"url\(#([\w-]+)\)", html) + [str(one["href"])[1:] for one in read.of("use")]
    assert set(meant) <= set(names)


def test_nothing_is_fetched_and_nothing_runs(html: str, read: Read) -> None:
    policy = [one["content"] for one in read.of("meta") if one.get("http-equiv")]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]
    assert not {name for name, _ in read.tags} & {
        "script",
        "img",
        "iframe",
        "object",
        "embed",
        "form",
        "base",
    }
    for _, attributes in read.tags:
        assert not [name for name in attributes if name.startswith("on")]
        for name in ("href", "src"):
            assert (attributes.get(name) or "#").startswith(("#", "data:,"))
    assert "@import" not in html
    assert not re.findall(r"url\((?!#)", html)


def test_what_comes_from_outside_is_text(read: Read) -> None:
    told = [text for text in read.texts if "<script>alert(1)</script>" in text]
    assert len(told) >= 6
    assert not any("\u202e" in text or "\x00" in text for text in read.texts)


def test_numbers_stand_right_and_words_left() -> None:
    html = grid_html(Grid("Rows", ["Table", "Rows"], [["<b>", 12345], ["c", None]]))
    assert '<th scope="row">&lt;b&gt;</th><td class="number">12,345</td>' in html
    assert '<td class="number">–</td>' in html
    assert '<th scope="col" class="number">Rows</th>' in html


def test_a_long_table_is_cut_and_says_so(html: str) -> None:
    assert "The first 300 of 1,000 rows." in html
    assert "row 299" in html
    assert "row 300" not in html


def test_an_empty_table_is_a_sentence() -> None:
    assert (
        grid_html(Grid("No rows", ["Row"], []))
        == '<p class="nothing">No rows: there is nothing to list yet.</p>'
    )


def test_it_is_the_same_each_time_small_and_known_for_ours(html: str) -> None:
    again = page(REPORT)
    assert again == html
    assert len(html.encode()) < 1_000_000
    assert MARK in html[:200]


def test_progress_is_told() -> None:
    done: list[int] = []
    page(replace(REPORT, sections=SECTIONS[3:]), drawn=done.append)
    assert done == [1, 2]
