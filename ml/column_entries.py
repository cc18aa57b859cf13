"""What there is to say of each column of each file that an analyst gets: meaning, unit, source, when it was known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ml.feature_catalogue import FEATURES, Family, Feature
from ml.tables import (
    PROPERTY_PREFIX,
    ROUNDS,
    STAGE_CHANGES,
    TALK,
    TOUCHES,
    TRACED_ROUNDS,
    TRACED_STAGE_CHANGES,
    TRACED_TOUCHES,
    Table,
)
from ml.training_export import EVIDENCE

ROUNDS_FILE, MOVES_FILE = "prepared/rounds.csv", "prepared/stage_changes.csv"
TOUCHES_FILE, REJECTS_FILE = "prepared/touches.csv", "prepared/rejects.csv"
SNAPSHOTS_FILE, FEATURES_FILE, LEAKS_FILE = "snapshots.csv", "features.csv", "leaks.csv"
COMPARED_FILE, TRAINING_FILE = "side_by_side.csv", "training.csv"
CREATION = "known at creation: the CRM keeps its present value only, which is taken as the one of then"
DATED = "an event with its date: counts only for moments strictly after it"
LABEL = "label: after as_of"
NO_RULE = "about the file, not about a pursuit"
_EVER = "events strictly before as_of, all of them"
_CRM = "HubSpot or the imported export"
_READ = "read from the note or transcript by the tagger: store touches."
_SHARE = "share of the words, 0 to 1"


@dataclass(frozen=True)
class Entry:
    """One column.

    Parameters
    ----------
    kind
        id, time, number, text or flag (1 yes, 0 no).
    meaning, unit, source, as_of_rule
        In words; '' where there is none.
    derived
        Whether its values were read from words or computed, not recorded.
    filled_by
        The column that marks its cells that were filled in by a language model.
    derived_by
        The column that marks its cells that were derived.
    """

    kind: str
    meaning: str
    unit: str = ""
    source: str = ""
    as_of_rule: str = NO_RULE
    derived: bool = False
    filled_by: str = ""
    derived_by: str = ""


OWN = PROPERTY_PREFIX
# column -> (unit, source, as-of rule)
_About = Mapping[str, tuple[str, str, str]]
_OF_ROUNDS: _About = {
    "round_id": ("", "store rounds.id (HubSpot: one deal)", NO_RULE),
    "pursuit_id": ("", "store pursuits.id", NO_RULE),
    "company_id": ("", "store companies.id", NO_RULE),
    "owner": ("", f"store rounds.owner_name, else pursuits.owner_name ({_CRM}); a number stands for the name", CREATION),
    "service": ("", f"store pursuits.service ({_CRM}: a property, the pipeline, or a constant of the mapping)", CREATION),
    "source": ("", f"store rounds.source ({_CRM})", CREATION),
    "industry": ("", f"store companies.industry ({_CRM})", CREATION),
    "country": ("", f"store companies.country ({_CRM})", CREATION),
    "employees": ("people", f"store companies.employees ({_CRM})", CREATION),
    "cycle": ("number in order", "store rounds.cycle, counted from the stage changes", "known at creation"),
    "entered_at": ("UTC", f"store rounds.entered_at ({_CRM}), else the first stage change", DATED),
    "closed_at": ("UTC", "store rounds.closed_at: when the stage that ends it was entered, else the CRM's date", LABEL),
    "outcome": ("", "store rounds.outcome: what the last stage means by the accepted mapping", LABEL),
    "industry_filled": ("", "store field_proposals: accepted, field industry", CREATION),
    "country_filled": ("", "store field_proposals: accepted, field country", CREATION),
}  # fmt: skip
_OF_MOVES: _About = {
    "pursuit_id": ("", "store stage_changes.pursuit_id", NO_RULE),
    "round_id": ("", "store stage_changes.round_id", NO_RULE),
    "at": ("UTC", f"store stage_changes.at ({_CRM}: the history of the deal's stage)", DATED),
    "from_state": ("", "store stage_changes.from_state, derived from the stage before", DATED),
    "to_state": ("", "store stage_changes.to_state: the CRM's stage by the accepted mapping", DATED),
    "kind": ("", "store stage_changes.kind, derived from the funnel's rules", DATED),
    "by_event": ("", "store stage_changes.by_event", DATED),
    "stage_change_id": ("", "store stage_changes.id", NO_RULE),
    "label": ("", f"store stage_changes.label ({_CRM})", DATED),
}
_LOGGED = "HubSpot's activities, Aircall, Twilio, or the imported export"
_OF_TOUCHES: _About = {
    "touch_id": ("", "store touches.id", NO_RULE),
    "pursuit_id": ("", "store touches.pursuit_id", NO_RULE),
    "at": ("UTC", f"store touches.at ({_LOGGED})", DATED),
    "channel": ("", f"store touches.channel ({_LOGGED})", DATED),
    "direction": ("", f"store touches.direction ({_LOGGED})", DATED),
    "answered": ("", f"store touches.answered ({_LOGGED})", DATED),
    "duration_s": ("seconds", f"store touches.duration_s ({_LOGGED})", DATED),
    "contact_role": ("", f"store contacts.role ({_CRM}), its present value", DATED),
    "result": ("", "store touches.result (the CRM's outcome of the activity), else touches.ended as it was heard", DATED),
    "substantial": ("", f"{_READ}substance", DATED),
    "connecting": (_SHARE, f"{_READ}connecting", DATED),
    "understanding": (_SHARE, f"{_READ}understanding", DATED),
    "sharing": (_SHARE, f"{_READ}sharing", DATED),
    "setting": (_SHARE, f"{_READ}setting", DATED),
    "dated_next_step": ("", f"{_READ}dated_next_step", DATED),
    "rep_share": (_SHARE, f"{_READ}rep_share", DATED),
    "monologue_s": ("seconds", f"{_READ}monologue_s", DATED),
    "questions": ("questions", f"{_READ}questions", DATED),
    "asked_first": ("", f"{_READ}move_order", DATED),
    "contact_role_filled": ("", "store field_proposals: accepted, field role", DATED),
    "result_heard": ("", "store touches.result, touches.ended", DATED),
}  # fmt: skip
_READ_IN_WORDS = frozenset(
    ("substantial", "connecting", "understanding", "sharing", "setting", "dated_next_step", *TALK)
)


def _told(tables: Table, about: _About) -> dict[str, Entry]:
    return {
        name: Entry(kind, meaning, *about[name], derived=name in _READ_IN_WORDS)
        for name, (kind, meaning) in tables.items()
    }


_ROUNDS = _told({**ROUNDS, **TRACED_ROUNDS}, _OF_ROUNDS)
_FILLED = {name: replace(_ROUNDS[name], filled_by=f"{name}_filled") for name in ("industry", "country")}
_OWN_ENTRY = Entry(
    "text or number", "", "", f"store rounds.properties or companies.properties ({_CRM})", CREATION
)
_TOUCHES = _told({**TOUCHES, **TALK, **TRACED_TOUCHES}, _OF_TOUCHES)
_KEYS = {name: _ROUNDS[name] for name in ("round_id", "pursuit_id")} | {
    "as_of": Entry(
        "time",
        "the moment from which the round is looked at, while it was open",
        "UTC",
        "entered_at plus 1, 10, 30, 75, 150 or 300 days",
        "the moment itself",
        derived=True,
    )
}
_LABELS = {
    "won": Entry("flag", "1 where the round was won, 0 where it was lost; missing while it is open", "", "prepared/rounds.csv outcome", LABEL, derived=True),
    "won_known_at": Entry("time", "when that was known", "UTC", "prepared/rounds.csv closed_at", LABEL, derived=True),
    "next_step": Entry("flag", "1 where the next typical step, or one beyond it, was taken within 30 days; missing while they are not over", "", "prepared/stage_changes.csv", LABEL, derived=True),
    "next_step_known_at": Entry("time", "when those 30 days are over", "UTC", "as_of", LABEL, derived=True),
    "days_to_close": Entry("number", "days from as_of until the round was won or lost; missing while it is open", "days", "prepared/rounds.csv closed_at", LABEL, derived=True),
}  # fmt: skip

# How features that nobody records are counted: unit and rule by name, else by their ending.
_UNITS: Mapping[str, str] = {
    "answered_share": "share, 0 to 1",
    "unanswered_in_a_row": "touches",
    "call_minutes": "minutes",
    "decision_maker_heard": "1 yes, 0 no",
    "furthest": "steps, 0 to 5",
    "moves_30d": "stage changes",
    "irregular_moves": "stage changes",
    "earlier_wins": "rounds",
    "earlier_losses": "rounds",
    "cycle": "number in order",
    "moves_made_last": "moves, 0 to 4",
    "dated_next_step": "1 yes, 0 no",
    "rep_share_last": "share, 0 to 1",
    "monologue_s_last": "minutes",
    "questions_last": "questions",
    "asked_first_share": "share, 0 to 1",
    "employees": "doublings: the binary logarithm of the head count",
    "owner_win_rate": "share, 0 to 1",
    "touches_14d": "touches",
    "touches_30d": "touches",
    "touches_90d": "touches",
}
_SOURCES = {
    Family.EVENT: TOUCHES_FILE,
    Family.FUNNEL: MOVES_FILE,
    Family.CYCLE: ROUNDS_FILE,
    Family.CUSS: f"{TOUCHES_FILE} (conversations of substance)",
    Family.COMPANY: ROUNDS_FILE,
}
_EARLIER_ROUNDS = frozenset(("earlier_wins", "earlier_losses", "owner_win_rate"))
_TEXTS = frozenset(("state", "last_result", "industry", "country", "service", "source"))


def _of_feature(feature: Feature) -> Entry:
    name = feature.name
    unit = _UNITS.get(name) or ("days" if name.startswith("days_") else _unit_by_ending(feature))
    source = ROUNDS_FILE if name in _EARLIER_ROUNDS else _SOURCES[feature.family]
    kind = "text" if name in _TEXTS else "number"
    filled = f"{name}_filled" if name in _FILLED else ""
    recorded = feature.family is Family.COMPANY and name not in _EARLIER_ROUNDS
    return Entry(kind, feature.label, unit, source, _rule(name, creation=recorded), not recorded, filled)


def _unit_by_ending(feature: Feature) -> str:
    if feature.name.endswith(("_last", "_mean")):
        return _SHARE
    return feature.label.split(" in 90 days")[0] if feature.name.endswith("_90d") else ""


def _rule(name: str, *, creation: bool) -> str:
    days = name.rpartition("_")[2]
    if creation:
        return CREATION
    if name == "cycle":
        return "known at creation"
    if name in _EARLIER_ROUNDS:
        return "rounds closed strictly before as_of"
    if days.endswith("d") and days[:-1].isdecimal():
        return f"events strictly before as_of, last {days[:-1]} days"
    if name in {"answered_share", "call_minutes"}:
        return "events strictly before as_of, last 90 days"
    return "the last conversation strictly before as_of" if name.endswith("_last") else _EVER


_FEATURES = {feature.name: _of_feature(feature) for feature in FEATURES} | {OWN: _OWN_ENTRY}


def _evidence(label: str, of: str) -> dict[str, Entry]:
    """The stage change that a label comes from."""
    about = {
        "change_id": ("id", "its id; missing where no stage change says it", "", "stage_change_id"),
        "change_at": ("time", "when it was", "UTC", "at"),
        "change_from": ("text", "the state left", "", "from_state"),
        "change_to": ("text", "the state entered", "", "to_state"),
        "change_label": ("text", "the CRM's own label of the stage entered", "", "label"),
    }
    return {
        f"{label}_{name}": Entry(kind, f"{of}: {meaning}", unit, f"{MOVES_FILE} {source}", LABEL)
        for name, (kind, meaning, unit, source) in ((one, about[one]) for one in EVIDENCE)
    }


def _from(label: str, otherwise: str) -> Entry:
    return Entry("text", f"where {label} comes from: the stage change named beside it, or {otherwise}", "", "", LABEL, derived=True)  # fmt: skip


_FIGURE = "report.json, test fifth at random"
_FORWARD = "report.json, newest fifth"
_COMPARED = {
    "question": Entry("text", "win, next_step or cycle_length"),
    "model": Entry("text", "linear, forest, svm; base_rate is no model: always the likelier answer, median always the median"),
    **{
        name: Entry("number", meaning, unit, source, derived=True)
        for name, meaning, unit, source in (
            ("right", "answers that came true, on the test fifth", "share, 0 to 1", _FIGURE),
            ("train_right", "the same on the rows learned from", "share, 0 to 1", "report.json, train four fifths"),
            ("auc", "pairs in which the better one was put first, on the test fifth", "share, 0.5 is guessing", _FIGURE),
            ("train_auc", "the same on the rows learned from", "share, 0.5 is guessing", "report.json, train four fifths"),
            ("forward_right", "answers that came true, on the newest fifth", "share, 0 to 1", _FORWARD),
            ("forward_auc", "pairs put right, on the newest fifth", "share, 0.5 is guessing", _FORWARD),
            ("forward_auc_low", "its 95 % interval, lower end", "share, 0.5 is guessing", _FORWARD),
            ("forward_auc_high", "its 95 % interval, upper end", "share, 0.5 is guessing", _FORWARD),
            ("days_off", "mean error, on the test fifth", "days", _FIGURE),
            ("forward_days_off", "mean error, on the newest fifth", "days", _FORWARD),
        )
    },
}  # fmt: skip

ENTRIES: Mapping[str, Mapping[str, Entry]] = {
    ROUNDS_FILE: {**_ROUNDS, **_FILLED, OWN: _OWN_ENTRY},
    MOVES_FILE: _told({**STAGE_CHANGES, **TRACED_STAGE_CHANGES}, _OF_MOVES),
    TOUCHES_FILE: _TOUCHES
    | {
        "contact_role": replace(_TOUCHES["contact_role"], filled_by="contact_role_filled"),
        "result": replace(_TOUCHES["result"], derived_by="result_heard"),
    },
    REJECTS_FILE: {
        "table": Entry("text", "the table that a row was set aside from"),
        "id": Entry("id", "its touch_id, or its round_id"),
        "reason": Entry("text", "why nothing can be learned from it"),
    },
    SNAPSHOTS_FILE: {**_KEYS, **_LABELS},
    FEATURES_FILE: {**_KEYS, **_FEATURES},
    LEAKS_FILE: {
        "column": Entry("text", "a column that may give the outcome away", "", ROUNDS_FILE),
        "reason": Entry("text", "what speaks against it", "", "the leak screen"),
        "action": Entry("text", "refused: no model sees it; warned: models do", "", "the leak screen"),
    },
    COMPARED_FILE: _COMPARED,
    TRAINING_FILE: {
        **_KEYS,
        **_LABELS,
        **_evidence("won", "the stage change that ended the round"),
        **_evidence("next_step", "the first stage change that took the next step"),
        "won_from": _from("won", "the round's own closed_at"),
        "next_step_from": _from("next_step", "that none came within the 30 days"),
        "days_to_close_from": _from("days_to_close", "the round's own closed_at"),
        "owner": _ROUNDS["owner"],
        **_FEATURES,
    },
}
