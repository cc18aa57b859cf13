"""The composition root: settings become a store, a desk and a Slack app; nobody else builds these."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Self

from bot.exchange import Bench, CrmDesk, Desk
from bot.settings import Settings
from integrations.store import Store
from ml.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import App

    from bot.app import SlackAccess
    from bot.slow_work import SlowWork
    from integrations.model_files import ModelFiles
    from integrations.systems import Systems
    from jobs.job import Workplace
    from jobs.rules import Rules


def clock() -> datetime:
    """The wall clock, in UTC."""
    return datetime.now(UTC)


@dataclass
class Office:
    """Everything that a command, the web process or the worker works with; closes its store on exit.

    Parameters
    ----------
    settings
        What is configured.
    store
        The open store.
    clock
        The present moment (UTC).
    """

    settings: Settings
    store: Store
    clock: Callable[[], datetime] = field(default=clock)

    @cached_property
    def desk(self) -> Desk:
        """What an answer may use."""
        from integrations.offer_file import read_offer

        settings = self.settings
        return Desk(
            self.store,
            self.clock,
            settings.visibility,
            crm=CrmDesk(connected=bool(settings.hubspot_token), writes=self.rules.writes),
            language_model=settings.language_model,
            offer=read_offer(settings.data_dir / "offer.yaml"),
            newest_blocks=settings.newest_blocks,
            feedback_channel=settings.feedback_channel,
        )

    @cached_property
    def model_files(self) -> ModelFiles:
        """Where trained models are kept."""
        from integrations.model_files import ModelFiles

        return ModelFiles(self.settings.models_dir)

    @cached_property
    def systems(self) -> Systems:
        """The systems outside that are connected."""
        from bot.connections import systems_of

        return systems_of(self.settings, self.clock)

    @cached_property
    def bench(self) -> Bench:
        """What slow answers may use: the language model, where one is configured."""
        return Bench(self.systems.writer, self.settings.phone_regions)

    @cached_property
    def rules(self) -> Rules:
        """What the admin allows the jobs."""
        from bot.connections import rules_of

        return rules_of(self.settings)

    def workplace(self, access: SlackAccess | None = None) -> Workplace:
        """What a job works with, as of now; `access` as in `bolt_app`."""
        from jobs.job import Workplace

        place = Workplace(self.store, self.model_files, self.clock(), self.systems, self.rules)
        slack = access or self.slack_access()
        if not slack.bot_token:
            return place
        from bot.reaction_reader import SlackReactions
        from bot.slack_notifier import SlackNotifier

        notifier = SlackNotifier(self.desk, slack.bot_token, slack.api_url)
        reactions = SlackReactions(slack.bot_token, slack.api_url)
        return replace(place, notifier=notifier, reactions=reactions)

    def slack_access(self) -> SlackAccess:
        """How the Slack app is reached and how it reaches Slack, as configured."""
        from bot.app import SlackAccess

        return SlackAccess(
            bot_token=self.settings.slack_bot_token,
            signing_secret=self.settings.slack_signing_secret,
            api_url=self.settings.slack_api_url,
        )

    def slow_work(self, access: SlackAccess | None = None) -> SlowWork:
        """What works off the queue of slow answers, over this desk; `access` as in `bolt_app`."""
        from bot.commands import SLOW_WORKS
        from bot.places import slack_client
        from bot.slow_work import SlowWork

        slack = access or self.slack_access()
        client = slack_client(slack.bot_token, slack.api_url)
        return SlowWork(self.desk, self.bench, SLOW_WORKS, client, slack.api_url)

    def bolt_app(self, access: SlackAccess | None = None) -> App:
        """The Slack app over this desk; `access` replaces what is configured (the demo's own workspace)."""
        from bot.app import make_app

        return make_app(self.desk, access or self.slack_access())

    def __enter__(self) -> Self:
        """Nothing more to open."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the store."""
        self.store.close()


def build(settings: Settings, *, clock: Callable[[], datetime] = clock) -> Office:
    """The office of these settings, its store open.

    Raises
    ------
    Refused
        When the store is missing or its tables are not those of this version.
    """
    if settings.store_file and not settings.store_file.exists():
        raise Refused(
            "There is no store yet: run `sales-assistant demo` for the sample company, "
            "or `sales-assistant import` or `sales-assistant sync` with your own data."
        )
    return Office(settings, Store.open(settings.store_url), clock)


def build_new(settings: Settings, *, clock: Callable[[], datetime] = clock) -> Office:
    """The office of these settings, its store made where there was none."""
    folder = settings.store_file.parent if settings.store_file else settings.data_dir
    folder.mkdir(parents=True, exist_ok=True)
    Store.migrate(settings.store_url)
    return Office(settings, Store.open(settings.store_url), clock)
