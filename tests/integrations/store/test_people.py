"""Who is of the team, and what is theirs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from integrations.store import Store
from ml.errors import BadInput
from ml.records import Person, Role

Put = Callable[..., int]


def test_a_person_is_found_by_e_mail_slack_user_and_id(store: Store) -> None:
    ada = store.people.add(Person("Ada@Example.com ", " Ada  Lee", Role.MANAGER, "Asia/Singapore", "U1"))
    assert ada == Person("ada@example.com", "Ada Lee", Role.MANAGER, "Asia/Singapore", "U1", 1)
    assert store.people.by_email("ADA@example.com") == ada
    assert store.people.by_slack_id("U1") == ada
    assert store.people.by_id(1) == ada
    assert store.people.by_email("eve@example.com") is None


def test_adding_a_known_e_mail_changes_that_person(store: Store) -> None:
    store.people.add(Person("ada@example.com", "Ada", slack_id="U1"))
    store.people.add(Person("bob@example.com", "Bob"))
    changed = store.people.add(Person("ADA@example.com", "Ada Lee", Role.ADMIN))
    assert [person.name for person in store.people.all()] == ["Ada Lee", "Bob"]
    assert (changed.role, changed.slack_id, changed.id) == (Role.ADMIN, "U1", 1)


@pytest.mark.parametrize(
    ("person", "complaint"),
    [
        (Person("no e-mail", "Ada"), "e-mail"),
        (Person("ada@example.com", " "), "name"),
        (Person("ada@example.com", "Ada", "boss"), "role"),  # type: ignore[arg-type] # as a command line gives it
        (Person("ada@example.com", "Ada", time_zone="Mars/Base"), "time zone"),
        (Person("ada@example.com", "Ada", time_zone="../etc/passwd"), "time zone"),
        (Person("ada@example.com", "Ada", time_zone=""), "time zone"),
    ],
)
def test_a_wrong_value_is_named(store: Store, person: Person, complaint: str) -> None:
    with pytest.raises(BadInput, match=complaint):
        store.people.add(person)
    assert store.people.all() == []


def test_a_slack_user_is_one_person(store: Store) -> None:
    store.people.add(Person("ada@example.com", "Ada", slack_id="U1"))
    with pytest.raises(BadInput, match="is Ada"):
        store.people.add(Person("bob@example.com", "Bob", slack_id="U1"))


def test_slack_tells_whose_e_mail_it_is(store: Store) -> None:
    store.people.add(Person("ada@example.com", "Ada", slack_id="U1"))
    store.people.add(Person("bob@example.com", "Bob"))
    assert store.people.link_slack("Bob@example.com", "U1").slack_id == "U1"
    assert [person.slack_id for person in store.people.all()] == [None, "U1"]
    with pytest.raises(BadInput, match=r"eve@example\.com"):
        store.people.link_slack("eve@example.com", "U2")


def test_unowned_pursuits_become_those_of_the_person_the_crm_names(store: Store, company: Put) -> None:
    by_name = company("Acme", owner_name="MOSES frase")
    by_email = company("Metro", owner_name="M.", owner_email="Moses@example.com")
    company("Other", owner_name="Somebody Else")
    moses = store.people.add(Person("moses@example.com", "Moses Frase"))
    owners = {name: store.pursuits.find(name).fits[0].owner_id for name in ("Acme", "Metro", "Other")}
    assert owners == {"Acme": moses.id, "Metro": moses.id, "Other": None}
    assert by_name != by_email


def test_who_was_removed_is_unknown_and_owns_nothing_until_added_again(store: Store, company: Put) -> None:
    company("Acme", owner_name="Ada")
    store.people.add(Person("ada@example.com", "Ada", slack_id="U1"))
    store.people.remove("Ada@example.com")
    assert store.people.all() == []
    assert store.people.by_slack_id("U1") is None
    assert store.people.by_id(1) is None
    assert store.pursuits.find("Acme").fits[0].owner_id is None
    with pytest.raises(BadInput, match="ada@example"):
        store.people.remove("ada@example.com")
    assert store.people.add(Person("ada@example.com", "Ada")).id == 1
    assert store.pursuits.find("Acme").fits[0].owner_id == 1
