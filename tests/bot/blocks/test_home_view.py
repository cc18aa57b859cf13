"""The App Home as blocks, whatever stands in the CRM: Slack takes it, and nothing in it is live."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.blocks.dates import Reader
from bot.blocks.home_view import SHARES, HomePage, TeamPage, home_view
from bot.commands import COMMANDS
from bot.sandbox.plain_words import words_of
from integrations.store.doubts import CrmDoubt
from ml.messages import Preferences
from ml.rating_effects import RatingEffect
from ml.records import ModelRecord
from tests.bot.blocks.any_values import maybe, moments, queue_rows, text
from tests.bot.blocks.slack_takes import slack_takes_view
from tests.bot.blocks.test_reminder_card import touches
from tests.bot.blocks.test_settings_dialog import wishes

READER = Reader(datetime(2026, 11, 27, 9, 0, tzinfo=ZoneInfo("Asia/Singapore")))
many = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
counts = st.integers(0, 999)
models = st.builds(ModelRecord, st.just("win"), text, moments, text)
effects = st.builds(RatingEffect, counts, counts, counts, counts, counts, counts, counts, maybe(moments))
numbers = st.lists(text, max_size=6)
teams = st.builds(TeamPage, numbers, maybe(models), maybe(models), st.sampled_from([*SHARES, 0.07]))
rows = st.lists(queue_rows, max_size=5)
pages = st.builds(
    HomePage, text, text, st.lists(touches, max_size=5), rows, rows, wants=wishes, effect=maybe(effects),
    up=counts, down=counts, numbers=numbers, team=maybe(teams),
)  # fmt: skip


@many
@given(pages)
def test_homes(page: HomePage) -> None:
    view = home_view(page, COMMANDS, READER)
    assert slack_takes_view(view)
    assert len(view["blocks"]) <= 60


def told(**more: Any) -> str:
    page = HomePage(
        **{"name": "Ada", "time_zone": "Asia/Singapore", "due": (), "hot": (), "overdue": (), **more}
    )
    return words_of(home_view(page, COMMANDS, READER)["blocks"])


def test_what_my_ratings_did() -> None:
    monday = datetime(2026, 11, 23, 3, tzinfo=ZoneInfo("UTC"))
    effect = RatingEffect(14, used=12, moved=3, right=8, judged=11, drafts=2, reminders=1, trained_at=monday)
    words = told(effect=effect, up=10, down=7)
    assert "10 helpful, 7 not helpful." in words
    assert "12 of your 14 ratings are in Monday's model; 3 changed the order; you were right 8 of 11" in words
    assert "2 ratings of drafts steer" in words.replace("\n", " ")
    assert "None yet" in told()


def test_what_somebody_said_the_crm_has_wrong() -> None:
    assert "To correct in the CRM" not in told()
    doubt = CrmDoubt(7, 1, "signed in <May>", READER.now, company="Acme", service="Payroll")
    assert "To correct in the CRM\nAcme · Payroll: signed in <May>" in told(doubts=[doubt])


def test_what_is_set() -> None:
    assert "Daily message at 09:00 by the clock of Asia/Singapore, Mon–Fri; it names at most 3." in told()
    assert "All other messages are on." in told()
    off = Preferences(reminders=False, switches={"recap": False, "hot": True})
    assert "The daily message is off.\nAlso off: summary after a call was transcribed." in told(wants=off)


def test_what_managers_see_besides() -> None:
    assert "Control group" not in told()
    bare = told(team=TeamPage())
    assert "Control group: off" in bare
    assert "Nothing is trained yet" in bare
    assert "[ Off ▾ ]" in bare
    model = ModelRecord("win", "v7", datetime(2026, 11, 22, 3, tzinfo=ZoneInfo("UTC")), "")
    newer = ModelRecord("win", "v8", datetime(2026, 11, 26, 3, tzinfo=ZoneInfo("UTC")), "")
    words = told(team=TeamPage(["Appointments 9"], model, newer, 0.05))
    assert "Trained 22 Nov (5 days ago)." in words
    assert "A newer one of 26 Nov waits for your word" in words
    assert "Control group: 5 % withheld" in words
    assert "[ 5 % ▾ ]" in words
    assert "Appointments 9" in words
