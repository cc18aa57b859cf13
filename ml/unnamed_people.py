"""Tables without people in them: owners and texts that name somebody become numbers; nothing that is learned changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from ml.data_preparation import Tables
from ml.feature_engineering import decides
from ml.tables import PROPERTY_PREFIX

_TEXTS = ("service", "source", "industry", "country")
_HIDDEN, _HIDDEN_DECIDER = "(hidden)", "(hidden) director"


def without_people(tables: Tables, names_somebody: Callable[[str], bool]) -> Tables:
    """The tables with owners numbered, and with numbers for the texts of every column that names somebody.

    Numbers keep the alphabetical order of the texts, so models learn the same from them. A contact's role that
    names somebody is hidden; whether it decides stays.

    Parameters
    ----------
    tables
        Clean tables.
    names_somebody
        Whether a text holds a person's name, an e-mail address or a telephone number.
    """
    rounds = tables.rounds.assign(owner=_numbered(tables.rounds["owner"], "owner"))
    for name in rounds.columns:
        if name in _TEXTS or (name.startswith(PROPERTY_PREFIX) and not _is_number(rounds[name])):
            texts = rounds[name].astype("str")
            if any(map(names_somebody, texts.dropna().unique())):
                rounds[name] = _numbered(texts, "value")
    roles = tables.touches["contact_role"]
    named = {role for role in roles.dropna().unique() if names_somebody(role)}
    hidden = pd.Series(decides(roles), index=roles.index).map({True: _HIDDEN_DECIDER, False: _HIDDEN})
    touches = tables.touches.assign(contact_role=roles.mask(roles.isin(list(named)), hidden))
    return replace(tables, rounds=rounds, touches=touches)


def _is_number(column: pd.Series) -> bool:
    return bool(pd.api.types.is_numeric_dtype(column))


def _numbered(texts: pd.Series, word: str) -> pd.Series:
    """Each text's place in alphabetical order, with zeros before it so that the order stays."""
    known = sorted(texts.dropna().unique())
    width = len(str(len(known)))
    return texts.map({text: f"{word} {place:0{width}d}" for place, text in enumerate(known, 1)}).astype("str")
