"""The systems outside as they are configured: which are connected, and what the admin allows the jobs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from integrations.systems import CallSource, Crm, Systems, Transcriber
from jobs.rules import Rules

if TYPE_CHECKING:
    from bot.settings import Settings

Clock = Callable[[], datetime]


def systems_of(settings: Settings, clock: Clock, *, by_hand: bool = False) -> Systems:
    """Every system that has a key; their clients are loaded here, so only what talks to them asks for it.

    With `by_hand` HubSpot is not asked for long: somebody looks on.
    """
    return Systems(
        _crm(settings, clock, by_hand=by_hand), _call_sources(settings, clock), _transcriber(settings)
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

    return OpenAiSpeech(settings.openai_base_url, settings.openai_api_key, settings.transcription_model)
