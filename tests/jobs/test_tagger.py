"""The tagger in use: trained at first use, kept with a manifest, refused when changed, taught by corrections."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from integrations.model_files import ModelFiles
from integrations.store import Store
from integrations.store.corrections import Correction
from integrations.store.written_notes import WrittenSummary
from jobs.tagger import corrections_of, examples_of_model, load_tagger, retrain_tagger
from ml.cuss import CUES, Move
from ml.cuss_examples import written_examples
from ml.cuss_tagger import Saying, _ruled

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SAYINGS = [Saying("Shall we do a demo on Thursday?", "rep"), Saying("Uh-huh.", "prospect")]


@pytest.fixture(autouse=True)
def few_sentences(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Training with some of the written sentences takes a second, and is the same road."""
    monkeypatch.setattr("jobs.tagger.written_examples", lambda: written_examples()[::8])
    yield
    _ruled.cache_clear()


@pytest.fixture
def files(tmp_path: Path) -> ModelFiles:
    return ModelFiles(tmp_path / "models")


def test_it_is_trained_once_and_loaded_then(files: ModelFiles) -> None:
    first = load_tagger(files, now=NOW)
    written = files.path("cuss").stat().st_mtime_ns
    again = load_tagger(files, now=NOW)
    assert again.name == first.name
    assert files.path("cuss").stat().st_mtime_ns == written
    assert again.tag_lines(SAYINGS) == first.tag_lines(SAYINGS)
    assert retrain_tagger(files, now=NOW).name == first.name
    assert files.path("cuss").stat().st_mtime_ns == written


def test_a_changed_file_is_made_anew(files: ModelFiles) -> None:
    first = load_tagger(files, now=NOW)
    files.path("cuss").write_bytes(b"no model")
    assert load_tagger(files, now=NOW).tag_lines(SAYINGS) == first.tag_lines(SAYINGS)
    assert files.path("cuss").read_bytes() != b"no model"


def test_corrections_make_another_tagger(files: ModelFiles, sqlite_store: Store) -> None:
    first = retrain_tagger(files, sqlite_store, now=NOW)
    with sqlite_store.engine.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO people (id, email, name, role, time_zone, active) VALUES (1, 'a', 'A', 'rep', 'UTC', 1)"
        )
        connection.exec_driver_sql(
            "INSERT INTO touches (id, key, channel, direction, at) VALUES (1, 't', 'call', 'out', '2026-11-11')"
        )
    sqlite_store.corrections.save(Correction(1, 1, "Kindly revert.", "rep", 0.5, "none", "setting", NOW))
    [example] = corrections_of(sqlite_store)
    assert (example.text, example.move, example.call) == ("Kindly revert.", Move.SETTING, "touch:1")
    assert retrain_tagger(files, sqlite_store, now=NOW).name != first.name


def test_a_language_models_tags_are_examples_that_count_less(sqlite_store: Store) -> None:
    with sqlite_store.engine.writing() as connection:
        for statement in (
            "INSERT INTO companies (id, key, name, norm, properties) VALUES (1, 'k', 'Acme', 'acme', '{}')",
            """INSERT INTO touches (id, key, company_id, channel, direction, at, text)
            VALUES (1, 't', 1, 'note', 'out', '2026-11-11', 'They plan by hand. I send the quote.')""",
        ):
            connection.exec_driver_sql(statement)
    written = WrittenSummary(written_by="openai:m", tags={1: "setting", 7: "sharing"})
    sqlite_store.written_notes.save(1, written, NOW)
    [example] = examples_of_model(sqlite_store)
    assert (example.text, example.move, example.before) == (
        "I send the quote.",
        Move.SETTING,
        "They plan by hand.",
    )
    assert example.weight < 1


def test_a_tagger_of_another_version_is_made_anew(files: ModelFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    load_tagger(files, now=NOW)
    written = files.path("cuss").stat().st_mtime_ns
    monkeypatch.setattr("ml.cuss_tagger.CUES", CUES[:-1])
    _ruled.cache_clear()
    load_tagger(files, now=NOW).tag_lines(SAYINGS)
    assert files.path("cuss").stat().st_mtime_ns != written
