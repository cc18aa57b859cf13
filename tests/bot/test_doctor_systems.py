"""What `doctor` says of the systems outside: nothing of what is not configured, one sentence for what fails."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.check import Check
from bot.connections import systems_of
from bot.doctor_systems import ago, system_checks
from bot.sandbox.loopback import serving
from bot.settings import Settings
from integrations.errors import AccessRefused, DailyLimit
from integrations.store import Store
from integrations.systems import CRM_KINDS, CrmPage, CrmProperty, Pipeline, Portal, Stage, Systems
from ml.errors import SalesAssistantError, Unavailable
from tests.standins.hubspot import HubSpotStandIn
from tests.standins.hubspot_small import small_portal

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TOKEN = "HUBSPOT_TOKEN lacks the scope crm.objects.deals.read; add it"  # no secret, a sentence
PIPELINE = Pipeline("default", "Sales", (Stage("s1", "Demo"), Stage("s2", "Won", 1.0, closed=True)))


@dataclass
class Asked:
    """A CRM and a phone system that note what they are asked, and refuse some of it."""

    refusals: dict[str, SalesAssistantError] = field(default_factory=dict)
    questions: list[str] = field(default_factory=list)
    system: str = "aircall"
    contact_properties: tuple[str, ...] = ("recording_consent",)
    account: Portal | None = field(default_factory=lambda: Portal("62515"))

    def _note(self, question: str) -> None:
        self.questions.append(question)
        if question in self.refusals:
            raise self.refusals[question]

    def portal(self) -> Portal | None:
        self._note("portal")
        return self.account

    def page(self, kind: str, after: str | None) -> CrmPage:
        assert after is None
        self._note(kind)
        return CrmPage((), "more")

    def owners(self) -> list[Any]:
        self._note("owners")
        return []

    def pipelines(self) -> list[Pipeline]:
        self._note("pipelines")
        return [PIPELINE]

    def properties(self, kind: str) -> list[CrmProperty]:
        self._note(f"properties of {kind}")
        return [CrmProperty(name, name, "string") for name in self.contact_properties]

    def calls(self, since: datetime) -> Iterator[str]:
        self._note(f"calls since {since:%d %b}")
        yield "the first"
        raise AssertionError("only the first is asked for")


def said(systems: Any, folder: Path, store: Store | None = None, **environ: str) -> dict[str, Check]:
    settings = Settings.read(environ, folder)
    found = list(system_checks(settings, systems, store, now=NOW))
    assert all(check.ok == (not check.what_to_do) for check in found)
    assert len({check.check for check in found}) == len(found)
    return {check.check: check for check in found}


def hubspot(crm: Asked, folder: Path, store: Store | None = None, **environ: str) -> dict[str, Check]:
    return said(Systems(crm=crm), folder, store, HUBSPOT_TOKEN="pat-1", **environ)  # type: ignore[arg-type]  # as much of a CRM as is asked


def test_nothing_is_said_of_what_is_not_configured(tmp_path: Path, sqlite_store: Store) -> None:
    assert said(Systems(), tmp_path, sqlite_store) == {}


# --- HubSpot ------------------------------------------------------------------------------------------------------


def test_everything_that_a_sync_reads_is_asked_for_once(tmp_path: Path) -> None:
    crm = Asked()
    found = hubspot(crm, tmp_path)
    assert all(check.ok for check in found.values())
    assert next(iter(found)) == "HubSpot answers (account 62515)"
    described = [f"properties of {kind}" for kind in ("companies", "contacts", "deals")]
    assert crm.questions == ["portal", *CRM_KINDS, "owners", "pipelines", *described]
    assert len(found) == len(crm.questions)


def test_each_missing_scope_is_named(tmp_path: Path) -> None:
    crm = Asked({name: AccessRefused(f"{TOKEN} ({name})") for name in ("deals", "owners")})
    wrong = {name: check.what_to_do for name, check in hubspot(crm, tmp_path).items() if not check.ok}
    assert wrong == {"HubSpot: deals": f"{TOKEN} (deals)", "HubSpot: owners": f"{TOKEN} (owners)"}


def test_a_refused_key_is_said_once(tmp_path: Path) -> None:
    crm = Asked({"portal": AccessRefused("HubSpot refuses HUBSPOT_TOKEN.")})
    assert hubspot(crm, tmp_path) == {
        "HubSpot answers": Check("HubSpot answers", ok=False, what_to_do="HubSpot refuses HUBSPOT_TOKEN.")
    }
    assert crm.questions == ["portal"]


@pytest.mark.parametrize("error", [Unavailable("Later."), DailyLimit("Tomorrow.", NOW)])
def test_a_silent_system_is_not_asked_on(tmp_path: Path, error: SalesAssistantError) -> None:
    crm = Asked({"contacts": error})
    assert list(hubspot(crm, tmp_path).values())[-1] == Check(
        "HubSpot: contacts", ok=False, what_to_do=str(error)
    )
    assert crm.questions == ["portal", "companies", "contacts"]


def test_a_crm_that_does_not_tell_its_account(tmp_path: Path, sqlite_store: Store) -> None:
    found = hubspot(Asked(account=None), tmp_path, sqlite_store)
    assert next(iter(found)) == "HubSpot answers (account not told)"
    assert "the store's HubSpot account" not in found


def test_another_account_than_the_stores(tmp_path: Path, sqlite_store: Store) -> None:
    assert hubspot(Asked(), tmp_path, sqlite_store)["the store's HubSpot account"].ok
    sqlite_store.facts.put("crm_portal", {"id": "62515", "time_zone": "UTC"})
    assert hubspot(Asked(), tmp_path, sqlite_store)["the store's HubSpot account"].ok
    other = hubspot(Asked(account=Portal("7")), tmp_path, sqlite_store)["the store's HubSpot account"]
    assert "account 62515" in other.what_to_do


def test_a_write_is_not_tried_but_its_scope_is_named(tmp_path: Path) -> None:
    found = hubspot(Asked(), tmp_path, HUBSPOT_WRITE_SCORES="1", HUBSPOT_WRITE_STAGES="1")
    written = [name for name in found if "writes" in name]
    needs = {
        "scores": "crm.schemas.deals.write and crm.objects.deals.write",
        "stages": "crm.objects.deals.write",
    }
    assert written == [
        f"HubSpot writes {kind} (needs {scopes}; cannot be tried without writing)"
        for kind, scopes in needs.items()
    ]


def keep_pipelines(store: Store) -> None:
    stages = [vars_of(stage) for stage in PIPELINE.stages]
    store.facts.put("crm_pipelines", [{"id": PIPELINE.id, "label": PIPELINE.label, "stages": stages}])


def vars_of(stage: Stage) -> dict[str, Any]:
    return {"id": stage.id, "label": stage.label, "probability": stage.probability, "closed": stage.closed}


def test_stages_that_nobody_accepted_or_knows(tmp_path: Path, sqlite_store: Store) -> None:
    from integrations.crm_mapping import propose

    keep_pipelines(sqlite_store)
    assert "mapping accept" in hubspot(Asked(), tmp_path, sqlite_store)["HubSpot's stages"].what_to_do
    known = Pipeline("default", "Sales", PIPELINE.stages[1:])
    text = propose([known], [], portal=None)
    sqlite_store.facts.put("crm_mapping", {"text": text, "accepted_at": NOW.isoformat()})
    assert "“Demo”" in hubspot(Asked(), tmp_path, sqlite_store)["HubSpot's stages"].what_to_do
    text = propose([PIPELINE], [], portal=None)
    sqlite_store.facts.put("crm_mapping", {"text": text, "accepted_at": NOW.isoformat()})
    assert hubspot(Asked(), tmp_path, sqlite_store)["HubSpot's stages"].ok


@pytest.mark.parametrize(
    ("age", "name", "fine"),
    [
        (None, "HubSpot was read", False),
        (timedelta(minutes=12), "HubSpot was read (12 minutes ago)", True),
        (timedelta(hours=24), "HubSpot was read (24 hours ago)", True),
        (timedelta(days=3), "HubSpot was read (3 days ago)", False),
    ],
)
def test_how_long_ago_it_was_read(
    tmp_path: Path, sqlite_store: Store, age: timedelta | None, name: str, *, fine: bool
) -> None:
    if age is not None:
        sqlite_store.facts.put("sync:hubspot", {"at": (NOW - age).isoformat()})
    check = hubspot(Asked(), tmp_path, sqlite_store)[name]
    assert check.ok is fine
    assert fine or "sales-assistant sync" in check.what_to_do


def test_a_clock_that_went_back_is_no_age() -> None:
    assert ago(timedelta(minutes=-5)) == "0 minutes ago"


# --- phone systems ------------------------------------------------------------------------------------------------


def test_a_phone_system_is_asked_for_one_call_of_the_last_day(tmp_path: Path) -> None:
    source: Any = Asked()
    assert said(Systems(calls=[source]), tmp_path) == {"Aircall answers": Check("Aircall answers", ok=True)}
    assert source.questions == ["calls since 22 Nov"]
    source.refusals["calls since 22 Nov"] = AccessRefused("Aircall refused access.")
    assert said(Systems(calls=[source]), tmp_path)["Aircall answers"].what_to_do == "Aircall refused access."


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ("AIRCALL_API_ID", "AIRCALL_API_TOKEN"),
        ("AIRCALL_API_TOKEN", "AIRCALL_API_ID"),
        ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"),
        ("TWILIO_AUTH_TOKEN", "TWILIO_ACCOUNT_SID"),
    ],
)
def test_half_a_key(tmp_path: Path, given: str, missing: str) -> None:
    (check,) = said(Systems(), tmp_path, None, **{given: "x"}).values()
    assert check.what_to_do.startswith(f"Set {missing}, too")


def test_webhooks_of_a_system_that_cannot_be_read(tmp_path: Path) -> None:
    secrets = {"HUBSPOT_WEBHOOK_SECRET": "x", "AIRCALL_WEBHOOK_TOKEN": "x"}
    found = said(Systems(), tmp_path, None, **secrets)
    assert "HUBSPOT_TOKEN" in found["HubSpot's webhooks"].what_to_do
    assert "AIRCALL_API_ID" in found["Aircall's webhooks"].what_to_do
    systems: Any = Systems(crm=Asked(), calls=[Asked()])  # type: ignore[arg-type,list-item]  # as much of both as is asked
    assert all(check.ok for check in said(systems, tmp_path, None, **secrets).values())


def test_the_folder_of_recordings(tmp_path: Path) -> None:
    source: Any = Asked(system="folder")
    assert not said(Systems(calls=[source]), tmp_path, RECORDINGS_DIR="calls")["folder of recordings"].ok
    (tmp_path / "calls").mkdir()
    assert said(Systems(calls=[source]), tmp_path, RECORDINGS_DIR="calls")["folder of recordings"].ok
    (tmp_path / ".sales-assistant" / "recordings").mkdir(parents=True)
    ours = {"RECORDINGS_DIR": ".sales-assistant/recordings"}
    assert not said(Systems(calls=[source]), tmp_path, None, **ours)["folder of recordings"].ok
    assert source.questions == []


# --- transcription ------------------------------------------------------------------------------------------------


@dataclass
class Server:
    """An OpenAI-compatible server that lists models."""

    status: str = "200 OK"
    body: Any = field(default_factory=lambda: {"data": [{"id": "whisper-large"}]})
    asked: list[tuple[str, str]] = field(default_factory=list)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        self.asked.append((environ["PATH_INFO"], environ.get("HTTP_AUTHORIZATION", "")))
        start_response(self.status, [("Content-Type", "application/json")])
        return [self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()]


def heard(folder: Path, crm: Asked | None = None, **environ: str) -> dict[str, Check]:
    systems: Any = Systems(crm=crm, transcriber=Asked())  # type: ignore[arg-type]  # neither is asked as such
    found = said(systems, folder, None, TRANSCRIPTION_MODEL="whisper-large", **environ)
    return {name: check for name, check in found.items() if not name.startswith("HubSpot")}


def at(server: Server, folder: Path, **environ: str) -> Check:
    with serving(server) as address:
        return heard(folder, None, OPENAI_BASE_URL=f"{address}/v1", **environ)["transcription"]


def test_the_server_that_transcribes_has_the_model(tmp_path: Path) -> None:
    server = Server()
    assert at(server, tmp_path, OPENAI_API_KEY="sk-1").ok
    assert at(server, tmp_path).ok
    assert server.asked == [("/v1/models", "Bearer sk-1"), ("/v1/models", "")]


@pytest.mark.parametrize(
    ("server", "sentence"),
    [
        (Server(body={"data": [{"id": "another"}]}), "TRANSCRIPTION_MODEL"),
        (Server("401 Unauthorized"), "OPENAI_API_KEY"),
        (Server("403 Forbidden"), "OPENAI_API_KEY"),
        (Server(body=b"<html>"), "/v1"),
        (Server(body=[]), "/v1"),
        (Server(body={"data": [1]}), "/v1"),
        (Server(body={"data": None}), "/v1"),
    ],
)
def test_a_server_that_cannot_transcribe(tmp_path: Path, server: Server, sentence: str) -> None:
    check = at(server, tmp_path, OPENAI_API_KEY="sk-secret")
    assert sentence in check.what_to_do
    assert "sk-secret" not in check.what_to_do


def test_a_server_that_lists_nothing_may_well_transcribe(tmp_path: Path) -> None:
    assert at(Server("404 Not Found"), tmp_path).ok
    assert at(Server(body={"data": []}), tmp_path).ok


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    check = heard(tmp_path, OPENAI_BASE_URL="http://127.0.0.1:9/v1")["transcription"]
    assert "did not answer" in check.what_to_do


def test_the_language_model_is_looked_for_like_the_other(tmp_path: Path) -> None:
    with serving(Server()) as address:
        environ = {"LANGUAGE_MODEL": "writer-1", "OPENAI_BASE_URL": f"{address}/v1"}
        systems: Any = Systems(writer=Asked())  # type: ignore[arg-type]  # it is not asked itself
        (check,) = said(systems, tmp_path, None, **environ).values()
    assert check.check == "language model"
    assert "LANGUAGE_MODEL" in check.what_to_do


@pytest.mark.parametrize(
    ("environ", "names"),
    [
        (
            {"LANGUAGE_MODEL": "gpt-5-mini", "TRANSCRIPTION_MODEL": "whisper-1"},
            ["LANGUAGE_MODEL", "TRANSCRIPTION_MODEL"],
        ),
        ({"LANGUAGE_MODEL": "gpt-5.1"}, []),  # in more than four months
        ({"LANGUAGE_MODEL": "gpt-5-mini", "OPENAI_DATA_RESIDENCY": "eu"}, ["LANGUAGE_MODEL"]),
        (
            {"TRANSCRIPTION_MODEL": "whisper-1", "OPENAI_BASE_URL": "http://localhost:8000/v1"},
            [],
        ),  # its own affair
    ],
)
def test_models_that_end_are_named_in_time(tmp_path: Path, environ: dict[str, str], names: list[str]) -> None:
    found = said(Systems(), tmp_path, None, **environ)
    assert list(found) == [f"{name} goes on" for name in names]
    assert all("2026" in check.what_to_do or "2027" in check.what_to_do for check in found.values())


def test_a_region_is_of_openai_only(tmp_path: Path) -> None:
    assert said(Systems(), tmp_path, None, OPENAI_DATA_RESIDENCY="eu") == {}
    environ = {"OPENAI_DATA_RESIDENCY": "eu", "OPENAI_BASE_URL": "http://localhost:8000/v1"}
    assert "OPENAI_BASE_URL" in said(Systems(), tmp_path, None, **environ)["OpenAI's region"].what_to_do


@pytest.mark.parametrize(
    ("crm", "environ", "sentence"),
    [
        (None, {}, "without HubSpot"),
        (None, {"TRANSCRIBE_WITHOUT_CONSENT": "1"}, ""),
        (Asked(), {}, ""),
        (Asked(), {"CONSENT_PROPERTY": "may_record"}, "no such property"),
        (Asked({"properties of contacts": AccessRefused(TOKEN)}), {}, TOKEN),
    ],
)
def test_whose_consent_is_known(
    tmp_path: Path, crm: Asked | None, environ: dict[str, str], sentence: str
) -> None:
    found = heard(tmp_path, crm, OPENAI_BASE_URL="http://127.0.0.1:9/v1", **environ)
    (check,) = [check for name, check in found.items() if name.startswith("recording consent")]
    assert sentence in check.what_to_do
    assert check.ok is not bool(sentence)


# --- the real client against the stand-in ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def portal() -> Iterator[HubSpotStandIn]:
    with HubSpotStandIn(small_portal(seed=1)) as standin:
        yield standin


def connected(standin: HubSpotStandIn, folder: Path, token: str = "") -> dict[str, Check]:
    environ = {"HUBSPOT_TOKEN": token or standin.token, "HUBSPOT_API_URL": standin.url}
    settings = Settings.read(environ, folder)
    return said(systems_of(settings, lambda: NOW), folder, None, **environ)


def test_a_key_with_all_scopes_is_in_order(portal: HubSpotStandIn, tmp_path: Path) -> None:
    before = len(portal.requests)
    found = connected(portal, tmp_path)
    assert {name: check.what_to_do for name, check in found.items() if not check.ok} == {}
    assert len(found) == len(portal.requests) - before == 14
    assert not portal.complaints


def test_a_key_that_was_revoked(portal: HubSpotStandIn, tmp_path: Path) -> None:
    (check,) = connected(portal, tmp_path, "pat-na1-revoked").values()
    assert "HUBSPOT_TOKEN" in check.what_to_do
    assert "Service Keys" in check.what_to_do
    assert "pat-na1-revoked" not in check.what_to_do


def documented_scopes() -> list[str]:
    text = (Path(__file__).parents[2] / "docs/hubspot.md").read_text(encoding="utf-8")
    table = text.partition("| scope | why |")[2].partition("\n\n")[0]
    return [
        scope for line in table.splitlines() for scope in re.findall(r"`([\w.-]+)`", line.split(" | ")[0])
    ]


@pytest.mark.parametrize("missing", documented_scopes())
def test_each_documented_scope_is_needed_and_named_where_it_lacks(
    portal: HubSpotStandIn, tmp_path: Path, missing: str
) -> None:
    """The page of the docs asks for these scopes, and for no more than these."""
    portal.scopes = {*documented_scopes()} - {missing}
    found = connected(portal, tmp_path)
    wrong = [check for check in found.values() if not check.ok]
    assert wrong
    assert all(missing in check.what_to_do and "Service Keys" in check.what_to_do for check in wrong)
    portal.scopes = {*documented_scopes()}
    assert all(check.ok for check in connected(portal, tmp_path).values())
