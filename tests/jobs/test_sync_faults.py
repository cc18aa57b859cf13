"""A portal that is edited while it is read, and syncs that are killed: the store ends as the portal is.

The long form, with its figures, is `python -m tests.benchmarks sync_faults`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import event

from integrations.store import Store
from integrations.store.intake import IntakeRun
from integrations.systems import CrmRecord
from tests.benchmarks.sync_faults import A_DAY, Kill, Victim, edited_round
from tests.benchmarks.synced_portals import Scene, Shelf, a_scene, differences, late
from tests.jobs.crm_edits import NOW, at, picture, record, tell, tell_all
from tests.standins.hubspot_records import iso


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


@pytest.fixture
def scene() -> Iterator[Scene]:
    """A quiet portal."""
    with a_scene(Random(6), most=9) as scene:  # noqa: S311 - seeded records, no secrets
        yield scene


@pytest.mark.parametrize("seed", range(8))
def test_a_portal_that_is_edited_during_its_syncs(seed: int, shelf: Shelf) -> None:
    assert edited_round(seed, shelf) == []


@pytest.mark.parametrize(
    ("kill", "later"),
    [
        (Kill("request", 11), False),
        (Kill("commit", 31), False),
        (Kill("request", 25), True),
        (Kill("commit", 20), True),
        (Kill("commit", 45), True),
    ],
)
def test_a_sync_that_is_killed_is_gone_on_with(kill: Kill, later: bool, shelf: Shelf) -> None:
    assert Victim(shelf).dies(4, kill, later=later) == (True, [])


def test_a_sync_that_is_killed_on_the_other_database(shelf: Shelf, postgres_store: Store) -> None:
    assert Victim(shelf, postgres_store).dies(3, Kill("commit", 30), later=True) == (True, [])


# --- what such rounds found ---------------------------------------------------------------------------------------


def test_an_edit_takes_back_what_a_call_said(scene: Scene, shelf: Shelf) -> None:
    """Nobody but HubSpot tells of this call, so that what it leaves out is no longer so."""
    portal = scene.portal
    company = portal.create("companies", {"name": "Acme"})
    said = {"hs_call_status": "COMPLETED", "hs_call_to_number": "+6591234567", "hs_call_duration": "60000", "hs_call_body": "Hello"}  # fmt: skip
    call = portal.create("calls", {"hs_timestamp": iso(portal.now()), **said}, {"companies": [company]})
    with shelf.store() as store:
        scene.sync(store)
        portal.update("calls", call, {**dict.fromkeys(said, ""), "hs_call_status": "NO_ANSWER"})
        portal.dissociate("calls", call, "companies", company)
        scene.sync(store)
        assert differences(store, scene, shelf) == []


def test_a_deal_that_came_back_to_its_stage(scene: Scene, shelf: Shelf) -> None:
    """Its properties are as they were, its history is not."""
    acme = scene.portal.create("companies", {"name": "Acme"})
    said = {"pipeline": "default", "dealstage": "qualifiedtobuy"}
    deal = scene.portal.create("deals", said, {"companies": [acme]})
    with shelf.store() as store:
        scene.sync(store)
        for stage in ("contractsent", "qualifiedtobuy"):
            scene.clock.advance(timedelta(minutes=1))
            scene.portal.update("deals", deal, {"dealstage": stage})
        told = scene.sync(store)
        assert (told.new, told.changed) == (0, 1)
        assert late(store, scene) == []


def test_what_was_merged_is_gone_with_the_next_sync(scene: Scene, shelf: Shelf) -> None:
    """HubSpot's list of what was deleted does not name the records that were merged into others."""
    with shelf.store() as store:
        scene.sync(store)
        for kind in ("companies", "contacts", "deals"):
            scene.portal.merge(kind, *scene.portal.ids(kind)[:2])
        scene.clock.advance(timedelta(minutes=15))
        scene.sync(store)
        assert not [one for one in differences(store, scene, shelf) if "instead of" in one]
        scene.clock.advance(A_DAY)
        scene.sync(store)
        assert differences(store, scene, shelf) == []


def test_what_was_purged_is_found_by_counting(scene: Scene, shelf: Shelf) -> None:
    """No list names a contact who was deleted for good, or one merged into what was itself merged."""
    with shelf.store() as store:
        scene.sync(store)
        first, second, third, *_ = scene.portal.ids("deals")
        scene.portal.merge("deals", second, third)
        scene.portal.merge("deals", first, second)
        _purge(scene, "contacts", scene.portal.ids("contacts")[0])
        scene.clock.advance(A_DAY)
        scene.sync(store)
        assert differences(store, scene, shelf) == []
        scene.clock.advance(A_DAY)
        quiet = scene.sync(store)
        assert quiet.requests == quiet.floor


def test_what_a_killed_run_left_empty_goes_though_nothing_else_is_to_tell(
    scene: Scene, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run died when all was told, before it took away the pursuit that has no deal any more."""
    acme = scene.portal.create("companies", {"name": "Acme"})
    deal = scene.portal.create("deals", {"pipeline": "default", "dealstage": "qualifiedtobuy"}, {"companies": [acme]})  # fmt: skip
    with shelf.store() as store:
        scene.sync(store)
        scene.portal.delete("deals", deal)
        with monkeypatch.context() as patched:
            patched.setattr(IntakeRun, "_drop_emptied", _die)
            with pytest.raises(_Killed):
                scene.sync(store, full=True)
        scene.sync(store)
        assert differences(store, scene, shelf) == []


class _Killed(BaseException):
    """The process is gone."""


def _die(_: object) -> None:
    raise _Killed


@pytest.mark.parametrize("comes", [True, False])
def test_a_telling_that_dies_before_any_commit_forgets_no_stage(comes: bool, shelf: Shelf) -> None:
    """A touch makes several steps of a stage, or its end one of them: what was recorded is not lost meanwhile."""
    acme = record("companies", "1", name="Acme")
    deal = record(
        "deals", "21", {"companies": ["1"]}, history=[("demo", 5)], dealstage="demo", pipeline="default"
    )
    links = {"companies": ["1"], "deals": ["21"]}
    meeting = record("meetings", "51", links, hs_timestamp=at(5).isoformat(), hs_meeting_outcome="COMPLETED")
    before, after = ([], [meeting]) if comes else ([meeting], [])
    with shelf.store() as store:
        tell(store, acme, deal, *after)
        true = picture(store)
        assert len(true["stage_changes"]) == (4 if comes else 1)
    for number in count(1):
        with shelf.store() as store:
            tell(store, acme, deal, *before)
            store.landing.mark_gone("meetings", [one.id for one in before], now=NOW)
            died = _dies(store, number, *after)
            tell_all(store)
            assert picture(store) == true
        if not died:
            break
    assert number > 5


def _dies(store: Store, commit: int, *records: CrmRecord) -> bool:
    """Tell of records, but die before a commit; says whether it came to that."""
    left = iter(range(commit - 1))

    def die(_: object) -> None:
        if next(left, None) is None:
            raise _Killed

    for one in records:
        store.landing.take(one.kind, [one], now=NOW)
    event.listen(store.engine._writers, "commit", die)
    try:
        tell_all(store)
    except _Killed:
        return True
    finally:
        event.remove(store.engine._writers, "commit", die)
    return False


def _purge(scene: Scene, kind: str, id_: str) -> None:
    """Delete a record for good, as for somebody who asks to be forgotten."""
    scene.portal.delete(kind, id_)
    del scene.portal._archived[kind][int(id_)]
