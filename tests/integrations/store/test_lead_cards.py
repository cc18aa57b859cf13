"""All that `/lead` shows of a pursuit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from integrations.store import QueueFilter, Store
from integrations.store.company_names import normalise_name
from integrations.store.name_index import index_names
from ml.funnel import FunnelState
from ml.records import LeadCard, LeadScore, Person, ScoreLevel, TouchLine

Put = Callable[..., int]


def test_a_bare_pursuit_has_a_card(store: Store, company: Put) -> None:
    company("Acme", owner_name="Somebody")
    expected = LeadCard(1, "Acme", "Rostering", FunnelState.LEAD, 1, None, "Somebody", company_id=1)
    assert store.pursuits.card(1) == expected
    assert store.pursuits.card(2) is None


def test_the_crms_id_of_its_company_is_on_the_card(store: Store, put: Put) -> None:
    for number, (key, known) in enumerate((("id:901", "901"), ("name:acme", ""), ("id:a1", ""))):
        company_id = put("companies", key=key, name=f"A{number}", norm=f"a{number}", properties={})
        card = store.pursuits.card(put("pursuits", company_id=company_id, service="Rostering", state="LEAD"))
        assert card is not None
        assert card.crm_company == known


def test_the_latest_touch_and_the_latest_agreed_step_are_shown(
    store: Store, company: Put, put: Put, touch: Put, fixed_now: datetime
) -> None:
    pursuit = company("Acme")
    put("contacts", company_id=1, key="c1", name="Mei Lin", norm="mei lin", role="HR manager", properties={})
    due = date(2026, 11, 14)
    day = timedelta(days=1)
    touch(pursuit, fixed_now - 3 * day, next_step="old step", next_step_due=due)
    touch(pursuit, fixed_now - 2 * day, next_step="quotation", next_step_due=due, duration_s=60)
    touch(pursuit, fixed_now - day, contact_id=1, duration_s=720, quote="send me the quote")
    card = store.pursuits.card(pursuit)
    assert card is not None
    expected = TouchLine("call", fixed_now - day, "out", 720, "Mei Lin (HR manager)", "send me the quote")
    assert card.last_touch == expected
    assert (card.next_step, card.next_step_due) == ("quotation", due)


def test_a_later_conversation_that_agreed_on_nothing_ends_an_older_promise(
    store: Store, company: Put, touch: Put, fixed_now: datetime
) -> None:
    pursuit = company("Acme")
    due = date(2026, 11, 14)
    touch(pursuit, fixed_now - timedelta(days=9), next_step="quotation", next_step_due=due, substance="")
    touch(pursuit, fixed_now - timedelta(days=8), substance="voicemail")
    touch(pursuit, fixed_now - timedelta(days=7), channel="email", substance="")
    card = store.pursuits.card(pursuit)
    assert card is not None
    assert card.next_step_due == due
    touch(pursuit, fixed_now - timedelta(days=6), substance="")
    card = store.pursuits.card(pursuit)
    assert card is not None
    assert (card.next_step, card.next_step_due) == ("", None)
    assert store.pursuits.queue(QueueFilter())[0].next_step_due is None


def test_the_owner_is_the_person_and_other_services_are_listed(
    store: Store, company: Put, put: Put, fixed_now: datetime
) -> None:
    pursuit = company("Acme", owner_name="ada")
    store.people.add(Person("ada@example.com", "Ada"))
    store.facts.put("data_as_of", fixed_now.isoformat())
    put("pursuits", company_id=1, service="Payroll", state="CLIENT")
    card = store.pursuits.card(pursuit)
    assert card is not None
    assert (card.owner_id, card.owner) == (1, "Ada")
    assert card.other_services == ((2, "Payroll", FunnelState.CLIENT),)
    assert card.data_as_of == fixed_now


def test_why_it_was_left_is_shown_while_it_is_left(
    store: Store, company: Put, put: Put, fixed_now: datetime
) -> None:
    again = date(2027, 7, 1)
    left, open_ = company("Acme", state="UNQUALIFIED"), company("Metro", state="LEAD")
    for number, pursuit in enumerate((left, left, open_)):
        put(
            "rounds",
            pursuit_id=pursuit,
            key=f"d{number}",
            closed_at=fixed_now - timedelta(days=9 - number),
            left_because=f"budget {number}",
            look_again_on=again,
            properties={},
        )
    cards = [store.pursuits.card(pursuit) for pursuit in (left, open_)]
    assert [(card.left_because, card.look_again_on) for card in cards if card] == [
        ("budget 1", again),
        ("", None),
    ]


@pytest.mark.parametrize(
    "typed",
    ["Acme", "acme pte ltd", "ACME GmbH", "Metro", "Metro Inc", "Closed", "Empty", "met", "Mei", "", "💥"],
)
def test_a_card_by_name_is_that_of_the_only_company_found(
    store: Store, company: Put, put: Put, fixed_now: datetime, typed: str
) -> None:
    for name in ("Acme Pte Ltd", "Acme GmbH", "Metro", "Closed"):
        company(name)
    put("pursuits", company_id=3, service="Payroll", state="CLIENT")
    promising = put("pursuits", company_id=3, service="Training", state="LEAD")
    put("pursuits", company_id=4, service="Payroll", state="UNQUALIFIED")
    put("companies", key="e", name="Empty", norm="empty", properties={})
    with store.engine.writing() as connection:
        index_names(connection, [(5, "company", "Empty"), (4, "contact", "Mei")])
    score = LeadScore(promising, fixed_now, "m1", ScoreLevel.FULL, 0.7, 0, 1, 9, 3, 0.2, 40, 41)
    store.scores.replace([score])
    fits = store.pursuits.find(typed).fits
    found = fits[0] if len(fits) == 1 and normalise_name(fits[0].company) == normalise_name(typed) else None
    assert store.pursuits.card_named(typed) == (store.pursuits.card(found.pursuit_id) if found else None)
