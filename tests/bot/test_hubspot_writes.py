"""Writing to HubSpot from Slack, through signed requests: shown first, confirmed, kept once, told how it went."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.exchange import CrmDesk, Desk
from bot.sandbox.block_rules import complaints_about_view
from bot.sandbox.plain_words import words_of
from bot.sandbox.signed_requests import action_body, action_of, view_submission_body
from bot.slack_notifier import SlackNotifier
from integrations.store.writebacks import Writeback
from jobs.rules import WRITE_KINDS, Rules
from jobs.write_back import write_back
from ml.errors import Unavailable
from tests.bot.hubspot_team import connected_team, everything, filled, left_alone, stand_at
from tests.bot.slack_team import NOW
from tests.jobs.recorded_crm import RecordedCrm

if TYPE_CHECKING:
    from bot.app import SlackAccess
    from bot.sandbox.slack_standin import SlackStandIn
    from integrations.store import Store
    from tests.bot.slack_team import Json, Shown, Talk, Team

LABELS = {"task": "Remind me", "stage": "Move stage", "note": "Note in HubSpot"}
GOOD: dict[str, dict[str, str]] = {"task": {}, "stage": {"stage": "demo"}, "note": {}}


@pytest.fixture
def team(sqlite_store: Store, standin: SlackStandIn, access: SlackAccess) -> Team:
    """The team with HubSpot connected and everything switched on."""
    return connected_team(sqlite_store, standin, access, everything())


@pytest.fixture
def team_of_both(store: Store, standin: SlackStandIn, access: SlackAccess) -> Team:
    """The same on both databases, where more than one row is at stake."""
    return connected_team(store, standin, access, everything())


@pytest.fixture(params=["task", "stage", "note"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def press(talk: Talk, shown: Shown, label: str) -> None:
    """Click a button that is not answered by a message."""
    block, element = shown.element(label)
    action = action_of(element, block.get("block_id", "b1"))
    assert talk.send(talk._action_body(action, "C0SALES")).status == 200


def opened(talk: Talk, kind: str) -> Json:
    """The dialog behind a button of Acme's card."""
    press(talk, talk.command("/lead", "acme"), LABELS[kind])
    [view] = talk.standin.views[talk.slack_id]
    own = ("type", "callback_id", "private_metadata", "title", "submit", "close", "blocks")
    assert complaints_about_view({name: view[name] for name in own}) == []
    return view


def submit(talk: Talk, view: Json, values: Json | None = None) -> Json:
    """What the app answers to a submitted dialog."""
    values = left_alone(view) if values is None else values
    answer = talk.send(view_submission_body(view, values, user_id=talk.slack_id))
    assert answer.status == 200
    said: Json = json.loads(answer.body)
    return said


def errors(said: Json) -> Json:
    assert said["response_action"] == "errors"
    return dict(said["errors"])


def notice(said: Json) -> str:
    """What stands in place of the dialog."""
    assert said["response_action"] == "update"
    assert complaints_about_view(said["view"]) == []
    return words_of(said["view"]["blocks"])


def asked(team: Team) -> list[Writeback]:
    return team.store.writebacks.audit(100)


# --- the buttons ----------------------------------------------------------------------------------------------


def test_the_card_offers_what_is_switched_on(team: Team) -> None:
    card = team.ada.command("/lead", "acme")
    assert "[ Remind me ]  [ Move stage ]  [ Note in HubSpot ]  [ Open in HubSpot ]" in card.words
    _, link = card.element("Open in HubSpot")
    assert link["url"] == "https://app.hubspot.com/contacts/7654321/record/0-2/901"
    team.desk.crm.writes = frozenset({"notes", "scores"})
    assert "\n[ Note in HubSpot ]  [ Open in HubSpot ]\n" in team.ada.command("/lead", "acme").words
    team.desk.crm.writes = frozenset()
    assert "\n[ Open in HubSpot ]\n" in team.ada.command("/lead", "acme").words


@pytest.mark.parametrize(("who", "name"), [("ada", "metro foods"), ("ben", "qwik"), ("ada", "metro gas")])
def test_nothing_is_offered_for_what_is_not_from_hubspot_or_not_mine(team: Team, who: str, name: str) -> None:
    assert "HubSpot" not in getattr(team, who).command("/lead", name).words


def test_not_connected_nothing_is_offered_and_nothing_more_is_read(
    sqlite_store: Store, standin: SlackStandIn, access: SlackAccess, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = connected_team(sqlite_store, standin, access, CrmDesk(writes=frozenset(WRITE_KINDS)))
    asked, get = list[str](), team.store.facts.get

    def noted(key: str, default: Any = None) -> Any:
        asked.append(key)
        return get(key, default)

    monkeypatch.setattr(team.store.facts, "get", noted)
    words = team.ada.command("/lead", "acme").words
    assert asked
    assert "crm_portal" not in asked
    assert "Win chance" in words
    assert "HubSpot" not in words


def test_a_click_on_the_link_is_only_acknowledged(team: Team) -> None:
    press(team.ada, team.ada.command("/lead", "acme"), "Open in HubSpot")
    assert team.standin.calls == []


# --- the dialogs ----------------------------------------------------------------------------------------------


def test_a_dialog_is_one_call_and_writes_nothing(team: Team, kind: str) -> None:
    view = opened(team.ada, kind)
    assert [method for method, _ in team.standin.calls] == ["views.open"]
    assert asked(team) == []
    assert words_of(view["blocks"]).endswith("Nothing is sent before you click Send to HubSpot.")


def test_a_reminder_begins_with_what_was_agreed(team: Team) -> None:
    view = opened(team.ada, "task")
    assert words_of(view["blocks"]).startswith(
        "Acme Pte Ltd · Rostering\n"
        "This task for Ada Tan goes on the company and its deal 501 as it stands below.\n"
    )
    values = {name: next(iter(part.values())) for name, part in left_alone(view).items()}
    assert values["subject"]["value"] == "Quotation – Acme Pte Ltd"
    assert values["due"]["selected_date"] == "2026-11-24"  # promised for the 14th, which is past
    assert values["type"]["selected_option"]["value"] == "TODO"
    assert values["details"]["value"] == (
        "Call of 12 Nov 2026, 12 min.\n"
        "They said: “send me the quote before the board meeting”\n"
        "Agreed next: quotation, by 14 Nov 2026."
    )


def test_a_confirmed_reminder_waits_to_be_sent(team: Team) -> None:
    view = opened(team.ada, "task")
    said = submit(team.ada, view, filled(view, due="2026-11-30", type="CALL", details=None))
    assert notice(said) == "On its way to HubSpot. I'll tell you how it went."
    [row] = asked(team)
    assert (row.kind, row.person_id, row.pursuit_id, row.deal_id, row.state) == (
        "task",
        1,
        1,
        "501",
        "waiting",
    )
    assert row.asked_at == NOW
    assert row.payload == {
        "company": "Acme Pte Ltd",
        "company_id": "901",
        "subject": "Quotation – Acme Pte Ltd",
        "details": "",
        "type": "CALL",
        "due_on": "2026-11-30",
        "due_at": "2026-11-30T09:00:00+08:00",
    }


def test_a_reminder_for_today_is_not_due_in_the_past(team: Team) -> None:
    view = opened(team.ada, "task")
    submit(team.ada, view, filled(view, due="2026-11-23"))
    assert asked(team)[0].payload["due_at"] == "2026-11-23T18:00:00+08:00"


def test_a_note_begins_with_the_last_conversation_and_can_be_changed(team: Team) -> None:
    view = opened(team.ada, "note")
    assert "quote before the board meeting" in left_alone(view)["text"]["text"]["value"]
    submit(team.ada, view, filled(view, text=" They signed \u202e<!here>\r\n\r\nR&D\x00 "))
    assert asked(team)[0].payload["text"] == "They signed <!here>\n\nR&D"


def test_a_deal_moves_to_a_stage_of_its_pipeline(team_of_both: Team) -> None:
    team = team_of_both
    view = opened(team.ada, "stage")
    assert "Deal 501 stands at “Lead” in the pipeline “Sales <!channel>”." in words_of(view["blocks"])
    [field] = [block["element"] for block in view["blocks"] if block["type"] == "input"]
    assert [option["text"]["text"] for option in field["options"]] == ["Lead (now)", "Demo & quote", "Won"]
    assert notice(submit(team.ada, view, filled(view, stage="demo"))).startswith("On its way")
    [row] = asked(team)
    assert row.payload == {
        "company": "Acme Pte Ltd",
        "company_id": "901",
        "stage": "demo",
        "label": "Demo & quote",
        "before": "lead",
        "pipeline": "Sales <!channel>",
    }


def test_the_same_dialog_sent_twice_is_one_wish_and_two_dialogs_are_two(
    team_of_both: Team, kind: str
) -> None:
    team = team_of_both
    view = opened(team.ada, kind)
    for _ in range(3):
        assert notice(submit(team.ada, view, filled(view, **GOOD[kind]))).startswith("On its way")
    assert len(asked(team)) == 1
    again = opened(team.ada, kind)
    submit(team.ada, again, filled(again, **GOOD[kind]))
    assert len(asked(team)) == 2


@pytest.mark.parametrize(
    ("kind", "said", "field", "words"),
    [
        ("task", {"due": "2026-11-22"}, "due", "today or a later day"),
        ("task", {"due": "2029-01-01"}, "due", "within the next two years"),
        ("task", {"due": "9999-12-31"}, "due", "within the next two years"),
        ("task", {"due": "soon"}, "due", "Choose a day"),
        ("task", {"due": None}, "due", "Choose a day"),
        ("task", {"subject": " \u200b "}, "subject", "what you want to be reminded of"),
        ("task", {"subject": "x" * 201}, "subject", "at most 200 characters"),
        ("task", {"details": "x" * 2001}, "details", "at most 2000 characters"),
        ("task", {"type": "EMAIL"}, "type", "Choose one"),
        ("note", {"text": "\n \n"}, "text", "what the note should say"),
        ("note", {"text": None}, "text", "what the note should say"),
        ("note", {"text": "x" * 3001}, "text", "at most 3000 characters"),
        ("stage", {}, "stage", "Choose a stage"),
        ("stage", {"stage": "renew"}, "stage", "Choose a stage of this deal's pipeline"),
        ("stage", {"stage": "lead"}, "stage", "stands there already"),
    ],
)
def test_what_cannot_be_sent_is_said_at_its_field(
    team: Team, kind: str, said: Json, field: str, words: str
) -> None:
    view = opened(team.ada, kind)
    told = errors(submit(team.ada, view, filled(view, **said)))
    assert list(told) == [field]
    assert words in told[field]
    assert asked(team) == []
    assert notice(submit(team.ada, view, filled(view, **GOOD[kind]))).startswith("On its way")


@pytest.mark.parametrize(
    "values", [None, [], {}, {"text": []}, {"text": {"text": "x"}}, {"text": {"text": {}}}]
)
def test_strange_values_are_empty_fields(team: Team, kind: str, values: Any) -> None:
    view = opened(team.ada, kind)
    answer = team.ada.send(view_submission_body(view, values, user_id="U0ADA"))
    told = errors(json.loads(answer.body))
    assert all(told.values())
    assert asked(team) == []


# --- who, and whether still -----------------------------------------------------------------------------------


def test_a_switch_turned_off_is_said_on_the_click_and_on_the_confirmation(team: Team, kind: str) -> None:
    card, view = team.ada.command("/lead", "acme"), opened(team.ada, kind)
    team.desk.crm.writes = frozenset(WRITE_KINDS) - {f"{kind}s"}
    assert "has not switched on" in notice(submit(team.ada, view, filled(view, **GOOD[kind])))
    team.standin.calls.clear()
    assert "has not switched on" in team.ada.click(card, LABELS[kind]).words
    assert asked(team) == []
    assert team.standin.calls == []


def test_a_colleagues_pursuit_is_not_written_to(team: Team, kind: str) -> None:
    card = team.ada.command("/lead", "acme")
    block, element = card.element(LABELS[kind])
    body = action_body(
        [action_of(element, block.get("block_id", "b1"))],
        user_id="U0BEN",
        channel_id="C0SALES",
        ephemeral_ts="1.000001",
        response_url=team.standin.new_response_url("C0SALES", "U0BEN"),
    )
    assert team.ben.send(body).status == 200
    assert "This one is not yours" in team.ben.last("C0SALES").words
    assert team.standin.views.get("U0BEN", []) == []


def test_visibility_is_asked_again_when_it_is_confirmed(team: Team, kind: str) -> None:
    view = opened(team.ada, kind)
    assert "not yours" in notice(submit(team.ben, view, filled(view, **GOOD[kind])))
    assert "don't know you" in notice(submit(team.talk("U0STR"), view, filled(view, **GOOD[kind])))
    assert asked(team) == []
    assert notice(submit(team.mia, view, filled(view, **GOOD[kind]))).startswith("On its way")


def test_a_deal_that_moved_meanwhile_is_left_alone(team: Team, kind: str) -> None:
    view = opened(team.ada, kind)
    stand_at(team.store, "won")
    assert "changed meanwhile" in notice(submit(team.ada, view, filled(view, **GOOD[kind])))
    assert asked(team) == []


def test_what_hubspot_does_not_have_is_said(team_of_both: Team) -> None:
    team = team_of_both
    card = team.ada.command("/lead", "acme")
    team.store.landing.mark_gone("deals", ["501"], now=NOW)
    assert "no deal for this" in team.ada.click(card, "Move stage").words
    assert "This note goes on the company as it" in words_of(opened(team.ada, "note")["blocks"])
    team.store.landing.mark_gone("companies", ["901"], now=NOW)
    assert "does not have this company" in team.ada.click(card, "Note in HubSpot").words


def test_unknown_stages_are_said(team: Team) -> None:
    card = team.ada.command("/lead", "acme")
    team.store.facts.put("crm_pipelines", [])
    assert "not known yet" in team.ada.click(card, "Move stage").words


@pytest.mark.parametrize("value", ["", "x", "-1", "²", "99999"])
def test_a_stale_button_is_one_sentence(team: Team, kind: str, value: str) -> None:
    card = team.ada.command("/lead", "acme")
    card.element(LABELS[kind])[1]["value"] = value
    said = team.ada.click(card, LABELS[kind]).words
    assert "older version" in said or "no longer in the store" in said
    assert team.standin.views.get("U0ADA", []) == []


@pytest.mark.parametrize("metadata", ["", "x", "[]", "{}", '{"pursuit_id":"a"}', "null", "7"])
def test_a_stale_dialog_is_one_sentence(team: Team, kind: str, metadata: str) -> None:
    view = opened(team.ada, kind) | {"private_metadata": metadata}
    assert "older version" in notice(submit(team.ada, view))
    assert asked(team) == []


def test_when_slack_does_not_open_the_dialog_it_is_said(team: Team, kind: str) -> None:
    card = team.ada.command("/lead", "acme")
    team.standin.break_next("views.open", "expired_trigger_id")
    assert "Slack did not open the dialog" in team.ada.click(card, LABELS[kind]).words


def test_what_was_typed_stays_while_the_database_is_away(
    team: Team, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = opened(team.ada, kind)

    def gone(_wanted: Writeback) -> bool:
        raise Unavailable("The database did not answer; try again in a moment.")

    with monkeypatch.context() as broken:
        broken.setattr(team.store.writebacks, "ask", gone)
        told = errors(submit(team.ada, view, filled(view, **GOOD[kind])))
    assert list(told.values()) == ["The database did not answer; try again in a moment."]
    assert set(told) <= {block["block_id"] for block in view["blocks"]}
    assert notice(submit(team.ada, view, filled(view, **GOOD[kind]))).startswith("On its way")


# --- how it went ----------------------------------------------------------------------------------------------


def test_the_rep_hears_how_it_went(team_of_both: Team, access: SlackAccess, kind: str) -> None:
    team = team_of_both
    view = opened(team.ada, kind)
    submit(team.ada, view, filled(view, **GOOD[kind]))
    notifier = SlackNotifier(Desk(team.store, lambda: NOW), access.bot_token, access.api_url)
    rules = Rules(writes=frozenset(WRITE_KINDS))
    crm = RecordedCrm()
    assert write_back(team.store, crm, now=NOW, rules=rules, notifier=notifier) == "1 sent"
    assert len(crm.created) + len(crm.written) == 1
    assert team.ada.last(team.ada.dm).words.startswith("Done: ")
    assert team.standin.messages(team.ben.dm) == []


# --- looking again --------------------------------------------------------------------------------------------


@pytest.fixture
def missed(team: Team) -> Shown:
    """The answer to a name that is not there."""
    return team.ada.command("/lead", "qwzx")


def test_sync_now_leaves_a_hint(team: Team, missed: Shown) -> None:
    assert "Data of 08:10 today. Newer in HubSpot? Click Sync now." in missed.words
    for _ in range(2):
        assert team.ada.click(missed, "Sync now").text == "Looking in HubSpot … ask again in a minute."
    hints = [(hint.system, hint.kind, hint.id, hint.at) for hint in team.store.hints.take("everything", 10)]
    assert hints == [("everything", "all", "now", NOW)]


def test_without_hubspot_there_is_nothing_to_look_into(team: Team, missed: Shown) -> None:
    team.desk.crm.connected = False
    assert "not connected any more" in team.ada.click(missed, "Sync now").words
    assert team.store.hints.waiting() == 0
    assert "Sync now" not in team.ada.command("/lead", "qwzx").words
