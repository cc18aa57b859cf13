"""What a language model is given for a draft: redacted facts with their ids, what nobody knows, and the channel's limits."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from integrations.writing import Material
from ml.facts import Fact, FactKind, FactSheet
from ml.pitch import BUDGETS, PitchWish
from ml.sentence_plans import ASKS
from ml.sentence_plans_needs import NEEDS_PLANS
from ml.template_slots import ask_kind

if TYPE_CHECKING:
    from integrations.redaction import Redactor

# Facts of ours that name nobody; everything else passes the redactor, cases of clients, too.
_OURS = {FactKind.SELLER, FactKind.SERVICE, FactKind.CAPABILITY, FactKind.PRICE, FactKind.TIME}
_NAMES, _INTRODUCED = {FactKind.PERSON, FactKind.REP}, "My name is "
_MOST_FACTS, _LONGEST_FACT, _LONGEST_GOAL = 60, 300, 200
_CASE = "send them one case"


def pitch_material(sheet: FactSheet, wish: PitchWish, redactor: Redactor) -> Material:
    """Exactly what leaves the machine for a draft, but for the prompt: of one lead, and redacted."""
    facts = [_fact(_redacted(fact, redactor), sheet) for fact in sheet.facts[:_MOST_FACTS]]
    given: dict[str, Any] = {
        "channel": wish.channel.value,
        "limits": _limits(wish),
        "greet_in": sheet.language,
        "date": sheet.on.isoformat(),
        "goal": redactor.redact(wish.goal[:_LONGEST_GOAL]),
        "ask_them_to": _aim(sheet, wish),
        "facts": facts,
        "ask_about": [
            {"kind": kind.value, "for_example": NEEDS_PLANS[f"ask.{kind.value}"][0]}
            for kind in sheet.unknowns
        ],
        "pairings": [
            {"pain": one.pain, "capability": one.capability, "proof": one.proof} for one in sheet.pairings
        ],
        "wording": wish.take + 1,
    }
    return Material("pitch", _on_lines(given))


def _on_lines(given: dict[str, Any]) -> str:
    """JSON with a line for each entry, and for each fact, so that a person can read it."""
    lines = list[str]()
    for name, value in given.items():
        long = isinstance(value, list) and value
        told = ",\n  ".join(_json(one) for one in value) if long else ""
        lines.append(f" {_json(name)}: " + (f"[\n  {told}\n ]" if long else _json(value)))
    return "{\n" + ",\n".join(lines) + "\n}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _redacted(fact: Fact, redactor: Redactor) -> Fact:
    if fact.kind is FactKind.WORKED:  # the call it is from was somebody else's
        return replace(fact, value=redactor.redact(fact.value), source="an earlier call", dated=None)
    if fact.kind in _OURS:
        return fact
    hidden = redactor.redact(fact.value)
    if (
        fact.kind in _NAMES and hidden == fact.value
    ):  # a name like any word, such as “Ada”, which is Malay for “there is”
        hidden = redactor.redact(f"{_INTRODUCED}{fact.value}.").removeprefix(_INTRODUCED).removesuffix(".")
    return replace(fact, value=hidden, source=redactor.redact(fact.source))


def _fact(fact: Fact, sheet: FactSheet) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": fact.id,
        "kind": fact.kind.value,
        "text": fact.value[:_LONGEST_FACT],
        "source": fact.source,
        "date": fact.dated.isoformat() if fact.dated else "",
        "said_by": fact.speaker,
        "due": fact.due.isoformat() if fact.due else "",
        "stale": fact.is_stale(sheet.on),
    }
    return {name: value for name, value in told.items() if value}


def _limits(wish: PitchWish) -> dict[str, int | None]:
    budget = BUDGETS[wish.channel]
    return {
        "fewest_words": budget.fewest_words,
        "words": budget.words,
        "characters": budget.characters,
        "subject": budget.subject,
    }


def _aim(sheet: FactSheet, wish: PitchWish) -> str:
    """What the draft asks for; the stage itself is never told."""
    kind = ask_kind(sheet, wish.goal, {})
    return _CASE if kind == "case" else ASKS[kind][0]
