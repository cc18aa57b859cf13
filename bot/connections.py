"""The systems outside as they are configured: which are connected, and what the admin allows the jobs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from integrations.model_ends import warning
from integrations.systems import CallSource, Crm, Systems, Transcriber
from integrations.text_wire import is_openai
from integrations.writing import Writer
from jobs.rules import Rules

if TYPE_CHECKING:
    from bot.settings import Settings

Clock = Callable[[], datetime]


def systems_of(settings: Settings, clock: Clock, *, by_hand: bool = False) -> Systems:
    """Every system that has a key; their clients are loaded here, so only what talks to them asks for it.

    With `by_hand` HubSpot is not asked for long: somebody looks on.
    """
    return Systems(
        _crm(settings, clock, by_hand=by_hand),
        _call_sources(settings, clock),
        _transcriber(settings),
        _writer(settings),
    )


def rules_of(settings: Settings) -> Rules:
    """The admin's decisions."""
    switches = {
        "scores": settings.hubspot_write_scores,
        "notes": settings.hubspot_write_notes,
        "tasks": settings.hubspot_write_tasks,
        "stages": settings.hubspot_write_stages,
    }
    return Rules(
        data_folder=settings.data_dir,
        sync_every=timedelta(minutes=settings.sync_minutes),
        writes=frozenset(kind for kind, on in switches.items() if on),
        regions=settings.phone_regions,
        consent_property=settings.consent_property,
        without_consent=settings.transcribe_without_consent,
        audio_kept=timedelta(days=settings.audio_kept_days),
        said_kept=timedelta(days=settings.retention_days),
        shown_kept=timedelta(days=settings.messages_kept_days),
        learn_from_model=settings.learn_from_language_model,
        feedback_channel=settings.feedback_channel,
        zone=settings.time_zone,
        definitions=settings.definitions,
    )


def _crm(settings: Settings, clock: Clock, *, by_hand: bool) -> Crm | None:
    if not settings.hubspot_token:
        return None
    from integrations.hubspot_client import ASKED_BY_HAND, PATIENT
    from integrations.hubspot_crm import HubSpotCrm

    wanted = {"contacts": (settings.consent_property,)} if settings.consent_property else {}
    return HubSpotCrm(
        settings.hubspot_token,
        settings.hubspot_api_url,
        clock=clock,
        wanted=wanted,
        patience=ASKED_BY_HAND if by_hand else PATIENT,
    )


def _call_sources(settings: Settings, clock: Clock) -> Sequence[CallSource]:
    sources = list[CallSource]()
    if settings.aircall_api_id and settings.aircall_api_token:
        from integrations.aircall_calls import AircallCalls

        sources.append(
            AircallCalls(
                settings.aircall_api_id, settings.aircall_api_token, settings.aircall_api_url, clock=clock
            )
        )
    if settings.twilio_account_sid and settings.twilio_auth_token:
        from integrations.twilio_calls import TwilioCalls

        sources.append(
            TwilioCalls(
                settings.twilio_account_sid, settings.twilio_auth_token, settings.twilio_api_url, clock=clock
            )
        )
    if settings.recordings_folder:
        from integrations.folder_calls import FolderCalls

        folder = settings.directory / settings.recordings_folder
        kept_apart = rules_of(settings).audio_folder
        sources.append(
            FolderCalls(
                folder, regions=settings.phone_regions, zone=settings.time_zone, kept_apart=kept_apart
            )
        )
    return sources


def _transcriber(settings: Settings) -> Transcriber | None:
    if not settings.transcription_model:
        return None
    from integrations.openai_speech import OpenAiSpeech

    return OpenAiSpeech(settings.openai_address, settings.openai_api_key, settings.transcription_model)


def _writer(settings: Settings) -> Writer | None:
    if not settings.language_model:
        return None
    from integrations.openai_writer import OpenAiWriter

    return OpenAiWriter(
        settings.openai_address,
        settings.openai_api_key,
        settings.language_model,
        api=settings.language_model_api,
        seconds=settings.language_model_seconds,
    )


def ending_models(settings: Settings, on: date) -> dict[str, str]:
    """What to do about each configured model that OpenAI has ended, or soon will, by its setting.

    Other servers keep their models as long as they like.
    """
    if not is_openai(settings.openai_address):
        return {}
    named = {"LANGUAGE_MODEL": settings.language_model, "TRANSCRIPTION_MODEL": settings.transcription_model}
    told = {setting: warning(setting, model, on) for setting, model in named.items()}
    return {setting: what_to_do for setting, what_to_do in told.items() if what_to_do}
