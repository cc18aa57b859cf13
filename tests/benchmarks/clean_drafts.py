"""Drafts written by hand that say nothing beyond their fact sheets: what the gate has to let through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from ml.cuss import Move
from ml.facts import WANTED, Fact, FactKind, FactSheet
from ml.funnel import FunnelState
from ml.pitch import Channel, PitchDraft, PitchLine

_FILE = Path(__file__).with_name("clean_drafts.txt")
_MOVES = {"c": Move.CONNECTING, "u": Move.UNDERSTANDING, "s": Move.SHARING, "t": Move.SETTING}
_FACT = re.compile(r"(?P<id>f\d+) (?P<kind>\w+) (?:\[(?P<day>[\d-]+)\] )?(?P<value>.+)")


def clean_drafts() -> Iterator[tuple[FactSheet, PitchDraft]]:
    """Every draft with its sheet."""
    for block in _FILE.read_text(encoding="utf-8").split("\n= ")[1:]:
        head, *drafts = block.split("\n* ")
        sheet = _sheet(head.splitlines())
        yield from ((sheet, _draft(text.strip().splitlines())) for text in drafts)


def _sheet(lines: list[str]) -> FactSheet:
    on, language, state = lines[0].split()
    facts = tuple(_fact(found) for line in lines[1:] if (found := _FACT.fullmatch(line)))
    known = {fact.kind for fact in facts}
    unknowns = tuple(kind for kind in WANTED if kind not in known)
    return FactSheet(facts, unknowns, date.fromisoformat(on), FunnelState(state), language)


def _fact(found: re.Match[str]) -> Fact:
    day = date.fromisoformat(found["day"]) if found["day"] else None
    return Fact(found["id"], FactKind(found["kind"]), found["value"], "call", day, "prospect" if day else "")


def _draft(lines: list[str]) -> PitchDraft:
    channel, subject, facts = (*(part.strip() for part in lines[0].split("|")), "", "")[:3]
    draft = PitchDraft(Channel(channel), {}, subject, "openai:some", subject_facts=tuple(facts.split()))
    moves = dict[Move, tuple[PitchLine, ...]]()
    for line in filter(None, lines[1:]):
        named, _, text = line.partition("|")
        move, *ids = named.split()
        moves[_MOVES[move]] = (*moves.get(_MOVES[move], ()), PitchLine(text.strip(), tuple(ids)))
    return replace(draft, moves=moves)
