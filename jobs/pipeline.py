"""The pipeline step by step, each with files to look at: prepare, preprocess, features, train, evaluate."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from jobs.pipeline_folder import PipelineFolder, StepManifest, new_manifest
from jobs.train_models import NOTHING_YET, frozen_tests, learn_rows, report_of, save_models
from jobs.training_tables import digest_of, raw_tables, unnamed
from ml.errors import NotEnoughData

if TYPE_CHECKING:
    import pandas as pd

    from integrations.store import Store
    from ml.bench import Bench, Progress
    from ml.data_preparation import Prepared, Tables
    from ml.training_rows import TrainingRows

STEPS = ("prepare", "preprocess", "features", "train", "evaluate")
WHO = "command line"
_THE_DATA, _VOTES, _KEPT_ASIDE = "the store's data", "the votes", "the frozen test sets"
_KEYS = ["round_id", "pursuit_id", "as_of"]
_NO_SNAPSHOT = (
    "No round was open for a whole day yet, so there is no moment to look at it from: sync or import more."
)
_NO_OUTCOME = (
    "No round was won or lost yet, so there is no outcome to learn from; what is known lies in features.csv."
)
_ONE_PURSUIT = (
    "There is only one pursuit with a history, and nothing to compare it with: sync or import more."
)
_UNREAD = (
    "Some calls or notes were not read yet and count as silent: `sales-assistant train` reads them; run "
    "`pipeline prepare` after it."
)


def _silent(what: str, done: int, total: int | None) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Pipeline:
    """The steps over one store and one folder.

    Parameters
    ----------
    store
        Read only, but for its audit.
    folder
        Where the files go.
    now
        The moment of asking (UTC).
    seed, bench, progress
        As `ml.train.train` describes them.
    tell
        Told a sentence for the person at the terminal.
    """

    store: Store
    folder: PipelineFolder
    now: datetime
    seed: int = 0
    bench: Bench | None = None
    progress: Progress = _silent
    tell: Callable[[str], None] = lambda _sentence: None

    def run(self, step: str) -> StepManifest:
        """Do one step, after those before it whose files are not there; what it made.

        Raises
        ------
        NotEnoughData
            When there is nothing that this step could work with; what earlier steps made stays.
        Refused
            When the files of a step before were edited, or were made from other data or by another version.
        Unavailable
            When a file cannot be written.
        """
        if self._raw.rounds.empty:
            raise NotEnoughData(NOTHING_YET)
        for before in STEPS[: STEPS.index(step)]:
            made_from = self._made_from(before)
            if self.folder.checked(before, seed=self.seed, made_from=made_from) is None:
                self.tell(f"The step {before} has not been run here: running it first.")
                self._make(before)
        return self._make(step)

    def _make(self, step: str) -> StepManifest:
        as_of = self.now.isoformat() if step == STEPS[0] else self._before(STEPS[0]).as_of
        begun = new_manifest(step, now=self.now, as_of=as_of, seed=self.seed, made_from=self._made_from(step))
        made: dict[str, Callable[[StepManifest], dict[str, Any]]] = {
            "prepare": self._prepare,
            "preprocess": self._preprocess,
            "features": self._features,
            "train": self._train,
            "evaluate": self._evaluate,
        }
        manifest = self.folder.finish(replace(begun, files=made[step](begun)))
        about = f"files of {manifest.digest}"
        self.store.audit.write(who=WHO, did=f"pipeline {step}", about=about, rows=manifest.rows, at=self.now)
        return manifest

    def _made_from(self, step: str) -> dict[str, str]:
        """Fingerprints of what a step is made from."""
        if step == STEPS[0]:
            return {_THE_DATA: self._data}
        before = STEPS[STEPS.index(step) - 1]
        made_from = {f"what the step {before} made": self._before(before).digest}
        if step == "train":
            votes = [vote for vote in self.store.rated.votes("score") if vote.at <= self.now]
            kept = [test.as_json() for test in frozen_tests(self.store)]
            made_from |= {_VOTES: _digest(votes), _KEPT_ASIDE: _digest(kept)}
        return made_from

    def _before(self, step: str) -> StepManifest:
        manifest = self.folder.manifest(step)
        if manifest is None:
            raise AssertionError(f"{step} comes first")  # `run` saw to it
        return manifest

    @cached_property
    def _raw(self) -> Tables:
        return raw_tables(self.store)

    @cached_property
    def _data(self) -> str:
        return digest_of(self._raw)

    def _prepare(self, _manifest: StepManifest) -> dict[str, Any]:
        from ml.data_preparation import prepare

        if self.store.calls.untagged(1):
            self.tell(_UNREAD)
        prepared = prepare(self._raw)
        tables = unnamed(self.store, prepared.tables)
        names = {f"prepared/{name}.csv": frame for name, frame in vars(tables).items()}
        return self._tables("prepare", names | {"prepared/rejects.csv": prepared.rejects})

    def _preprocess(self, manifest: StepManifest) -> dict[str, Any]:
        from ml.data_preprocessing import end_of_data, training_snapshots

        tables = self._prepared().tables
        snapshots = training_snapshots(tables, data_end=end_of_data(tables, _moment(manifest)))
        if snapshots.empty:
            raise NotEnoughData(_NO_SNAPSHOT)
        return self._tables("preprocess", {"snapshots.csv": snapshots})

    def _features(self, _manifest: StepManifest) -> dict[str, Any]:
        import pandas as pd

        from ml.leaks import Leak
        from ml.training_rows import screened_features

        tables, snapshots = self._prepared().tables, self._snapshots()
        features, leaks = screened_features(tables, snapshots, seed=self.seed)
        listed = pd.DataFrame([asdict(leak) for leak in leaks], columns=list(Leak.__dataclass_fields__))
        files = {"features.csv": pd.concat([snapshots[_KEYS], features], axis=1), "leaks.csv": listed}
        return self._tables("features", files, tables)

    def _train(self, manifest: StepManifest) -> dict[str, Any]:
        from integrations.model_files import Manifest, ModelFiles

        prepared = self._prepared()
        rows = self._rows(prepared.tables, _moment(manifest))
        if not rows.won + rows.lost:
            raise NotEnoughData(_NO_OUTCOME)
        if not rows.groups.any():  # numbered from 0
            raise NotEnoughData(_ONE_PURSUIT)
        learned = learn_rows(
            self.store, prepared, rows, now=self.now, seed=self.seed, progress=self.progress, bench=self.bench
        )
        version = f"{self.now:%Y-%m-%d}-{learned.models.digest[:8]}"
        about = Manifest("", version, self.now.isoformat(), learned.models.digest, self.seed)
        files = ModelFiles(self.folder.path / "models")
        hashes = save_models(files, learned, about)
        told = {"version": version, "trained_at": self.now.isoformat(), "data": about.data, "seed": self.seed}
        report = report_of(learned, None, None, told)
        saved = {f"models/{files.path(name).name}": {"sha256": sha256} for name, sha256 in hashes.items()}
        return saved | {"report.json": self.folder.write_document("report.json", report)}

    def _evaluate(self, _manifest: StepManifest) -> dict[str, Any]:
        import pandas as pd

        from ml.side_by_side import with_side_by_side

        report = with_side_by_side(self.folder.document("report.json"))
        compared = [
            {"question": question, **row}
            for question, part in report.items()
            for row in part.get("side_by_side", {}).get("rows", ())
        ]
        frame = pd.DataFrame(compared, columns=None if compared else ["question", "model"])
        tables = self._tables("evaluate", {"side_by_side.csv": frame})
        return tables | {"evaluation.json": self.folder.write_document("evaluation.json", report)}

    def _tables(
        self, step: str, files: Mapping[str, pd.DataFrame], tables: Tables | None = None
    ) -> dict[str, Any]:
        """Write tables and their dictionary; `tables` has the marks of what was filled in."""
        import pandas as pd

        from jobs.training_tables import marks_of
        from ml.data_dictionary import dictionary

        marks = {name: marks_of(tables, frame) if tables else {} for name, frame in files.items()}
        entries = [dictionary(name, frame, marks[name]) for name, frame in files.items()]
        self.folder.write_dictionary(step, pd.concat(entries, ignore_index=True))
        return {name: self.folder.write_table(name, frame) for name, frame in files.items()}

    def _prepared(self) -> Prepared:
        from ml.data_preparation import Prepared, Tables

        made = self._before("prepare")
        names = ("rounds", "stage_changes", "touches", "rejects")
        *tables, rejects = (self.folder.table(made, f"prepared/{name}.csv") for name in names)
        return Prepared(Tables(*tables), rejects)

    def _snapshots(self) -> pd.DataFrame:
        return self.folder.table(self._before("preprocess"), "snapshots.csv")

    def _rows(self, tables: Tables, moment: datetime) -> TrainingRows:
        from ml.leaks import Leak
        from ml.training_rows import rows_of

        made = self._before("features")
        features = self.folder.table(made, "features.csv").drop(columns=_KEYS)
        listed = self.folder.table(made, "leaks.csv")
        leaks = [Leak(*told) for told in listed.itertuples(index=False)]
        return rows_of(tables, self._snapshots(), features, leaks, now=moment)


def _moment(manifest: StepManifest) -> datetime:
    return datetime.fromisoformat(manifest.as_of)


def _digest(told: object) -> str:
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]
