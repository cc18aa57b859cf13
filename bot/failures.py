"""A failure told to people in a sentence, and to the log without anything that a person said or is."""

from __future__ import annotations

import logging
import secrets
import traceback
from dataclasses import dataclass

from bot.blocks.problem_card import broken_words, problem_card
from bot.blocks.text_safety import safe_text
from bot.exchange import Answer
from ml.errors import SalesAssistantError, Unavailable

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Failure:
    """Why something did not work: a sentence for people, and whether trying again may help."""

    sentence: str
    temporary: bool

    @property
    def answer(self) -> Answer:
        """The sentence as an answer."""
        return in_words(self.sentence)


def designed(error: SalesAssistantError) -> Failure:
    """A failure that was foreseen: its text is a sentence for people."""
    return Failure(str(error), isinstance(error, Unavailable))


def broken(what: str, error: Exception) -> Failure:
    """A failure of our own: people get a reference, the log gets the same reference and where it broke."""
    reference = secrets.token_hex(2)
    _log.error("%s broke (ref %s)\n%s", what, reference, where(error))
    return Failure(broken_words(reference), temporary=True)


def in_words(sentence: str) -> Answer:
    """A sentence as an answer that cannot be rated."""
    return Answer(safe_text(sentence, 1000), problem_card(sentence))


def where(error: BaseException) -> str:
    """The traceback without the errors' own texts, which may quote a person's data; causes come first."""
    cause = error.__cause__ or error.__context__
    before = f"{where(cause)}\n— which led to —\n" if cause else ""
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"{before}{frames}{type(error).__module__}.{type(error).__qualname__}"
