"""`demo`: a sample company by the ordinary road, then a local Slack workspace page to try the bot in.

What is done is written down in the store, so that a second start serves at once and one that was interrupted
goes on where it stopped.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.sandbox.clock import SandboxClock
from bot.sandbox.passing_time import PassingTime
from bot.settings import Settings
from bot.wiring import Office, build_new
from jobs.catalogue import JOBS
from jobs.counting import count_anew
from jobs.live_sample import LIVED_UNTIL, live_sample
from jobs.scheduler import tick, ticking
from ml.errors import Refused

if TYPE_CHECKING:
    from bot.app import SlackAccess
    from bot.sandbox.slack_standin import SlackStandIn
    from integrations.store import Store

# How often the page looks for slow answers, and whether its clock was moved.
SLOW_TICK_SECONDS = 1.0
# So much played time passes between two looks at what happened at the sample company.
LOOK_EVERY = timedelta(days=1)
Progress = Callable[[str, int, int | None], None]
Opened = Callable[[], AbstractContextManager[Progress]]


@dataclass(frozen=True)
class Step:
    """One thing to do once; its name is remembered in the store when it is done."""

    name: str
    do: Callable[[Office, Progress], object]

    @property
    def fact(self) -> str:
        """The store's fact that remembers that it is done."""
        return f"demo:{self.name}"


@contextmanager
def ready_office(settings: Settings, progress: Opened) -> Iterator[Office]:
    """The office of the sample company: made, imported, trained and scored.

    Raises
    ------
    Refused
        When the store holds real data.
    """
    clock = SandboxClock()
    with build_new(settings, clock=clock) as office:
        facts = office.store.facts
        refuse_real_data(office.store)
        facts.put("sample", True)
        if steps := [step for step in STEPS if not facts.get(step.fact, False)]:
            with progress() as report:
                for step in steps:
                    step.do(office, report)
                    facts.put(step.fact, True)
        clock.move(max(timedelta(0), _lived_until(office) - clock()))
        yield office


def _lived_until(office: Office) -> datetime:
    """How far the sample company has lived, by an earlier page whose clock was moved."""
    lived = office.store.facts.get(LIVED_UNTIL, None)
    return datetime.fromisoformat(lived["at"]) if lived else datetime.min.replace(tzinfo=UTC)


def refuse_real_data(store: Store) -> None:
    """The sample company never mixes with a company's own data.

    Raises
    ------
    Refused
        When the store holds people or companies that are not the sample's.
    """
    if store.facts.get("sample", False):
        return
    if store.people.all() or store.counts()["companies"]:
        raise Refused("This store holds your own data: set DATA_DIR to another folder for the demo.")


def _make(office: Office, progress: Progress) -> None:
    """Write the sample company's exports and import them as any company's."""
    from jobs.import_exports import import_exports
    from jobs.live_sample import begin_life
    from jobs.make_sample import make_sample_exports

    now = office.clock()
    sample = make_sample_exports(office.settings.data_dir / "sample", until=now.date())
    import_exports(
        office.store,
        [sample.directory],
        sample.mapping,
        now=now,
        rejects_directory=office.settings.rejects_dir,
        progress=progress,
    )
    begin_life(office.store, now.date())


def _train(office: Office, progress: Progress) -> None:
    from jobs.train_models import train_models

    train_models(office.store, office.model_files, now=office.clock(), progress=progress)


def _score(office: Office, progress: Progress) -> None:
    from jobs.score_pursuits import score_pursuits

    score_pursuits(office.store, office.model_files, now=office.clock(), progress=progress)


def _count(office: Office, _progress: Progress) -> None:
    count_anew(office.workplace())


STEPS = (
    Step("imported", _make),
    Step("trained", _train),
    Step("scored", _score),
    Step("counted", _count),
)


def serve_page(office: Office, port: int | None, say: Callable[[str], None]) -> None:
    """Serve the workspace page until SIGINT or SIGTERM; `port` None means PORT, or a free one instead.

    Raises
    ------
    Refused
        When the port that was asked for is taken.
    """
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    with page(office, port) as address:
        say(f"Your sales team's Slack, as a page: {address}\nStop it with Ctrl+C.")
        stopping.wait()


@contextmanager
def page(office: Office, port: int | None = None) -> Iterator[str]:
    """The workspace page served on loopback for as long as the block runs; gives its address."""
    from bot.app import SlackAccess
    from bot.sandbox.loopback import serving
    from bot.sandbox.slack_standin import SlackStandIn

    site, standin = _LateSite(), SlackStandIn(office.clock)
    with ExitStack() as stack:
        try:
            address = stack.enter_context(serving(site, office.settings.port if port is None else port))
        except OSError as error:
            if port is not None:
                raise Refused(f"Port {port} is taken ({error.strerror}): name another with --port.") from None
            address = stack.enter_context(serving(site))
        access = SlackAccess(
            bot_token=standin.bot_token, signing_secret=standin.signing_secret, api_url=f"{address}/api/"
        )
        time = PassingTime(_clock_of(office), partial(_live, office, access))
        site.open(_sandbox(office, standin, access, time))
        stack.enter_context(ticking(office.slow_work(access).work_off, seconds=SLOW_TICK_SECONDS))
        stack.enter_context(ticking(time.beat, seconds=SLOW_TICK_SECONDS))
        yield address


def _clock_of(office: Office) -> SandboxClock:
    if not isinstance(office.clock, SandboxClock):
        raise TypeError("the page moves its office's clock")
    return office.clock


def _live(office: Office, access: SlackAccess) -> None:
    """What happens at one moment of the sandbox: the sample company's own life, and the jobs that are due."""
    if office.clock() - _lived_until(office) >= LOOK_EVERY:
        live_sample(office.store, office.settings.data_dir / "sample" / "days", now=office.clock())
    tick(replace(office.workplace(access), played=True), JOBS)


class _LateSite:
    """A WSGI application whose inside needs to know the address it is served at; until then requests wait."""

    def __init__(self) -> None:
        self._ready = threading.Event()
        self._application: Any = None

    def open(self, application: Any) -> None:
        """Let the requests in."""
        self._application = application
        self._ready.set()

    def __call__(self, environ: Any, start_response: Any) -> Any:
        """Answer one request."""
        self._ready.wait()
        return self._application(environ, start_response)


def _sandbox(office: Office, standin: SlackStandIn, access: SlackAccess, time: PassingTime) -> Any:
    """The page with a workspace of its own and the real Slack app behind it; no token is needed."""
    from bot.commands import COMMANDS
    from bot.sandbox.page_server import make_sandbox
    from bot.web import Web

    people = office.store.people.all()
    for person in people:
        office.store.people.link_slack(person.email, standin.admit(person))
    workspace = make_sandbox(
        office.bolt_app(access),
        standin,
        clock=_clock_of(office),
        people=people,
        own_url=access.api_url.removesuffix("/api/"),
        commands=COMMANDS,
        pass_until=time.pass_until,
    )
    health = Web(office, slack=None)

    def site(environ: Any, start_response: Any) -> Any:
        asked_for_health = environ["PATH_INFO"] in {"/healthz", "/readyz"}
        return (health if asked_for_health else workspace)(environ, start_response)

    return site
