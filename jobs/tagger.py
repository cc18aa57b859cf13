"""The tagger in use: loaded, or trained at first use from the written sentences and the reps' corrections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ml.cuss import Move
from ml.cuss_examples import CORRECTION_WEIGHT, MODEL_WEIGHT, Example, written_examples
from ml.cuss_tagger import CussTagger, digest_of, train_tagger
from ml.errors import ForeignModel, NotEnoughData
from ml.spoken_text import sentences

if TYPE_CHECKING:
    from datetime import datetime

    from integrations.model_files import ModelFiles
    from integrations.store import Store
    from ml.dossier import Conversation

NAME = "cuss"
_BATCH = 500


def load_tagger(files: ModelFiles, store: Store | None = None, *, now: datetime) -> CussTagger:
    """The tagger that was saved, whatever was corrected since; trained now where none was, or it cannot be used.

    Training takes seconds; `train` learns from new corrections.
    """
    try:
        content, manifest = files.load(NAME)
    except (NotEnoughData, ForeignModel):
        return retrain_tagger(files, store, now=now)
    if manifest.figures.get("cues") != digest_of(()):  # made by another version, with other features
        return retrain_tagger(files, store, now=now)
    return CussTagger(content, manifest.version)


def retrain_tagger(
    files: ModelFiles, store: Store | None = None, *, now: datetime, from_model: Sequence[Example] = ()
) -> CussTagger:
    """Train the tagger, unless the saved one learned from just the same; `from_model` are tags of a language model."""
    from integrations.model_files import Manifest

    examples = [*written_examples(), *(corrections_of(store) if store else ()), *from_model]
    digest = digest_of(examples)
    version = f"cuss-{digest[:8]}"
    try:
        content, manifest = files.load(NAME)
    except (NotEnoughData, ForeignModel):
        manifest = None
    if manifest is None or manifest.data != digest:
        content = train_tagger(examples)
        figures = {"sentences": len(examples), "cues": digest_of(())}
        files.save(content, Manifest(NAME, version, now.isoformat(), digest, 0, figures=figures))
    return CussTagger(content, version)


def examples_of_model(store: Store) -> list[Example]:
    """What a language model said of sentences, as examples that count less than written ones."""
    examples, after = list[Example](), 0
    while batch := store.written_notes.tagged(after, _BATCH):
        for touch_id, written in batch:
            talk = store.conversations.one(touch_id)
            examples += _of_talk(talk, written.tags) if talk else ()
        after = batch[-1][0]
    return examples


def _of_talk(talk: Conversation, tags: Mapping[int, str]) -> Iterator[Example]:
    said = [(one.role, text) for one in talk.utterances for text in sentences(one.text)]
    last = max(1, len(said) - 1)
    for number, move in sorted(tags.items()):
        if number < len(said):
            role, text = said[number]
            before = said[number - 1][1] if number else ""
            yield Example(
                f"touch:{talk.touch_id}", text, role, Move(move), number / last, before, weight=MODEL_WEIGHT
            )


def corrections_of(store: Store) -> list[Example]:
    """What reps corrected, as examples that outweigh the written ones."""
    return [
        Example(
            f"touch:{one.touch_id}",
            one.sentence,
            one.role,
            Move(one.move),
            one.place,
            weight=CORRECTION_WEIGHT,
        )
        for one in store.corrections.all()
    ]
