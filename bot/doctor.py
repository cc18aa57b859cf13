"""What `doctor` checks, from the settings to Slack, each with what to do where it fails."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from bot.check import Check, in_order
from bot.connections import systems_of
from bot.doctor_systems import system_checks
from bot.settings import Settings
from bot.wiring import Office, build, clock
from ml.errors import SalesAssistantError


def checks(read: Callable[[], Settings] | None = None) -> list[Check]:
    """Everything there is to check, in the order in which it should be put right."""
    try:
        settings = read() if read else Settings.read(os.environ, Path.cwd())
    except SalesAssistantError as error:
        return [Check("settings", ok=False, what_to_do=str(error))]
    return [
        Check("settings", ok=True),
        _data_folder(settings),
        *_store_and_systems(settings),
        *_slack(settings),
    ]


def _data_folder(settings: Settings) -> Check:
    folder = settings.data_dir
    while not folder.exists():
        folder = folder.parent
    ok = os.access(folder, os.W_OK)
    return Check("data folder", ok, "" if ok else f"{folder} cannot be written to: set DATA_DIR to another.")


def _store_and_systems(settings: Settings) -> Iterator[Check]:
    """The store, the systems outside, which can be asked before there is one, and what the store holds."""
    name = f"store ({settings.store_kind})"
    try:
        office = build(settings)
    except SalesAssistantError as error:
        yield Check(name, ok=False, what_to_do=str(error))
        yield from system_checks(settings, systems_of(settings, clock, by_hand=True), None, now=clock())
        return
    with office:
        yield Check(name, ok=True)
        systems = system_checks(
            settings, systems_of(settings, office.clock, by_hand=True), office.store, now=office.clock()
        )
        yield from _until_it_breaks(name, chain(systems, _inside(office)))


def _until_it_breaks(name: str, found: Iterator[Check]) -> Iterator[Check]:
    """The checks, as far as the store goes along."""
    try:
        yield from found
    except SalesAssistantError as error:
        yield Check(name, ok=False, what_to_do=str(error))


def _inside(office: Office) -> Iterator[Check]:
    store = office.store
    people, pursuits = store.people.all(), store.counts()["pursuits"]
    models = store.models.speaking()
    yield in_order(
        "people", people, "Add your team: `sales-assistant people add EMAIL --name NAME --role rep`."
    )
    yield in_order("data", pursuits, _how_to_begin(office.settings))
    yield in_order("models", models, "Train them: `sales-assistant train`.")
    yield in_order(
        "scores", _scored(office), "Score the pursuits: `sales-assistant score`, or let `serve` do it."
    )
    if office.settings.feedback_channel:
        why = store.said_feedback.refusal()
        what_to_do = f"{why}: invite the bot into FEEDBACK_CHANNEL; until then /sales-feedback list shows it."
        yield in_order("feedback channel", not why, what_to_do)


def _how_to_begin(settings: Settings) -> str:
    if settings.hubspot_token:
        return "Read HubSpot: `sales-assistant sync`."
    return "Import your export: `sales-assistant import --propose PATH` is the first step; or connect HubSpot, see docs/hubspot.md."


def _scored(office: Office) -> bool:
    facts = office.store.facts
    return bool(facts.get("data_version", 0)) and facts.get("scored_data_version", 0) == facts.get(
        "data_version", 0
    )


def _slack(settings: Settings) -> Iterator[Check]:
    missing = settings.missing_for_slack()
    yield Check("Slack settings", not missing, missing)
    if missing:
        return
    refusal = slack_refusal(settings)
    yield Check("Slack answers", not refusal, refusal)


def slack_refusal(settings: Settings) -> str:
    """What Slack has against the bot's token, in a sentence with what to do; empty where it accepts it."""
    from urllib.error import URLError

    from slack_sdk import WebClient
    from slack_sdk.errors import SlackApiError, SlackClientError

    client = WebClient(
        settings.slack_bot_token, base_url=settings.slack_api_url, timeout=5, retry_handlers=[]
    )
    try:
        client.auth_test()
    except SlackApiError as error:
        said = error.response.get("error", "no reason")
        return f"Slack refuses SLACK_BOT_TOKEN ({said}): install the app again and copy the new token."
    except (SlackClientError, URLError, OSError):
        return f"{settings.slack_api_url} did not answer: check the network and SLACK_API_URL."
    return ""
