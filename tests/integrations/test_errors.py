"""Whether a failure of a system outside may be tried again is told by its type."""

from __future__ import annotations

import pytest

from integrations import errors
from ml.errors import Refused, SalesAssistantError, Unavailable


@pytest.mark.parametrize("kind", [errors.AccessRefused, errors.OtherPortal, errors.WriteRefused])
def test_what_is_refused_is_not_tried_again(kind: type[SalesAssistantError]) -> None:
    assert issubclass(kind, Refused)
    assert not issubclass(kind, Unavailable)


@pytest.mark.parametrize("kind", [errors.DailyLimit, errors.Garbled, errors.MaybeWritten])
def test_what_did_not_answer_may_be_tried_later(kind: type[SalesAssistantError]) -> None:
    assert issubclass(kind, Unavailable)
