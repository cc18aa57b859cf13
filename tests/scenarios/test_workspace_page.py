"""The local workspace as somebody who tries the assistant sees it: typed, clicked, rated, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from bot.sandbox.block_rules import complaints_about_blocks, complaints_about_view

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    from tests.bot.sandbox.workspace_page import Served

pytestmark = pytest.mark.browser

Json = dict[str, Any]
DESKTOP, PHONE = (1280, 860), (390, 800)


@pytest.fixture
def look(browser: Browser, page_of_the_team: Served) -> Iterator[Look]:
    """Somebody opens the page; nothing may go wrong in the browser while they look."""
    context = browser.new_context(viewport={"width": DESKTOP[0], "height": DESKTOP[1]}, locale="en-GB")
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith(page_of_the_team.address) else wrong.append(request.url)
        ),
    )
    page.set_default_timeout(10_000)
    page.goto(page_of_the_team.address)
    page.get_by_role("radio", name="Ada Tan").wait_for()
    yield Look(page, page_of_the_team)
    context.close()
    assert wrong == []


class Look:
    """Somebody at the page."""

    def __init__(self, page: Page, behind: Served) -> None:
        self.page, self.behind = page, behind

    @property
    def box(self) -> Locator:
        return self.page.get_by_role("combobox", name="Message or command")

    @property
    def newest(self) -> Locator:
        return self.page.locator("li.message").last

    def type(self, words: str) -> Locator:
        """Type something, send it, and give the answer."""
        before = self.page.locator("li.message").count()
        self.box.fill(words)
        self.box.press("Enter")
        self.page.locator("li.message").nth(before).wait_for()
        return self.newest

    def be(self, name: str) -> None:
        self.page.get_by_role("radio", name=name).click()
        self.page.locator("[role=radio][aria-checked=true]", has_text=name).wait_for()

    def go_to(self, place: str) -> None:
        self.page.locator("#places").get_by_role("button", name=re.compile(place)).click()
        self.page.locator("[aria-current=page]", has_text=place).wait_for()

    def votes(self) -> dict[str, int]:
        return self.behind.store.ratings.totals()

    def wait_for_votes(self, **votes: int) -> None:
        for _ in range(50):
            if self.votes() == votes:
                return
            self.page.wait_for_timeout(100)
        assert self.votes() == votes


def test_a_command_completes_and_its_card_is_rated(look: Look) -> None:
    look.box.press_sequentially("/le")
    look.page.get_by_role("option").first.wait_for()
    look.box.press("Tab")
    assert look.box.input_value() == "/lead "
    card = look.type("/lead acme")
    assert "Acme Pte Ltd" in card.inner_text()
    assert "Only visible to you" not in card.inner_text()
    thumb = card.get_by_role("button", name="Helpful", exact=True)
    before = look.votes()
    thumb.click()
    look.page.locator(".thumb[aria-pressed=true]", has_text="Helpful").last.wait_for()
    look.wait_for_votes(up=before["up"] + 1, down=before["down"])


def test_a_thumb_down_opens_a_modal_that_can_be_sent(look: Look) -> None:
    before = look.votes()
    look.type("/lead acme").get_by_role("button", name="Not helpful").click()
    modal = look.page.get_by_role("dialog", name="What was wrong?")
    modal.wait_for()
    modal.get_by_label("Out of date").check()
    modal.get_by_label("In your words").fill("they signed in May")
    modal.get_by_role("button", name="Send").click()
    modal.wait_for(state="hidden")
    look.wait_for_votes(up=before["up"], down=before["down"] + 1)


def test_a_real_message_takes_an_emoji_and_gives_it_back(look: Look) -> None:
    card = look.type("/lead acme")
    before = look.votes()
    card.hover()
    card.get_by_role("button", name="React with +1").click()
    look.page.locator(".reaction[aria-pressed=true]").last.wait_for()
    look.wait_for_votes(up=before["up"] + 1, down=before["down"])
    look.newest.locator(".reaction").click()
    look.wait_for_votes(**before)


def test_in_a_channel_the_answer_is_private_and_takes_no_emoji(look: Look) -> None:
    look.go_to("sales")
    card = look.type("/lead acme")
    assert "Only visible to you" in card.inner_text()
    assert card.locator(".picker").count() == 0
    look.be("Ben Ng")
    look.page.locator("li.message.ephemeral").wait_for(state="detached")


def test_people_see_their_own(look: Look) -> None:
    look.be("Ben Ng")
    assert "not yours" in look.type("/lead metro foods").inner_text()
    look.be("Mia Lee")
    assert "not yours" not in look.type("/lead metro foods").inner_text()


def test_the_queue_opens_cards_and_filters(look: Look) -> None:
    queue = look.type("/leads")
    queue.get_by_role("button", name="Open").first.click()
    look.page.locator("li.message .b-header", has_text="Metro Foods").last.wait_for()
    queue = look.type("/leads")
    before = queue.inner_text()
    queue.get_by_role("combobox").nth(1).select_option(index=3)
    look.page.wait_for_function(
        "before => ![...document.querySelectorAll('li.message')].at(-1).innerText.includes(before)",
        arg=before,
    )


def test_the_home_tab_shows_the_day(look: Look) -> None:
    look.page.get_by_role("tab", name="Home").click()
    look.page.locator("#home [data-block]").first.wait_for()
    look.page.locator("#home").get_by_role("button", name="Open").first.click()
    look.page.locator("#tab-messages .count").wait_for()
    look.page.get_by_role("tab", name="Messages").click()
    look.box.wait_for()
    assert "Acme" in look.newest.inner_text()


def test_the_clock_can_be_moved(look: Look) -> None:
    day = look.page.locator("#clock-day")
    before = day.inner_text()
    look.page.get_by_role("button", name="+1 week").click()
    look.page.wait_for_function(
        "before => document.getElementById('clock-day').textContent !== before", arg=before
    )
    assert day.inner_text() != before


def test_words_from_outside_stay_words(look: Look) -> None:
    look.go_to("sales")
    look.type('<img src=x onerror="alert(1)"> <!channel> <javascript:alert(1)|press>')
    assert look.newest.locator("img, a").count() == 0
    assert "<img src=x" in look.newest.inner_text()


def test_on_a_phone_nothing_is_cut_off(look: Look) -> None:
    look.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    look.type("/lead acme")
    look.type("/leads")
    assert look.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    wide = "node => node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).overflowX !== 'auto'"
    assert not look.page.locator("#scroll, .content, .body").evaluate_all(f"all => all.filter({wide}).length")
    look.page.get_by_role("button", name="Open the sidebar").click()
    look.page.get_by_role("radio", name="Mia Lee").click()
    look.page.locator("#sidebar").wait_for(state="hidden")
    look.page.get_by_role("button", name="Open the sidebar").click()
    look.page.get_by_role("button", name="Close the sidebar").click()
    look.page.locator("#sidebar").wait_for(state="hidden")
    look.box.wait_for()


def test_everything_can_be_done_from_the_keyboard(look: Look) -> None:
    card = look.type("/lead acme")
    thumb = card.get_by_role("button", name="Not helpful")
    thumb.focus()
    look.page.keyboard.press("Enter")
    modal = look.page.get_by_role("dialog", name="What was wrong?")
    modal.wait_for()
    look.page.keyboard.press("Escape")
    modal.wait_for(state="hidden")
    names = look.page.locator("button, input, select, textarea").evaluate_all(
        "all => all.filter(n => !(n.textContent.trim() || n.ariaLabel || n.labels?.length)).map(n => n.outerHTML)"
    )
    assert names == []


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def rich(*parts: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(parts)}


WORD: Json = {"type": "text", "text": "literal <b>", "style": {"bold": True, "italic": True}}
OPTIONS = [
    {"text": plain("One"), "value": "1"},
    {"text": plain("Two"), "value": "2", "description": plain("the second")},
]
BUTTON = {"type": "button", "text": plain("Press"), "action_id": "press", "style": "danger"}
ALL_BLOCKS: list[Json] = [
    {"type": "header", "text": plain("Heading :tada:")},
    {
        "type": "section",
        "text": {
            "type": "mrkdwn",
            "text": "*bold* _italic_ ~gone~ `code` <https://x.example|link> &lt;i&gt;\n> quote\n```pre```",
        },
    },
    {
        "type": "section",
        "fields": [plain("left"), plain("right")],
        "accessory": {"type": "overflow", "options": OPTIONS},
    },
    {"type": "divider"},
    {
        "type": "context",
        "elements": [
            plain("small"),
            {"type": "image", "image_url": "https://x.example/i.png", "alt_text": "chart of the week"},
        ],
    },
    {
        "type": "actions",
        "elements": [
            BUTTON,
            {"type": "static_select", "placeholder": plain("Pick"), "options": OPTIONS},
            {"type": "datepicker"},
        ],
    },
    {
        "type": "rich_text",
        "elements": [
            rich(
                WORD,
                {"type": "link", "url": "https://x.example", "text": "site"},
                {"type": "user", "user_id": "U0BEN"},
                {"type": "emoji", "name": "+1"},
                {"type": "channel", "channel_id": "C0SALES"},
                {"type": "broadcast", "range": "here"},
                {"type": "date", "timestamp": 1795415129, "format": "{date_short}"},
            ),
            {"type": "rich_text_list", "style": "ordered", "elements": [rich(WORD)]},
            {"type": "rich_text_quote", "elements": [WORD]},
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "fixed"}]},
        ],
    },
    {
        "type": "table",
        "rows": [
            [{"type": "raw_text", "text": "Head"}],
            [{"type": "raw_number", "value": 7, "text": "seven"}],
        ],
    },
    {"type": "image", "image_url": "https://x.example/i.png", "alt_text": "a large picture"},
    {"type": "markdown", "text": "# Title\n- **strong** [page](https://x.example)"},
    {
        "type": "context_actions",
        "elements": [{"type": "icon_button", "icon": "trash", "text": plain("Throw away")}],
    },
]


def field(element: str, *, optional: bool = False, **more: Any) -> Json:
    return {
        "type": "input",
        "block_id": element,
        "label": plain(f"The {element}"),
        "optional": optional,
        "element": {"type": element, "action_id": "a", **more},
    }


ALL_INPUTS: list[Json] = [
    field("plain_text_input", initial_value="as given"),
    field("number_input", is_decimal_allowed=False),
    field("static_select", options=OPTIONS),
    field("radio_buttons", options=OPTIONS, initial_option=OPTIONS[0]),
    field("checkboxes", options=OPTIONS, optional=True),
    field("datepicker", optional=True),
]


def test_every_block_is_shown(look: Look) -> None:
    workspace = look.behind.standin.workspace
    look.go_to("sales")
    assert complaints_about_blocks(ALL_BLOCKS) == []
    workspace.post("C0SALES", "U0ASSISTANT", "all", blocks=ALL_BLOCKS)
    shown = look.page.locator("li.message", has_text="Heading")
    shown.wait_for()
    assert shown.locator("[data-block]").count() == len(ALL_BLOCKS)
    assert shown.locator(".b-unknown").count() == 0
    words = shown.inner_text()
    for word in (
        "literal <b>",
        "@Ben Ng",
        "#sales",
        "@here",
        "<i>",
        "seven",
        "a large picture",
        "strong",
        "23 Nov 2026",
    ):
        assert word in words
    assert shown.locator("img").count() == 0
    assert shown.locator("a").evaluate_all("all => all.every(a => a.rel.includes('noopener'))")


def test_every_input_is_filled_in_and_checked(look: Look) -> None:
    workspace = look.behind.standin.workspace
    view = {
        "type": "modal",
        "title": plain("All"),
        "submit": plain("Send"),
        "callback_id": "nobody's",
        "blocks": ALL_INPUTS,
    }
    assert complaints_about_view(view) == []
    workspace.views["U0ADA"] = [workspace.make_view(view)]
    modal = look.page.get_by_role("dialog", name="All")
    modal.wait_for()
    modal.get_by_role("button", name="Send").click()
    assert modal.locator(".error").count() == 2
    modal.get_by_label("The number_input").fill("5")
    modal.get_by_label("The static_select").select_option("Two")
    modal.get_by_role("button", name="Send").click()
    look.page.get_by_role("alert").filter(has_text="did not take the form").wait_for()
    modal.get_by_role("button", name="Close").first.click()
    modal.wait_for(state="hidden")


def test_a_dangerous_button_asks_first(look: Look) -> None:
    question = {
        "title": plain("Sure?"),
        "text": plain("It is final."),
        "confirm": plain("Do it"),
        "deny": plain("Keep"),
    }
    blocks = [{"type": "actions", "elements": [BUTTON | {"confirm": question, "text": plain("Drop")}]}]
    look.behind.standin.workspace.post("D0ADA", "U0ASSISTANT", "drop", blocks=blocks)
    look.page.get_by_role("button", name="Drop").click()
    dialog = look.page.get_by_role("dialog", name="Sure?")
    dialog.get_by_role("button", name="Keep").click()
    dialog.wait_for(state="hidden")
    assert look.page.locator("#toast").is_hidden()
