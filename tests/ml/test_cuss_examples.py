"""The written sentences: enough, of each move and language, none twice, none of those the tagger is judged by."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from ml.cuss import Move
from ml.cuss_examples import written_examples
from ml.spoken_text import plain

JUDGED = Path(__file__).parents[1] / "benchmarks" / "cuss_judged"


def test_there_are_enough_of_each() -> None:
    examples = written_examples()
    assert len(examples) >= 600
    moves = Counter(one.move for one in examples)
    assert min(moves[move] for move in Move) >= 80
    assert set(Counter(one.language for one in examples)) == {"en", "ms", "id"}
    assert len({one.call for one in examples}) >= 40


def test_none_is_there_twice() -> None:
    said = Counter(plain(one.text) for one in written_examples() if plain(one.text).count(" ") > 4)
    assert [text for text, number in said.items() if number > 1] == []


def test_none_is_one_it_is_judged_by() -> None:
    judged = {
        plain(json.loads(line)["text"])
        for path in JUDGED.glob("author_*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    }
    learned = {plain(one.text) for one in written_examples()}
    assert {text for text in judged & learned if text.count(" ") > 4} == set()
