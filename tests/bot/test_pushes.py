from __future__ import annotations

from typing import get_args

from bot.pushes import PUSHES
from ml.messages import MessageKind


def test_every_kind_has_a_card() -> None:
    assert PUSHES.keys() == set(get_args(MessageKind))
