"""The features of snapshots: one path for training and for answering, events strictly before `as_of` only.

Everything is computed for all snapshots at once; a million touches take seconds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ml.data_preparation import Tables
from ml.data_preprocessing import STATES, StateHistory
from ml.feature_catalogue import FEATURES
from ml.tables import PROPERTY_PREFIX
from ml.timeline import DAY, Flags, Floats, Ints, Span, Timeline, pick, seconds

MOVES = ("connecting", "understanding", "sharing", "setting")
MOVE_MADE_FROM = 0.05  # share of the words from which a move counts as made
OWNER_PRIOR_ROUNDS = 20  # an owner's win rate is drawn to the team's as if by this many rounds
_DECIDERS = (
    r"\b(?:director|chief|c[efot]o|coo|owner|founder|president|vp|vice president|managing|partner|head|"
    r"proprietor|principal|pemilik|pengarah|direktur|kepala|ketua|bos)\b"
)
_RESULTS = np.array(["agreed", "disagreed", "open", None], dtype=object)
_STATE_LABELS = np.array([state.label for state in STATES], dtype=object)
_NOBODY = -2
# Talk figures, and what their unit is divided by for the one shown.
_TALK = (("rep_share", 1.0), ("monologue_s", 60.0), ("questions", 1.0))
_CREATION_TEXTS = ("industry", "country", "service", "source")

Columns = dict[str, "Floats | pd.Series"]


@dataclass(frozen=True)
class _Asked:
    """The questions: which round of which pursuit, as of when (seconds), and the round's own row."""

    round_ids: Ints
    pursuit_ids: Ints
    moments: Ints
    rounds: pd.DataFrame


def features(
    tables: Tables, snapshots: pd.DataFrame, *, closed_rounds: pd.DataFrame | None = None
) -> pd.DataFrame:
    """One row of features for each snapshot, in the order of `ml.feature_catalogue.FEATURES`, then `prop:` columns.

    Parameters
    ----------
    tables
        Clean tables; what lies at or after a snapshot's `as_of` is not looked at.
    snapshots
        round_id, pursuit_id, as_of.
    closed_rounds
        The rounds (owner, closed_at, outcome) that owners' win rates count; those of `tables` by default.
    """
    position = pd.Index(tables.rounds["round_id"]).get_indexer(pd.Index(snapshots["round_id"]))
    asked = _Asked(
        snapshots["round_id"].to_numpy(np.int64),
        snapshots["pursuit_id"].to_numpy(np.int64),
        seconds(snapshots["as_of"].to_numpy()),
        tables.rounds.iloc[position].reset_index(drop=True),
    )
    columns = _of_touches(tables.touches, asked)
    columns |= _of_stages(tables.stage_changes, asked)
    columns |= _of_rounds(tables.rounds, asked)
    columns |= _of_owners(tables.rounds if closed_rounds is None else closed_rounds, asked)
    columns |= _of_creation(asked)
    properties = [name for name in columns if name.startswith(PROPERTY_PREFIX)]
    names = [*(feature.name for feature in FEATURES), *properties]
    return pd.DataFrame({name: columns[name] for name in names}, index=snapshots.index)


def decides(roles: pd.Series) -> Flags:
    """Whether each role names somebody who decides.

    >>> decides(pd.Series(["HR Director", "Clerk", None])).tolist()
    [True, False, False]
    """
    codes, names = pd.factorize(roles)
    found = pd.Series(names, dtype="object").str.contains(_DECIDERS, case=False, regex=True)
    return np.append(found.to_numpy(bool), False)[codes]


def _of_touches(touches: pd.DataFrame, asked: _Asked) -> Columns:
    line = Timeline(touches["pursuit_id"].to_numpy(np.int64), touches["at"].to_numpy())
    touches = touches.take(line.order)
    ever = line.before(asked.pursuit_ids, asked.moments)
    recent = {days: line.before(asked.pursuit_ids, asked.moments, days) for days in (14, 30, 90)}
    return {
        **_counts(line, touches, recent),
        **_replies(line, touches, ever, asked.moments),
        **_conversations(line, touches, ever, asked.moments),
    }


def _is_contact(touches: pd.DataFrame) -> Flags:
    """A note about a call adds no touch of its own."""
    return (touches["channel"] != "note").to_numpy(bool)


def _is_reply(touches: pd.DataFrame) -> Flags:
    answered = (touches["answered"] == 1) | (touches["direction"] == "in")
    return _is_contact(touches) & answered.to_numpy(bool)


def _is_conversation(touches: pd.DataFrame) -> Flags:
    return (touches["connecting"].notna() & (touches["substantial"] != 0)).to_numpy(bool)


def _counts(line: Timeline, touches: pd.DataFrame, recent: dict[int, Span]) -> Columns:
    contact, reply = _is_contact(touches), _is_reply(touches)
    channel, result = touches["channel"], touches["result"]
    counted = {
        "replies_90d": reply,
        "inbound_90d": contact & (touches["direction"] == "in").to_numpy(bool),
        "calls_90d": (channel == "call").to_numpy(bool),
        "emails_90d": (channel == "email").to_numpy(bool),
        "meetings_90d": (channel == "meeting").to_numpy(bool),
        "agreed_90d": (result == "agreed").to_numpy(bool),
        "disagreed_90d": (result == "disagreed").to_numpy(bool),
        "conversations_90d": _is_conversation(touches),
        "dated_next_steps_90d": (touches["dated_next_step"] == 1).to_numpy(bool),
    }
    columns: Columns = {name: line.total(flags, recent[90]) for name, flags in counted.items()}
    columns |= {f"touches_{days}d": line.total(contact, span) for days, span in recent.items()}
    could_answer = contact & (touches["answered"].notna().to_numpy(bool) | reply)
    columns["answered_share"] = _ratio(line.total(reply, recent[90]), line.total(could_answer, recent[90]))
    talked = touches["duration_s"].where(contact)
    long = line.total(talked.to_numpy(np.float64), recent[90])
    columns["call_minutes"] = _ratio(long / 60, line.total(talked.notna().to_numpy(bool), recent[90]))
    return columns


def _replies(line: Timeline, touches: pd.DataFrame, ever: Span, moments: Ints) -> Columns:
    contact, reply = _is_contact(touches), _is_reply(touches)
    last_touch, last_reply = line.last(contact, ever), line.last(reply, ever)
    since = Span(np.where(last_reply >= 0, last_reply + 1, ever.start), ever.end)
    codes = touches["result"].map({"agreed": 0, "disagreed": 1, "open": 2}).fillna(-1).to_numpy(np.int64)
    last_result = line.last(codes >= 0, ever)
    decider = reply & decides(touches["contact_role"])
    return {
        "unanswered_in_a_row": np.where(last_touch >= 0, line.total(contact, since), np.nan),
        "days_since_touch": line.days_since(last_touch, moments),
        "days_since_reply": line.days_since(last_reply, moments),
        "decision_maker_heard": (line.total(decider, ever) > 0).astype(np.float64),
        "last_result": pd.Series(_RESULTS[np.append(codes, -1)[last_result]], dtype="str"),
    }


def _conversations(line: Timeline, touches: pd.DataFrame, ever: Span, moments: Ints) -> Columns:
    talk = _is_conversation(touches)
    last = line.last(talk, ever)
    talks = line.total(talk, ever)
    columns: Columns = {}
    made = np.zeros(len(moments))
    for move in MOVES:
        share = touches[move].to_numpy(np.float64)
        columns[f"{move}_last"] = pick(share, last)
        columns[f"{move}_mean"] = _ratio(line.total(np.where(talk, share, 0.0), ever), talks)
        made += pick(share >= MOVE_MADE_FROM, last)
    columns["moves_made_last"] = made
    columns["dated_next_step"] = pick(touches["dated_next_step"].to_numpy(np.float64), last)
    columns |= {f"{name}_last": pick(_measured(touches, name) / unit, last) for name, unit in _TALK}
    asked_first = _measured(touches, "asked_first")
    known = talk & ~np.isnan(asked_first)
    columns["asked_first_share"] = _ratio(
        line.total(known & (asked_first == 1), ever), line.total(known, ever)
    )
    columns["days_since_conversation"] = line.days_since(last, moments)
    return columns


def _measured(touches: pd.DataFrame, name: str) -> Floats:
    """A talk figure; missing where nobody measured any."""
    return touches[name].to_numpy(np.float64) if name in touches else np.full(len(touches), np.nan)


def _of_stages(stage_changes: pd.DataFrame, asked: _Asked) -> Columns:
    history = StateHistory(stage_changes)
    line = history.line
    state, days_in_state = history.state(asked.round_ids, asked.moments)
    ever = line.before(asked.round_ids, asked.moments)
    irregular = (stage_changes["kind"] == "irregular").to_numpy(bool)[line.order]
    reached = [line.total(history.progress >= step, ever) > 0 for step in range(1, 6)]
    return {
        "state": pd.Series(_STATE_LABELS[state], dtype="str"),
        "days_in_state": np.where(np.isnan(days_in_state), _days_since_entry(asked), days_in_state),
        "furthest": np.sum(reached, axis=0, dtype=np.float64),
        "moves_30d": line.before(asked.round_ids, asked.moments, 30).count,
        "irregular_moves": line.total(irregular, ever),
    }


def _of_rounds(rounds: pd.DataFrame, asked: _Asked) -> Columns:
    closed = rounds[rounds["outcome"].notna()]
    won = (closed["outcome"] == "won").to_numpy(bool)
    line = Timeline(closed["pursuit_id"].to_numpy(np.int64), closed["closed_at"].to_numpy())
    earlier = line.before(asked.pursuit_ids, asked.moments)
    wins = line.total(won[line.order], earlier)
    return {
        "earlier_wins": wins,
        "earlier_losses": earlier.count - wins,
        "cycle": asked.rounds["cycle"].to_numpy(np.float64),
        "days_since_entry": _days_since_entry(asked),
    }


def _days_since_entry(asked: _Asked) -> Floats:
    entered = asked.rounds["entered_at"]
    days = (asked.moments - seconds(entered.to_numpy())) / DAY
    return np.where(entered.isna().to_numpy(bool), np.nan, days)


def _of_owners(rounds: pd.DataFrame, asked: _Asked) -> Columns:
    """(wins + k·team's rate) / (rounds + k) over rounds closed before the moment; NaN before the first."""
    closed = rounds[rounds["outcome"].notna()]
    won = (closed["outcome"] == "won").to_numpy(bool)
    owners = pd.Index(closed["owner"].dropna().unique())
    at = closed["closed_at"].to_numpy()
    team = Timeline(np.zeros(len(closed), np.int64), at)
    before = team.before(np.zeros(len(asked.moments), np.int64), asked.moments)
    rate = _ratio(team.total(won[team.order], before), before.count)
    own = Timeline(owners.get_indexer(pd.Index(closed["owner"])).astype(np.int64), at)
    asked_owner = owners.get_indexer(pd.Index(asked.rounds["owner"])).astype(np.int64)
    span = own.before(np.where(asked_owner < 0, _NOBODY, asked_owner), asked.moments)
    wins = own.total(won[own.order], span)
    return {"owner_win_rate": (wins + OWNER_PRIOR_ROUNDS * rate) / (span.count + OWNER_PRIOR_ROUNDS)}


def _of_creation(asked: _Asked) -> Columns:
    head_count = asked.rounds["employees"].to_numpy(np.float64)
    columns: Columns = {"employees": np.log2(np.where(head_count > 0, head_count, np.nan))}
    columns |= {name: asked.rounds[name].astype("str") for name in _CREATION_TEXTS}
    for name in asked.rounds.columns[asked.rounds.columns.str.startswith(PROPERTY_PREFIX)]:
        column = asked.rounds[name]
        numeric = pd.api.types.is_numeric_dtype(column)
        columns[name] = column.astype("float64") if numeric else column.astype("str")
    return columns


def _ratio(part: Floats, whole: Floats) -> Floats:
    share: Floats = np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0)
    return share
