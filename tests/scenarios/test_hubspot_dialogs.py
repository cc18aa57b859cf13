"""The dialogs that write to HubSpot, on the local workspace page: shown, corrected, confirmed, in a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from integrations.store import Store
from tests.bot.hubspot_team import connect, everything
from tests.bot.sandbox.workspace_page import Served, served_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def connected(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Iterator[Served]:
    """The page over the real app, HubSpot connected and everything switched on."""
    path = tmp_path_factory.mktemp("connected") / "store.db"
    shutil.copy(migrated_file, path)
    store = Store.open(f"sqlite:///{path}")
    with served_page(store, everything()) as served:
        connect(store)
        yield served
    store.close()


@pytest.fixture
def page(browser: Browser, connected: Served) -> Iterator[Page]:
    """The page, with Acme's card on it; nothing may go wrong in the browser meanwhile."""
    context = browser.new_context(viewport={"width": 1280, "height": 860}, locale="en-GB")
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.set_default_timeout(10_000)
    page.goto(connected.address)
    page.get_by_role("radio", name="Ada Tan").wait_for()
    box = page.get_by_role("combobox", name="Message or command")
    box.fill("/lead acme")
    box.press("Enter")
    page.get_by_role("button", name="Remind me").last.wait_for()
    yield page
    context.close()
    assert wrong == []


def dialog(page: Page, button: str, name: str) -> Locator:
    page.get_by_role("button", name=button, exact=True).last.click()
    shown = page.get_by_role("dialog", name=name)
    shown.wait_for()
    return shown


def confirmed(page: Page, shown: Locator) -> None:
    shown.get_by_role("button", name="Send to HubSpot").click()
    notice = page.get_by_role("dialog", name="On its way")
    notice.get_by_text("I'll tell you how it went.").wait_for()
    notice.get_by_role("button", name="Close").last.click()
    notice.wait_for(state="hidden")


def test_a_reminder_is_corrected_and_confirmed(page: Page, connected: Served) -> None:
    shown = dialog(page, "Remind me", "Remind me in HubSpot")
    assert shown.get_by_label("What to do").input_value() == "Quotation – Acme Pte Ltd"
    shown.get_by_label("Due on").fill("2001-01-01")
    shown.get_by_role("button", name="Send to HubSpot").click()
    shown.get_by_text("Choose today or a later day.").wait_for()
    today = connected.clock().date().isoformat()
    shown.get_by_label("Due on").fill(
        today.replace(today[:4], str(int(today[:4]) + 1)).replace("02-29", "02-28")
    )
    shown.get_by_label("Kind").select_option(label="Call")
    confirmed(page, shown)
    [row] = [one for one in connected.store.writebacks.audit(10) if one.kind == "task"]
    assert (row.payload["type"], row.payload["subject"]) == ("CALL", "Quotation – Acme Pte Ltd")


def test_a_deal_is_moved_once_a_stage_was_chosen(page: Page, connected: Served) -> None:
    shown = dialog(page, "Move stage", "Move the deal")
    shown.get_by_role("button", name="Send to HubSpot").click()
    shown.get_by_text("Please fill this in.").wait_for()
    shown.get_by_label("Move it to").select_option(label="Demo & quote")
    confirmed(page, shown)
    [row] = [one for one in connected.store.writebacks.audit(10) if one.kind == "stage"]
    assert row.payload["stage"] == "demo"


def test_a_note_keeps_its_lines(page: Page, connected: Served) -> None:
    shown = dialog(page, "Note in HubSpot", "Note in HubSpot")
    assert "quote before the board meeting" in shown.get_by_label("The note").input_value()
    shown.get_by_label("The note").fill("They signed.\n\nNext: kick-off")
    confirmed(page, shown)
    [row] = [one for one in connected.store.writebacks.audit(10) if one.kind == "note"]
    assert row.payload["text"] == "They signed.\n\nNext: kick-off"
