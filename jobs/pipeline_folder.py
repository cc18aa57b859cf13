"""The folder that an analyst looks into: what each step of the pipeline made, and whether it can still be relied on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from integrations.table_files import read_table, write_file, write_table
from ml.errors import Refused

if TYPE_CHECKING:
    from datetime import datetime

    import pandas as pd


@dataclass(frozen=True)
class StepManifest:
    """What a step made, written beside it as JSON.

    Parameters
    ----------
    step, version
        Which step, and by which version of the program.
    made_at, as_of
        When it was made, and from when the data were looked at (ISO, UTC).
    seed
        The seed.
    made_from
        Fingerprints of what it was made from: the store's data, the step before, votes.
    files
        By name: sha256 and, of tables, how many rows and the type of each column.
    """

    step: str
    version: str
    made_at: str
    as_of: str
    seed: int
    made_from: Mapping[str, str]
    files: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """A fingerprint of what is in its files, whenever they were made."""
        told = [self.step, self.version, self.seed, sorted(self.made_from.items()), sorted(self._hashes)]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]

    @property
    def rows(self) -> int:
        """How many rows its tables hold together."""
        return sum(file.get("rows", 0) for file in self.files.values())

    @property
    def _hashes(self) -> list[tuple[str, str]]:
        return [(name, file["sha256"]) for name, file in self.files.items()]


@dataclass(frozen=True)
class PipelineFolder:
    """Where the steps write their files, each with a manifest and a dictionary beside them."""

    path: Path

    def manifest(self, step: str) -> StepManifest | None:
        """What a step made; None where it made nothing yet.

        Raises
        ------
        Refused
            When its manifest cannot be read.
        """
        path = self.path / _manifest_name(step)
        if not path.exists():
            return None
        try:
            return StepManifest(**json.loads(path.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            raise Refused(f"{path} cannot be read: {again(step)}.") from None

    def checked(self, step: str, *, seed: int, made_from: Mapping[str, str]) -> StepManifest | None:
        """What a step made, where it made it of just this and nobody touched it since; None where it is not there.

        Raises
        ------
        Refused
            When it was made from other data, by another version, or a file was edited; says which step to run again.
        """
        manifest = self.manifest(step)
        if manifest is None or not all((self.path / name).exists() for name in manifest.files):
            return None
        if manifest.version != _version():
            raise Refused(f"What the step {step} made is of another version of the program: {again(step)}.")
        if (manifest.seed, dict(manifest.made_from)) != (seed, dict(made_from)):
            changed = " and ".join(_changed(manifest.made_from, made_from)) or "the seed"
            raise Refused(f"Since the step {step} was run, {changed} changed: {again(step)}.")
        for name, file in manifest.files.items():
            if hashlib.sha256((self.path / name).read_bytes()).hexdigest() != file["sha256"]:
                raise Refused(f"{self.path / name} was edited since it was made: {again(step)}.")
        return manifest

    def table(self, manifest: StepManifest, name: str) -> pd.DataFrame:
        """A table that a step made."""
        return read_table(self.path / name, manifest.files[name]["columns"])

    def document(self, name: str) -> Any:
        """A JSON document that a step made."""
        return json.loads((self.path / name).read_text("utf-8"))

    def write_table(self, name: str, frame: pd.DataFrame) -> dict[str, Any]:
        """Write a table; what its manifest says of it."""
        columns = write_table(self.path / name, frame)
        return {"sha256": self.sha256(name), "rows": len(frame), "columns": columns}

    def write_document(self, name: str, document: Any) -> dict[str, Any]:
        """Write a JSON document; what its manifest says of it."""
        text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
        return {"sha256": write_file(self.path / name, text.encode())}

    def write_dictionary(self, name: str, entries: pd.DataFrame) -> None:
        """Write a data dictionary, for a program (CSV) and to read (Markdown)."""
        from ml.data_dictionary import as_markdown

        write_table(self.path / f"{name}.dictionary.csv", entries)
        write_file(self.path / f"{name}.dictionary.md", as_markdown(entries).encode())

    def finish(self, manifest: StepManifest) -> StepManifest:
        """Write the manifest, after everything that it speaks of."""
        self.write_document(_manifest_name(manifest.step), asdict(manifest))
        return manifest

    def sha256(self, name: str) -> str:
        """The fingerprint of a file as it lies there."""
        return hashlib.sha256((self.path / name).read_bytes()).hexdigest()


def new_manifest(
    step: str, *, now: datetime, as_of: str, seed: int, made_from: Mapping[str, str]
) -> StepManifest:
    """The manifest of a step that begins now."""
    return StepManifest(step, _version(), now.isoformat(), as_of, seed, made_from)


def again(step: str) -> str:
    """What to type."""
    return f"run `sales-assistant pipeline {step}` again"


def _manifest_name(step: str) -> str:
    return f"{step}.manifest.json"


def _changed(before: Mapping[str, str], now: Mapping[str, str]) -> Sequence[str]:
    """What is not as it was, in words."""
    return [name for name in now if before.get(name) != now[name]]


def _version() -> str:
    return version("sales-assistant")
