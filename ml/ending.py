"""How the target left the next step: agreed, disagreed or open; and the move in the funnel that this suggests."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ml.conversation import CallNotes, Ending
from ml.cuss import Move, Tag
from ml.due_dates import names_a_day
from ml.ending_cues import (
    AGREES,
    COMPLAINS,
    DEMO,
    HESITATES,
    LATER,
    NOTED_NO,
    NOTED_YES,
    ORDER,
    PROPOSES,
    PUTS_OFF,
    REFUSES,
    says,
)
from ml.funnel import FunnelState, MoveKind, moves_between
from ml.gist import Passage, passages_of
from ml.spoken_text import REP, Utterance, plain

# A word of yes or no answers what was proposed at most so many turns before; a price complaint ends a call only there.
_ANSWERS_WITHIN, _LAST_TURNS = 2, 4

_YES = re.compile(
    r"^ (?:(?:oh|well|ah|hmm|um|so) )*(?:yes|yeah|yep|yup|sure|ok|okay|alright|all right|fine|good|great|perfect|of course|definitely|absolutely|certainly|why not|"
    r"ya|iya|boleh|bisa|oke|okey|baik|siap|can|sip|mantap|tentu)(?= )"
)
_NO = re.compile(
    r"^ (?:(?:oh|well|ah|hmm|um|sorry|maaf|actually) )*(?:no|nope|tidak|tak|nggak|enggak|gak|jangan)(?! (?:problem|worries|issue|apa|masalah|rush))(?= )"
)


def ending_of(utterances: Sequence[Utterance], tags: Sequence[Tag]) -> Ending:
    """How the target left the next step; open where they did not say.

    The target's last reaction decides. A plain yes or no counts only as the answer to a proposal; a firm refusal always.

    >>> from ml.cuss import tag_utterances
    >>> talk = [Utterance("Shall we do a demo on Friday?", "rep"), Utterance("Friday works for me.", "prospect")]
    >>> ending_of(talk, tag_utterances(talk)).value
    'agreed'
    """
    passages = passages_of(utterances, tags)
    return ending_in(passages, note=is_note(passages))


def ending_in(passages: Sequence[Passage], *, note: bool = False) -> Ending:
    """As `ending_of`, of passages; a note is read as told by the seller."""
    if note:
        return _noted(passages)
    ended, agreed_in = Ending.OPEN, -1
    table = _Table(last=passages[-1].utterance if passages else 0)
    for one in passages:
        reaction = None if one.quote.role == REP else _reaction(one, table)
        if reaction is Ending.OPEN and one.utterance == agreed_in and not says(one.heard, HESITATES):
            reaction = None  # “Friday is fine. Let me check who else can join.”
        if reaction:
            ended = reaction
            agreed_in = one.utterance if reaction is Ending.AGREED else -1
        table = table.after(one)
    return ended


@dataclass(frozen=True)
class _Table:
    """What lies on the table: when a next step was last named, when it was last asked for, and the last turn."""

    last: int
    named: int = -9
    asked: int = -9

    def after(self, one: Passage) -> _Table:
        on_a_day = one.asks and one.move is not Move.UNDERSTANDING and names_a_day(one.quote.text)
        proposes = on_a_day or says(one.heard, PROPOSES)
        if one.quote.role not in {REP, ""} or not (one.move is Move.SETTING or proposes):
            return self
        asks = one.asks or proposes
        return replace(self, named=one.utterance, asked=one.utterance if asks else self.asked)


def is_note(passages: Sequence[Passage]) -> bool:
    """Whether these are one person's words about a conversation: one utterance of nobody known."""
    return bool(passages) and all(
        one.utterance == 0 and not (one.quote.role or one.quote.speaker) for one in passages
    )


def reaction_to_proposal(one: Passage) -> Ending | None:
    """What a sentence says to a next step that was named just before; None where it says nothing to it."""
    if one.asks:
        return None
    if says(one.heard, REFUSES) or says(one.heard, COMPLAINS):
        return Ending.DISAGREED
    return _said_yes(one) or (Ending.OPEN if says(one.heard, PUTS_OFF) else None) or _plain_answer(one)


def _reaction(one: Passage, table: _Table) -> Ending | None:
    """What a sentence says to what lies on the table."""
    named, setting = 0 < one.utterance - table.named <= _ANSWERS_WITHIN, one.move is Move.SETTING
    complains = says(one.heard, COMPLAINS) and (
        named or one.utterance > max(_LAST_TURNS, table.last - _LAST_TURNS)
    )
    if (complains or says(one.heard, REFUSES)) and not one.asks:
        return Ending.DISAGREED
    if (said_yes := _said_yes(one)) and (named or setting):
        return said_yes
    if says(one.heard, PUTS_OFF):
        return Ending.OPEN if named or setting else None
    return _plain_answer(one) if 0 < one.utterance - table.asked <= _ANSWERS_WITHIN else None


def _said_yes(one: Passage) -> Ending | None:
    """Agreed in so many words; open where a condition comes with it."""
    if not says(one.heard, AGREES):
        return None
    hesitates = says(one.heard, PUTS_OFF) and says(one.heard, HESITATES)
    return Ending.OPEN if hesitates else Ending.AGREED


def _plain_answer(one: Passage) -> Ending | None:
    """A yes or no that leans on what was asked."""
    if one.asks:
        return None
    if _YES.match(one.heard):
        return Ending.AGREED
    return Ending.DISAGREED if _NO.match(one.heard) else None


def _noted(passages: Sequence[Passage]) -> Ending:
    """The last sentence of a note that says how it ended."""
    ended = Ending.OPEN
    for one in passages:
        if says(one.heard, NOTED_NO) or says(one.heard, REFUSES):
            ended = Ending.DISAGREED
        elif says(one.heard, NOTED_YES):
            ended = Ending.AGREED
        elif says(one.heard, PUTS_OFF) and ended is Ending.DISAGREED:
            ended = Ending.OPEN
    return ended


def suggested_state(state: FunnelState, notes: CallNotes) -> FunnelState | None:
    """The state that a conversation suggests; None where it suggests no other, or the table of moves has no way there.

    >>> suggested_state(FunnelState.LEAD, CallNotes(ending=Ending.DISAGREED)).value
    'UNQUALIFIED'
    >>> suggested_state(FunnelState.LEAD, CallNotes(substance="voicemail")) is None
    True
    """
    if notes.substance or state is FunnelState.CLIENT:
        return None
    wanted = {
        Ending.AGREED: _agreed,
        Ending.OPEN: _left_open,
        Ending.DISAGREED: lambda *_: (FunnelState.UNQUALIFIED,),
    }
    ways = (target for target in wanted[notes.ending](state, notes) if _may_move(state, target))
    return next(ways, None)


def _may_move(before: FunnelState, after: FunnelState) -> bool:
    """Whether a sales event may lead there; back along the funnel only where the table says so."""
    moves = moves_between(before, after, by_event=True)
    return bool(moves) and all(move.kind is not MoveKind.IRREGULAR for move in moves)


def _agreed(state: FunnelState, notes: CallNotes) -> tuple[FunnelState, ...]:
    """Where an agreement leads, the furthest first."""
    steps = [plain(step.quote.text) for step in notes.next_steps]
    if state is FunnelState.PROSPECT:
        return (FunnelState.CLIENT,) if any(says(step, ORDER) for step in steps) else ()
    demo = (FunnelState.PROSPECT,) if any(says(step, DEMO) for step in steps) else ()
    hurts, decides = (
        notes.needs.keys() & {"goals", "pains"},
        notes.needs.keys() & {"criteria", "deciders", "process"},
    )
    fits = (FunnelState.QUALIFIED_OPPORTUNITY,) if demo or (hurts and decides) else ()
    warm = (FunnelState.HOT_LEAD,) if state is not FunnelState.QUALIFIED_OPPORTUNITY else ()
    return demo + fits + warm


def _left_open(state: FunnelState, notes: CallNotes) -> tuple[FunnelState, ...]:
    """Put off: to be warmed up again. Else a lead that told of its needs is warm, one that did not is not yet."""
    quotes = [step.quote for step in notes.next_steps] + [one.quote for one in notes.objections]
    later = any(says(plain(quote.text), LATER) for quote in quotes if quote.role != REP)
    told = (FunnelState.HOT_LEAD,) if notes.needs and not later else ()
    if state is FunnelState.SALES_TARGET:
        return (*told, FunnelState.LEAD)
    if state is FunnelState.LEAD:
        return (*told, FunnelState.COLD_LEAD)
    return (FunnelState.COLD_LEAD,) if later and state in _COOLS else ()


_COOLS = {FunnelState.HOT_LEAD, FunnelState.QUALIFIED_OPPORTUNITY}
