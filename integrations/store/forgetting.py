"""The last step of forgetting a contact: the contact itself, what refers to it, and its place in the index of names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Connection, delete, literal, or_, select, update

from integrations.batches import in_batches
from integrations.store.engine import StoreEngine
from integrations.store.insight_schema import funnel_tallies
from integrations.store.intake_batch import read_fact
from integrations.store.mentions import Subject, mentions_in
from integrations.store.name_index import deletes, forget_names
from integrations.store.retelling import forget_rows
from integrations.store.schema import (
    contacts,
    facts,
    imported_rows,
    names,
    stage_changes,
    touches,
    word_deletes,
    words,
)
from integrations.store.sync_schema import contact_numbers, crm_records, tasks
from ml.funnel_figures import REASON

_DATA_VERSION = "data_version"


def remove_contact(connection: Connection, subject: Subject, imported: Sequence[str]) -> Counter[str]:
    """Delete the contact, and the imported rows with these keys, within a transaction; says what went, and how much."""
    done = Counter[str]()
    for table in (touches, tasks, stage_changes):
        connection.execute(update(table).where(table.c.contact_id == subject.id).values(contact_id=None))
    own = contact_numbers.c.contact_id == subject.id
    done["numbers"] = connection.execute(delete(contact_numbers).where(own)).rowcount
    done["contacts"] = connection.execute(delete(contacts).where(contacts.c.id == subject.id)).rowcount
    indexed = (names.c.kind == "contact") & (names.c.norm == subject.norm)
    places = connection.scalars(select(names.c.company_id).where(indexed)).all()
    forget_names(connection, [(place, subject.norm) for place in places])
    forget_rows(connection, imported)
    done["rows of imports"] = len(imported)
    record_id = subject.key.removeprefix("id:") if subject.key.startswith("id:") else ""
    record = (crm_records.c.kind == "contacts") & (crm_records.c.id == record_id)
    done["records of the CRM"] = connection.execute(
        update(crm_records).where(record).values(properties={})
    ).rowcount
    done["tallies"] = _forget_reasons(connection, subject)
    version = int(read_fact(connection, _DATA_VERSION, 0))
    connection.execute(update(facts).where(facts.c.key == _DATA_VERSION).values(value=version + 1))
    return done


def _forget_reasons(connection: Connection, subject: Subject) -> int:
    """Why pursuits left is counted under its words; what was counted under theirs is counted anew by a job."""
    c = funnel_tallies.c
    told = connection.scalars(select(c.key).where(c.what == REASON).distinct()).all()
    theirs = (c.what == REASON) & c.key.in_([words for words in told if mentions_in(words, subject)])
    return connection.execute(delete(funnel_tallies).where(theirs)).rowcount


def forget_words(engine: StoreEngine, norm: str) -> None:
    """Let the words of a name go from the index of misspellings, but for those that another name holds."""
    with engine.reading() as connection:
        lonely = [word for word in set(norm.split()) if not _is_borne(connection, word)]
    for some in in_batches(lonely, 10):
        with engine.writing() as connection:
            for word in some:
                of_word = word_deletes.c.key.in_(deletes(word)) & (word_deletes.c.word == word)
                connection.execute(delete(word_deletes).where(of_word))
                connection.execute(delete(words).where(words.c.word == word))


def imported_keys(connection: Connection, subject: Subject) -> list[str]:
    """The keys of imported rows that tell them: by id, by e-mail, by name at a company."""
    told = [subject.email, " ".join(subject.name.casefold().split())]
    net = [imported_rows.c.key.icontains(one, autoescape=True) for one in told if one]
    keys = connection.scalars(select(imported_rows.c.key).where(or_(*net))).all() if net else []
    theirs = [key for key in keys if mentions_in(_without_kind(key), subject)]
    return [f"contact:{subject.key.removeprefix('id:')}", *theirs]


def _without_kind(key: str) -> str:
    return re.sub(r"^\w+:", "", key)


def _is_borne(connection: Connection, word: str) -> bool:
    padded = literal(" ") + names.c.norm + literal(" ")
    return (
        connection.execute(
            select(names.c.id).where(padded.contains(f" {word} ", autoescape=True)).limit(1)
        ).first()
        is not None
    )
