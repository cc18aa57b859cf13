"""A rep's word on a sentence: the later one of the same person counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from integrations.store import Store
from integrations.store.corrections import Correction

Put = Callable[..., int]


def test_the_later_word_of_the_same_person_counts(
    store: Store, company: Put, touch: Put, put: Put, fixed_now: datetime
) -> None:
    talk = touch(company("Acme"), fixed_now)
    ada = put("people", email="ada@firm.sg", name="Ada", role="rep", time_zone="UTC", active=True)
    ben = put("people", email="ben@firm.sg", name="Ben", role="rep", time_zone="UTC", active=True)
    first = Correction(talk, ada, "Send it over.", "prospect", 0.5, "none", "setting", fixed_now)
    later = replace(first, move="sharing", at=fixed_now + timedelta(minutes=1))
    others = replace(first, person_id=ben)
    for one in (first, others, later):
        store.corrections.save(one)
    assert store.corrections.all() == [others, later]
    assert store.corrections.count() == 2
