"""Train every model on the company's own history, keep it as a version, and report how good it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ml.errors import ForeignModel, NotEnoughData
from ml.records import ModelRecord

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from integrations.model_files import Manifest, ModelFiles
    from integrations.store import Store
    from ml.bench import Bench
    from ml.champion import Comparison
    from ml.data_preparation import Prepared
    from ml.frozen_test import FrozenTest
    from ml.train import TrainedModels
    from ml.training_rows import TrainingRows

    Progress = Callable[[str, int, int | None], None]

# Versions whose files are kept, beside those that speak or wait.
VERSIONS_KEPT = 10
# The store's facts: all frozen test sets, and up to which outcomes was learned, when.
FROZEN_TESTS = "frozen_tests"
NOTHING_YET = (
    "There is nothing to learn from yet: run `sales-assistant import` or `sales-assistant sync` first."
)
TRAINED_ON = "trained_on"
TIMING = "retargeting"
_FEWER = 0.9  # of the closed rounds that the model before knew: with fewer, data is missing
_OLD = Mapping[str, Any]


@dataclass(frozen=True)
class Training:
    """What came of a training.

    Parameters
    ----------
    version
        Names the models of this training, and the folder of their files.
    report
        By question, as it is kept in `store.models`.
    speaks
        Whether its models speak now; else they wait for a manager's word.
    sentence
        How it compares with the model that spoke before, in a manager's words.
    """

    version: str
    report: dict[str, Any]
    speaks: bool
    sentence: str


@dataclass(frozen=True)
class Learned:
    """Freshly trained models that are not kept yet.

    Parameters
    ----------
    models
        The models of win, next step and cycle length.
    rejects
        Rows that were set aside: table, reason, how many.
    timing
        The content and the report of the model of when to call, where it was trained.
    mark
        Up to which outcomes was learned, as `store.outcomes.mark` says it.
    """

    models: TrainedModels
    rejects: Sequence[Mapping[Any, Any]] = field(default_factory=list)
    timing: tuple[dict[str, Any], dict[str, Any]] | None = None
    mark: list[str] = field(default_factory=list)


def train_models(
    store: Store,
    files: ModelFiles,
    *,
    now: datetime,
    seed: int = 0,
    learn_from_model: bool = False,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Train, judge and keep all models, which speak from now on; the report by question, also in `store.models`.

    The tagger learns first, from corrections and, with `learn_from_model`, from a language model's tags; touches
    that it has not read are read. The same data and seed give the same chances and figures, but for the seconds.

    Raises
    ------
    NotEnoughData
        When the store holds no rounds.
    Refused
        When deals came from a CRM and nobody has accepted yet what its stages mean.
    """
    learned = learn(store, files, now=now, seed=seed, learn_from_model=learn_from_model, progress=progress)
    return keep(store, files, learned, now=now, seed=seed, always=True).report


def learn(
    store: Store,
    files: ModelFiles,
    *,
    now: datetime,
    seed: int = 0,
    learn_from_model: bool = False,
    progress: Progress | None = None,
) -> Learned:
    """Train and judge all models without keeping them; raises as `train_models`."""
    from integrations.crm_mapping import require_accepted
    from jobs.learn_lines import learn_lines
    from ml.data_preparation import Tables, prepare
    from ml.training_rows import training_rows

    require_accepted(store)
    mark = store.outcomes.mark()
    frames = store.frames
    rounds = frames.rounds()
    if rounds.empty:
        raise NotEnoughData(NOTHING_YET)
    _read_words(store, files, now=now, learn_from_model=learn_from_model, progress=progress)
    learn_lines(store, now=now, seed=seed)
    prepared = prepare(Tables(rounds, frames.stage_changes(), frames.touches()))
    rows = training_rows(prepared.tables, now=now, seed=seed)
    learned = learn_rows(store, prepared, rows, now=now, seed=seed, progress=progress)
    return replace(learned, mark=mark)


def learn_rows(
    store: Store,
    prepared: Prepared,
    rows: TrainingRows,
    *,
    now: datetime,
    seed: int = 0,
    progress: Progress | None = None,
    bench: Bench | None = None,
) -> Learned:
    """Train and judge all models on rows that were made of clean tables; votes and frozen sets are the store's.

    Parameters
    ----------
    store
        What people voted, and what is kept aside; nothing of it is changed.
    prepared, rows
        The clean tables, and the rows made of them.
    now, seed, progress, bench
        As `ml.train.train` describes them.
    """
    from ml.bench import Bench, silent
    from ml.timing_training import train_timing
    from ml.train import PEERS, train_rows

    trained = train_rows(
        rows,
        prepared.tables,
        as_of=now,
        bench=bench or Bench(PEERS, seed),
        progress=progress or silent,
        votes=store.rated.votes("score"),
        frozen=frozen_tests(store),
    )
    set_aside = prepared.rejects.groupby(["table", "reason"]).size().reset_index(name="rows")
    # Not up to now: what nobody has written down yet would count as silence.
    ended = rows.data_end.tz_localize("UTC").to_pydatetime() + timedelta(seconds=1)
    timing, timing_report = train_timing(prepared.tables, ended, seed)
    return Learned(trained, set_aside.to_dict("records"), (timing.as_content(), timing_report))


def frozen_tests(store: Store) -> list[FrozenTest]:
    """All versions of the frozen test set, oldest first."""
    from ml.frozen_test import FrozenTest

    return [FrozenTest.from_json(told) for told in store.facts.get(FROZEN_TESTS, [])]


def keep(
    store: Store, files: ModelFiles, learned: Learned, *, now: datetime, seed: int = 0, always: bool = False
) -> Training:
    """Save the models as a version, and let them speak or wait.

    They speak when they are the first, when they are not worse than those that speak now (`ml.champion`), or in
    any case with `always`. They wait when they are surely worse, when they learned from far fewer closed rounds, or
    when somebody rolled back and nobody approved a model since.
    """
    from integrations.model_files import Manifest

    models, before = learned.models, store.models.current("win")
    comparison = _compared(files, before, models, seed=seed) if before else None
    waits = "" if always or before is None else _why_it_waits(store, before, models, comparison)
    version = _new_version(store, now, models.digest)
    hashes = save_models(
        files.of(version), learned, Manifest("", version, now.isoformat(), models.digest, seed)
    )
    about = {"version": version, "trained_at": now.isoformat(), "data": models.digest, "seed": seed}
    report = report_of(learned, comparison, before.report if before else None, about)
    for question, part in report.items():
        part["sha256"] = hashes[question]
    report["win"]["judged_sha256"] = hashes["judged"]
    records = [
        ModelRecord(question, version, now, f"{version}/{files.path(question).name}", part)
        for question, part in report.items()
    ]
    store.models.add_version(records, speaks=not waits)
    store.facts.put(FROZEN_TESTS, [test.as_json() for test in models.frozen])
    store.facts.put(TRAINED_ON, {"mark": learned.mark, "at": now.isoformat()})
    files.remove(store.models.forget_files(newest=VERSIONS_KEPT))
    compared = comparison.sentence if comparison else "This is the first model."
    return Training(version, report, not waits, f"{waits} {compared}".strip())


def _read_words(
    store: Store, files: ModelFiles, *, now: datetime, learn_from_model: bool, progress: Progress | None
) -> None:
    """Train the tagger, and let it read what it has not read."""
    from jobs.tag_touches import tag_touches
    from jobs.tagger import examples_of_model, retrain_tagger

    said = examples_of_model(store) if learn_from_model else ()
    tagger = retrain_tagger(files, store, now=now, from_model=said)
    store.calls.read_again(tagger.name)
    tag_touches(store, tagger, progress=progress)


def _compared(files: ModelFiles, before: ModelRecord, models: TrainedModels, *, seed: int) -> Comparison:
    """The new models beside those that speak, as far as those kept what they are judged by."""
    from jobs.current_models import content_of
    from ml.champion import Comparison, JudgedFit, compare

    try:
        champion = JudgedFit.from_content(content_of(files, before, "judged"))
    except (NotEnoughData, ForeignModel):
        return Comparison("not_compared", why="the one before kept nothing that it can be judged by")
    return compare(models.judged, champion, models.win_problem, seed=seed)


def _why_it_waits(
    store: Store, before: ModelRecord, models: TrainedModels, comparison: Comparison | None
) -> str:
    """Why a manager has to decide; '' where the new models may speak."""
    rounds, known = (
        models.win.won + models.win.lost,
        before.report.get("won", 0) + before.report.get("lost", 0),
    )
    if store.models.rolled_back():
        return "Somebody rolled back, so a newer model speaks only with a manager's word."
    if rounds < _FEWER * known:
        return f"It learned from {rounds} closed rounds, the one before from {known}: is data missing?"
    if comparison and comparison.verdict == "worse":
        return "It waits for a manager's word."
    return ""


def _new_version(store: Store, now: datetime, digest: str) -> str:
    """Day and data; with a number where the same was trained that day before: no file is ever written over."""
    first = f"{now:%Y-%m-%d}-{digest[:8]}"
    version, number = first, 2
    while store.models.has(version):
        version, number = f"{first}-{number}", number + 1
    return version


def report_of(
    learned: Learned, comparison: Comparison | None, before: _OLD | None, about: dict[str, Any]
) -> dict[str, Any]:
    """The parts of the report by question, each with what it is about."""
    from ml.training_record import changes_since

    models = learned.models
    parts = {**models.report, **({TIMING: {"splits": {}, **learned.timing[1]}} if learned.timing else {})}
    report = {
        question: {**part, **about, "set_aside": list(learned.rejects)} for question, part in parts.items()
    }
    win = report["win"]
    win["comparison"] = comparison.as_json() if comparison else None
    win["changes"] = changes_since(before, win) if before else None
    win["used_votes"] = [[*vote, weight] for vote, weight in models.used_votes.items()]
    return report


def save_models(files: ModelFiles, learned: Learned, manifest: Manifest) -> dict[str, str]:
    """Write every model's file; gives their hashes by name."""
    models, hashes = learned.models, {}
    timing = {TIMING: learned.timing[0]} if learned.timing else {}
    for name, content in {**models.contents(), **timing}.items():
        figures = models.report.get(name, {}).get("splits", {})
        features = [] if name == TIMING else models.features_of(name)
        own = replace(manifest, model=name, features=features, figures=figures)
        hashes[name] = files.save(content, own).sha256
    return hashes
