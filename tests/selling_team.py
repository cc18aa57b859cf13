"""A team that sells three services to companies: of clients, those with a large fleet buy payroll, too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from sqlalchemy import insert

from integrations.model_files import Manifest, ModelFiles
from integrations.store.schema import companies, pursuits, rounds
from ml.champion import JudgedFit
from ml.cross_sell_chances import History
from ml.data_preparation import Tables, prepare
from ml.ensemble import Ensemble, fit_members
from ml.funnel import LOST, WON
from ml.problem import Columns
from ml.records import ModelRecord, ScoreLevel
from ml.tables import ROUNDS, STAGE_CHANGES, TALK, TOUCHES
from ml.training_rows import training_rows
from ml.win import WinModel
from tests.bot.slack_team import NOW, PEOPLE

if TYPE_CHECKING:
    from integrations.store import Store

ADA, BEN = 1, 2
COMPANIES = 600
LARGE = 50  # the fleet from which a client buys payroll
VERSION = "2026-11-22-selling"
_NAMES = {ADA: "Ada Tan", BEN: "Ben Ng"}
_KINDS: Mapping[str, Any] = {"id": "int64", "time": "datetime64[us]", "number": "float64", "flag": "float64", "text": "str"}  # fmt: skip


@dataclass
class Sold:
    """The rows of the three tables; the same company is sold to alike each time."""

    companies: list[dict[str, Any]] = field(default_factory=list)
    pursuits: list[dict[str, Any]] = field(default_factory=list)
    rounds: list[dict[str, Any]] = field(default_factory=list)

    def add_company(self, id_: int) -> None:
        """Rostering for everybody, half of them buy; three in four clients are offered payroll, few the time clock."""
        dice = Random(f"company {id_}")  # noqa: S311 - a planted company
        fleet, began = dice.randint(0, 100), NOW - timedelta(days=dice.randint(300, 1400))
        known = {"employees": 20.0 + id_ % 100, "industry": dice.choice(["Retail", "Food"]), "country": "SG"}
        named = {"id": id_, "key": f"c{id_}", "name": f"Firm {id_}", "norm": f"firm {id_}"}
        self.companies.append({**named, **known, "properties": {"Fleet": fleet}})
        won = dice.random() < 0.5
        self.add_pursuit(id_, "Rostering", began, dice.randint(20, 60), won=won)
        if won and dice.random() < 0.75:
            buys = (fleet >= LARGE) == (dice.random() < 0.9)
            later = began + timedelta(days=dice.randint(90, 200))
            self.add_pursuit(id_, "Payroll", later, dice.randint(20, 60), won=buys)
        if won and id_ % 40 == 0:
            self.add_pursuit(id_, "Time clock", began + timedelta(days=210), 40, won=True)

    def add_pursuit(self, company_id: int, service: str, began: datetime, days: int, *, won: bool) -> None:
        id_, owner = len(self.pursuits) + 1, ADA if company_id % 3 else BEN
        owned = {"owner_id": None if company_id % 10 == 0 else owner, "owner_name": _NAMES[owner]}
        state = (WON if won else LOST).value
        self.pursuits.append(
            {"id": id_, "company_id": company_id, "service": service, "state": state, **owned}
        )
        closed = {"closed_at": began + timedelta(days=days), "outcome": "won" if won else "lost"}
        known = {"id": id_, "pursuit_id": id_, "key": f"r{id_}", "owner_name": _NAMES[owner], "source": "Web"}
        self.rounds.append({**known, "entered_at": began, **closed, "properties": {}})


@cache
def sold() -> Sold:
    """All that was sold."""
    rows = Sold()
    for id_ in range(1, COMPANIES + 1):
        rows.add_company(id_)
    return rows


def fill_selling(store: Store) -> None:
    """The team with all that was sold, as an import leaves it."""
    for person in PEOPLE:
        store.people.add(person)
    rows = sold()
    with store.engine.writing() as connection:
        connection.execute(insert(companies), rows.companies)
        connection.execute(insert(pursuits), rows.pursuits)
        connection.execute(insert(rounds), rows.rounds)
    store.facts.put("creation_properties", {"rounds": [], "companies": ["Fleet"]})
    store.facts.put("data_version", 1)
    store.facts.put("data_as_of", NOW.isoformat())


def empty(table: Mapping[str, tuple[str, str]]) -> pd.DataFrame:
    """A table without rows."""
    return pd.DataFrame({name: pd.array([], dtype=_KINDS[kind]) for name, (kind, _) in table.items()})


@cache
def selling_history() -> History:
    """The same as the models read it."""
    rows = sold()
    of_company, of_pursuit = ({one["id"]: one for one in some} for some in (rows.companies, rows.pursuits))
    told = []
    for one in rows.rounds:
        pursuit = of_pursuit[one["pursuit_id"]]
        company = of_company[pursuit["company_id"]]
        more = {"round_id": one["id"], "cycle": 1, "owner": one["owner_name"], "prop:Fleet": company["properties"]["Fleet"]}  # fmt: skip
        told.append({**company, **pursuit, **one, **more})
    frame = pd.DataFrame(told)[[*ROUNDS, "prop:Fleet"]]
    for name in ("entered_at", "closed_at"):
        frame[name] = pd.to_datetime(frame[name]).dt.tz_localize(None).astype("datetime64[us]")
    return History(frame, empty(STAGE_CHANGES), empty({**TOUCHES, **TALK}))


@cache
def selling_models() -> tuple[WinModel, JudgedFit]:
    """The win model of all of it, and the judged one of its older part: one member alone, quickly fitted."""
    history = selling_history()
    raw = Tables(history.rounds, history.moves, history.touches)
    rows = training_rows(prepare(raw).tables, now=NOW)
    problem, _ = rows.problem("won")
    assert problem.known is not None
    cut = float(np.quantile(problem.known, 0.6))
    older, columns = problem.take(np.flatnonzero(problem.known <= cut)), Columns.of(problem.features)
    whole, part = (fit_members(some, ("boosted",), seed=0) for some in (problem, older))
    model = WinModel(ScoreLevel.FULL, rows.won, rows.lost, Ensemble.of(whole, problem.features))
    judged = JudgedFit(cut, float(older.outcome.mean()), members=part, numeric=columns.numeric, categorical=columns.categorical)  # fmt: skip
    return model, judged


def let_speak(store: Store, files: ModelFiles, level: ScoreLevel = ScoreLevel.FULL) -> ModelRecord:
    """Let the model speak; below its level without members, as a training leaves it that found no signal."""
    model, judged = selling_models()
    if level is not ScoreLevel.FULL:
        model, judged = WinModel(level, model.won, model.lost), replace(judged, members={})
    version = f"{VERSION}-{level.value.replace('_', '-')}"
    files.directory.mkdir(parents=True, exist_ok=True)
    about = Manifest("win", version, NOW.isoformat(), "selling", 0)
    saved = {
        name: files.of(version).save(content, replace(about, model=name)).sha256
        for name, content in {"win": model.as_content(), "judged": judged.as_content()}.items()
    }
    report = {"sha256": saved["win"], "judged_sha256": saved["judged"]}
    record = ModelRecord("win", version, NOW, f"{version}/win.skops", report)
    store.models.add(record)
    return record
