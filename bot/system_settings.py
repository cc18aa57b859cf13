"""The settings of the systems outside: HubSpot, Aircall, Twilio, recordings and their transcription."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from bot import setting_values as values
from bot.setting_values import Setting


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
            "https://api.openai.com/v1",
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
