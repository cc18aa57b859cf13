"""Is there anything in this event? Reason codes for calls and notes that say nothing about the sale.

Calls without substance are kept and counted as activity, and left out of the four moves' features.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from ml.cuss import Move, Tag, tag_utterances
from ml.due_dates import names_a_day
from ml.gist import LITTLE_WORDS
from ml.spoken_text import PROSPECT, REP, Utterance, count_words, plain, sentences, words_by


class NoSubstance(StrEnum):
    """Why there is nothing in it; the first that fits, in this order, but for these exceptions.

    `callback_only` comes before `too_short` when a dated next step was set; a lecture nobody answered (`one_sided`) is
    not called too short; and a language or a looping transcriber that nothing can be read from is told before what was
    read from it (`wrong_person`, `callback_only`, `empty_talk`).
    """

    NOT_CONNECTED = "not_connected"
    VOICEMAIL = "voicemail"
    TOO_SHORT = "too_short"
    ONE_SIDED = "one_sided"
    WRONG_PERSON = "wrong_person"
    CALLBACK_ONLY = "callback_only"
    EMPTY_TALK = "empty_talk"
    UNUSABLE_TRANSCRIPT = "unusable_transcript"


SUBSTANTIAL = ""


@dataclass(frozen=True)
class SubstanceThresholds:
    """Where each reason begins; the defaults are the team's starting settings.

    Parameters
    ----------
    voicemail_sentences
        A voicemail or operator phrase counts within the first so many sentences.
    voicemail_prospect_words
        … when the prospect said fewer words than this, or only one speaker was heard.
    min_seconds, min_words, min_prospect_words
        Less than this of a connected call is too short.
    lecture_words
        So many words of the seller without an answer are a lecture, not a short call.
    min_matter
        A wrong person is one with whom fewer sentences of understanding or sharing were exchanged.
    callback_words
        Below so many words, a call of greetings and next steps only is a call-back arrangement.
    min_content
        Fewer sentences with any move are empty talk.
    max_empty_share
        So is a call with a greater share of sentences that make no move.
    max_noise_share, max_repeats
        A transcript is unusable when a greater share of its tokens are no words, or stand in the same five words in a
        row repeated more often.
    min_little_share
        So is one with a smaller share of the commonest words of English, Malay and Indonesian: measured, calls in these
        have 0.24 or more of them, other languages 0.03 or less.
    """

    voicemail_sentences: int = 3
    voicemail_prospect_words: int = 15
    min_seconds: float = 15
    min_words: int = 40
    min_prospect_words: int = 10
    lecture_words: int = 100
    min_matter: int = 2
    callback_words: int = 80
    min_content: int = 4
    max_empty_share: float = 0.6
    max_noise_share: float = 0.3
    max_repeats: int = 5
    min_little_share: float = 0.1


# Without full stops, as some transcribers write, so many words count as a sentence.
_LONG_SENTENCE = 25
# So many words in a row are compared to find a loop.
_ROW = 5
# Below this a tag is a guess.
_DOUBTFUL = 0.45
_MATTER = {Move.UNDERSTANDING, Move.SHARING}
_AFTER_LATIN = "\u0370"
# Other languages know these as well.
_SHARED_WORDS = "a me no so on us do an in is or at as he to of by go oh ok okay"
_TELLING_LITTLE = LITTLE_WORDS.difference(_SHARED_WORDS.split())

DEFAULT_THRESHOLDS = SubstanceThresholds()

# What a telephone system calls a connection that did not come about, spelt without spaces and dashes.
_NOT_CONNECTED = frozenset(
    {"missed", "busy", "failed", "noanswer", "cancelled", "canceled", "unanswered", "rejected"}
)
_VOICEMAIL_STATUS = frozenset({"voicemail", "leftvoicemail", "answeredbymachine", "machine"})

_VOICEMAIL = re.compile(
    r" (?:leave (?:a|your|me a) (?:brief )?(?:message|name)|after the (?:beep|tone)|voice ?mail[^ ]*|mailbox|you(?:'ve| have) reached"
    r"|the number you|(?:is|are) (?:currently )?(?:unavailable|not available)|press (?:one|two|1|2)|can't take your call"
    r"|tinggalkan (?:pesan|mesej)|nom(?:or|bor) yang anda|setelah (?:nada|bunyi)|selepas (?:nada|bunyi)|tidak dapat dihubungi"
    r"|sedang tidak aktif|panggilan anda)(?= )"
)
_WRONG_PERSON = re.compile(
    r" (?:wrong (?:number|person)|salah (?:sambung|nombor|nomor|orang)|(?:no longer|doesn't|does not) works? here"
    r"|no ?(?:one|body) (?:here )?by that name|(?:sudah|dah) (?:tidak|tak) (?:bekerja|kerja)|(?:sudah|dah) (?:berhenti|resign)"
    r"|(?:has )?left the company)(?= )"
)


@dataclass(frozen=True)
class CallFacts:
    """What the telephone system says of a call; None where it says nothing."""

    status: str | None = None
    duration_s: float | None = None


def substance_of(
    utterances: Sequence[Utterance],
    tags: Sequence[Tag] | None = None,
    call: CallFacts = CallFacts(),
    thresholds: SubstanceThresholds = DEFAULT_THRESHOLDS,
) -> str:
    """'' for a call with substance, else the reason code why there is none.

    >>> substance_of([Utterance("Please leave a message after the beep.", "prospect")])
    'voicemail'
    >>> substance_of([], call=CallFacts(status="no-answer"))
    'not_connected'
    """
    talk = _Talk(utterances, tag_utterances(utterances) if tags is None else tags, call, thresholds)
    return next((code.value for code, says in _RULES if says(talk)), SUBSTANTIAL)


def substance_of_note(tags: Iterable[Tag]) -> str:
    """'' for a note in which any sentence makes a move, else 'empty_talk'."""
    return SUBSTANTIAL if any(tag.move is not Move.NONE for tag in tags) else NoSubstance.EMPTY_TALK.value


@dataclass(frozen=True)
class _Talk:
    """A call as the rules look at it."""

    utterances: Sequence[Utterance]
    tags: Sequence[Tag]
    call: CallFacts
    limits: SubstanceThresholds

    @property
    def status(self) -> str:
        return re.sub(r"[^a-z]", "", (self.call.status or "").lower())

    @property
    def words(self) -> int:
        return sum(count_words(each.text) for each in self.utterances)

    @property
    def prospect_words(self) -> int | None:
        """None where nobody's role is known."""
        known = any(each.role in {REP, PROSPECT} for each in self.utterances)
        return words_by(self.utterances, PROSPECT) if known else None

    def count(self, *moves: Move) -> int:
        return sum(tag.move in moves for tag in self.tags)

    @property
    def arranges_only(self) -> bool:
        """Short, and nothing but greetings and next steps, with at least one next step; doubtful tags do not count."""
        few = self.words < self.limits.callback_words
        matter = any(tag.move in _MATTER and tag.confidence >= _DOUBTFUL for tag in self.tags)
        return few and self.count(Move.SETTING) > 0 and not matter

    @property
    def sets_a_day(self) -> bool:
        return any(tag.move is Move.SETTING and names_a_day(tag.text) for tag in self.tags)


def _not_connected(talk: _Talk) -> bool:
    no_talk = talk.call.duration_s is not None and talk.call.duration_s <= 0
    return (
        talk.status in _NOT_CONNECTED or no_talk or (talk.words == 0 and talk.status not in _VOICEMAIL_STATUS)
    )


def _voicemail(talk: _Talk) -> bool:
    if talk.status in _VOICEMAIL_STATUS:
        return True
    opening = [sentence for each in talk.utterances for sentence in sentences(each.text)]
    heard = any(_VOICEMAIL.search(plain(text)) for text in opening[: talk.limits.voicemail_sentences])
    speakers = {each.speaker or each.role for each in talk.utterances}
    answered = talk.prospect_words
    few = answered is not None and answered < talk.limits.voicemail_prospect_words
    return heard and (len(speakers) == 1 or few)


def _dated_callback(talk: _Talk) -> bool:
    return talk.arranges_only and talk.sets_a_day


def _one_sided(talk: _Talk) -> bool:
    answered = talk.prospect_words
    lecture = talk.words - (answered or 0) >= talk.limits.lecture_words
    return answered is not None and answered < talk.limits.min_prospect_words and lecture


def _too_short(talk: _Talk) -> bool:
    seconds, answered, limits = talk.call.duration_s, talk.prospect_words, talk.limits
    hurried = seconds is not None and seconds < limits.min_seconds
    unanswered = answered is not None and answered < limits.min_prospect_words
    return hurried or talk.words < limits.min_words or unanswered


def _wrong_person(talk: _Talk) -> bool:
    heard = any(_WRONG_PERSON.search(plain(each.text)) for each in talk.utterances)
    return heard and talk.count(Move.UNDERSTANDING, Move.SHARING) < talk.limits.min_matter


def _empty_talk(talk: _Talk) -> bool:
    empty = talk.count(Move.NONE)
    content = sum(max(1, tag.words // _LONG_SENTENCE) for tag in talk.tags if tag.move is not Move.NONE)
    return content < talk.limits.min_content or empty > talk.limits.max_empty_share * len(talk.tags)


def _unusable(talk: _Talk) -> bool:
    tokens = _tokens(talk.utterances)
    noise = sum(not any(sign.isalnum() for sign in token) for token in tokens)
    return noise + _looped(tokens, talk.limits) > talk.limits.max_noise_share * len(tokens)


def _looping(talk: _Talk) -> bool:
    """Whether much of it is said over and over in one go, as only transcribers do."""
    turns = groupby(talk.utterances, key=lambda each: (each.role, each.speaker))
    spoken = [_tokens(turn) for _who, turn in turns]
    looped = sum(_looped(tokens, talk.limits) for tokens in spoken)
    return looped > talk.limits.max_noise_share * sum(map(len, spoken))


def _tokens(utterances: Iterable[Utterance]) -> list[str]:
    return " ".join(each.text for each in utterances).lower().split()


def _looped(tokens: Sequence[str], limits: SubstanceThresholds) -> int:
    """How many tokens stand in five in a row that are repeated too often."""
    rows = list(zip(*(tokens[shift:] for shift in range(_ROW)), strict=False))
    often = {row for row, times in Counter(rows).items() if times > limits.max_repeats}
    return len({place + shift for place, row in enumerate(rows) if row in often for shift in range(_ROW)})


def _other_language(talk: _Talk) -> bool:
    """Another script, or too few of the words that English, Malay and Indonesian cannot do without."""
    letters = [sign for each in talk.utterances for sign in each.text if sign.isalpha()]
    foreign = sum(sign >= _AFTER_LATIN and not "\u1e00" <= sign <= "\u1eff" for sign in letters)
    if len(letters) >= talk.limits.min_words and foreign > len(letters) / 2:
        return True
    words = [word for each in talk.utterances for word in plain(each.text).split() if word not in "?%$"]
    little = sum(word in _TELLING_LITTLE for word in words)
    return len(words) >= talk.limits.min_words and little < talk.limits.min_little_share * len(words)


_RULES = (
    (NoSubstance.NOT_CONNECTED, _not_connected),
    (NoSubstance.VOICEMAIL, _voicemail),
    (NoSubstance.UNUSABLE_TRANSCRIPT, _other_language),
    (NoSubstance.CALLBACK_ONLY, _dated_callback),
    (NoSubstance.ONE_SIDED, _one_sided),
    (NoSubstance.TOO_SHORT, _too_short),
    (NoSubstance.UNUSABLE_TRANSCRIPT, _looping),
    (NoSubstance.WRONG_PERSON, _wrong_person),
    (NoSubstance.CALLBACK_ONLY, lambda talk: talk.arranges_only),
    (NoSubstance.EMPTY_TALK, _empty_talk),
    (NoSubstance.UNUSABLE_TRANSCRIPT, _unusable),
)
