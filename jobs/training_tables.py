"""The store's tables as an analyst gets them: where each row came from, filled cells marked, nobody's name in them."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from integrations.crm_mapping import require_accepted

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from integrations.store import Store
    from ml.data_preparation import Tables

_SOMEBODY = re.compile(r"\[(?:PERSON|EMAIL|PHONE)_\d+\]")


def raw_tables(store: Store) -> Tables:
    """Rounds, stage changes and touches as the store has them.

    Raises
    ------
    Refused
        When deals came from a CRM and nobody has accepted yet what its stages mean.
    """
    from ml.data_preparation import Tables

    require_accepted(store)
    return Tables(*store.frames.traced())


def unnamed(store: Store, tables: Tables) -> Tables:
    """Clean tables without people: everybody whom the store knows, and addresses and numbers as such."""
    from ml.unnamed_people import without_people

    return without_people(tables, _names_somebody(store))


def digest_of(tables: Tables) -> str:
    """A fingerprint of tables: sixteen digits that change with any cell."""
    import pandas as pd

    hashed = hashlib.sha256()
    for frame in vars(tables).values():
        hashed.update("\n".join(map(str, frame.columns)).encode())
        for name in frame:
            column = frame[name]
            told = column.map(repr) if column.dtype == object else column
            hashed.update(pd.util.hash_pandas_object(told, index=False).to_numpy().tobytes())
    return hashed.hexdigest()[:16]


def marks_of(tables: Tables, rows: pd.DataFrame) -> dict[str, pd.Series]:
    """For rows with a round_id, the marks of their round's filled cells; nothing for others."""
    from ml.tables import TRACED_ROUNDS

    if "round_id" not in rows:
        return {}
    rounds = tables.rounds.set_index("round_id")
    return {name: rounds[name].reindex(rows["round_id"]) for name in TRACED_ROUNDS}


def _names_somebody(store: Store) -> Callable[[str], bool]:
    from integrations.known_names import KnownNames
    from integrations.redaction import Redactor

    redactor = Redactor(KnownNames(people=store.known_names.all().people))
    return lambda text: _SOMEBODY.search(redactor.redact(text)) is not None
