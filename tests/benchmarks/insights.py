"""What managers and analysts look at, over a planted company: the jobs behind it, the answers in Slack, the report."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import cycle
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import bindparam, case, select, text, update

from bot.app import SlackAccess, make_app
from bot.blocks.coaching_section import coaching_section
from bot.blocks.dates import Reader
from bot.blocks.funnel_list import LIST
from bot.coaching import coaching_page
from bot.exchange import Desk
from bot.sandbox.signed_requests import action_body, action_of, bolt_request, command_body, event_body
from bot.sandbox.slack_standin import SALES_CHANNEL, SlackStandIn
from integrations.store import Store
from integrations.store.schema import people, pursuits, rounds
from ml.data_preparation import Tables
from ml.records import Person, Role
from tests.benchmarks.databases import new_store
from tests.benchmarks.insight_works import NOW, Alone, alone, coaching, explore, funnel
from tests.benchmarks.planted_store import fill
from tests.bot.slack_team import SCORE, Talk
from tests.planted_company import END, planted_company
from tests.scenarios.conftest import CHROMIUM, SWITCHES

TITLE = "For the manager and the analyst: /funnel, the coaching view, and the report over a planted company"
Row = tuple[str, str, str, bool]

PURSUITS, QUICK_PURSUITS = 100_000, 5_000
REQUESTS, YEAR = 300, 2025
SLOWEST_MS = 250
MOST_SECONDS, MOST_MEBIBYTES, MOST_MEGABYTES = 60, 2_048, 5
LEARNED_FROM, QUICK_LEARNED_FROM = 1_500, 500
REASONS = ("budget frozen", "went with a rival", "no need", "never answered")
MANAGER = Person("mia@example.com", "Mia Lee", Role.MANAGER, "UTC", "U0MIA")
REPS = [Person(f"rep{k}@example.com", f"Rep {k}", Role.REP, "UTC", f"U0REP{k}") for k in range(8)]


def run(quick: bool = False) -> list[Row]:  # noqa: FBT002 - the benchmarks' common signature
    """Measure on both databases."""
    count = QUICK_PURSUITS if quick else PURSUITS
    tables = _company(count)
    rows = list[Row]()
    for kind in ("SQLite", "PostgreSQL"):
        with new_store(kind) as store:
            _fill(store, tables)
            rows += _jobs(store, f"{kind}, {count:,} pursuits")
            rows += _answers(store, f"{kind}, {count:,} pursuits")
            rows += _report(store, f"{kind}, {count:,} pursuits")
    return [*rows, *_pipeline(QUICK_LEARNED_FROM if quick else LEARNED_FROM)]


# --- the store ------------------------------------------------------------------------------------------------------


def _company(count: int) -> Tables:
    """The planted company, with a promise wherever a next step was set."""
    tables = planted_company(count, seed=1)
    told = tables.touches
    set_ = (told["dated_next_step"] == 1).to_numpy()
    due = told["at"].to_numpy().astype("datetime64[D]") + np.timedelta64(7, "D")
    days = pd.Series(due.astype(object), index=told.index, dtype=object)
    promises: dict[str, Any] = {
        "next_step": np.where(set_, "send the quotation", ""),
        "next_step_due": days.where(set_, None),
        "quote": np.where(set_, "send me the quote before the board meeting", ""),
    }
    return replace(tables, touches=told.assign(**promises))


def _fill(store: Store, tables: Tables) -> None:
    """The company, owned by eight reps, each pursuit where its last move led it."""
    fill(store, tables)
    for person in (*REPS, MANAGER):
        store.people.add(person)
    moves = tables.stage_changes.sort_values(["at", "round_id"], kind="stable")
    last = moves.groupby("pursuit_id")["to_state"].last()
    stands = [
        {"of": number, "now": state} for number, state in zip(last.index.tolist(), last.tolist(), strict=True)
    ]
    owner = select(people.c.id).where(people.c.name == pursuits.c.owner_name).scalar_subquery()
    reason = case(dict(enumerate(REASONS)), value=rounds.c.id % 5, else_="")
    with store.engine.writing() as connection:
        connection.execute(update(pursuits).values(owner_id=owner))
        moved = update(pursuits).where(pursuits.c.id == bindparam("of")).values(state=bindparam("now"))
        connection.execute(moved, stands)
        connection.execute(update(rounds).where(rounds.c.outcome == "lost").values(left_because=reason))
    count = len(tables.rounds)
    store.scores.replace(
        replace(SCORE, pursuit_id=n, win=0.05 + 0.9 * (n * 7919 % 1000) / 1000) for n in range(1, count + 1)
    )
    store.facts.put("data_version", 1)
    store.facts.put("data_as_of", NOW.isoformat())
    with store.engine.writing() as connection:
        connection.execute(text("ANALYZE"))  # as the databases do by themselves in a while


# --- the jobs -------------------------------------------------------------------------------------------------------


def _jobs(store: Store, where: str) -> Iterator[Row]:
    for name, work in (("funnel", funnel), ("coaching", coaching)):
        for run_ in ("first", "again, nothing changed"):
            done = alone(work, _url(store))
            yield f"the job {name}, {run_} ({where})", _needed(done), "–", True


def _needed(done: Alone) -> str:
    return f"{done.seconds:.1f} s, {done.mebibytes:.0f} MiB: {done.said}"


def _url(store: Store) -> str:
    return store.engine.url.render_as_string(hide_password=False)


# --- the answers in Slack ---------------------------------------------------------------------------------------------


@contextmanager
def _workspace(store: Store) -> Iterator[tuple[Talk, Talk]]:
    """The real app, the manager and a rep."""
    standin = SlackStandIn(lambda: NOW)
    for person in (*REPS, MANAGER):
        standin.admit(person)
    with standin.serve():
        access = SlackAccess(standin.bot_token, standin.signing_secret, standin.base_url)
        app = make_app(Desk(store, lambda: NOW), access)
        yield Talk(app, standin, str(MANAGER.slack_id)), Talk(app, standin, str(REPS[0].slack_id))


def _answers(store: Store, where: str) -> Iterator[Row]:
    with _workspace(store) as (mia, rep):
        asked = (
            (mia, "team this month"), (mia, "team last month"), (mia, f"team {YEAR}"), (rep, "me"),
            (rep, "team last 90 days"),
        )  # fmt: skip
        for talk, words in asked:
            yield _answered(f"/funnel {words}", talk, partial(_typed, talk, words), where)
        for talk, words in ((mia, f"team {YEAR}"), (rep, "me")):
            yield _listed(f"a list behind a number of /funnel {words}", talk, words, where)
        for talk, whose in ((mia, "a manager"), (rep, "a rep")):
            yield _timed(f"App Home of {whose}", talk, partial(_opened, talk), where)
        yield _coaching_alone(store, where)


def _opened(talk: Talk) -> str:
    event = {"type": "app_home_opened", "user": talk.slack_id, "channel": talk.dm, "tab": "home"}
    return event_body(event)


def _listed(what: str, talk: Talk, words: str, where: str) -> Row:
    """Every option of the select under the card, in turn."""
    shown = talk.command("/funnel", words)
    selects = [
        element
        for block in shown.blocks
        for element in block.get("elements", ())
        if str(element.get("action_id", "")).startswith(LIST)
    ]
    options = cycle([(one, option) for one in selects for option in one["options"]])

    def body() -> str:
        element, option = next(options)
        place = SALES_CHANNEL.id, talk.slack_id
        return action_body(
            [action_of(element, "b1", selected_option=option)],
            user_id=talk.slack_id,
            channel_id=SALES_CHANNEL.id,
            ephemeral_ts="1.000001",
            response_url=talk.standin.new_response_url(*place),
        )

    row = _timed(what, talk, body, where)
    assert "broke" not in (said := talk.last(SALES_CHANNEL.id).text), said
    return row


def _coaching_alone(store: Store, where: str) -> Row:
    """The coaching view of a manager without the rest of App Home, read and drawn."""
    manager = next(one for one in store.people.all() if one.email == MANAGER.email)
    times = list[float]()
    for _ in range(REQUESTS):
        begun = perf_counter()
        blocks = coaching_section(coaching_page(store, manager, NOW), Reader.of(manager, NOW), own=False)
        times.append(1000 * (perf_counter() - begun))
        assert len(blocks) > 1, blocks
    return _row("the coaching view alone, of a manager", times, where)


def _typed(talk: Talk, words: str) -> str:
    """Without an address for a second answer, so that all of it has to be in the ack."""
    return command_body(
        "/funnel", words, user_id=talk.slack_id, channel_id=SALES_CHANNEL.id, channel_name="sales"
    )


def _answered(what: str, talk: Talk, body: Callable[[], str], where: str) -> Row:
    """The card with its thumbs has to be in each ack."""
    return _timed(what, talk, body, where, said="context_actions")


def _timed(what: str, talk: Talk, body: Callable[[], str], where: str, *, said: str = "") -> Row:
    """So many requests one after the other, each answered with 200 and with this in it."""
    times = list[float]()
    for _ in range(REQUESTS):
        request = bolt_request(body(), talk.standin.signing_secret)
        begun = perf_counter()
        answer = talk.app.dispatch(request)
        times.append(1000 * (perf_counter() - begun))
        assert (answer.status, said in answer.body) == (200, True), answer.body
    return _row(what, times, where)


def _row(what: str, times: list[float], where: str) -> Row:
    p50, p99 = np.percentile(times, [50, 99])
    told = f"p99 {p99:.1f} ms, p50 {p50:.1f} ({len(times)} requests)"
    return f"{what} ({where})", told, f"p99 < {SLOWEST_MS} ms", bool(p99 < SLOWEST_MS)


# --- the report -----------------------------------------------------------------------------------------------------


def _report(store: Store, where: str) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.html"
        done = alone(explore, _url(store), str(path))
        size = path.stat().st_size / 1e6
        wrong = _complaints(path)
    yield f"explore: reading, looking, drawing ({where})", f"{done.seconds:.1f} s: {done.said}", f"< {MOST_SECONDS} s", done.seconds < MOST_SECONDS  # fmt: skip
    memory = f"{done.mebibytes:,.0f} MiB"
    yield f"explore: greatest memory ({where})", memory, f"< {MOST_MEBIBYTES:,} MiB", done.mebibytes < MOST_MEBIBYTES  # fmt: skip
    yield f"the page ({where})", f"{size:.1f} MB", f"< {MOST_MEGABYTES} MB", size < MOST_MEGABYTES
    yield f"the page in Chromium, network refused ({where})", "; ".join(wrong) or "opens, no complaint", "no complaint", not wrong  # fmt: skip


def _complaints(path: Path) -> list[str]:
    """What Chromium has against a page that it opens without a network."""
    from playwright.sync_api import sync_playwright

    wrong = list[str]()
    with sync_playwright() as playwright:
        found = next(filter(None, map(shutil.which, CHROMIUM)))
        browser = playwright.chromium.launch(executable_path=found, args=SWITCHES)
        page = browser.new_context(offline=True).new_page()
        page.on("console", lambda one: wrong.append(one.text) if one.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "request",
            lambda one: None if one.url == path.as_uri() else wrong.append(f"asks for {one.url[:80]}"),
        )
        page.goto(path.as_uri())
        if not page.locator("main section").count():
            wrong.append("shows no section")
        browser.close()
    return wrong


# --- the pipeline ---------------------------------------------------------------------------------------------------


def _pipeline(pursuits_: int) -> Iterator[Row]:
    """The steps one by one, and `train`, over the same store."""
    from integrations.model_files import ModelFiles
    from jobs.pipeline import STEPS, Pipeline
    from jobs.pipeline_folder import PipelineFolder
    from jobs.train_models import train_models

    with new_store("SQLite") as store, tempfile.TemporaryDirectory() as name:
        fill(store, planted_company(pursuits_))
        folder = PipelineFolder(Path(name) / "steps")
        for step in STEPS:
            Pipeline(store, folder, END).run(step)
        steps, whole = folder.document("report.json"), train_models(store, ModelFiles(Path(name)), now=END)
    ours, theirs = dict(_numbers(steps)), dict(_numbers(whole))
    different = [where for where in ours.keys() | theirs.keys() if ours.get(where) != theirs.get(where)]
    told = f"{len(theirs) - len(different):,} of {len(theirs):,} figures"
    yield f"pipeline step by step = train ({pursuits_:,} pursuits)", told, "all", not different


def _numbers(part: Any, where: str = "") -> Iterator[tuple[str, Any]]:
    """Every figure of a report by where it stands, but for how long things took."""
    if isinstance(part, Mapping):
        for name, inner in part.items():
            if name != "seconds":
                yield from _numbers(inner, f"{where}/{name}")
    elif isinstance(part, list | tuple):
        for number, inner in enumerate(part):
            yield from _numbers(inner, f"{where}/{number}")
    elif isinstance(part, int | float) and not isinstance(part, bool):
        yield where, part
