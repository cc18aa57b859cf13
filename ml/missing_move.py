"""Which of the four moves is missing or weakest, what is missing in it, and a question that makes up for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from ml.conversation import CallNotes
from ml.cuss import Coverage, Move

# Below this share of the words a move was hardly made; of setting a few words are enough.
LEAST_SHARE: Mapping[Move, float] = {
    Move.UNDERSTANDING: 0.2,
    Move.SHARING: 0.1,
    Move.SETTING: 0.02,
    Move.CONNECTING: 0.02,
}
# What to find out first where several needs are unknown.
_FIRST_TO_ASK = ("pains", "deciders", "process", "goals", "criteria")


@dataclass(frozen=True)
class Gap:
    """What is missing, in the seller's words, and ways to ask."""

    missing: str
    questions: tuple[str, ...]


GAPS: Mapping[str, Gap] = {
    "pains": Gap(
        "what hurts today, and what it costs",
        (
            "What part of this takes you the most time each month?",
            "When did this last go wrong, and what did it cost you?",
            "If you could fix one thing about it tomorrow, what would it be?",
            "What do your managers complain about most?",
        ),
    ),
    "deciders": Gap(
        "who signs",
        (
            "Who besides you will look at the quote?",
            "Who signs when you buy something like this?",
            "Who else has to be happy with it before you can say yes?",
            "Whose budget would this come from?",
        ),
    ),
    "process": Gap(
        "how and by when they decide",
        (
            "What has to happen on your side between now and a decision?",
            "When would you like to have this decided?",
            "How did you decide the last time you bought software?",
            "Which date would this have to be running by?",
        ),
    ),
    "goals": Gap(
        "what they want to reach",
        (
            "What would have to be different a year from now for this to be worth it?",
            "Which result would your boss ask you about first?",
            "What are you trying to get done this year that this could help with?",
        ),
    ),
    "criteria": Gap(
        "what they will judge by",
        (
            "What must it be able to do, so that you would not look any further?",
            "What will you compare us by?",
            "Which two or three things matter most to you when you choose?",
        ),
    ),
    "sharing": Gap(
        "how the product meets what they told you",
        (
            "May I show you how a company like yours solved exactly that?",
            "Of all you told me, which part should I show you first?",
            "What would you have to see to know that this works for you?",
        ),
    ),
    "setting": Gap(
        "a next step",
        (
            "Shall we put half an hour in the calendar for this week?",
            "What would be a sensible next step for you, and on which day?",
            "Would Tuesday or Thursday suit you to look at it together?",
        ),
    ),
    "date": Gap(
        "a date for the next step",
        (
            "Which day shall I put that down for?",
            "By when do you need it from me?",
            "Shall we fix a day for that now, so that it does not slip?",
        ),
    ),
    "refused": Gap(
        "why they said no",
        (
            "What would have to change for this to be worth another look?",
            "What was the main reason against it?",
            "What would you have needed to hear from us to say yes?",
        ),
    ),
    "connecting": Gap(
        "a word about the person, not the matter",
        (
            "How have the last weeks been for you?",
            "How did you come to this job?",
            "What keeps you busiest these days?",
        ),
    ),
}


def missing_move(
    coverage: Coverage, needs: Collection[str], *, dated: bool, refused: bool = False, key: str = ""
) -> tuple[Move | None, str]:
    """The move that was not made, or hardly, or not to its end, and a question to ask; (None, '') where all were.

    Parameters
    ----------
    coverage
        How much of each move was made.
    needs
        Which needs the target spoke of.
    dated
        Whether a next step has a date.
    refused
        Whether they said no: then only the reason is worth asking.
    key
        What the wording is chosen by: the same conversation always gets the same question.

    >>> missing_move(Coverage(0.1, 0.5, 0.4, 0.0), {"pains"}, dated=False)[0].value
    'setting'
    """
    move, gap = (Move.UNDERSTANDING, "refused") if refused else _gap(coverage, needs, dated=dated)
    return move, _chosen(GAPS[gap].questions, f"{key}:{gap}") if gap else ""


def what_is_missing(notes: CallNotes) -> str:
    """What is missing, in the seller's words: “who signs”; '' where nothing is."""
    gap = next((gap for gap in GAPS.values() if notes.ask in gap.questions), None)
    return gap.missing if gap else ""


def _gap(coverage: Coverage, needs: Collection[str], *, dated: bool) -> tuple[Move | None, str]:
    """Moves that are hardly there before those that are incomplete; a sale hangs most on a next step and on needs."""
    thin = [move for move, least in LEAST_SHARE.items() if getattr(coverage, move.value) < least]
    unknown = [need for need in _FIRST_TO_ASK if need not in needs]
    if Move.SETTING in thin and not dated:
        return Move.SETTING, "setting"
    if Move.UNDERSTANDING in thin:
        return Move.UNDERSTANDING, _first(unknown, "criteria")
    if Move.SHARING in thin:
        return Move.SHARING, "sharing"
    if not dated:
        return Move.SETTING, "date"
    if unknown and unknown[0] in _FIRST_TO_ASK[:3]:
        return Move.UNDERSTANDING, unknown[0]
    return (Move.CONNECTING, "connecting") if Move.CONNECTING in thin else (None, "")


def _first(names: Sequence[str], otherwise: str) -> str:
    return names[0] if names else otherwise


def _chosen(questions: Sequence[str], key: str) -> str:
    digest = blake2b(key.encode("utf-8", "replace"), digest_size=4).digest()
    return questions[int.from_bytes(digest) % len(questions)]
