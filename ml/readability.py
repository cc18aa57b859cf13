"""How hard a text is to read: the Flesch-Kincaid grade."""

from __future__ import annotations

import re

from ml.spoken_text import sentences

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_VOWELS = re.compile(r"[aeiouyáéíóúàèìòùäöüâêîôû]+")
# Endings whose vowel is not spoken: “makes”, “asked”, “time”; but not “places”, “wanted”, “little”.
_SILENT = re.compile(r"(?<=[^aeiouylcgsxz])es$|(?<=[^aeioutdy])ed$|(?<=[^aeiouyl])e$")


def syllables(word: str) -> int:
    """How many syllables a word has, by its groups of vowels; numbers count as one.

    >>> [syllables(word) for word in ("time", "asked", "overtime", "spreadsheet", "little", "31")]
    [1, 1, 3, 2, 2, 1]
    """
    heard = _SILENT.sub("", word.lower())
    return max(1, len(_VOWELS.findall(heard)))


def grade(text: str) -> float:
    """The school grade that reads a text with ease, after Kincaid et al. (1975); 0 for no words.

    0.39 × words a sentence + 11.8 × syllables a word − 15.59.

    >>> round(grade("The cat sat on the mat."), 1)
    -1.4
    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    told = [piece for piece in sentences(text) if _WORD.search(piece)]
    return 0.39 * len(words) / len(told) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
