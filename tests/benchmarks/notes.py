"""Notes of a conversation: the gist beside the longest and the first sentences, speed, and that nothing is rephrased.

The gist is judged on MTS-Dialog, test set 1 (needs interviews with a person's own note of each; CC BY 4.0): public, but
no sales talk. Its few numbers were chosen on the training and validation sets.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from statistics import fmean
from time import perf_counter

from integrations.transcript_files import parse_transcript
from ml.call_notes import notes_of
from ml.conversation import CallNotes
from ml.cuss import tag_utterances
from ml.gist import gist_of
from ml.spoken_text import Utterance, count_words, sentences

TITLE = "Notes of a conversation"
DATA = Path(__file__).parents[2] / "../shared/data/dialogues/MTS-Dialog-TestSet-1-MEDIQA-Chat-2023.csv"
SENTENCES = 3
# Shorter dialogues leave nothing to choose.
FEWEST_SENTENCES = 5
BUDGET = 50
ROUGE = ("rouge1", "rouge2", "rougeL")
WORDS, MOST_SECONDS = 10_000, 1.0
QUICK_ROWS = 60

Row = tuple[str, str, str, bool]
Talk = tuple[Utterance, ...]


def run(quick: bool = False) -> list[Row]:  # noqa: FBT002 - the interface of all benchmarks
    """ROUGE of the gist beside both baselines, seconds per 10,000 words, share of verbatim sentences."""
    if not DATA.exists():
        return [("MTS-Dialog, test set 1", "not there, skipped", "–", True)]
    pairs = [(talk, reference) for talk, reference in _dialogues() if len(_said(talk)) >= FEWEST_SENTENCES]
    pairs = pairs[:QUICK_ROWS] if quick else pairs
    return [*_gists(pairs), *_speed([talk for talk, _ in pairs])]


def _dialogues() -> Iterator[tuple[Talk, str]]:
    with DATA.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield tuple(map(Utterance.of, parse_transcript(row["dialogue"]))), row["section_text"]


def _said(talk: Talk) -> list[str]:
    return [text for each in talk for text in sentences(each.text)]


def _gist(talk: Talk) -> list[str]:
    return [quote.text for quote in gist_of(talk, SENTENCES)]


def _longest(talk: Talk, words: int | None = None) -> list[str]:
    said = _said(talk)
    order = sorted(range(len(said)), key=lambda place: -count_words(said[place]))
    return [said[place] for place in sorted(_enough(order, said, words))]


def _lead(talk: Talk, words: int | None = None) -> list[str]:
    said = _said(talk)
    return [said[place] for place in _enough(range(len(said)), said, words)]


def _enough(order: Sequence[int], said: Sequence[str], words: int | None) -> list[int]:
    """The first three sentences in this order, or as many as make so many words."""
    if words is None:
        return list(order[:SENTENCES])
    kept = list[int]()
    for place in order:
        if sum(len(said[one].split()) for one in kept) >= words:
            break
        kept.append(place)
    return kept


def _gists(pairs: Sequence[tuple[Talk, str]]) -> Iterator[Row]:
    talks = [talk for talk, _ in pairs]
    gists = [_gist(talk) for talk in talks]
    long = [len(" ".join(gist).split()) for gist in gists]
    filled = [
        [make(talk, words) for talk, words in zip(talks, long, strict=True)] for make in (_longest, _lead)
    ]
    three = [[make(talk) for talk in talks] for make in (_longest, _lead)]
    references = [reference for _, reference in pairs]
    yield _row("each with as many words as the gist", [gists, *filled], long, references)
    yield _row("three whole sentences each", [gists, *three], [WORDS] * len(long), references)
    yield _row(f"three sentences, cut to {BUDGET} words", [gists, *three], [BUDGET] * len(long), references)


def _row(
    what: str, texts: Sequence[Sequence[list[str]]], budgets: Sequence[int], references: Sequence[str]
) -> Row:
    from rouge_score.rouge_scorer import RougeScorer

    scorer = RougeScorer(ROUGE, use_stemmer=True)
    means = []
    for of_method in texts:
        cut = [" ".join(" ".join(text).split()[:most]) for text, most in zip(of_method, budgets, strict=True)]
        scores = [scorer.score(reference, text) for reference, text in zip(references, cut, strict=True)]
        means.append([100 * fmean(one[kind].fmeasure for one in scores) for kind in ROUGE])
    names = ("gist", "LONGEST", "LEAD")
    told = " · ".join(
        f"{name} {' / '.join(f'{value:.1f}' for value in values)}"
        for name, values in zip(names, means, strict=True)
    )
    reached = means[0][0] > max(means[1][0], means[2][0])
    return f"ROUGE-1/2/L, {len(references)} dialogues, {what}", told, "ROUGE-1 above both", reached


def _speed(talks: Sequence[Talk]) -> Iterator[Row]:
    """One transcript of at least 10,000 words, made of whole dialogues; tagging by the rules included."""
    long = list[Utterance]()
    while sum(count_words(each.text) for each in long) < WORDS:
        long += [each for talk in talks for each in talk]
    begun = perf_counter()
    notes = notes_of(long, tag_utterances(long), date(2026, 11, 23), note=False)
    words = sum(count_words(each.text) for each in long)
    seconds = (perf_counter() - begun) * WORDS / words
    yield (
        f"seconds per {WORDS:,} words, tags included",
        f"{seconds:.2f} s",
        f"< {MOST_SECONDS:.0f} s",
        seconds < MOST_SECONDS,
    )
    each = [notes, *(notes_of(talk, tag_utterances(talk), date(2026, 11, 23), note=False) for talk in talks)]
    quotes = [
        (text, talk) for made, talk in zip(each, [long, *talks], strict=True) for text in _quoted(made, talk)
    ]
    verbatim = fmean(any(text in one.text for one in talk) for text, talk in quotes)
    yield f"verbatim, of {len(quotes):,} sentences", f"{verbatim:.1%}", "100 %", verbatim == 1


def _quoted(notes: CallNotes, talk: Sequence[Utterance]) -> list[str]:
    told = [
        *gist_of(talk),
        *notes.numbers,
        *(step.quote for step in notes.next_steps),
        *(one.quote for one in notes.objections),
    ]
    return [quote.text for quote in (*told, *(quote for quotes in notes.needs.values() for quote in quotes))]
