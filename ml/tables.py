"""The tables on their way to a model: column names, types, meaning; times are naive UTC.

Each table is a pandas frame. `check(frame, TABLE)` complains in a sentence when a column is missing or has
another type. Columns named `prop:<name>` are a customer's own columns that were known at creation.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ml.errors import BadInput

if TYPE_CHECKING:
    import pandas as pd

PROPERTY_PREFIX = "prop:"

# column -> (kind, meaning); kinds: id, time, number, text, flag. Text and numbers may be missing.
Table = Mapping[str, tuple[str, str]]

ROUNDS: Table = {
    "round_id": ("id", "one round (the CRM's deal) of a pursuit"),
    "pursuit_id": (
        "id",
        "the company-for-one-service this round belongs to; a split never separates its rounds",
    ),
    "company_id": ("id", "the company"),
    "owner": ("text", "name of the owner"),
    "service": ("text", "the service offered"),
    "source": ("text", "where the lead came from, known at creation"),
    "industry": ("text", "the company's industry"),
    "country": ("text", "the company's country"),
    "employees": ("number", "the company's head count"),
    "cycle": ("number", "which cycle of the pursuit the round began, 1 = first"),
    "entered_at": ("time", "when the round entered the funnel"),
    "closed_at": ("time", "when it was won or lost; missing while open"),
    "outcome": ("text", "'won', 'lost', or missing while open"),
}

STAGE_CHANGES: Table = {
    "pursuit_id": ("id", "the pursuit"),
    "round_id": ("id", "the round"),
    "at": ("time", "when the state was entered"),
    "from_state": ("text", "a FunnelState"),
    "to_state": ("text", "a FunnelState"),
    "kind": ("text", "typical, atypical or irregular"),
    "by_event": ("flag", "whether a sales event caused it"),
}

TOUCHES: Table = {
    "touch_id": ("id", "one sales event"),
    "pursuit_id": ("id", "the pursuit it was for"),
    "at": ("time", "when it began"),
    "channel": ("text", "call, email, meeting, message, visit or note"),
    "direction": ("text", "'out' or 'in'"),
    "answered": ("flag", "whether the target answered; missing where it is not known"),
    "duration_s": ("number", "length of a call or meeting in seconds"),
    "contact_role": ("text", "role of the contact, as the CRM has it"),
    "result": ("text", "agreed, disagreed or open; missing where it is not known"),
    "substantial": ("flag", "whether anything was said; missing where there is no transcript or note"),
    "connecting": ("number", "share of the words in this move, 0 to 1; missing without text"),
    "understanding": ("number", "share of the words in this move"),
    "sharing": ("number", "share of the words in this move"),
    "setting": ("number", "share of the words in this move"),
    "dated_next_step": ("flag", "whether a next step with a date was set; missing without text"),
}

# Of touches, too, where somebody measured it; a table without these columns is one without talk figures.
TALK: Table = {
    "rep_share": ("number", "the seller's share of all that was said, 0 to 1"),
    "monologue_s": ("number", "the seller's longest stretch in seconds"),
    "questions": ("number", "questions that the seller asked"),
    "asked_first": (
        "flag",
        "whether they asked before they explained; missing where one of the two is missing",
    ),
}

# What an analyst sees beside a table's own columns: where a row came from, and which cells nobody recorded.
TRACED_ROUNDS: Table = {
    "industry_filled": ("flag", "1 where a language model proposed the industry and a person accepted it"),
    "country_filled": ("flag", "1 where a language model proposed the country and a person accepted it"),
}
TRACED_STAGE_CHANGES: Table = {
    "stage_change_id": ("id", "one stage change"),
    "label": ("text", "the CRM's own label of the stage entered"),
}
TRACED_TOUCHES: Table = {
    "contact_role_filled": ("flag", "1 where a language model proposed the role and a person accepted it"),
    "result_heard": ("flag", "1 where the result was read from the words, 0 where the CRM has it"),
}

_KINDS = {"id": "iu", "time": "M", "number": "iufb", "flag": "biufO", "text": "O"}


def check(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """The frame itself, when it has the table's columns and types.

    Raises
    ------
    BadInput
        Naming the first column that is missing or of another type.
    """
    for column, (kind, meaning) in table.items():
        if column not in frame:
            raise BadInput(f"The table has no column “{column}” ({meaning}).")
        dtype = frame[column].dtype
        if len(frame) and dtype.kind not in _KINDS[kind]:
            raise BadInput(f"Column “{column}” ({meaning}) should hold a {kind}, not {dtype}.")
    return frame
