"""The names that redaction looks for, as the store has them."""

from __future__ import annotations

from sqlalchemy import insert

from integrations.known_names import KnownNames
from integrations.store import Store
from integrations.store.schema import companies, contacts, pursuits
from ml.records import Person, Role


def filled(store: Store) -> None:
    store.people.add(Person("mei@firm.example", "Mei Lin", Role.REP))
    store.people.add(Person("left@firm.example", "Old Rep", Role.REP))
    store.people.remove("left@firm.example")
    with store.engine.writing() as connection:
        for id_, name in ((1, "Acme Pte Ltd"), (2, "Delima Sdn Bhd")):
            connection.execute(
                insert(companies).values(id=id_, key=name, name=name, norm=name, properties={})
            )
            owned = {"owner_name": "Hafiz Ali" if id_ == 1 else "", "owner_email": ""}
            connection.execute(
                insert(pursuits).values(id=10 + id_, company_id=id_, service="x", state="LEAD", **owned)
            )
        for id_, name, company in ((1, "Ravi Kumar", 1), (2, "Siti", 2), (3, " ", 1), (4, "Nobody's", None)):
            connection.execute(
                insert(contacts).values(
                    id=id_, key=str(id_), name=name, norm=name, company_id=company, properties={}
                )
            )


def test_of_a_pursuit_its_company_contacts_owner_and_the_team(store: Store) -> None:
    filled(store)
    found = store.known_names.of_pursuit(11)
    assert found == KnownNames(("Hafiz Ali", "Mei Lin", "Old Rep", "Ravi Kumar"), ("Acme Pte Ltd",))
    assert store.known_names.of_pursuit(99) == KnownNames(("Mei Lin", "Old Rep"), ())


def test_of_all(store: Store) -> None:
    filled(store)
    found = store.known_names.all()
    assert found.people == ("Hafiz Ali", "Mei Lin", "Nobody's", "Old Rep", "Ravi Kumar", "Siti")
    assert found.companies == ("Acme Pte Ltd", "Delima Sdn Bhd")
    assert len(store.known_names.all(limit=1).companies) == 1
