"""Trained models on disk: skops files with a manifest beside them; changed or foreign files are refused.

A file is believed only after its manifest was read, its hash compared, its versions checked and every type in
it found in a list written here; nothing in it is built before.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from ml.errors import ForeignModel, NotEnoughData
from ml.feature_catalogue import BY_NAME
from ml.tables import PROPERTY_PREFIX

MODEL_NAMES = ("win", "next_step", "cycle_length", "svm", "judged", "retargeting", "cuss")
# A folder below the others: one training's files. Nothing else there is ever touched.
_VERSION = re.compile(r"\d{4}-\d\d-\d\d-[0-9a-z-]{1,40}")
# Beyond what skops itself trusts: the inner parts of the models that this product trains, and nothing else.
TRUSTED_TYPES = (
    "numpy.dtype",
    "sklearn.calibration._CalibratedClassifier",
    "sklearn.calibration._SigmoidCalibration",
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
    "sklearn.tree._tree.Tree",
)
_AGAIN = "run `sales-assistant train` to make it anew"


@dataclass(frozen=True)
class Manifest:
    """What a model file is, written beside it as JSON.

    Parameters
    ----------
    model, version
        Which model, and of which training; the models of one training share their version.
    made_at
        When (ISO, UTC).
    data, seed
        Fingerprint of the training rows, and the seed.
    features
        The feature columns in order.
    figures
        How good it was when it was made.
    sha256, sklearn, skops, numpy
        Hash of the file, and the versions it was made with; filled in by `ModelFiles.save`.
    """

    model: str
    version: str
    made_at: str
    data: str
    seed: int
    features: list[str] = field(default_factory=list)
    figures: Mapping[str, Any] = field(default_factory=dict)
    sha256: str = ""
    sklearn: str = ""
    skops: str = ""
    numpy: str = ""


@dataclass(frozen=True)
class ModelFiles:
    """The folder that holds the trained models of one company: each training's in a folder of their own below.

    The tagger of sentences lies in the folder itself, and so do the models of stores from before there were versions.
    """

    directory: Path

    def of(self, version: str) -> ModelFiles:
        """The folder of one training.

        Raises
        ------
        ForeignModel
            When that is no version of a training.
        """
        if not _VERSION.fullmatch(version):
            raise ForeignModel(f"“{version[:60]}” is no version of a training; {_AGAIN}.")
        return ModelFiles(self.directory / version)

    def beside(self, file: str) -> ModelFiles:
        """The folder in which a model lies that the store names so: `VERSION/NAME`, or `NAME` of an old store.

        Raises
        ------
        NotEnoughData
            When the store says that its files were removed.
        ForeignModel
            As `of`.
        """
        if not file:
            raise NotEnoughData(f"The files of that model were removed; {_AGAIN}.")
        folder = file.rpartition("/")[0]
        return self.of(folder) if folder else self

    def remove(self, versions: Collection[str]) -> None:
        """Remove the folders of these trainings, as far as there are any."""
        for version in versions:
            if _VERSION.fullmatch(version):
                shutil.rmtree(self.directory / version, ignore_errors=True)

    def path(self, name: str) -> Path:
        """Where a model lies.

        Raises
        ------
        ForeignModel
            When the product has no model of this name.
        """
        if name not in MODEL_NAMES:
            raise ForeignModel(f"There is no model named “{name}”; there are {', '.join(MODEL_NAMES)}.")
        return self.directory / f"trained_{name}_model.skops"

    def save(self, content: Mapping[str, Any], manifest: Manifest) -> Manifest:
        """Write a model and its manifest, each in one step: a crash leaves the former file or the new one.

        Parameters
        ----------
        content
            Plain values, arrays and scikit-learn objects.
        manifest
            What it is; hash and versions are filled in.
        """
        import skops.io

        data = skops.io.dumps(dict(content))
        whole = Manifest(**(asdict(manifest) | _versions() | {"sha256": hashlib.sha256(data).hexdigest()}))
        path = self.path(manifest.model)
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
        _replace(path.with_suffix(".json"), json.dumps(asdict(whole), indent=1).encode())
        return whole

    def load(self, name: str, *, sha256: str | None = None) -> tuple[dict[str, Any], Manifest]:
        """A model's content and manifest.

        Parameters
        ----------
        name
            One of `MODEL_NAMES`.
        sha256
            The hash that was written down elsewhere when the model was made: a file that was replaced together
            with its manifest is refused too.

        Raises
        ------
        NotEnoughData
            When no such model was trained yet.
        ForeignModel
            When the file was changed, is not of this product, needs a feature that is not computed, or was
            made with another scikit-learn; nothing in it is loaded before.
        """
        path = self.path(name)
        if not path.exists():
            raise NotEnoughData(f"The model “{name}” is not trained yet: run `sales-assistant train` first.")
        manifest = self._manifest(name, path)
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() not in {manifest.sha256} & {sha256 or manifest.sha256}:
            raise ForeignModel(f"{path.name} was changed since it was saved; {_AGAIN}.")
        return _content(path.name, data), manifest

    def _manifest(self, name: str, path: Path) -> Manifest:
        try:
            manifest = Manifest(**json.loads(path.with_suffix(".json").read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            raise ForeignModel(f"{path.name} has no manifest that can be read; {_AGAIN}.") from None
        if manifest.model != name:
            raise ForeignModel(f"{path.name} holds the model “{manifest.model}”; {_AGAIN}.")
        ours = _versions()["sklearn"]
        if _minor(manifest.sklearn) != _minor(ours):
            raise ForeignModel(
                f"{path.name} was made with scikit-learn {manifest.sklearn}, this is {ours}; {_AGAIN}."
            )
        strange = next((name for name in manifest.features if not _is_computed(name)), None)
        if strange is not None:
            raise ForeignModel(f"{path.name} needs the feature “{strange}”, which is not computed; {_AGAIN}.")
        return manifest


def _is_computed(feature: str) -> bool:
    return feature in BY_NAME or feature.startswith(PROPERTY_PREFIX)


def _content(file_name: str, data: bytes) -> dict[str, Any]:
    import skops.io
    from skops.io.exceptions import UntrustedTypesFoundException

    try:
        content = skops.io.loads(data, trusted=list(TRUSTED_TYPES))
    except UntrustedTypesFoundException:
        raise ForeignModel(f"{file_name} holds parts that no model of this product has; {_AGAIN}.") from None
    except (BadZipFile, KeyError, ValueError, TypeError, AttributeError, ImportError):
        raise ForeignModel(f"{file_name} is not a model file of this product; {_AGAIN}.") from None
    if not isinstance(content, dict):
        raise ForeignModel(f"{file_name} is not a model file of this product; {_AGAIN}.")
    return content


def _versions() -> dict[str, str]:
    import numpy as np
    import sklearn
    import skops

    return {"sklearn": sklearn.__version__, "skops": skops.__version__, "numpy": np.__version__}


def _minor(version: str) -> tuple[str, ...]:
    return tuple(version.split(".")[:2])


def _replace(path: Path, data: bytes) -> None:
    """Write beside, make durable, then move into place."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
