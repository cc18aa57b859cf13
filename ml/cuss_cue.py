"""A labelling function of the four moves: words that speak for a move, and how loudly.

It votes for one move on the plain form of a sentence (`ml.spoken_text.plain`) or abstains. A cue
is written as the phrases that make it: `~` stands for any ending of a word, ` .. ` for up to three words
between. English, Malay and Indonesian stand side by side, as reps and prospects mix them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

CONNECTING, UNDERSTANDING, SHARING, SETTING, NONE = (
    "connecting",
    "understanding",
    "sharing",
    "setting",
    "none",
)


@dataclass(frozen=True)
class Cue:
    """One labelling function.

    Parameters
    ----------
    name
        What it looks for.
    move
        The move it votes for.
    weight
        How loudly; about 1 is a hint, 2 is a good sign, 4 settles the matter.
    phrases
        Any of these makes it vote; they are parted by `|`.
    role
        Only what this side says is looked at; '' looks at both, known or not.
    at_most
        Only sentences of at most so many words are looked at.
    whole
        The phrases must make up the whole sentence.
    """

    name: str
    move: str
    weight: float
    phrases: str
    role: str = ""
    at_most: int = 1000
    whole: bool = False
    pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        either = re.sub(r"\s*\n\s*", " ", re.sub(r"\|\s*\n\s*", "|", self.phrases.strip()))
        either = either.replace(" .. ", " (?:[^ ]+ ){0,3}").replace("~", "[^ ]*")
        pattern = rf"^(?: (?:{either}))+ $" if self.whole else rf" (?:{either})(?= )"
        object.__setattr__(self, "pattern", re.compile(pattern))

    def votes(self, sentence: str, role: str, words: int) -> bool:
        """Whether it votes on this plain sentence; a side that is not known is not held against it."""
        if words > self.at_most or (self.role and role and role != self.role):
            return False
        return self.pattern.search(sentence) is not None
