"""The gate before every draft: each number, name, date and claim has to stand in the facts that its line names.

The same rules judge a model's draft and the template's; they read nothing but the draft and its fact sheet, and the same
draft always gets the same answer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from ml.claims import unproven
from ml.cuss import MOVES, Move
from ml.draft_form import (
    asks,
    flaws_of_size,
    flaws_of_subject,
    flaws_of_text,
    is_too_long_to_read,
    missing_moves,
)
from ml.draft_text import visible
from ml.facts import Fact, FactKind, FactSheet
from ml.grounded_figures import Grounds
from ml.pitch import BUDGETS, PitchDraft, PitchLine
from ml.said_names import OtherNames, SheetNames, addresses, foreign_names, other_names
from ml.sentence_plans import PLANS
from ml.spoken_text import count_words, sentences
from ml.support import LEAST_OVERLAP, denied, misquoted, overlap
from ml.word_stems import content

# Where a fault is one of the whole move or draft.
WHOLE = -1

_WHAT = {
    "fact": "there is no fact “{}” on the sheet",
    "no fact": "this needs a fact, and none is named: “{}”",
    "number": "the number “{}” is in none of the named facts",
    "date": "the date or time “{}” is in none of the named facts",
    "name": "the name “{}” is in none of the facts",
    "other lead": "“{}” is the name of another lead",
    "link": "the address “{}” is not allowed here",
    "claim": "“{}” is a claim that no named fact of ours makes",
    "support": "the named facts do not say this: “{}”",
    "negation": "the named facts say the opposite about “{}”",
    "quote": "nobody said this word for word: “{}”",
    "markup": "there is markup in it: “{}”",
    "placeholder": "something is left to fill in: “{}”",
    "word of the trade": "“{}” is no word for a customer",
    "too long": "it is too long: {}",
    "too short": "it is too short: {}",
    "too many links": "there are too many links: {}",
    "subject missing": "the subject is missing",
    "subject too long": "the subject is too long: {}",
    "move missing": "there is no sentence for {}",
    "asks": "there has to be exactly one question or request, and there are {}",
    "too long to read": "it is far too long",
}
_SHOWN = 80
# Names of whom we write to and from count as topic of every sentence.
_NAMES = (FactKind.PERSON, FactKind.COMPANY, FactKind.SELLER, FactKind.REP, FactKind.SERVICE)
_ABOUT_NOTHING = frozenset(PLANS["share.bare"])
_THEIRS = r"team|staff|company|people|managers?|business|outlets?|stores?|payroll|rosters?|schedul\w+|contracts?|vendors?|provider|system|budget|boss|goals?"
_SITUATION = re.compile(
    rf"""(?:^|[,;:]\s|\s-\s|\b(?:and|but|so|since|because|as|that)\s)you(?:'re|\ are|\ have|\ use|\ struggle|\ lose|\ spend|\ need|\ want|\ said|\ told
    |\ mentioned|\ asked|\ run|\ plan|\ pay|\ still|\ currently|\ already|\ employ)\b(?!\ (?:a\ )?(?:free|welcome|no|yes|me\ if|not\ obliged))
    |\byour\ (?:{_THEIRS})\b
    |\b(?:anda|awak|bapak|ibu)\ (?:punya|ada|pakai|guna|perlu|butuh|menggunakan|memakai|bilang|kata|masih|sudah|pernah)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_CONDITIONAL = re.compile(
    r"\b(?:if|when|once|whether|how|what|before|until|jika|kalau|bila)\b[^,;:.]*", re.IGNORECASE
)


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where; as text, a sentence for whoever writes it again.

    Parameters
    ----------
    move
        Of which move; None for the subject and for the draft as a whole.
    line
        Which of its lines, counted from 0 (the subject is line 0 of no move); `WHOLE` for all of it.
    rule
        The rule that it breaks.
    token
        The words that break it.
    """

    move: Move | None
    line: int
    rule: str
    token: str = ""

    def __str__(self) -> str:
        """For example 'In setting, line 1: the number “32” is in none of the named facts.'."""
        draft = "In the draft" if self.line == WHOLE else "In the subject"
        place = f"In {self.move}" if self.move else draft
        line = f", line {self.line + 1}" if self.move and self.line != WHOLE else ""
        return f"{place}{line}: {_WHAT[self.rule].format(self.token[:_SHOWN])}."


@dataclass(frozen=True)
class _Bounds:
    """What a draft may draw on."""

    sheet: FactSheet
    names: SheetNames
    others: OtherNames
    hosts: Collection[str]
    topics: frozenset[str]

    @classmethod
    def of(cls, sheet: FactSheet, others: Collection[str] | OtherNames, hosts: Collection[str]) -> _Bounds:
        topics = frozenset[str]().union(*(content(fact.value) for fact in sheet.of(*_NAMES)))
        return cls(sheet, SheetNames.of(sheet), other_names(others), hosts, topics)


def check(
    draft: PitchDraft,
    sheet: FactSheet,
    *,
    others: Collection[str] | OtherNames = (),
    hosts: Collection[str] = (),
) -> tuple[Fault, ...]:
    """Everything that is wrong with a draft; nothing where it may be shown.

    The rules: facts exist and are named where something is said of the offer or of the target; numbers and dates stand
    in the named facts; names stand on the sheet, and none is another lead's; claims are made by a named fact of ours; what is
    shared says what its facts say; the form is the channel's.

    Parameters
    ----------
    draft, sheet
        The draft, and all that it may say.
    others
        Names of other leads; a large collection is given as a frozenset or as `OtherNames`, which are read once.
    hosts
        The only hosts to which it may link.
    """
    if is_too_long_to_read(draft):
        return (Fault(None, WHOLE, "too long to read"),)
    bounds = _Bounds.of(sheet, others, hosts)
    lines = (
        Fault(move, place, rule, token)
        for move in MOVES
        for place, line in enumerate(draft.moves.get(move, ()))
        for rule, token in _of_line(line, move, bounds)
    )
    return tuple(dict.fromkeys(chain(_of_form(draft), _of_subject(draft, bounds), lines)))


def drop_faulty(draft: PitchDraft, faults: Iterable[Fault]) -> PitchDraft | None:
    """The draft without its faulty lines, and within its budget; None where a move would be left with nothing.

    A faulty subject gives way to a plain one. What is left has to pass the gate again.
    """
    faults = tuple(faults)
    if any(fault.line == WHOLE and fault.rule != "too long" for fault in faults):
        return None
    bad = {(fault.move, fault.line) for fault in faults}
    moves = {
        move: tuple(line for place, line in enumerate(lines) if (move, place) not in bad)
        for move, lines in draft.moves.items()
    }
    if any(draft.moves[move] and not lines for move, lines in moves.items()):
        return None
    kept = replace(draft, moves=moves)
    if (None, 0) in bad:
        kept = replace(kept, subject=PLANS["subject.bare"][0], subject_facts=())
    return _shortened(kept)


def _shortened(draft: PitchDraft) -> PitchDraft:
    """Without the last lines of the fullest moves, the ask excepted, while it is too long."""
    budget = BUDGETS[draft.channel]
    while draft.words > (budget.words or draft.words) or len(draft.body) > (
        budget.characters or len(draft.body)
    ):
        fullest = max(MOVES[:3], key=lambda move: len(draft.moves.get(move, ())))
        if len(draft.moves.get(fullest, ())) < 2:  # noqa: PLR2004 - each move keeps a line
            break
        draft = replace(draft, moves={**draft.moves, fullest: draft.moves[fullest][:-1]})
    return draft


def _of_form(draft: PitchDraft) -> Iterator[Fault]:
    yield from (Fault(None, WHOLE, rule, token) for rule, token in flaws_of_size(draft))
    yield from (Fault(None, 0, rule, token) for rule, token in flaws_of_subject(draft))
    yield from (Fault(move, WHOLE, "move missing", move.value) for move in missing_moves(draft))
    asked = [asks(line.text) for line in draft.moves.get(Move.SETTING, ())]
    if asked and not any(asked):
        yield Fault(Move.SETTING, WHOLE, "asks", "none")
    for place, count in enumerate(asked):
        if count > 1 or (count and any(asked[:place])):
            yield Fault(Move.SETTING, place, "asks", "more")


def _of_subject(draft: PitchDraft, bounds: _Bounds) -> Iterator[Fault]:
    """A model's subject names no facts: it rests on those of the whole draft."""
    cited = bounds.sheet.cited(draft.subject_facts or draft.cited)
    missing = [("fact", one) for one in _unknown(draft.subject_facts, bounds.sheet)]
    flaws = chain(missing, _of_words(draft.subject, cited, None, bounds)) if draft.subject else ()
    return (Fault(None, 0, rule, token) for rule, token in flaws)


def _unknown(ids: Iterable[str], sheet: FactSheet) -> Iterator[str]:
    known = {fact.id for fact in sheet.facts}
    return (one for one in ids if one not in known)


def _of_line(line: PitchLine, move: Move, bounds: _Bounds) -> Iterator[tuple[str, str]]:
    cited = bounds.sheet.cited(line.facts)
    yield from (("fact", one) for one in _unknown(line.facts, bounds.sheet))
    yield from _of_words(line.text, cited, move, bounds)
    seen = visible(line.text)
    for sentence in sentences(seen):
        if not cited and _needs_fact(sentence, move, bounds):
            yield "no fact", sentence
        elif move is Move.SHARING and cited and overlap(sentence, cited, bounds.topics) < LEAST_OVERLAP:
            yield "support", sentence


def _needs_fact(sentence: str, move: Move, bounds: _Bounds) -> bool:
    """Whether it speaks of our offer, or tells what is so on the target's side."""
    if move is Move.SHARING:
        return count_words(sentence) > 0 and sentence not in _ABOUT_NOTHING
    if sentence.rstrip("\"') ").endswith("?"):
        return False
    company = bounds.sheet.first(FactKind.COMPANY)
    named = company is not None and re.search(
        rf"(?<!\w){re.escape(visible(company.value))}(?!\w)", sentence, re.IGNORECASE
    )
    return bool(named or _SITUATION.search(_CONDITIONAL.sub(" ", sentence)))


def _of_words(
    text: str, cited: Sequence[Fact], move: Move | None, bounds: _Bounds
) -> Iterator[tuple[str, str]]:
    """Figures, names, claims, quotes, denials and leftovers of a line or a subject."""
    seen, foreign = addresses(visible(text), bounds.names, bounds.hosts)
    told = " ".join(visible(fact.value) for fact in cited)
    company = bounds.sheet.first(FactKind.COMPANY) is not None
    yield from Grounds.of(cited, bounds.sheet, move).lacks(seen, bounds.sheet, move)
    yield from foreign
    yield from foreign_names(seen, bounds.names, bounds.others, move=move)
    yield from flaws_of_text(visible(text), told, company=company)
    yield from (("quote", one) for one in misquoted(text, cited))
    yield from (("negation", one) for one in denied(text, cited))
    for sentence in sentences(visible(text)):
        yield from (("claim", one) for one in unproven(sentence, cited))
