"""However the CRM was edited, and whenever it was told of: the store ends as if told the last state at once."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrations.store import Store
from integrations.systems import CrmRecord, StageVisit
from tests.jobs.crm_edits import Portal, at, picture, record, tell_all

COMPANIES, CONTACTS, DEALS = ("1", "2", "3"), ("11", "12"), ("21", "22", "23")
NOTES, EMAILS, MEETINGS, CALLS, TASKS = ("31", "32"), ("41", "42"), ("51", "52"), ("61", "62"), ("71",)
STAGES = ("new", "hot", "demo", "won", "lost", "nowhere")
KINDS = {
    "companies": COMPANIES, "contacts": CONTACTS, "deals": DEALS, "notes": NOTES, "emails": EMAILS,
    "meetings": MEETINGS, "calls": CALLS, "tasks": TASKS,
}  # fmt: skip


class Editor:
    """Edits a portal at random, as HubSpot would let one."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.portal = Portal()
        self.day = 1.0
        self.histories: dict[
            str, tuple[StageVisit, ...]
        ] = {}  # a deal that is restored has its history still

    def step(self) -> bool:
        """One edit; says whether the store should be told now."""
        self.day += 0.5
        kind = self.random.choice([*KINDS, "companies", "contacts", "deals", "deals"])
        id_ = self.random.choice(KINDS[kind])
        if self.random.random() < 0.1:
            self.portal.remove(kind, id_)
            return True  # the store sees it go, even if it comes back
        one = getattr(self, f"_{kind}", self._activity)(kind, id_)
        self.portal.gone.discard((kind, id_))
        self.portal.put(one)
        return self.random.random() < 0.4

    def _any(self, *values: str) -> str:
        return self.random.choice(values)

    def _links(self, **some: tuple[str, ...]) -> dict[str, list[str]]:
        """Links to records, of which some are not there (yet)."""
        return {of: self.random.sample(ids, self.random.randint(0, 2)) for of, ids in some.items()}

    def _companies(self, kind: str, id_: str) -> CrmRecord:
        name = self._any("Acme", "Beta", f"Company {id_}", "Gamma Pte Ltd")
        return record(kind, id_, name=name, industry=self._any("", "Retail"), domain=self._any("", "a.test"))

    def _contacts(self, kind: str, id_: str) -> CrmRecord:
        return record(
            kind, id_, self._links(companies=COMPANIES), firstname=self._any("Mei", "Tan"), phone=self._any("", "91234567", "9123 4568"),
            mobilephone=self._any("", "+62 812 3456 7890"), email=self._any("", f"c{id_}@x.test"), jobtitle=self._any("", "HR"),
        )  # fmt: skip

    def _deals(self, kind: str, id_: str) -> CrmRecord:
        made = record(
            kind, id_, self._links(companies=COMPANIES, contacts=CONTACTS), history=[(self._any(*STAGES), self.day)],
            pipeline="default", amount=self._any("", "5", "1e3"), hubspot_owner_id=self._any("", "71", "72", "99"),
            dealname=self._any("", "A deal"), product=self._any("", "", "Payroll"), closed_lost_reason=self._any("", "Price"),
        )  # fmt: skip
        history = self.histories[id_] = (*self.histories.get(id_, ()), *(made.history or ()))
        properties = {**made.properties, "dealstage": history[-1].stage}
        return CrmRecord(kind, id_, properties, made.changed_at, made.links, history)

    def _calls(self, kind: str, id_: str) -> CrmRecord:
        links = self._links(companies=COMPANIES, contacts=CONTACTS, deals=DEALS)
        said = {"hs_call_body": self._any("", "Hello"), "hs_call_duration": self._any("", "60000")}
        return self._said(kind, id_, links, hs_call_status=self._any("", "COMPLETED", "NO_ANSWER"), **said)

    def _activity(self, kind: str, id_: str) -> CrmRecord:
        links = self._links(companies=COMPANIES, contacts=CONTACTS, deals=DEALS)
        body = {"notes": "hs_note_body", "emails": "hs_email_text", "meetings": "hs_meeting_body"}.get(
            kind, "hs_task_subject"
        )
        return self._said(kind, id_, links, **{body: self._any("", "<p>Words</p>", "Other words")})

    def _said(self, kind: str, id_: str, links: dict[str, list[str]], **properties: Any) -> CrmRecord:
        owner = self._any("", "71")
        one = record(kind, id_, links, hubspot_owner_id=owner, **properties)
        # near enough to the deals' stages to have caused some of them
        moment = at(self.day + self.random.choice([-1.0, 0.0, 0.02]))
        properties = {**one.properties, "hs_timestamp": moment.isoformat()}
        return CrmRecord(kind, id_, properties, one.changed_at, one.links)


Fresh = Callable[[], AbstractContextManager[Store]]


@pytest.fixture(scope="module")
def fresh(migrated_file: Path) -> Fresh:
    """Makes empty stores, quickly."""

    @contextmanager
    def make() -> Iterator[Store]:
        with TemporaryDirectory() as folder:
            shutil.copy(migrated_file, f"{folder}/store.db")
            store = Store.open(f"sqlite:///{folder}/store.db")
            yield store
            store.close()

    return make


def compare(edited: Store, at_once: Store, seed: int, edits: int) -> dict[str, list[tuple[Any, ...]]]:
    """Edit a portal and tell of it now and then; tell the other store of its last state only."""
    editor = Editor(Random(seed))  # noqa: S311 - edits need no secrecy
    for _ in range(edits):
        if editor.step():
            editor.portal.land(edited)
            tell_all(edited)
    for store in (edited, at_once):
        editor.portal.land(store)
        tell_all(store)
    found = picture(edited)
    assert found == picture(at_once)
    return found


@given(seed=st.integers(0, 2**32), edits=st.integers(1, 30))
@settings(max_examples=25, deadline=None)
def test_any_edits_end_as_if_told_at_once(fresh: Fresh, seed: int, edits: int) -> None:
    with fresh() as edited, fresh() as at_once:
        compare(edited, at_once, seed, edits)


def test_many_edits_too_and_on_the_other_database(postgres_store: Store, fresh: Fresh) -> None:
    with fresh() as at_once:
        found = compare(postgres_store, at_once, seed=1, edits=100)
    assert all(
        found[name] for name in ("pursuits", "stage_changes", "touches", "tasks")
    )  # not nothing at all
