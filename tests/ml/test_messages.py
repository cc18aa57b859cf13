from __future__ import annotations

import pytest

from ml.messages import SWITCHES, MessageKind, Preferences


@pytest.mark.parametrize("kind", SWITCHES)
def test_each_switch_is_on_until_it_is_turned_off(kind: MessageKind) -> None:
    assert Preferences().wants(kind)
    assert not Preferences(switches={kind: False}).wants(kind)


def test_reminders_have_a_switch_of_their_own() -> None:
    assert Preferences().wants("reminder")
    assert not Preferences(reminders=False).wants("reminder")


def test_what_a_manager_must_know_cannot_be_switched_off() -> None:
    off = Preferences(reminders=False, switches={"approval": False, "alarm": False})
    assert off.wants("approval")
    assert off.wants("alarm")
