"""The words of a text as redaction reads them: where they stand, how they are written, what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from integrations.redaction_spans import Span
from integrations.redaction_words import ORDINARY
from integrations.store.company_names import fold

SHORT = 2
# A placeholder, which holds no words; or a word, with the accents that stand apart from their letters.
_WORD = re.compile(r"\[[A-Z]+_\d+\]|([^\W_](?:[^\W_]|[\u0300-\u036f]|'(?!s\b)(?=[^\W_]))*|[&+])", re.UNICODE)
_FORM_BEFORE = re.compile(r"\b(?:PT|CV|UD|PD)\.?[ \t]$", re.IGNORECASE)
_FORM_AFTER = re.compile(
    r"(?:[ \t,.]{1,3}(?:\((?:S|M|Singapore|Malaysia|Pte|Persero)\)"
    r"|(?:pte|pvt|pty|ltd|limited|sdn|bhd|berhad|tbk|inc|llp|llc|corp|corporation|holdings?|group)\b))+",
    re.IGNORECASE,
)
_LONGEST_FORM_BEFORE, _LOOKED_BACK = 4, 8
_BETWEEN_SENTENCES, _OPENING = frozenset("\n\r.!?:;])"), " \t\"'(*>_[-"


class Word(NamedTuple):
    """A word of a text.

    Parameters
    ----------
    start, end
        Where it stands.
    written, word
        As it is written, and as it is compared.
    titled
        Whether it is written like a name: one capital, then not only capitals.
    ordinary
        Whether it is also a word of the language, or too short to say.
    """

    start: int
    end: int
    written: str
    word: str
    titled: bool
    ordinary: bool


def words_of(text: str) -> list[Word]:
    """The words of a text that `integrations.redaction_spans.plain` was made of before.

    >>> [word.word for word in words_of("Sean O'Brien's & [PERSON_1]")]
    ['sean', 'obrien', 's', 'and']
    """
    seen = dict[str, tuple[str, str, bool, bool]]()
    words = []
    for match in _WORD.finditer(text):
        if (written := match[1]) is None:
            continue
        if (read := seen.get(written)) is None:
            word = fold(written).replace(" ", "")
            titled = written[0].isupper() and not written[1:].isupper()
            read = seen[written] = (written, word, titled, len(word) <= SHORT or word in ORDINARY)
        words.append(Word(match.start(), match.end(), *read))
    return words


def gaps(text: str, words: Sequence[Word]) -> Iterator[str]:
    """What stands between each word and the next."""
    return (text[first.end : second.start] for first, second in pairwise(words))


def begins_sentence(text: str, start: int) -> bool:
    """Whether a capital letter here says nothing.

    >>> begins_sentence("Rep: Will you?", 5), begins_sentence("I asked Will.", 8)
    (True, False)
    """
    before = text[max(0, start - _LOOKED_BACK) : start].rstrip(_OPENING)
    return not before or before[-1] in _BETWEEN_SENTENCES


def with_form(text: str, start: int, end: int) -> Span:
    """A company's name with the legal form before and after it."""
    before = _FORM_BEFORE.search(text[max(0, start - _LONGEST_FORM_BEFORE) : start])
    after = _FORM_AFTER.match(text, end)
    return Span(start - len(before[0]) if before else start, after.end() if after else end, "COMPANY")
