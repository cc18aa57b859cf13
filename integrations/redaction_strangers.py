"""Names that the CRM does not know, as far as the words around them tell: introductions, titles, legal forms.

This finds only a part of them: a name that nothing introduces looks like any other word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from integrations.redaction_names import NameIndex
from integrations.redaction_spans import Span
from integrations.redaction_text import Word, begins_sentence, with_form
from integrations.redaction_words import (
    CLOSERS,
    CONNECTORS,
    FUNCTION_WORDS,
    HONORIFICS,
    NO_NAMES,
    WEAK_HONORIFICS,
    word_set,
)

# After these comes a name, whatever follows; after the next ones it is one where 'from' or 'calling' follows.
_SURE = re.compile(
    r"\b(?:my name(?: is|'s)|name is|nama saya|nama aku|panggil saya|panggil aku|perkenalkan,? saya|call me)[ ,:]{1,2}"
    r"|\b(?P<signed>signed|regards|sincerely|cheers|hormat saya|hormat kami|salam)[ ]?,?[ \t]{0,4}[\r\n]{0,4}",
    re.IGNORECASE,
)
_MAYBE = re.compile(r"\b(?:(?P<this>this is)|i am|i'm|it's|it is|saya|aku|ini|dengan)[ ]{1,2}", re.IGNORECASE)
_ENDS = re.compile(r"[ \t]*(?:[.,!?;\n\r]|$)")
_AFTER_TITLE, _IN_NAME = frozenset({" ", ". ", "."}), frozenset({" ", "-"})
_IN_COMPANY = frozenset({" ", "  ", ". ", "-", " (", ""})
_FORMS_AFTER = word_set("pte sdn tbk berhad bhd ltd llp")
_FORMS_BEFORE = frozenset({"PT", "CV", "UD"})
_MOST_NAMES, _MOST_SPOKEN, _MOST_COMPANY, _SHORTEST = 4, 2, 5, 3


def find_strangers(text: str, words: Sequence[Word], index: NameIndex) -> Iterator[Span]:
    """Names that are introduced, signed or titled; `index` knows them afterwards."""
    starts = {word.start: at for at, word in enumerate(words)}
    found = [*_introduced(text, words, starts), *_titled(text, words, index), *_speaking(text, words)]
    for first, end in found:
        for word in words[first:end]:
            if not word.ordinary and word.word not in CONNECTORS:
                index.add_part(word.word)
        yield Span(words[first].start, words[end - 1].end, "PERSON")


def find_companies(text: str, words: Sequence[Word]) -> Iterator[Span]:
    """Capitalised words beside a legal form: 'Xyz Trading Pte Ltd', 'PT Xyz Abadi'."""
    for at in [
        at for at, word in enumerate(words) if word.word in _FORMS_AFTER or word.written in _FORMS_BEFORE
    ]:
        first = end = at
        if words[at].word in _FORMS_AFTER:
            while first and at - first < _MOST_COMPANY and _belongs(text, words, first - 1, first):
                first -= 1
            if first < at:
                yield with_form(text, words[first].start, words[at - 1].end)
        else:
            while end + 1 < len(words) and end - at < _MOST_COMPANY and _belongs(text, words, end + 1, end):
                end += 1
            if end > at:
                yield with_form(text, words[at].start, words[end].end)


def _belongs(text: str, words: Sequence[Word], at: int, beside: int) -> bool:
    """Whether this word is written like a part of the name that the word beside it belongs to."""
    first, second = words[min(at, beside)], words[max(at, beside)]
    written = not words[at].written[0].islower() and words[at].word not in NO_NAMES
    return written and text[first.end : second.start] in _IN_COMPANY


def _introduced(text: str, words: Sequence[Word], starts: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    for match in _SURE.finditer(text):
        if (at := starts.get(match.end())) is not None:
            end = _run(words, text, at, FUNCTION_WORDS) or (
                0 if match["signed"] else _spoken(words, text, at)
            )
            if end:
                yield at, end
    for match in _MAYBE.finditer(text):
        if (at := starts.get(match.end())) is not None:
            end = _run(words, text, at) or _spoken(words, text, at)
            introduced = end and match["this"] and words[at].titled and _ENDS.match(text, words[end - 1].end)
            if end and (introduced or _closes(words, end)):
                yield at, end


def _titled(text: str, words: Sequence[Word], index: NameIndex) -> Iterator[tuple[int, int]]:
    """Mr Pillai, Pak Sumardi; and pak har, where a Hartono is known."""
    for at in [at for at, word in enumerate(words[:-1], start=1) if word.word in HONORIFICS]:
        title, name = words[at - 1], words[at]
        weak = title.word in WEAK_HONORIFICS and not title.titled
        if weak or name.word in HONORIFICS or text[title.end : name.start] not in _AFTER_TITLE:
            continue
        if end := _run(words, text, at):
            yield at, end
        elif name.word not in NO_NAMES and not name.ordinary and index.shortens(name.word):
            yield at, at + 1


def _speaking(text: str, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """'Hafiz speaking.', 'Mei Lin here from …'; not 'Generally speaking'."""
    for at in [at for at, word in enumerate(words) if word.word in {"speaking", "here", "calling"} and at]:
        first = at - 1
        if first and words[first - 1].titled and text[words[first - 1].end : words[first].start] == " ":
            first -= 1
        said = words[at].word == "speaking" or _closes(words, at + 1)
        named = said and _run(words, text, first) == at and not words[first].word.endswith("ly")
        start = words[first].start
        if named and (begins_sentence(text, start) or text[max(0, start - 2) : start] == ", "):
            yield first, at


def _run(words: Sequence[Word], text: str, at: int, allowed: frozenset[str] = frozenset()) -> int:
    """Where a run of words written like names ends that begins here; 0 where none does."""
    end = at
    while end < len(words) and end - at < _MOST_NAMES:
        word = words[end]
        if end > at and text[words[end - 1].end : word.start] not in _IN_NAME:
            break
        linked = end > at and word.word in CONNECTORS and end + 1 < len(words) and words[end + 1].titled
        if not linked and (not word.titled or (word.word in NO_NAMES and word.word not in allowed)):
            break
        end += 1
    return end if end > at else 0


def _spoken(words: Sequence[Word], text: str, at: int) -> int:
    """Where a name in small letters ends, as a recogniser writes it; 0 where it is none."""
    end = at
    while end < len(words) and end - at < _MOST_SPOKEN:
        word = words[end]
        if len(word.word) < _SHORTEST or word.word in NO_NAMES or not word.word.isalpha():
            break
        if end > at and text[words[end - 1].end : word.start] != " ":
            break
        end += 1
    return end if end > at else 0


def _closes(words: Sequence[Word], at: int) -> bool:
    return at < len(words) and words[at].word in CLOSERS
