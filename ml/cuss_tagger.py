"""The trained tagger: labelling functions as votes, words, who speaks and where in the call → calibrated classifiers.

The first classifier looks at a sentence: the votes of `ml.cuss.CUES`, what the rules alone say, TF-IDF of words and of
letters, the role and the place. The second looks at it in its call: at the same, and at what the first says of the
sentences before and after, since people stay with a move for a while. It abstains where no move is likely enough.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ml.cuss import CUES, Move, Tag, verdict
from ml.spoken_text import LONGEST_READ, PROSPECT, REP, Utterance, plain, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from ml.cuss_examples import Example

    Floats = NDArray[np.float64]

MOVE_ORDER = tuple(Move)
# Below this chance of the likeliest move it abstains: 'none', with a low confidence.
ABSTAIN_BELOW = 0.45
ABSTAINED = 0.3
_WORD = r"\S+"  # how a plain sentence parts
# Capitalised words within a sentence, but for those that are always so; figures with what belongs to them.
_NAMES = re.compile(
    r"(?<=[a-z,;:’'] )(?!(?:I|HR|OK|CPF|EPF|KWSP|BPJS|PPh|SOCSO)\b)[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*"
)
_FIGURE = re.compile(r" \d[^ ]* ")
_FOLDS = 4
_STRENGTH = 3.0
_OPENING, _ENDING = 0.15, 0.85


@dataclass(frozen=True)
class Saying:
    """A sentence in its place, as the tagger looks at it: who, where in the call (None: not known), what came before."""

    text: str
    role: str = ""
    place: float | None = None
    before: str = ""


class CussTagger:
    """A trained tagger.

    Parameters
    ----------
    content
        What `train_tagger` gave, or what was saved of it.
    name
        Which tagger it is, as it is kept beside the tags.
    """

    def __init__(self, content: dict[str, Any], name: str) -> None:
        self._words, self._letters = content["words"], content["letters"]
        self._alone, self._within = content["alone"], content["within"]
        self.name = name

    def tag_lines(self, sayings: Sequence[Saying]) -> list[Tag]:
        """The move of each sentence by itself, whatever stands around it."""
        if not sayings:
            return []
        told = _features(sayings, self._words, self._letters)
        return _tags(sayings, self._alone.predict_proba(told), self._alone.classes_)

    def tag_calls(self, calls: Sequence[Sequence[Saying]]) -> list[list[Tag]]:
        """The move of each sentence of several calls, each sentence in its call; many at once are much quicker."""
        sayings = [saying for call in calls for saying in call]
        if not sayings:
            return [[] for _ in calls]
        told = _features(sayings, self._words, self._letters)
        chances = self._alone.predict_proba(told)
        around = _around(chances, [number for number, call in enumerate(calls) for _ in call])
        within = self._within.predict_proba(_beside(told, around))
        lonely = [len(call) == 1 for call in calls for _ in call]
        within[lonely] = chances[lonely]
        tags = iter(_tags(sayings, within, self._within.classes_))
        return [[next(tags) for _ in call] for call in calls]

    def tag_talks(self, talks: Sequence[Sequence[Utterance]]) -> list[list[Tag]]:
        """Every sentence of several transcripts or notes, in order."""
        parted = [list(_sentences(talk)) for talk in talks]
        calls = [in_a_call([(text, role) for _, text, role in told]) for told in parted]
        return [
            [
                Tag(tag.move, tag.confidence, tag.text, tag.role, number)
                for (number, _, _), tag in zip(told, tags, strict=True)
            ]
            for told, tags in zip(parted, self.tag_calls(calls), strict=True)
        ]


def in_a_call(said: Sequence[tuple[str, str]]) -> list[Saying]:
    """The lines of one call, (text, role) each, in their places; a line alone has none."""
    last = len(said) - 1
    return [
        Saying(text, role, place / last if last else None, said[place - 1][0] if place else "")
        for place, (text, role) in enumerate(said)
    ]


def train_tagger(examples: Sequence[Example], *, seed: int = 0) -> dict[str, Any]:
    """Learn from examples; gives plain values and scikit-learn objects, to be saved or used.

    Each example is learned in its call, with its speaker only, and as bare words, as the lines of a file are.
    Calibration is by sigmoid on folds that never part a call; what the second classifier learns of a sentence's
    neighbours is said by a first one that never saw their call.
    """
    from scipy.sparse import vstack
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.model_selection import GroupKFold, cross_val_predict
    from threadpoolctl import threadpool_limits

    placed = [Saying(one.text, one.role, one.place, one.before) for one in examples]
    loose = [Saying(one.text, one.role) for one in examples] + [Saying(one.text) for one in examples]
    texts = [anonymous(one.text) for one in examples]
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=_WORD).fit(texts)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=3, sublinear_tf=True).fit(texts)
    within = _features(placed, words, letters)
    everything = vstack([within, _features(loose, words, letters)]).tocsr()
    known = _Known.of(examples)
    thrice = _Known.of([*examples, *examples, *examples])
    folds = GroupKFold(_FOLDS, shuffle=True, random_state=seed)
    with threadpool_limits(limits=1):  # more threads than cores make it forty times slower
        chances = cross_val_predict(
            _regression(seed), everything, thrice.moves, groups=thrice.calls, cv=folds, method="predict_proba"
        )[: len(examples)]
        return {
            "words": words,
            "letters": letters,
            "alone": _calibrated(everything, thrice, seed),
            "within": _calibrated(_beside(within, _around(chances, known.calls)), known, seed),
        }


def digest_of(examples: Iterable[Example]) -> str:
    """A fingerprint of what a tagger learned from."""
    told = hashlib.blake2b(digest_size=8)
    for one in examples:
        told.update(repr((one.call, one.text, one.role, one.move.value, one.weight)).encode())
    told.update(repr([(cue.name, cue.weight, cue.phrases) for cue in CUES]).encode())
    return told.hexdigest()


@dataclass(frozen=True)
class _Known:
    """What is known of examples: their moves, calls and weights."""

    moves: list[str]
    calls: list[str]
    weights: list[float]

    @classmethod
    def of(cls, examples: Sequence[Example]) -> _Known:
        return cls(
            [one.move.value for one in examples],
            [one.call for one in examples],
            [one.weight for one in examples],
        )


def _regression(seed: int) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=_STRENGTH, max_iter=2000, class_weight="balanced", random_state=seed)


def _calibrated(matrix: csr_matrix, known: _Known, seed: int) -> Any:
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.model_selection import GroupKFold

    folds = list(GroupKFold(_FOLDS, shuffle=True, random_state=seed).split(matrix, groups=known.calls))
    classifier = CalibratedClassifierCV(_regression(seed), cv=folds, ensemble=False)
    return classifier.fit(matrix, known.moves, sample_weight=known.weights)


def _sentences(talk: Sequence[Utterance]) -> Iterator[tuple[int, str, str]]:
    """Each sentence with its utterance's number and its speaker's role."""
    for number, utterance in enumerate(talk):
        for text in sentences(utterance.text):
            yield number, text, utterance.role


def _tags(sayings: Sequence[Saying], chances: Floats, classes: Sequence[str]) -> list[Tag]:
    moves = [Move(label) for label in classes]
    best = chances.argmax(axis=1)
    return [
        _decided(saying, moves[place], float(row[place]))
        for saying, row, place in zip(sayings, chances, best, strict=True)
    ]


def _decided(saying: Saying, move: Move, chance: float) -> Tag:
    if chance < ABSTAIN_BELOW:
        return Tag(Move.NONE, min(chance, ABSTAINED), saying.text, saying.role)
    return Tag(move, chance, saying.text, saying.role)


def _around(chances: Floats, calls: Sequence[object]) -> Floats:
    """For each sentence the chances of the one before and the one after it; zeros at the ends of a call."""
    import numpy as np

    begins = np.array([place == 0 or calls[place - 1] != call for place, call in enumerate(calls)])
    ends = np.append(begins[1:], True)
    before = np.where(begins[:, None], 0.0, np.roll(chances, 1, axis=0))
    after = np.where(ends[:, None], 0.0, np.roll(chances, -1, axis=0))
    return np.hstack([before, after, begins[:, None], ends[:, None]])


def _beside(told: csr_matrix, around: Floats) -> csr_matrix:
    from scipy.sparse import csr_matrix, hstack

    return hstack([told, csr_matrix(around)]).tocsr()


def _features(sayings: Sequence[Saying], words: Any, letters: Any) -> csr_matrix:
    import numpy as np
    from scipy.sparse import csr_matrix, hstack

    rows = [_told(saying, plain(saying.text[:LONGEST_READ])) for saying in sayings]
    told = csr_matrix(np.array(rows, dtype=np.float64))
    texts = [anonymous(saying.text) for saying in sayings]
    return hstack([words.transform(texts), letters.transform(texts), told]).tocsr()


def anonymous(text: str) -> str:
    """A plain sentence in which names are 'somebody' and figures are '0': who and how many makes no move.

    >>> anonymous("We met Mei Lin at 10.30, I think.")
    ' we met somebody at 0 i think '
    """
    return _FIGURE.sub(" 0 ", plain(_NAMES.sub("somebody", text[:LONGEST_READ])))


def _told(saying: Saying, text: str) -> list[float]:
    """What is no word: what the rules say of this sentence and of the one before, role, place, length."""
    earlier = _ruled(plain(saying.before[:LONGEST_READ]), "") if saying.before else (0.0,) * _RULED
    known = saying.place is not None
    place = 0.5 if saying.place is None else saying.place
    return [
        *_ruled(text, saying.role),
        *(0.5 * bool(chance) for chance in earlier[-len(MOVE_ORDER) :]),
        float(saying.role == REP),
        float(saying.role == PROSPECT),
        float(not known),
        float(known and place < _OPENING),
        float(known and place > _ENDING),
        place,
        min(1.0, (text.count(" ") - 1) / 20),
        float(saying.text.rstrip().endswith("?")),
    ]


_RULED = len(CUES) + 2 * len(MOVE_ORDER)


@lru_cache(maxsize=50_000)  # people say the same things
def _ruled(text: str, role: str) -> tuple[float, ...]:
    """Each labelling function's vote on a plain sentence, how loud each move is, and the rules' verdict."""
    count = text.count(" ") - 1
    votes = [float(cue.votes(text, role, count)) for cue in CUES]
    loud = dict.fromkeys(MOVE_ORDER, 0.0)
    for cue, vote in zip(CUES, votes, strict=True):
        loud[Move(cue.move)] += cue.weight * vote
    move, confidence = verdict(loud, role, count)
    return (
        *votes,
        *(math.log1p(loud[move]) for move in MOVE_ORDER),
        *(confidence * (known is move) for known in MOVE_ORDER),
    )
