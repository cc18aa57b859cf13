"""The gate of drafts for a summary: each sentence has to stand in what was said where it says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ml.cuss import Move
from ml.dossier import Conversation
from ml.draft_text import folded, visible
from ml.fact_text import is_harmless, one_line
from ml.facts import Fact, FactKind, FactSheet
from ml.funnel import FunnelState
from ml.groundedness import WHOLE, check
from ml.ordinary_words import OPENERS
from ml.pitch import Channel, PitchDraft, PitchLine
from ml.said_names import OtherNames, SheetNames, foreign_names
from ml.word_stems import stem

LONGEST_SENTENCE = 320


@dataclass(frozen=True)
class SummaryGate:
    """Judges sentences about one conversation.

    Parameters
    ----------
    talk
        The conversation; who was there may be named.
    others
        Names of other leads, of whom a summary does not speak even where the conversation did.
    """

    talk: Conversation
    others: OtherNames

    def passes(self, text: str, said: Sequence[str]) -> bool:
        """Whether a sentence says nothing that these spoken sentences do not say, and holds nothing but words."""
        if not said or len(text) > LONGEST_SENTENCE or not is_harmless(text):
            return False
        there = [_fact(kind.value, kind, name) for kind, name in self._there() if name]
        spoken = [_fact(f"s{number}", FactKind.PROOF, one_line(one)) for number, one in enumerate(said)]
        sheet = self._sheet([*spoken, *there])
        line = PitchLine(text, tuple(fact.id for fact in spoken))
        faults = check(PitchDraft(Channel.CALL, {Move.SHARING: (line,)}), sheet)
        named = foreign_names(
            visible(text), SheetNames.of(self._sheet(there)), self.others, move=Move.SHARING
        )
        return (
            not any(fault.move and fault.line != WHOLE for fault in faults)
            and not any(rule == "other lead" for rule, _ in named)
            and _begins_plainly(text, SheetNames.of(sheet))
        )

    def _there(self) -> tuple[tuple[FactKind, str], ...]:
        """Who was there, and what it was about."""
        talk = self.talk
        return (
            (FactKind.PERSON, talk.contact),
            (FactKind.COMPANY, talk.company),
            (FactKind.REP, talk.rep),
            (FactKind.SERVICE, talk.service),
        )

    def _sheet(self, facts: Iterable[Fact]) -> FactSheet:
        return FactSheet(tuple(facts), (), self.talk.at.date(), FunnelState.LEAD)


def _fact(id_: str, kind: FactKind, value: str) -> Fact:
    return Fact(id_, kind, value, "")


def _begins_plainly(text: str, names: SheetNames) -> bool:
    """Whether the first word, whose capital says nothing, is ordinary or was said: else it may be a made-up name."""
    first = folded(next(iter(re.findall(r"[^\W_]+", visible(text))), ""))
    return first in OPENERS or stem(first) in map(stem, names.words)
