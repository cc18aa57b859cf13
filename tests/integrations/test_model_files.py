from __future__ import annotations

import json
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import skops.io
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler

from integrations.model_files import Manifest, ModelFiles
from ml.errors import ForeignModel, NotEnoughData

FEATURES = ["touches_14d", "prop:Region"]
MANIFEST = Manifest("win", "v1", "2026-11-23T12:00:00+00:00", "abc", 0, FEATURES)


@pytest.fixture
def files(tmp_path: Path) -> ModelFiles:
    """A folder with one saved model."""
    files = ModelFiles(tmp_path / "models")
    rows = np.array([[0.0], [1.0], [2.0], [3.0]])
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(rows, [0, 0, 1, 1])
    files.save({"model": model, "table": np.arange(3, dtype=np.float32), "names": ["a", None]}, MANIFEST)
    return files


def test_a_model_comes_back_as_it_was(files: ModelFiles) -> None:
    content, manifest = files.load("win", sha256=files.load("win")[1].sha256)
    assert content["model"].predict([[9.0]]).tolist() == [1]
    assert content["table"].dtype == np.float32
    assert content["names"] == ["a", None]
    assert (manifest.version, manifest.features) == ("v1", FEATURES)
    assert [path.name for path in sorted(files.directory.iterdir())] == [
        "trained_win_model.json",
        "trained_win_model.skops",
    ]


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def one_byte_flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def manifest_changed(**cells: Any) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        manifest = path.with_suffix(".json")
        manifest.write_text(json.dumps(json.loads(manifest.read_text()) | cells))

    return change


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (truncated, "was changed since it was saved"),
        (one_byte_flipped, "was changed since it was saved"),
        (manifest_changed(sha256="0" * 64), "was changed since it was saved"),
        (manifest_changed(sklearn="1.8.2"), "made with scikit-learn 1.8.2"),
        (manifest_changed(model="svm"), "holds the model “svm”"),
        (manifest_changed(features=["moon_phase"]), "needs the feature “moon_phase”"),
        (manifest_changed(colour="red"), "no manifest that can be read"),
        (lambda path: path.with_suffix(".json").unlink(), "no manifest that can be read"),
        (lambda path: path.with_suffix(".json").write_text("{"), "no manifest that can be read"),
    ],
)
def test_a_changed_or_foreign_file_is_refused_with_a_sentence(
    files: ModelFiles, damage: Callable[[Path], None], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    damage(files.path("win"))
    monkeypatch.setattr(
        skops.io, "loads", lambda *_, **__: pytest.fail("it was loaded before it was checked")
    )
    with pytest.raises(ForeignModel, match=said):
        files.load("win")


def test_a_file_replaced_together_with_its_manifest_is_refused(files: ModelFiles) -> None:
    written_down = files.load("win")[1].sha256
    files.save({"model": "another"}, MANIFEST)
    with pytest.raises(ForeignModel, match="was changed"):
        files.load("win", sha256=written_down)


@pytest.mark.parametrize(
    "strange", [FunctionTransformer(textwrap.dedent), print], ids=["own function", "any callable"]
)
def test_a_type_that_is_not_on_the_list_is_refused(files: ModelFiles, strange: Any) -> None:
    files.save({"model": strange}, MANIFEST)
    with pytest.raises(ForeignModel, match="parts that no model of this product has"):
        files.load("win")


def test_bytes_that_are_no_model_at_all_are_refused(files: ModelFiles) -> None:
    import hashlib

    files.path("win").write_bytes(b"hello")
    manifest_changed(sha256=hashlib.sha256(b"hello").hexdigest())(files.path("win"))
    with pytest.raises(ForeignModel, match="is not a model file"):
        files.load("win")


def test_what_was_never_trained_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(NotEnoughData, match="sales-assistant train"):
        ModelFiles(tmp_path).load("win")


@pytest.mark.parametrize("name", ["../win", "other", ""])
def test_a_foreign_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ForeignModel, match="no model named"):
        ModelFiles(tmp_path).load(name)


def test_a_write_that_fails_leaves_the_former_model(
    files: ModelFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "no space left")

    before = files.load("win")[1]
    monkeypatch.setattr("integrations.model_files.os.fsync", full)
    with pytest.raises(OSError, match="no space"):
        files.save({"model": 1}, MANIFEST)
    monkeypatch.undo()
    assert files.load("win")[1] == before
    assert len(list(files.directory.iterdir())) == 2


def test_each_training_has_a_folder_of_its_own(files: ModelFiles) -> None:
    version = "2026-11-23-ab12cd34-2"
    files.of(version).save({"model": 2}, MANIFEST)
    assert files.load("win")[0]["names"] == ["a", None]
    assert files.beside(f"{version}/trained_win_model.skops").load("win")[0] == {"model": 2}
    assert files.beside("trained_win_model.skops") == files
    files.remove([version, "2026-01-01-none", "..", ""])
    assert [path.name for path in files.directory.iterdir() if path.is_dir()] == []
    assert files.path("win").exists()
    with pytest.raises(NotEnoughData, match="sales-assistant train"):
        files.of(version).load("win")


@pytest.mark.parametrize(
    "strange", ["..", "../2026-11-23-ab", "/etc", "2026-11-23-ab/..", "2026-11-23-", "x" * 99]
)
def test_a_foreign_folder_is_refused(files: ModelFiles, strange: str) -> None:
    with pytest.raises(ForeignModel, match="is no version of a training"):
        files.beside(f"{strange}/trained_win_model.skops")


def test_files_that_were_removed_are_named_so(files: ModelFiles) -> None:
    with pytest.raises(NotEnoughData, match="were removed"):
        files.beside("")
