"""Messages that are sent while processes are killed or frozen and Slack fails: each slot is told once.

The job runs in processes of its own. They get a SIGKILL at six points, or a SIGSTOP until their turn is long over; then
the work goes on elsewhere, and the whole history of the chats is held against the ledger.
"""

from __future__ import annotations

import logging
import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Semaphore
from pathlib import Path
from random import Random
from time import monotonic
from timeit import default_timer
from typing import Any, Literal

from bot import slack_notifier
from bot.exchange import Desk
from bot.slack_notifier import SlackNotifier
from integrations.model_files import ModelFiles
from integrations.store import Store
from jobs.deliver import deliver
from jobs.job import Workplace
from ml.messages import Message, MessageKind
from ml.records import Person
from tests.benchmarks.databases import new_store
from tests.benchmarks.forked import processes
from tests.standins.clock import MONDAY_NOON, Clock
from tests.standins.faults import ScriptedFault, Where, accept_then_drop, answers, no_answer, server_error
from tests.standins.slack import PLAIN_CARDS, POST, EveryNth, SlackApi, unsettled, wrong

TITLE = "Messages sent without being asked: each slot once, through kills, freezes and a Slack that fails"
ROUNDS, QUICK_ROUNDS = 200, 12
FROZEN_ROUNDS, QUICK_FROZEN = 30, 3
REPS, QUICK_REPS = 200, 20
PEOPLE = 4
KINDS: tuple[MessageKind, ...] = ("reminder", "recap", "hot")

Row = tuple[str, str, str, bool]
Point = Literal["before claim", "after claim", "before POST", "after POST", "after commit", "while looking"]
POINTS: tuple[Point, ...] = (
    "before claim",
    "after claim",
    "before POST",
    "after POST",
    "after commit",
    "while looking",
)
Frozen = Literal["taken", "connected", "posted", "looked"]
FREEZES: tuple[Frozen, ...] = ("taken", "connected", "posted", "looked")


@dataclass(frozen=True)
class Hook:
    """Something that happens at the n-th time that a process reaches a point."""

    at: Point | Frozen
    nth: int
    does: Callable[[], object]


def die() -> None:
    """At once, as by `kill -9`."""
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass
class Scene:
    """A team of a few people over a store, a Slack, and a clock that both look at."""

    store: Store
    slack: SlackApi
    clock: Clock

    @property
    def url(self) -> str:
        return self.store.engine.url.render_as_string(hide_password=False)

    def place(self, store: Store | None = None, *, played: bool = True) -> Workplace:
        """What the job works with now."""
        return _place(store or self.store, self.slack.api_url, self.clock.now(), played=played)

    def settle(self, messages: list[Message], random: Random) -> None:
        """Do the job again and again, as a worker that was started anew, until nothing is left to do."""
        for step in range(60):
            # a chat that could not be read is looked into again after ten minutes, then after a hundred
            self.clock.advance(timedelta(seconds=random.randint(5, 70) * 2 ** (step // 8)))
            claim(self.store, messages, self.clock.now())
            deliver(self.place())
            if not unsettled(self.store):
                return

    def found(self) -> list[str]:
        """What is wrong by now; a message that is still to be sent is, too, but not one that is listed as unknown."""
        return [*wrong(self.slack, self.store), *unsettled(self.store), *self.slack.complaints]


@contextmanager
def a_scene(store: Store, people: int = PEOPLE, clock: Clock | None = None) -> Iterator[Scene]:
    """Some people, all of them in Slack."""
    clock = clock or Clock(MONDAY_NOON)
    with SlackApi(clock.now) as slack:
        for number in range(people):
            person = Person(f"rep{number}@firm.sg", f"Rep {number}", slack_id=f"U{number:05d}")
            store.people.add(person)
            slack.workspace.admit(person)
        yield Scene(store, slack, clock)


def claim(store: Store, messages: list[Message], now: datetime) -> None:
    """What the jobs that make messages do: another key each time."""
    for message in messages:
        key = f"{message.key}-{now.isoformat()}-{os.getpid()}"
        store.deliveries.claim(replace(message, key=key, made_at=now, not_before=now))


def _place(store: Store, api_url: str, now: datetime, *, played: bool = True) -> Workplace:
    desk = Desk(store, lambda: now)
    notifier = SlackNotifier(desk, "xoxb-sandbox", api_url, cards=PLAIN_CARDS)
    return Workplace(store, ModelFiles(Path("models")), now, notifier=notifier, played=played)


# --- killed -----------------------------------------------------------------------------------------------------------


def killed_round(seed: int, scene: Scene) -> list[str]:
    """A job that dies, and others that go on; gives what is wrong then."""
    random = Random(seed)  # noqa: S311 - seeded rounds, no secrets
    scene.clock.advance(timedelta(days=1))
    messages = _messages(seed, random)
    hook = Hook(POINTS[seed % len(POINTS)], random.randint(1, len(messages)), die)
    scene.slack.faults.clear()
    if hook.at == "while looking":
        hook = replace(hook, nth=random.randint(1, min(3, len(messages))))
        _lose_answers(scene, messages, random)
    child = processes.Process(
        target=_do_the_job, args=(scene.url, scene.slack.api_url, scene.clock.now(), messages, hook)
    )
    child.start()
    child.join(60)
    alive = [f"it ended with {child.exitcode}"] * (child.exitcode != -signal.SIGKILL)
    scene.slack.faults[:] = [_fault(random) for _ in range(random.randint(0, 2))]
    scene.settle(messages, random)
    return alive + scene.found()


def _messages(seed: int, random: Random) -> list[Message]:
    """One or two for some of the people."""
    people = random.sample(range(1, PEOPLE + 1), random.randint(1, PEOPLE))
    return [
        Message(
            f"{seed}-{person}-{kind}",
            kind,
            person,
            f"round {seed}",
            {"text": "Due"},
            MONDAY_NOON,
            MONDAY_NOON,
        )
        for person in people
        for kind in KINDS[: random.randint(1, 2)]
    ]


def _do_the_job(url: str, api_url: str, now: datetime, messages: list[Message], hook: Hook) -> None:
    """Claim and send, in a process of its own."""
    _be_quiet()
    store = Store.open(url)
    _hang_in(store, hook)
    claim(store, messages, now)
    deliver(_place(store, api_url, now))
    store.close()


def _hang_in(store: Store, hook: Hook) -> None:
    """Let it happen: these are the places where the points are."""
    ledger: Any = store.deliveries
    where: dict[str, tuple[Any, str, bool]] = {
        "before claim": (ledger, "claim", False),
        "after claim": (ledger, "claim", True),
        "before POST": (ledger, "is_held", True),
        "after POST": (slack_notifier, "post_once", True),
        "after commit": (ledger, "sent", True),
        "while looking": (SlackNotifier, "look_for", hook.nth % 2 == 0),
        "taken": (slack_notifier, "post_once", False),
        "connected": (ledger, "is_held", False),
        "posted": (slack_notifier, "post_once", True),
        "looked": (SlackNotifier, "look_for", True),
    }
    owner, name, after = where[hook.at]
    real, left = getattr(owner, name), [hook.nth]

    def hooked(*args: Any, **named: Any) -> Any:
        left[0] -= 1
        if left[0] == 0 and not after:
            hook.does()
        result = real(*args, **named)
        if left[0] == 0 and after:
            hook.does()
        return result

    setattr(owner, name, hooked)


def _lose_answers(scene: Scene, messages: list[Message], random: Random) -> None:
    """Claim and send them while no answer arrives; a minute later they can be looked for."""
    scene.slack.faults[:] = [_lost_answer(random, times=len(messages))]
    claim(scene.store, messages, scene.clock.now())
    deliver(scene.place())
    scene.clock.advance(timedelta(seconds=61))


def _lost_answer(random: Random, times: int) -> ScriptedFault:
    """A post that Slack took, or took not, and nobody hears which."""
    where = Where(path=POST, times=times)
    accepted_500 = ScriptedFault(where, afterwards=lambda _, true: replace(true, status=500))
    return random.choice([accept_then_drop(where), no_answer(where), server_error(where), accepted_500])


def _fault(random: Random) -> ScriptedFault:
    """Something that goes wrong once in the time after."""
    history = Where(path="conversations", times=2)
    limited = {"ok": False, "error": "ratelimited"}
    return random.choice(
        [
            _lost_answer(random, times=1),
            _lost_answer(random, times=3),
            answers(Where(path=POST, times=2), 429, limited, {"Retry-After": "30"}),
            server_error(history),
            answers(history, 429, limited, {"Retry-After": "30"}),
        ]
    )


# --- frozen, among several schedulers ---------------------------------------------------------------------------------


@dataclass
class Scheduler:
    """A process that does the job whenever it is told to."""

    process: Any
    pipe: Connection

    def tick(self, now: datetime, hook: Hook | None = None) -> None:
        self.pipe.send((now, hook and (hook.at, hook.nth)))

    def done(self) -> str:
        """How the tick ended: 'done', or 'frozen' by its hook."""
        assert self.pipe.poll(60), "a scheduler does not answer"
        return str(self.pipe.recv())

    def go_on(self) -> None:
        os.kill(self.process.pid, signal.SIGCONT)


@contextmanager
def schedulers(scene: Scene, number: int) -> Iterator[list[Scheduler]]:
    """Some of them over one store."""
    started, first = list[Scheduler](), processes.Semaphore(1)
    for _ in range(number):
        here, there = processes.Pipe()
        process = processes.Process(target=_schedule, args=(scene.url, scene.slack.api_url, there, first))
        process.start()
        started.append(Scheduler(process, here))
    yield started
    for one in started:
        one.process.kill()
        one.process.join(60)


def _schedule(url: str, api_url: str, pipe: Connection, first: Semaphore) -> None:
    """The hook stops the process, which says so before; of several only the first that reaches it."""

    def freeze() -> None:
        if not first.acquire(block=False):
            return
        pipe.send("frozen")
        os.kill(os.getpid(), signal.SIGSTOP)

    _be_quiet()
    while True:
        now, point = pipe.recv()
        store = Store.open(url)
        if point:
            _hang_in(store, Hook(point[0], point[1], freeze))
        deliver(_place(store, api_url, now))
        store.close()
        pipe.send("done")


def frozen_round(seed: int, scene: Scene, workers: list[Scheduler]) -> tuple[bool, list[str]]:
    """All tick at once and one freezes until the others have told everything; whether it froze, and what is wrong."""
    random = Random(seed)  # noqa: S311 - seeded rounds, no secrets
    scene.clock.advance(timedelta(days=1))
    messages = _messages(seed, random)
    hook = Hook(FREEZES[seed % len(FREEZES)], 1, die)
    scene.slack.faults.clear()
    if hook.at == "looked":
        _lose_answers(scene, messages, random)
    claim(scene.store, messages, scene.clock.now())
    for one in workers:
        one.tick(scene.clock.now(), hook)
    frozen = [one for one in workers if one.done() == "frozen"]
    _until_settled(scene, [one for one in workers if one not in frozen])
    for one in frozen:
        one.go_on()
        one.done()
    _until_settled(scene, workers)
    return len(frozen) == 1, scene.found()


def _until_settled(scene: Scene, workers: list[Scheduler]) -> None:
    for _ in range(12):
        scene.clock.advance(timedelta(seconds=35))
        for one in workers:
            one.tick(scene.clock.now())
        for one in workers:
            one.done()
        if not unsettled(scene.store):
            return


# --- Slack wants fewer ------------------------------------------------------------------------------------------------


class GoingOn(Clock):
    """A clock that goes on as time does, and can be moved forward besides."""

    def __init__(self) -> None:
        super().__init__(MONDAY_NOON)
        self._begun = monotonic()

    def now(self) -> datetime:
        return self.at + timedelta(seconds=monotonic() - self._begun)


def limited_day(store: Store, reps: int) -> tuple[int, int, list[str]]:
    """Three messages for each rep, each third post refused with 429: how many were told and refused, what is wrong."""
    with a_scene(store, reps, GoingOn()) as scene:
        scene.slack.faults.append(limit := EveryNth(3))
        for person in range(1, reps + 1):
            for kind in KINDS:
                now = scene.clock.now()
                store.deliveries.claim(
                    Message(f"{person}-{kind}", kind, person, "day", {"text": "Due"}, now, now)
                )
        for _ in range(60):
            deliver(scene.place(played=False))
            if not unsettled(store):
                break
            scene.clock.advance(timedelta(seconds=10))
        close = wrong(scene.slack, store, pace=timedelta(seconds=1))
        return len(scene.slack.told()), limit.happened, [*close, *scene.found()]


# --- the figures ------------------------------------------------------------------------------------------------------


def run(quick: bool = False) -> list[Row]:  # noqa: FBT002 - the interface of all benchmarks
    """The kills on both databases, the frozen schedulers on PostgreSQL, and the limited day on both."""
    _be_quiet()
    kinds = ("SQLite", "PostgreSQL")
    killed = [_killed_row(kind, QUICK_ROUNDS if quick else ROUNDS) for kind in kinds]
    frozen = [_frozen_row(number, QUICK_FROZEN if quick else FROZEN_ROUNDS) for number in (2, 4)]
    limited = [_limited_row(kind, QUICK_REPS if quick else REPS) for kind in kinds]
    return [*killed, *frozen, *limited]


def _killed_row(kind: str, rounds: int) -> Row:
    begun = default_timer()
    with new_store(kind) as store, a_scene(store) as scene:
        found = {seed: told for seed in range(rounds) if (told := killed_round(seed, scene))}
        counts = store.deliveries.counts()
    what = f"kill -9 at {len(POINTS)} points, {kind}: rounds with each slot told once ({_since(begun)})"
    ended = f"{counts.get('sent', 0)} messages sent, {counts.get('unknown', 0)} listed as unknown"
    return what, f"{rounds - len(found)} of {rounds}; {ended}{_first(found)}", "all", not found


def _frozen_row(number: int, rounds: int) -> Row:
    begun, found, froze = default_timer(), dict[int, list[str]](), Counter[bool]()
    with ExitStack() as stack:
        store = stack.enter_context(new_store("PostgreSQL"))
        scene = stack.enter_context(a_scene(store))
        for seed in range(rounds):
            # fresh ones each time: a hook stays in its process
            with schedulers(scene, number) as workers:
                did, told = frozen_round(seed, scene, workers)
            froze[did] += 1
            if told:
                found[seed] = told
    what = f"{number} schedulers tick at once, one frozen past its lease: rounds told once ({_since(begun)})"
    measured = f"{rounds - len(found)} of {rounds}, {froze[True]} froze{_first(found)}"
    return what, measured, "all", not found and froze[True] == rounds


def _limited_row(kind: str, reps: int) -> Row:
    begun = default_timer()
    with new_store(kind) as store:
        told, refused, found = limited_day(store, reps)
    what = (
        f"429 at every third post, {reps} reps, {kind}: told, none twice, ≥ 1 s in a chat ({_since(begun)})"
    )
    expected = reps * len(KINDS)
    measured = f"{told} of {expected}, {refused} refused{_first({0: found} if found else {})}"
    return what, measured, "all", not found and told == expected


def _be_quiet() -> None:
    """The notifier tells of each fault."""
    logging.getLogger("bot.slack_notifier").setLevel(logging.ERROR)


def _since(begun: float) -> str:
    return f"{default_timer() - begun:.0f} s"


def _first(found: dict[int, list[str]]) -> str:
    """The first that is wrong, to look into."""
    return f"; {next(iter(found.items()))}" if found else ""
