"""What was said: utterances, their sentences and words, and the plain form that cue patterns read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

REP = "rep"
PROSPECT = "prospect"

# Of a sentence without end only the beginning is read for cues and dates: patterns must not run away.
LONGEST_READ = 2000

_END_OF_SENTENCE = re.compile(r"(?<=[.!?…])[\"”')\]]*\s+|\s*[\r\n]+\s*|(?<=[。！？])")
_TITLE_BEFORE_DOT = re.compile(
    r"\b(?:mr|mrs|ms|dr|st|no|vs|approx|sdn|pt|e\.g|i\.e|jl|tn|ny|bpk|hj|prof)\.$", re.IGNORECASE
)
_TOKEN = re.compile(r"[^\W_]+(?:['.:/,-][^\W_]+)*|[?%$]")
_WORD = re.compile(r"[^\W_]+(?:['’.:/,-][^\W_]+)*")


@dataclass(frozen=True)
class Utterance:
    """One turn of a transcript, or a note as a whole.

    Parameters
    ----------
    text
        The words, verbatim.
    role
        'rep', 'prospect', or '' where it is not known.
    speaker
        Name of the speaker, as the transcript has it.
    start
        Seconds from the beginning of the call, where known.
    """

    text: str
    role: str = ""
    speaker: str = ""
    start: float | None = None

    @classmethod
    def of(cls, row: Mapping[str, object]) -> Utterance:
        """An utterance as the store keeps it: {"speaker", "role", "start", "text"}."""
        start = row.get("start")
        return cls(
            text=str(row.get("text") or ""),
            role=str(row.get("role") or ""),
            speaker=str(row.get("speaker") or ""),
            start=float(start) if isinstance(start, int | float) else None,
        )


def sentences(text: str) -> list[str]:
    """The sentences of a text, each a verbatim piece of it.

    >>> sentences("Hi Mr. Tan. Shall we talk at 10.30? Yes!")
    ['Hi Mr. Tan.', 'Shall we talk at 10.30?', 'Yes!']
    """
    pieces = list[str]()
    begin = 0
    for gap in _END_OF_SENTENCE.finditer(text):
        if not _TITLE_BEFORE_DOT.search(text, max(begin, gap.start() - 8), gap.start()):
            pieces.append(text[begin : gap.end()].strip())
            begin = gap.end()
    pieces.append(text[begin:].strip())
    return [piece for piece in pieces if piece]


def count_words(text: str) -> int:
    """How many words a text has.

    >>> count_words("It's RM 4.50 – per head!")
    5
    """
    return len(_WORD.findall(text))


def words_by(utterances: Iterable[Utterance], role: str) -> int:
    """How many words one side said."""
    return sum(count_words(each.text) for each in utterances if each.role == role)


def plain(text: str) -> str:
    """A sentence as cue patterns read it: lower case, one space around each word and question mark.

    >>> plain("What's the budget, Pak?")
    " what's the budget pak ? "
    """
    return f" {' '.join(_TOKEN.findall(text.lower().replace('’', chr(39))))} "
