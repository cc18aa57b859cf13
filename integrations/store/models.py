"""Which models were trained, which one answers each question now, which one waits, and which one spoke before."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from integrations.store.engine import AnyRow, StoreEngine
from integrations.store.schema import facts, models
from ml.errors import Refused
from ml.records import ModelRecord

Why = Literal["trained", "approved", "rolled back"]

# The question by which a version is shown: every training answers it.
LEADING = "win"
# Since when which version speaks, and why; newest last.
SPEAKING = "models_speaking"
_MOST_REMEMBERED = 100
# What stays of a report once its files are gone: enough to compare figures over the years.
_LASTING = ("rows", "base_rate", "splits", "chosen", "frozen", "won", "lost", "version", "verdict", "window")

_CURRENT = select(models).where(models.c.question == bindparam("question"), models.c.current)
_ALL = select(models).order_by(models.c.id)
_NEWEST = select(func.max(models.c.trained_at)).where(models.c.current)
_HISTORY = select(facts.c.value).where(facts.c.key == SPEAKING)
_WAITING = select(models).where(models.c.waiting, models.c.question == LEADING)
# Without the report, which is long.
_VERSIONS = (
    select(models.c.version, models.c.trained_at, models.c.file, models.c.current, models.c.waiting)
    .where(models.c.question == LEADING)
    .order_by(models.c.id)
)


class Models:
    """The history of trained models; one is current for each question, and one version may wait for a word."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine
        upsert = engine.insert(facts)
        self._put = upsert.on_conflict_do_update(
            index_elements=["key"], set_={"value": upsert.excluded.value}
        )

    def add(self, record: ModelRecord) -> None:
        """Keep a trained model; it becomes the current one for its question."""
        self.add_version([record], speaks=True)

    def add_version(self, records: Sequence[ModelRecord], *, speaks: bool) -> None:
        """Keep the models of one training, all or none: they speak from now on, or wait for a manager's word.

        A version that waited before does not wait any more.
        """
        questions = [record.question for record in records]
        with self._engine.writing() as connection:
            connection.execute(update(models).values(waiting=False))
            same = models.c.version.in_({record.version for record in records})
            connection.execute(delete(models).where(same, models.c.question.in_(questions)))
            if speaks:
                connection.execute(
                    update(models).where(models.c.question.in_(questions)).values(current=False)
                )
                self._remember(connection, records[0].version, records[0].trained_at, "trained")
            state = {"current": speaks, "waiting": not speaks}
            connection.execute(insert(models), [{**vars(record), **state} for record in records])

    def current(self, question: str) -> ModelRecord | None:
        """The model that answers this question now."""
        with self._engine.reading() as connection:
            row = connection.execute(_CURRENT, {"question": question}).first()
        return _record(row) if row else None

    def speaking(self) -> list[ModelRecord]:
        """The models that answer now, one a question."""
        with self._engine.reading() as connection:
            return [_record(row) for row in connection.execute(_ALL.where(models.c.current))]

    def all(self) -> list[ModelRecord]:
        """Every model ever trained, oldest first."""
        with self._engine.reading() as connection:
            return [_record(row) for row in connection.execute(_ALL)]

    def waiting(self) -> ModelRecord | None:
        """The newer win model that speaks only once a manager approves it."""
        with self._engine.reading() as connection:
            row = connection.execute(_WAITING).first()
        return _record(row) if row else None

    def spoke_since(self) -> datetime | None:
        """Since when the current models speak: trained, approved or rolled back to then."""
        with self._engine.reading() as connection:
            history, trained = _history(connection), connection.execute(_NEWEST).scalar()
        told = [datetime.fromisoformat(history[-1]["at"])] if history else []
        return max([*told, *([trained] if trained else [])], default=None)

    def rolled_back(self) -> bool:
        """Whether somebody rolled back, and nobody approved or trained by hand since."""
        with self._engine.reading() as connection:
            history = _history(connection)
        return bool(history) and history[-1]["why"] == "rolled back"

    def has(self, version: str) -> bool:
        """Whether there is a training of this version."""
        with self._engine.reading() as connection:
            return connection.execute(_VERSIONS.where(models.c.version == version)).first() is not None

    def before(self) -> str | None:
        """The version to roll back to: the newest that spoke, is older than the current one and has its files."""
        with self._engine.reading() as connection:
            history, rows = _history(connection), connection.execute(_VERSIONS).all()
        place = next((place for place, row in enumerate(rows) if row.current), 0)
        first = datetime.fromisoformat(history[0]["at"]) if history else None
        spoke = {told["version"] for told in history}
        # Before there were folders, each training wrote over the files of the last.
        overwritten = [row.version for row in rows if row.file and "/" not in row.file][:-1]
        older = [row for row in rows[:place] if row.file and row.version not in overwritten]
        heard = [
            row.version for row in older if row.version in spoke or first is None or row.trained_at < first
        ]
        return heard[-1] if heard else None

    def make_current(self, version: str, *, at: datetime, why: Why = "rolled back") -> None:
        """Let this version speak; who spoke before waits, so that one click brings it back.

        Raises
        ------
        Refused
            When there is no such version, or its files were removed.
        """
        with self._engine.writing() as connection:
            self._make_current(connection, version, at, why)

    def approve(self, version: str, *, at: datetime) -> bool:
        """Let the waiting version speak; False when it does not wait any more, because somebody was quicker."""
        with self._engine.writing() as connection:
            if not _no_longer_waits(connection, version):
                return False
            self._make_current(connection, version, at, "approved")
            return True

    def keep(self, version: str) -> bool:
        """Leave the model that speaks; False when this version does not wait any more."""
        with self._engine.writing() as connection:
            return _no_longer_waits(connection, version)

    def forget_files(self, *, newest: int) -> set[str]:
        """Forget where the files of old versions are, so that they can be removed; says which versions those are.

        The newest stay, and whatever speaks or waits; of the others the figures stay.
        """
        with self._engine.writing() as connection:
            rows = connection.execute(select(models.c.version, models.c.id).order_by(models.c.id)).all()
            order = list(dict.fromkeys(row.version for row in rows))
            named = select(models.c.version).where(models.c.current | models.c.waiting)
            kept = {*order[-newest:], *connection.execute(named).scalars()}
            return _shorten(connection, kept)

    def _make_current(self, connection: Connection, version: str, at: datetime, why: Why) -> None:
        its = models.c.version == version
        rows = connection.execute(select(models.c.question, models.c.file).where(its)).all()
        if not rows or not all(row.file for row in rows):
            raise Refused("The files of that model were removed meanwhile; train a new one instead.")
        same = models.c.question.in_([row.question for row in rows])
        was = connection.execute(_CURRENT, {"question": LEADING}).first()
        connection.execute(update(models).where(same).values(current=False, waiting=False))
        connection.execute(update(models).where(its).values(current=True))
        if why == "rolled back" and was is not None and was.version != version:
            connection.execute(update(models).where(models.c.version == was.version).values(waiting=True))
        self._remember(connection, version, at, why)

    def _remember(self, connection: Connection, version: str, at: datetime, why: Why) -> None:
        history = [*_history(connection), {"version": version, "at": at.isoformat(), "why": why}]
        connection.execute(self._put, {"key": SPEAKING, "value": history[-_MOST_REMEMBERED:]})


def _history(connection: Connection) -> list[dict[str, Any]]:
    return connection.execute(_HISTORY).scalar() or []


def _no_longer_waits(connection: Connection, version: str) -> bool:
    """End the wait of this version; whether it did wait."""
    ended = update(models).where(models.c.version == version, models.c.waiting).values(waiting=False)
    return bool(connection.execute(ended).rowcount)


def _shorten(connection: Connection, kept: Collection[str]) -> set[str]:
    gone = select(models.c.id, models.c.version, models.c.report).where(
        models.c.version.not_in(kept), models.c.file != ""
    )
    rows = connection.execute(gone).all()
    for row in rows:
        report = {name: row.report[name] for name in _LASTING if name in row.report}
        connection.execute(update(models).where(models.c.id == row.id).values(file="", report=report))
    return {row.version for row in rows}


def _record(row: AnyRow) -> ModelRecord:
    return ModelRecord(
        row.question, row.version, row.trained_at, row.file, row.report, row.current, row.waiting
    )
