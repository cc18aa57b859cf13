"""The settings of the systems outside: HubSpot, Aircall, Twilio, recordings and their transcription, the language model."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from bot import setting_values as values
from bot.setting_values import Setting

OPENAI_URL = "https://api.openai.com/v1"
# Where OpenAI's own service can be asked to stay, as its Python client names the regions.
RESIDENCIES = ("global", "us", "eu", "ae", "au", "in", "jp")


@dataclass(frozen=True, kw_only=True)
class SystemSettings:
    """What `bot.settings.Settings` says of the systems outside; an empty key means: not connected."""

    hubspot_token: Annotated[
        str,
        Setting(
            "HUBSPOT_TOKEN",
            "",
            "The Service Key of the HubSpot account, `pat-…`; docs/hubspot.md shows where it is made.",
        ),
    ] = field(repr=False)
    hubspot_api_url: Annotated[
        str,
        Setting(
            "HUBSPOT_API_URL",
            "https://api.hubapi.com",
            "HubSpot's API or a stand-in of it, without a version in the path.",
            values.server_address,
        ),
    ]
    hubspot_write_scores: Annotated[
        bool,
        Setting(
            "HUBSPOT_WRITE_SCORES",
            "0",
            "`1`: `score` and `sync` write each open deal's score and next step into HubSpot.",
            values.flag,
        ),
    ]
    hubspot_write_notes: Annotated[
        bool,
        Setting(
            "HUBSPOT_WRITE_NOTES",
            "0",
            "`1`: a rep may send a call's summary to HubSpot as a note.",
            values.flag,
        ),
    ]
    hubspot_write_tasks: Annotated[
        bool,
        Setting(
            "HUBSPOT_WRITE_TASKS", "0", "`1`: a rep may send a reminder to HubSpot as a task.", values.flag
        ),
    ]
    hubspot_write_stages: Annotated[
        bool,
        Setting(
            "HUBSPOT_WRITE_STAGES",
            "0",
            "`1`: a rep may move a deal to another stage from Slack.",
            values.flag,
        ),
    ]
    hubspot_webhook_secret: Annotated[
        str,
        Setting(
            "HUBSPOT_WEBHOOK_SECRET",
            "",
            "The client secret of the HubSpot app whose webhooks arrive at `/hubspot/events`; optional.",
        ),
    ] = field(repr=False)
    aircall_api_id: Annotated[
        str,
        Setting("AIRCALL_API_ID", "", "The id of the Aircall API key."),
    ]
    aircall_api_token: Annotated[
        str,
        Setting("AIRCALL_API_TOKEN", "", "The token of the Aircall API key."),
    ] = field(repr=False)
    aircall_api_url: Annotated[
        str,
        Setting(
            "AIRCALL_API_URL",
            "https://api.aircall.io",
            "Aircall's API or a stand-in of it, without a version in the path.",
            values.server_address,
        ),
    ]
    aircall_webhook_token: Annotated[
        str,
        Setting(
            "AIRCALL_WEBHOOK_TOKEN",
            "",
            "The token of the Aircall webhook that arrives at `/aircall/events`; optional.",
        ),
    ] = field(repr=False)
    twilio_account_sid: Annotated[
        str,
        Setting("TWILIO_ACCOUNT_SID", "", "The Twilio account, `AC…`."),
    ]
    twilio_auth_token: Annotated[
        str,
        Setting(
            "TWILIO_AUTH_TOKEN",
            "",
            "The account's token; it also proves that a request at `/twilio/events` is Twilio's.",
        ),
    ] = field(repr=False)
    twilio_api_url: Annotated[
        str,
        Setting(
            "TWILIO_API_URL",
            "https://api.twilio.com",
            "Twilio's API or a stand-in of it, without a version in the path.",
            values.server_address,
        ),
    ]
    recordings_folder: Annotated[
        str,
        Setting(
            "RECORDINGS_DIR",
            "",
            "A folder of recordings or transcripts that is read like a phone system; docs/calls.md has the file names.",
        ),
    ]
    phone_regions: Annotated[
        tuple[str, ...],
        Setting(
            "PHONE_REGIONS",
            "SG,ID,MY",
            "The countries whose local numbers are understood, the likeliest first.",
            values.regions,
        ),
    ]
    openai_api_key: Annotated[
        str,
        Setting("OPENAI_API_KEY", "", "The key of the OpenAI-compatible server, where it wants one."),
    ] = field(repr=False)
    openai_base_url: Annotated[
        str,
        Setting(
            "OPENAI_BASE_URL",
            OPENAI_URL,
            "An OpenAI-compatible server, with `/v1`.",
            values.server_address,
        ),
    ]
    transcription_model: Annotated[
        str,
        Setting(
            "TRANSCRIPTION_MODEL",
            "",
            "The model that transcribes recordings; empty: none are transcribed, transcripts that are there are read.",
        ),
    ]
    language_model: Annotated[
        str,
        Setting(
            "LANGUAGE_MODEL",
            "",
            "The model that writes drafts and summaries, from redacted facts; empty: the embedded writer does, and nothing is sent.",
        ),
    ]
    language_model_api: Annotated[
        Literal["auto", "responses", "chat"],
        Setting(
            "LANGUAGE_MODEL_API",
            "auto",
            "How the model is asked: `responses`, `chat`, or `auto`: `responses` at OpenAI, `chat` at any other server.",
            values.one_of("auto", "responses", "chat"),
        ),
    ]
    language_model_seconds: Annotated[
        int,
        Setting(
            "LANGUAGE_MODEL_SECONDS",
            "25",
            "How long the model may take for an answer, in seconds; after that the embedded writer speaks.",
            values.number(1, 300),
        ),
    ]
    learn_from_language_model: Annotated[
        bool,
        Setting(
            "LEARN_FROM_LANGUAGE_MODEL",
            "0",
            "`1`: the embedded tagger also learns from the moves that the language model named.",
            values.flag,
        ),
    ]
    openai_data_residency: Annotated[
        str,
        Setting(
            "OPENAI_DATA_RESIDENCY",
            "global",
            "The region in which OpenAI handles what is sent, texts and recordings: `us`, `eu`, `ae`, `au`, `in`, `jp`.",
            values.one_of(*RESIDENCIES),
        ),
    ]
    consent_property: Annotated[
        str,
        Setting(
            "CONSENT_PROPERTY",
            "recording_consent",
            "The HubSpot contact property that says `granted` where somebody agreed to be recorded.",
        ),
    ]
    transcribe_without_consent: Annotated[
        bool,
        Setting(
            "TRANSCRIBE_WITHOUT_CONSENT",
            "0",
            "`1`: recordings are transcribed although consent is unknown or refused.",
            values.flag,
        ),
    ]
    audio_kept_days: Annotated[
        int,
        Setting(
            "AUDIO_KEPT_DAYS",
            "30",
            "After how many days a fetched recording is deleted; its transcript stays.",
            values.number(0, 3650),
        ),
    ]
    retention_days: Annotated[
        int,
        Setting(
            "RETENTION_DAYS",
            "730",
            "After how many days what was said is deleted: transcripts, texts, quotes, summaries; `0`: never.",
            values.number(0, 36500),
        ),
    ]
    messages_kept_days: Annotated[
        int,
        Setting(
            "MESSAGES_KEPT_DAYS",
            "180",
            "After how many days the words of drafts, reminders and other messages are deleted; `0`: never.",
            values.number(0, 36500),
        ),
    ]
    sync_minutes: Annotated[
        int,
        Setting(
            "SYNC_MINUTES",
            "10",
            "How often the worker looks for changes in the systems outside, in minutes.",
            values.number(1, 1440),
        ),
    ]
    public_url: Annotated[
        str,
        Setting(
            "PUBLIC_URL",
            "",
            "The address under which HubSpot's and Twilio's webhooks reach this server, where a proxy hides it.",
            values.address("http", "https"),
        ),
    ]

    @property
    def openai_address(self) -> str:
        """The server for texts and recordings: OpenAI's own in the region that is set, or another as it is set."""
        if self.openai_base_url != OPENAI_URL or self.openai_data_residency == "global":
            return self.openai_base_url
        return OPENAI_URL.replace("://", f"://{self.openai_data_residency}.")
