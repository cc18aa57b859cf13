"""What `doctor` checks of the systems outside: only those that are configured, each by its lightest question."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

from bot.check import Check, asked, in_order
from bot.connections import ending_models, rules_of
from bot.settings import Settings
from integrations.errors import AccessRefused
from integrations.systems import CRM_KINDS, CallSource, Crm, Portal, Systems
from ml.errors import SalesAssistantError

if TYPE_CHECKING:
    from integrations.store import Store

Question = tuple[str, Callable[[], object]]

# Kinds whose own properties are read, as `sync` reads them.
_DESCRIBED = ("companies", "contacts", "deals")
_CALLS_OF = timedelta(days=1)
_STALE = timedelta(days=1)
_PATIENCE_S = 10.0
# What a Service Key needs for each switch; nobody can try a write without writing.
_WRITE_SCOPES = {
    "scores": "crm.schemas.deals.write and crm.objects.deals.write",
    "notes": "crm.objects.contacts.write",
    "tasks": "crm.objects.contacts.write",
    "stages": "crm.objects.deals.write",
}


def system_checks(
    settings: Settings, systems: Systems, store: Store | None, *, now: datetime
) -> Iterator[Check]:
    """Everything there is to check of the systems that are configured.

    Parameters
    ----------
    settings, systems
        What is configured, and what was built of it.
    store
        Where the last sync left its word; None where there is no store yet.
    now
        The present moment (UTC).
    """
    if systems.crm:
        yield from _hubspot(settings, systems.crm, store, now)
    yield from _half_keys(settings)
    yield from _unread_webhooks(settings, systems)
    for source in systems.calls:
        if source.system == "folder":
            yield _folder(settings)
        else:
            yield _phone_system(source, now)
    yield from _models(settings, now)
    if systems.writer:
        yield _listed(settings, "language model", "LANGUAGE_MODEL", settings.language_model)
    if systems.transcriber:
        yield _listed(settings, "transcription", "TRANSCRIPTION_MODEL", settings.transcription_model)
        yield _consent(settings, systems.crm)


# --- HubSpot ------------------------------------------------------------------------------------------------------


def _hubspot(settings: Settings, crm: Crm, store: Store | None, now: datetime) -> Iterator[Check]:
    try:
        portal = crm.portal()
    except SalesAssistantError as error:
        yield Check("HubSpot answers", ok=False, what_to_do=str(error))
    else:
        yield Check(f"HubSpot answers (account {portal.id if portal else 'not told'})", ok=True)
        if store and portal:
            yield _same_portal(portal, store)
        yield from _answers(_reads(crm))
    yield from (
        Check(f"HubSpot writes {kind} (needs {scope}; cannot be tried without writing)", ok=True)
        for kind, scope in _WRITE_SCOPES.items()
        if getattr(settings, f"hubspot_write_{kind}")
    )
    if store:
        yield _stages(store)
        yield _last_sync(settings, store, now)


def _reads(crm: Crm) -> Iterator[Question]:
    """Each thing that `sync` reads, asked for once."""
    yield from ((f"HubSpot: {kind}", lambda kind=kind: crm.page(kind, None)) for kind in CRM_KINDS)
    yield "HubSpot: owners", crm.owners
    yield "HubSpot: pipelines", crm.pipelines
    yield from (
        (f"HubSpot: properties of {kind}", lambda kind=kind: crm.properties(kind)) for kind in _DESCRIBED
    )


def _answers(questions: Iterator[Question]) -> Iterator[Check]:
    """Each question asked; where a system stays silent the rest is not asked: each would wait as long."""
    for name, ask in questions:
        try:
            ask()
        except AccessRefused as error:
            yield Check(name, ok=False, what_to_do=str(error))
        except SalesAssistantError as error:
            yield Check(name, ok=False, what_to_do=str(error))
            return
        else:
            yield Check(name, ok=True)


def _same_portal(portal: Portal, store: Store) -> Check:
    from jobs.crm_stages import known_portal

    known = known_portal(store)
    return in_order(
        "the store's HubSpot account",
        known is None or known.id == portal.id,
        f"The store holds the data of account {known.id if known else ''}, HUBSPOT_TOKEN is of another: use that "
        "account's key, or another DATA_DIR for this one.",
    )


def _stages(store: Store) -> Check:
    """Whether an admin said what the stages mean, all of them."""
    from integrations.crm_mapping import accepted
    from jobs.crm_stages import known_pipelines

    name, mapping = "HubSpot's stages", accepted(store.facts)
    if mapping is None:
        what_to_do = (
            "Nobody has said yet which stage is which funnel state: run `sales-assistant sync --propose-mapping`, "
            "look at mapping.yaml, then `sales-assistant mapping accept`."
        )
        return Check(name, ok=False, what_to_do=what_to_do)
    unknown = mapping.unknown(known_pipelines(store))
    return in_order(
        name,
        not unknown,
        f"The mapping does not say what {', '.join(unknown)} means: add it to mapping.yaml, then "
        "`sales-assistant mapping accept`.",
    )


def _last_sync(settings: Settings, store: Store, now: datetime) -> Check:
    """Whether HubSpot was read lately."""
    told = store.facts.get("sync:hubspot", None)
    if told is None:
        return Check("HubSpot was read", ok=False, what_to_do="Read it: `sales-assistant sync`.")
    age = now - datetime.fromisoformat(told["at"])
    return in_order(
        f"HubSpot was read ({ago(age)})",
        age <= max(_STALE, 3 * timedelta(minutes=settings.sync_minutes)),
        "Read it again: `sales-assistant sync`, or let `sales-assistant serve` do it.",
    )


def ago(age: timedelta) -> str:
    """How long ago, in the largest unit that fits.

    >>> ago(timedelta(minutes=1)), ago(timedelta(hours=47)), ago(timedelta(days=2))
    ('1 minute ago', '47 hours ago', '2 days ago')
    """
    minutes = max(0, int(age.total_seconds() // 60))
    for unit, size in (("day", 1440), ("hour", 60)):
        if minutes >= 2 * size:
            return f"{minutes // size} {unit}s ago"
    return f"{minutes} minute{'' if minutes == 1 else 's'} ago"


# --- phone systems, recordings, models ---------------------------------------------------------------------------


def _half_keys(settings: Settings) -> Iterator[Check]:
    """Keys of two parts of which one is missing."""
    pairs = {
        "Aircall": {"AIRCALL_API_ID": settings.aircall_api_id, "AIRCALL_API_TOKEN": settings.aircall_api_token},
        "Twilio": {
            "TWILIO_ACCOUNT_SID": settings.twilio_account_sid,
            "TWILIO_AUTH_TOKEN": settings.twilio_auth_token,
        },
    }  # fmt: skip
    for name, parts in pairs.items():
        missing = [part for part, value in parts.items() if not value]
        if len(missing) == 1:
            yield Check(
                f"{name} answers",
                ok=False,
                what_to_do=f"Set {missing[0]}, too; docs/calls.md shows where it is.",
            )


def _unread_webhooks(settings: Settings, systems: Systems) -> Iterator[Check]:
    """A webhook only says what to read: without the system's key nothing comes of it."""
    if settings.hubspot_webhook_secret and not systems.crm:
        yield Check(
            "HubSpot's webhooks", ok=False, what_to_do="Set HUBSPOT_TOKEN, too: they only say what to read."
        )
    if settings.aircall_webhook_token and not systems.call_source("aircall"):
        yield Check(
            "Aircall's webhooks",
            ok=False,
            what_to_do="Set AIRCALL_API_ID and AIRCALL_API_TOKEN, too: they only say what to read.",
        )


def _phone_system(source: CallSource, now: datetime) -> Check:
    name = f"{source.system.capitalize()} answers"
    return asked(name, lambda: next(iter(source.calls(now - _CALLS_OF)), None))


def _folder(settings: Settings) -> Check:
    from integrations.folder_calls import check_folder

    folder, kept_apart = settings.directory / settings.recordings_folder, rules_of(settings).audio_folder
    return asked("folder of recordings", lambda: check_folder(folder, kept_apart))


def _models(settings: Settings, now: datetime) -> Iterator[Check]:
    """Models that are about to end, and a region that another server than OpenAI's knows nothing of."""
    for setting, what_to_do in ending_models(settings, now.date()).items():
        yield Check(f"{setting} goes on", ok=False, what_to_do=what_to_do)
    if settings.openai_data_residency != "global" and settings.openai_address == settings.openai_base_url:
        yield Check(
            "OpenAI's region",
            ok=False,
            what_to_do="OPENAI_DATA_RESIDENCY says nothing to the server at OPENAI_BASE_URL: unset one of the two.",
        )


def _listed(settings: Settings, name: str, setting: str, model: str) -> Check:
    """Whether the server is there, takes the key, and lists the model; not every server lists any."""
    import httpx2

    key = settings.openai_api_key
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        answer = httpx2.get(f"{settings.openai_address}/models", headers=headers, timeout=_PATIENCE_S)
        listed = [one["id"] for one in answer.json()["data"]] if answer.is_success else []
    except httpx2.HTTPError:
        what_to_do = "The server at OPENAI_BASE_URL did not answer: check it and the network."
        return Check(name, ok=False, what_to_do=what_to_do)
    except (ValueError, TypeError, LookupError):
        what_to_do = "OPENAI_BASE_URL is no OpenAI-compatible server: it should end with /v1."
        return Check(name, ok=False, what_to_do=what_to_do)
    if answer.status_code in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        what_to_do = "The server at OPENAI_BASE_URL refuses OPENAI_API_KEY: set a valid key."
        return Check(name, ok=False, what_to_do=what_to_do)
    return in_order(
        name,
        not listed or model in listed,
        f"The server at OPENAI_BASE_URL lists no such model: set {setting} to one that it has.",
    )


def _consent(settings: Settings, crm: Crm | None) -> Check:
    """Whether anybody's consent can be known."""
    if settings.transcribe_without_consent:
        return Check("recording consent (not asked for: TRANSCRIBE_WITHOUT_CONSENT=1)", ok=True)
    name = f"recording consent (contact property {settings.consent_property})"
    if crm is None:
        return Check(
            name,
            ok=False,
            what_to_do="Nobody's consent is known without HubSpot, so nothing is transcribed: set HUBSPOT_TOKEN, or "
            "TRANSCRIBE_WITHOUT_CONSENT=1 where the law allows it.",
        )
    try:
        known = {one.name for one in crm.properties("contacts")}
    except SalesAssistantError as error:
        return Check(name, ok=False, what_to_do=str(error))
    return in_order(
        name,
        settings.consent_property in known,
        "HubSpot's contacts have no such property, so nothing is transcribed: make it there, or set "
        "CONSENT_PROPERTY to the one you use.",
    )
