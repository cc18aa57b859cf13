"""What arrives from the CRM: kept once, with its cursor, and told apart from what was there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event

from integrations.store import Store
from integrations.systems import CrmRecord, StageVisit


def company(id_: str, name: str, changed_at: datetime, **more: str) -> CrmRecord:
    return CrmRecord("companies", id_, {"name": name, **more}, changed_at, links={})


def note(id_: str, text: str, changed_at: datetime) -> CrmRecord:
    return CrmRecord("notes", id_, {"hs_note_body": text}, changed_at)


@pytest.fixture
def written(store: Store) -> Iterator[list[str]]:
    """Every statement that changes rows, as it is sent."""
    sent = list[str]()

    def listen(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.split(maxsplit=1)[0] in {"INSERT", "UPDATE", "DELETE"}:
            sent.append(statement)

    event.listen(store.engine._writers, "before_cursor_execute", listen)
    yield sent
    event.remove(store.engine._writers, "before_cursor_execute", listen)


def test_records_are_new_changed_or_as_they_were(store: Store, fixed_now: datetime) -> None:
    landing, later = store.landing, fixed_now + timedelta(hours=1)
    first = [company("1", "Acme", fixed_now), company("2", "Metro", fixed_now)]
    assert landing.take("companies", first, now=fixed_now) == ["new", "new"]
    again = [company("1", "Acme", fixed_now), company("2", "Metro Foods", later)]
    assert landing.take("companies", again, now=later) == ["unchanged", "changed"]
    assert [one.properties["name"] for one in landing.waiting("companies", limit=9)] == [
        "Acme",
        "Metro Foods",
    ]


def test_a_record_read_twice_in_one_run_counts_once(store: Store, fixed_now: datetime) -> None:
    record = company("1", "Acme", fixed_now)
    assert store.landing.take("companies", [record], now=fixed_now) == ["new"]
    assert store.landing.take("companies", [record], now=fixed_now) == ["again"]


def test_what_is_as_it_was_is_not_written(store: Store, fixed_now: datetime, written: list[str]) -> None:
    records = [company(str(id_), f"Company {id_}", fixed_now) for id_ in range(50)]
    cursor = {"phase": "following", "newest": fixed_now.isoformat()}
    store.landing.take("companies", records, now=fixed_now, cursor=cursor)
    assert written
    written.clear()
    store.landing.take("companies", records, now=fixed_now + timedelta(hours=1), cursor=cursor)
    assert not written


def test_a_page_and_its_cursor_are_one(
    store: Store, fixed_now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("integrations.store.landing.write_cursor", broken)
    with pytest.raises(KeyboardInterrupt):
        store.landing.take(
            "companies", [company("1", "Acme", fixed_now)], now=fixed_now, cursor={"after": "2"}
        )
    assert store.landing.ids("companies") == []
    assert store.landing.cursor("companies") == {}


def test_only_the_moment_of_change_is_no_news(store: Store, fixed_now: datetime) -> None:
    """As after a write of our own, or an edit of a pipeline, which touches every deal."""
    later = fixed_now + timedelta(minutes=5)
    store.landing.take("companies", [company("1", "Acme", fixed_now)], now=fixed_now)
    store.landing.told("companies", ["1"])
    assert store.landing.take("companies", [company("1", "Acme", later)], now=later) == ["unchanged"]
    assert store.landing.waiting("companies", limit=9) == []
    assert store.landing.held_since("companies", later) == 1


def test_links_that_the_answer_did_not_tell_are_due(store: Store, fixed_now: datetime) -> None:
    landing = store.landing
    landing.take("notes", [note("7", "<p>hi</p>", fixed_now)], now=fixed_now)
    assert landing.due("notes", "links", 10) == ["7"]
    assert landing.waiting("notes", limit=9) == []
    assert landing.put_links("notes", {"7": {"deals": ["3"]}}, now=fixed_now) == 1
    assert landing.due("notes", "links", 10) == []
    assert landing.waiting("notes", limit=9)[0].links == {"deals": ["3"]}
    landing.told("notes", ["7"])
    assert landing.put_links("notes", {"7": {"deals": ["3"]}}, now=fixed_now) == 0
    assert landing.put_links("notes", {"7": {"deals": ["4"]}}, now=fixed_now) == 1
    assert landing.waiting("notes", limit=9)[0].links == {"deals": ["4"]}


def test_links_read_apart_are_the_same_record(store: Store, fixed_now: datetime) -> None:
    """What was read by search and then by list is not news."""
    landing, later = store.landing, fixed_now + timedelta(hours=1)
    landing.take("notes", [note("7", "hi", fixed_now)], now=fixed_now)
    landing.put_links("notes", {"7": {"deals": ("3",), "contacts": ()}}, now=fixed_now)
    listed = CrmRecord("notes", "7", {"hs_note_body": "hi"}, fixed_now, links={"deals": ["3"]})
    assert landing.take("notes", [listed], now=later) == ["unchanged"]


def test_history_is_due_only_where_the_stage_moved(store: Store, fixed_now: datetime) -> None:
    landing, later = store.landing, fixed_now + timedelta(hours=1)

    def deal(stage: str, name: str) -> CrmRecord:
        entered = {"hs_v2_date_entered_current_stage": "2026-11-01T00:00:00Z"}
        said = {"dealstage": stage, "dealname": name, **entered}
        return CrmRecord("deals", "3", said, fixed_now, links={})

    landing.take("deals", [deal("new", "Acme")], now=fixed_now)
    assert landing.due("deals", "history", 10) == ["3"]
    landing.put_history("deals", {"3": [StageVisit("new", fixed_now)]}, now=fixed_now)
    landing.take("deals", [deal("new", "Acme again")], now=later)
    assert landing.due("deals", "history", 10) == []
    assert landing.waiting("deals", limit=9)[0].history == (StageVisit("new", fixed_now),)
    landing.take("deals", [deal("won", "Acme again")], now=later)
    assert landing.due("deals", "history", 10) == ["3"]


def test_a_deal_that_has_left_its_stage_and_come_back_has_a_history(
    store: Store, fixed_now: datetime
) -> None:
    """The CRM says since when it stands there; where it does not, any change may have been such a round trip."""
    landing, later = store.landing, fixed_now + timedelta(hours=1)

    def deal(changed_at: datetime, **more: str) -> CrmRecord:
        return CrmRecord("deals", "3", {"dealstage": "new", **more}, changed_at, links={})

    entered = {"hs_v2_date_entered_current_stage": "2026-11-01T00:00:00Z"}
    landing.take("deals", [deal(fixed_now, **entered)], now=fixed_now)
    landing.put_history("deals", {"3": [StageVisit("new", fixed_now)]}, now=fixed_now)
    landing.take("deals", [deal(later, **entered)], now=later)
    assert landing.due("deals", "history", 9) == [], "only something else was changed, as by our own write"
    landing.take("deals", [deal(later, hs_v2_date_entered_current_stage="2026-11-02T00:00:00Z")], now=later)
    assert landing.due("deals", "history", 9) == ["3"]
    landing.put_history("deals", {"3": [StageVisit("new", fixed_now)]}, now=later)
    landing.take("deals", [deal(later)], now=later)
    landing.put_history("deals", {"3": [StageVisit("new", fixed_now)]}, now=later)
    landing.take("deals", [deal(later + timedelta(minutes=1))], now=later)
    assert landing.due("deals", "history", 9) == ["3"], "nobody says since when"


def test_a_record_with_a_problem_is_kept_apart(store: Store, fixed_now: datetime) -> None:
    landing, later = store.landing, fixed_now + timedelta(hours=1)
    broken = CrmRecord("notes", "7", problem="it has no properties")
    assert landing.take("notes", [broken], now=fixed_now) == ["quarantined"]
    assert landing.take("notes", [broken], now=later) == ["quarantined"]
    assert landing.problems() == {"notes": {"it has no properties": 1}}
    assert landing.waiting("notes", limit=9) == []
    landing.tell_again("notes")
    assert landing.waiting("notes", limit=9) == [], "there is nothing to tell of it"
    assert landing.take("notes", [note("7", "hi", later)], now=later) == ["changed"]
    assert landing.problems() == {}


def test_what_was_set_aside_waits_again_with_another_mapping(store: Store, fixed_now: datetime) -> None:
    landing = store.landing
    landing.take("companies", [company("1", "Acme", fixed_now)], now=fixed_now)
    assert landing.set_aside("companies", {"1": "no"}, now=fixed_now) == {"new": 1}
    assert landing.waiting("companies", limit=9) == []
    later = fixed_now + timedelta(hours=1)
    assert landing.take("companies", [company("1", "Acme", fixed_now)], now=later) == ["quarantined"]
    landing.tell_again("companies")
    assert len(landing.waiting("companies", limit=9)) == 1
    assert landing.set_aside("companies", {"1": "no"}, now=later) == {}, "another run had counted it"


def test_what_is_gone_waits_to_be_taken_back_once(store: Store, fixed_now: datetime) -> None:
    landing = store.landing
    landing.take("companies", [company("1", "Acme", fixed_now)], now=fixed_now)
    landing.told("companies", ["1"])
    assert landing.mark_gone("companies", ["1", "2"], now=fixed_now) == 1
    assert landing.mark_gone("companies", ["1"], now=fixed_now) == 0
    assert landing.waiting("companies", limit=9) == []
    assert [one.id for one in landing.waiting("companies", limit=9, gone=True)] == ["1"]
    landing.told("companies", ["1"])
    assert landing.waiting("companies", limit=9, gone=True) == []
    assert landing.take("companies", [company("1", "Acme", fixed_now)], now=fixed_now) == ["new"]


def test_a_mapping_lets_all_be_told_again(store: Store, fixed_now: datetime) -> None:
    landing = store.landing
    landing.take("companies", [company("1", "Acme", fixed_now)], now=fixed_now)
    landing.told("companies", ["1"])
    landing.tell_again("companies")
    assert [one.id for one in landing.waiting("companies", limit=9)] == ["1"]


def test_judging_keeps_nothing(store: Store, fixed_now: datetime) -> None:
    assert store.landing.judge("companies", [company("1", "Acme", fixed_now)], now=fixed_now) == ["new"]
    assert store.landing.ids("companies") == []
