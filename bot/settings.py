"""The settings, read in one place: the environment, and a `.env` file in the working directory.

`SETTINGS` lists every name with its default and meaning; the docs are checked against it. The environment
wins over `.env`. Secrets, and addresses that may hold a password, never appear in `repr` or in a log.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Annotated, Any, Literal, get_type_hints
from zoneinfo import ZoneInfo

from bot import setting_values as values
from bot.setting_values import Setting
from bot.system_settings import SystemSettings
from ml.errors import BadInput
from ml.sales_metrics import Definitions


@dataclass(frozen=True, kw_only=True)
class Settings(SystemSettings):
    """Everything that is configured, read once and passed on.

    Examples
    --------
    >>> settings = Settings.read({"PORT": "8080"}, Path("/nowhere"))
    >>> settings.port, settings.store_url
    (8080, 'sqlite:////nowhere/.sales-assistant/sales-assistant.db')
    """

    directory: Path

    database_url: Annotated[
        str,
        Setting(
            "DATABASE_URL",
            "",
            "Where the store is: `postgresql://USER:PASSWORD@HOST/NAME` or `sqlite:////FOLDER/FILE`; "
            "empty: SQLite in `DATA_DIR`.",
            values.address("postgresql", "postgres", "sqlite"),
        ),
    ] = field(repr=False)
    data_folder: Annotated[
        str,
        Setting(
            "DATA_DIR",
            ".sales-assistant",
            "The folder of the embedded store, the trained models and the rejected rows.",
        ),
    ]
    host: Annotated[
        str,
        Setting(
            "HOST",
            "127.0.0.1",
            "The address that `serve` listens on; `0.0.0.0` where Slack reaches it through a proxy.",
        ),
    ]
    port: Annotated[
        int,
        Setting("PORT", "3000", "The port that `serve` and `demo` listen on.", values.number(0, 65535)),
    ]
    web_workers: Annotated[
        int, Setting("WEB_WORKERS", "1", "How many web processes `serve` starts.", values.number(1, 32))
    ]
    web_threads: Annotated[
        int,
        Setting(
            "WEB_THREADS",
            "4",
            "How many requests one web process answers at the same time.",
            values.number(1, 64),
        ),
    ]
    log_level: Annotated[
        str,
        Setting(
            "LOG_LEVEL",
            "INFO",
            "How much is logged: `DEBUG`, `INFO`, `WARNING` or `ERROR`.",
            values.one_of("DEBUG", "INFO", "WARNING", "ERROR"),
        ),
    ]
    log_format: Annotated[
        Literal["text", "json"],
        Setting(
            "LOG_FORMAT",
            "text",
            "`text` for people, `json` for a log collector.",
            values.one_of("text", "json"),
        ),
    ]
    time_zone: Annotated[
        ZoneInfo,
        Setting(
            "TIME_ZONE",
            "UTC",
            "The team's time zone, for people who are added without one.",
            values.time_zone,
        ),
    ]
    visibility: Annotated[
        Literal["own", "team"],
        Setting(
            "VISIBILITY",
            "own",
            "`own`: a rep opens their own and unowned pursuits; `team`: the whole team's.",
            values.one_of("own", "team"),
        ),
    ]
    slack_bot_token: Annotated[
        str, Setting("SLACK_BOT_TOKEN", "", "The bot's token, `xoxb-…`.", values.token("xoxb-"))
    ] = field(repr=False)
    slack_app_token: Annotated[
        str,
        Setting(
            "SLACK_APP_TOKEN",
            "",
            "The app's token, `xapp-…`; present: Socket Mode, so no public address is needed.",
            values.token("xapp-"),
        ),
    ] = field(repr=False)
    slack_signing_secret: Annotated[
        str,
        Setting(
            "SLACK_SIGNING_SECRET",
            "",
            "Proves that a request comes from Slack; needed for HTTP at `/slack/events`.",
        ),
    ] = field(repr=False)
    slack_api_url: Annotated[
        str,
        Setting(
            "SLACK_API_URL",
            "https://slack.com/api/",
            "Slack's Web API or a stand-in of it, for every Slack client of the product.",
            values.folder_address,
        ),
    ]
    tick_token: Annotated[
        str,
        Setting(
            "TICK_TOKEN",
            "",
            "The bearer token with which a cloud's clock may `POST /jobs/tick`; empty: nobody may.",
        ),
    ] = field(repr=False)
    metrics_token: Annotated[
        str,
        Setting(
            "METRICS_TOKEN",
            "",
            "The bearer token with which Prometheus may `GET /metrics`; empty: nobody may.",
        ),
    ] = field(repr=False)
    newest_blocks: Annotated[
        bool,
        Setting(
            "SLACK_NEWEST_BLOCKS",
            "1",
            "`0`: figures are shown without Slack's newest block types (charts, tables), in words and signs alone.",
            values.flag,
        ),
    ]
    feedback_channel: Annotated[
        str,
        Setting(
            "FEEDBACK_CHANNEL",
            "",
            "The Slack channel, `C…` or `G…`, into which `/sales-feedback` goes; invite the bot. Empty: managers list it.",
            values.channel,
        ),
    ]
    appointment_is: Annotated[
        Literal["meeting_or_prospect", "meeting", "prospect"],
        Setting(
            "APPOINTMENT_IS",
            "meeting_or_prospect",
            "What counts as an appointment: a round's first booked `meeting`, its entry into `prospect`, "
            "or the one, and where no meeting is recorded the other.",
            values.one_of("meeting_or_prospect", "meeting", "prospect"),
        ),
    ]
    cold_contact_is: Annotated[
        Literal["unanswered", "every_cycle"],
        Setting(
            "COLD_CONTACT_IS",
            "unanswered",
            "What counts as a cold contact: the first outbound touch of a cycle with a target that had not answered "
            "before, or that of `every_cycle`.",
            values.one_of("unanswered", "every_cycle"),
        ),
    ]
    activity_channels: Annotated[
        tuple[str, ...],
        Setting(
            "ACTIVITY_CHANNELS",
            "call,email,message,meeting,visit",
            "Which outbound touches count as sales activities; `note` can be added.",
            values.some_of("call", "email", "message", "meeting", "visit", "note"),
        ),
    ]
    app_engine: Annotated[
        str, Setting("GAE_ENV", "", "Set by Google App Engine itself; the store has to be PostgreSQL there.")
    ]

    @classmethod
    def read(cls, environ: Mapping[str, str], directory: Path) -> Settings:
        """The settings of this environment, with what a `.env` file in `directory` adds.

        Raises
        ------
        BadInput
            Naming the first setting that cannot be used, and why.
        """
        given = {**_env_file(directory / ".env"), **environ}
        settings = cls(directory=directory, **{key: _value(row, given) for key, row in _ROWS.items()})
        settings.refuse_passing_disk()
        return settings

    @property
    def data_dir(self) -> Path:
        """The folder of the embedded store, the trained models and the rejected rows."""
        return self.directory / Path(self.data_folder).expanduser()

    @property
    def definitions(self) -> Definitions:
        """What counts in the figures."""
        return Definitions(self.appointment_is, self.cold_contact_is, self.activity_channels)

    @property
    def models_dir(self) -> Path:
        """Where trained models lie."""
        return self.data_dir / "models"

    @property
    def rejects_dir(self) -> Path:
        """Where the rows that an import rejected lie, with their reasons."""
        return self.data_dir / "rejects"

    @property
    def store_url(self) -> str:
        """The address of the store: the one that is set, else a SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir / 'sales-assistant.db'}"

    @property
    def store_file(self) -> Path | None:
        """The file of a SQLite store; None for PostgreSQL."""
        scheme, rest = self.store_url.split(":///", 1) if ":///" in self.store_url else ("", "")
        return self.directory / rest.split("?")[0] if scheme.startswith("sqlite") else None

    @property
    def store_kind(self) -> Literal["SQLite", "PostgreSQL"]:
        """Which engine the store runs on."""
        return "SQLite" if self.store_url.startswith("sqlite") else "PostgreSQL"

    def refuse_passing_disk(self) -> None:
        """Google App Engine forgets its disk, so a SQLite store would be lost there.

        Raises
        ------
        BadInput
            When running there on SQLite.
        """
        if self.app_engine and self.store_kind == "SQLite":
            raise BadInput(
                "Google App Engine keeps no files, so a SQLite store would be lost: "
                "set DATABASE_URL to a PostgreSQL database."
            )

    def missing_for_slack(self) -> str:
        """What to do before Slack can be served, in a sentence; empty when nothing is missing."""
        if not self.slack_bot_token:
            return "Set SLACK_BOT_TOKEN to the bot token of your Slack app; docs/slack.md shows where it is."
        if not (self.slack_app_token or self.slack_signing_secret):
            return "Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP; see docs/slack.md."
        return ""


def _rows() -> dict[str, Setting]:
    """The field of each setting, as the annotations of `Settings` say."""
    hints = get_type_hints(Settings, include_extras=True)
    found = {part.name: getattr(hints[part.name], "__metadata__", ()) for part in fields(Settings)}
    return {name: row for name, rows in found.items() for row in rows}


_ROWS = _rows()
SETTINGS: tuple[Setting, ...] = tuple(_ROWS.values())


def _env_file(path: Path) -> dict[str, str]:
    """What a `.env` file says; nothing where there is none."""
    from dotenv import dotenv_values

    return {
        name: value for name, value in dotenv_values(path, interpolate=False).items() if value is not None
    }


def _value(row: Setting, given: Mapping[str, str]) -> Any:
    """The value of one setting; an empty text counts as not given.

    Raises
    ------
    BadInput
        When the text cannot be read. The text is not repeated: it could be a secret in the wrong place.
    """
    try:
        return row.read(given.get(row.name) or row.default)
    except ValueError as error:
        raise BadInput(f"The setting {row.name} {error}.") from None
