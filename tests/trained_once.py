"""The tagger is trained once a test run for the same sentences, whichever worker or test asks first: it takes seconds."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from integrations.model_files import Manifest, ModelFiles
from ml.cuss_examples import Example
from ml.cuss_tagger import digest_of, train_tagger

Trained = Callable[[Sequence[Example]], dict[str, Any]]


def once_a_run(folder: Path) -> Trained:
    """`train_tagger`, whose results all workers of this run share in this folder."""

    def trained(examples: Sequence[Example]) -> dict[str, Any]:
        digest = digest_of(examples)
        files = ModelFiles(folder / digest)
        files.directory.mkdir(parents=True, exist_ok=True)
        with (files.directory / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not files.path("cuss").exists():
                files.save(train_tagger(examples), Manifest("cuss", digest, "", digest, 0))
            return files.load("cuss")[0]

    return trained
