"""The notes of a conversation, quoted and never rephrased: next steps, needs, objections, figures, moves, talk, ending."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ml.call_metrics import talk_figures
from ml.conversation import CallNotes, Ending
from ml.cuss import Tag, coverage, tag_utterances
from ml.ending import ending_in, is_note
from ml.gist import gist_in, passages_of, weights_of
from ml.missing_move import missing_move
from ml.needs import needs_in
from ml.objections import numbers_in, objections_in
from ml.promises import next_steps_in
from ml.spoken_text import Utterance
from ml.substance import CallFacts, substance_of, substance_of_note

# The reasons under which what was promised is still worth keeping.
_KEEPS_STEPS = {"callback_only", "too_short", "voicemail", "one_sided", "wrong_person", "empty_talk"}
_NOTHING_TOLD = CallFacts()


def notes_of(
    utterances: Sequence[Utterance],
    tags: Sequence[Tag],
    on: date,
    *,
    call: CallFacts = _NOTHING_TOLD,
    sentences: int = 3,
    note: bool | None = None,
) -> CallNotes:
    """The notes of a call, meeting or note.

    Parameters
    ----------
    utterances
        The transcript; a note is one utterance of nobody known.
    tags
        The move of each sentence; where they are wrong or missing, the words themselves still count.
    on
        The day of the conversation: dates such as “on Friday” are seen from it.
    call
        What the telephone system says.
    sentences
        How many sentences the gist has at most.
    note
        Whether the seller wrote it down afterwards; None: as it looks.

    Returns
    -------
    CallNotes
        Without substance only the reason, the moves and what was promised.

    >>> from ml.cuss import tag_utterances
    >>> told = [Utterance("They lose two days a month on payroll errors. I'll send the quote by Friday.")]
    >>> notes = notes_of(told, tag_utterances(told), date(2026, 11, 11))
    >>> [(step.owner, step.due.isoformat(), step.quote.text) for step in notes.next_steps]
    [('rep', '2026-11-13', "I'll send the quote by Friday.")]
    >>> [quote.text for quote in notes.needs["pains"]]
    ['They lose two days a month on payroll errors.']
    """
    tags = tags or tag_utterances(utterances)
    passages = passages_of(utterances, tags)
    written = is_note(passages) if note is None else note
    weights = weights_of(passages)
    needs = needs_in(passages, weights)
    pains = {quote.text for quote in needs.get("pains", ())}
    objections = tuple(one for one in objections_in(passages, weights) if one.quote.text not in pains)
    against = {one.quote.text for one in objections}
    steps = tuple(
        step
        for step in next_steps_in(passages, on, note=written)
        if step.due or step.quote.text not in against
    )
    moves = coverage(tags, on)
    substance = substance_of_note(tags) if written and passages else substance_of(utterances, tags, call)
    if substance and not (written and needs):
        return CallNotes(substance, next_steps=steps if substance in _KEEPS_STEPS else (), coverage=moves)
    dated = any(step.due for step in steps)
    key = f"{on}:{passages[0].quote.text if passages else ''}"
    ending = ending_in(passages, note=written)
    refused = ending is Ending.DISAGREED
    missing, ask = missing_move(moves, needs, dated=dated, refused=refused, key=key)
    return CallNotes(
        gist=gist_in(passages, weights, sentences),
        next_steps=steps,
        needs=needs,
        objections=objections,
        numbers=numbers_in(passages, weights, told={step.quote.text for step in steps}),
        coverage=moves,
        missing=missing,
        ask=ask,
        talk=talk_figures(utterances, call.duration_s),
        ending=ending,
    )
