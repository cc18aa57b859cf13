"""The four moves on sentences that the tagger was not written against: two author files, judged in whole calls."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score, f1_score, recall_score
from sklearn.pipeline import make_pipeline

from ml.cuss import CUES, Move, tag_sentence
from ml.cuss_examples import written_examples
from ml.cuss_tagger import CussTagger, Saying, in_a_call, train_tagger
from ml.spoken_text import plain

TITLE = "CUSS on judged sentences (macro-F1 with its 95 % interval over calls)"
FOLDER = Path(__file__).parent / "cuss_judged"
LABELS = [move.value for move in Move]
Row = tuple[str, str, str, bool]
Judge = Callable[[Sequence["Judged"]], list[str]]


@dataclass(frozen=True)
class Judged:
    """A sentence of a call with the move that its author says it makes."""

    call: str
    language: str
    role: str
    text: str
    move: str


def judged(*authors: str) -> list[Judged]:
    """The sentences of these author files."""
    return [one for author in authors for one in _of_file(FOLDER / f"author_{author}.jsonl")]


def _of_file(path: Path) -> Iterator[Judged]:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return (Judged(**line) for line in lines)


@lru_cache(maxsize=1)
def tagger() -> CussTagger:
    """The tagger as the product trains it at first use."""
    return CussTagger(train_tagger(written_examples()), "benchmark")


def in_their_calls(sentences: Sequence[Judged]) -> list[str]:
    """What the tagger says of whole calls."""
    calls = [
        in_a_call([(one.text, one.role) for one in call])
        for _, call in groupby(sentences, key=lambda one: one.call)
    ]
    return [tag.move.value for tags in tagger().tag_calls(calls) for tag in tags]


def with_speaker(sentences: Sequence[Judged]) -> list[str]:
    """What the tagger says of single lines whose speaker is known."""
    return [tag.move.value for tag in tagger().tag_lines([Saying(one.text, one.role) for one in sentences])]


def standing_alone(sentences: Sequence[Judged]) -> list[str]:
    """What the tagger says of the bare words."""
    return [tag.move.value for tag in tagger().tag_lines([Saying(one.text) for one in sentences])]


def rules_alone(sentences: Sequence[Judged]) -> list[str]:
    """What the rules say, with the speaker."""
    return [tag_sentence(one.text, one.role).move.value for one in sentences]


def words_alone(sentences: Sequence[Judged]) -> list[str]:
    """TF-IDF of words and a logistic regression, learned from the same written sentences."""
    examples = written_examples()
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), LogisticRegression(C=10, max_iter=2000)
    ).fit([plain(one.text) for one in examples], [one.move.value for one in examples])
    return [str(move) for move in model.predict([plain(one.text) for one in sentences])]


def majority(sentences: Sequence[Judged]) -> list[str]:
    """The most frequent move of the written sentences."""
    moves = [one.move.value for one in written_examples()]
    return [max(LABELS, key=moves.count)] * len(sentences)


def macro_f1(truth: Sequence[str], said: Sequence[str]) -> float:
    """The plain mean of the five F1."""
    return float(f1_score(truth, said, labels=LABELS, average="macro", zero_division=0))


def interval(sentences: Sequence[Judged], said: Sequence[str], *, rounds: int) -> tuple[float, float]:
    """The 95 % interval of macro-F1 when whole calls are drawn again and again."""
    calls = sorted({one.call for one in sentences})
    places = {call: [n for n, one in enumerate(sentences) if one.call == call] for call in calls}
    dice = np.random.default_rng(0)
    found = []
    for _ in range(rounds):
        drawn = [n for call in dice.choice(calls, len(calls)) for n in places[str(call)]]
        found.append(macro_f1([sentences[n].move for n in drawn], [said[n] for n in drawn]))
    low, high = np.quantile(found, [0.025, 0.975])
    return float(low), float(high)


def run(quick: bool) -> Iterator[Row]:
    """Rows of what, measured, bar, reached."""
    everything, rounds = judged("a", "b"), 200 if quick else 2000
    truth = [one.move for one in everything]
    for name, judge in (
        ("majority class", majority),
        ("TF-IDF alone", words_alone),
        ("rules alone", rules_alone),
    ):
        said = judge(everything)
        yield _overall(name, everything, said, rounds, bar=0.0)
    yield _overall("tagger, bare sentences", everything, standing_alone(everything), rounds, bar=0.0)
    yield _overall("tagger, sentences with speaker", everything, with_speaker(everything), rounds, bar=0.0)
    said = in_their_calls(everything)
    yield _overall("tagger, in their calls", everything, said, rounds, bar=0.80)
    for author in "ab":
        own = [n for n, one in enumerate(everything) if one.call.startswith(author)]
        yield _part(f"… author {author}", truth, said, own)
    for language in ("en", "ms", "id"):
        own = [n for n, one in enumerate(everything) if one.language == language]
        yield _part(f"… {language}", truth, said, own)
    for role in ("rep", "prospect"):
        own = [n for n, one in enumerate(everything) if one.role == role]
        yield _part(f"… said by the {role}", truth, said, own)
    yield from _by_move(truth, said)
    yield from _agreement()
    yield from _votes(everything)


def _overall(name: str, sentences: Sequence[Judged], said: Sequence[str], rounds: int, *, bar: float) -> Row:
    found = macro_f1([one.move for one in sentences], said)
    low, high = interval(sentences, said, rounds=rounds)
    told = f"≥ {bar:.2f}" if bar else "–"
    return f"{name} ({len(sentences)} sentences)", f"{found:.3f} ({low:.3f}–{high:.3f})", told, found >= bar


def _part(name: str, truth: Sequence[str], said: Sequence[str], own: Sequence[int]) -> Row:
    found = macro_f1([truth[n] for n in own], [said[n] for n in own])
    return f"{name} ({len(own)})", f"{found:.3f}", "–", True


def _by_move(truth: Sequence[str], said: Sequence[str]) -> Iterator[Row]:
    each = f1_score(truth, said, labels=LABELS, average=None, zero_division=0)
    for move, found in zip(LABELS, each, strict=True):
        yield f"F1 of {move}", f"{found:.3f}", "≥ 0.70", bool(found >= 0.70)
    none = float(recall_score(truth, said, labels=["none"], average="macro", zero_division=0))
    yield "recall of none", f"{none:.3f}", "≥ 0.85", none >= 0.85


def _agreement() -> Iterator[Row]:
    """How far a second annotator, who saw the guidelines alone, says the same."""
    path = FOLDER / "second_annotator.jsonl"
    if not path.exists():
        return
    second = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    first = {(one.call, one.text): one.move for one in judged("a", "b")}
    pairs = [
        (first[line["call"], line["text"]], line["move"])
        for line in second
        if (line["call"], line["text"]) in first
    ]
    kappa = float(cohen_kappa_score(*zip(*pairs, strict=True)))
    yield f"Cohen's kappa of two annotators ({len(pairs)})", f"{kappa:.3f}", "≥ 0.70", kappa >= 0.70


def _votes(sentences: Sequence[Judged]) -> Iterator[Row]:
    """How many labelling functions vote on a sentence, and how often two of them disagree."""
    voted = [
        {cue.move for cue in CUES if cue.votes(text := plain(one.text), one.role, text.count(" ") - 1)}
        for one in sentences
    ]
    covered = sum(bool(moves) for moves in voted) / len(voted)
    torn = sum(len(moves) > 1 for moves in voted) / len(voted)
    yield f"{len(CUES)} labelling functions: coverage, conflict", f"{covered:.0%}, {torn:.0%}", "–", True
