"""Everything of one pursuit before a conversation: who decides first, one timeline, open promises only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from integrations.store import Store
from ml.records import Person

Put = Callable[..., int]
A_DAY = timedelta(days=1)
ADA = Person("ada@firm.sg", "Ada", id=1)


def test_people_timeline_and_promises(
    store: Store, company: Put, touch: Put, put: Put, fixed_now: datetime
) -> None:
    pursuit = company("Acme")
    mei = put(
        "contacts",
        company_id=1,
        key="c1",
        name="Mei",
        norm="mei",
        role="HR Executive",
        phone="+65 9123 4567",
        properties={},
    )
    put("contacts", company_id=1, key="c2", name="Tan", norm="tan", role="Finance Director", properties={})
    touch(
        pursuit, fixed_now - A_DAY, contact_id=mei, quote="Send the quote.", result="agreed", duration_s=600
    )
    touch(
        pursuit,
        fixed_now,
        channel="note",
        text="x",
        next_step="Send the quote.",
        next_step_due=date(2026, 11, 26),
    )
    round_id = put("rounds", pursuit_id=pursuit, key="d1", properties={})
    put(
        "stage_changes", round_id=round_id, pursuit_id=pursuit, at=fixed_now - 2 * A_DAY, from_state="LEAD",
        to_state="HOT_LEAD", kind="typical", cycle=1, by_event=True, step=0, label="Hot",
    )  # fmt: skip
    task = {"company_id": 1, "pursuit_id": pursuit}
    put("tasks", key="k1", subject="Call Mei back", due_on=date(2026, 11, 24), status="NOT_STARTED", **task)
    put("tasks", key="k2", subject="Old", status="COMPLETED", **task)
    found = store.dossiers.read(pursuit, ADA)
    assert found is not None
    assert [(one.name, one.role, one.phone) for one in found.contacts] == [
        ("Tan", "Finance Director", ""),
        ("Mei", "HR Executive", "+65 9123 4567"),
    ]
    assert [(one.kind, one.text, one.whom) for one in found.timeline] == [
        ("note", "Send the quote.", ""),
        ("call", "Send the quote.", "Mei (HR Executive)"),
        ("stage", "Hot Lead", ""),
    ]
    assert found.timeline[1].at == fixed_now - A_DAY
    assert [(one.text, one.source, one.due) for one in found.promises] == [
        ("Call Mei back", "task in the CRM", date(2026, 11, 24)),
        ("Send the quote.", "note of 23 Nov", date(2026, 11, 26)),
    ]
    assert found.rep == ADA
    assert found.company.name == "Acme"


def test_a_filled_cell_says_who_filled_it(store: Store, company: Put, put: Put, fixed_now: datetime) -> None:
    pursuit = company("Acme")
    boss = put("people", email="b@firm.sg", name="Bea", role="admin", time_zone="UTC", active=True)
    put(
        "field_proposals", kind="companies", row_id=1, field="industry", original="", proposed="Retail", because="we run shops",
        made_by="openai:m", at=fixed_now, state="accepted", decided_by=boss, decided_at=fixed_now,
    )  # fmt: skip
    found = store.dossiers.read(pursuit, ADA)
    assert found is not None
    assert found.company.filled == {"industry": "filled by openai:m, accepted by Bea"}


def test_no_such_pursuit(store: Store) -> None:
    assert store.dossiers.read(99, ADA) is None
