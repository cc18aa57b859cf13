"""The road of calls as docs/calls.md says it: phone systems, a folder, consent, transcripts, and what is said of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from twilio.request_validator import RequestValidator

from tests.recorded_calls import record
from tests.standins import aircall, twilio
from tests.standins.faults import ALWAYS, answers
from tests.standins.http import Answer, Request
from tests.standins.hubspot import HubSpotStandIn
from tests.standins.hubspot_portal import HubSpotPortal
from tests.standins.hubspot_records import iso
from tests.standins.openai_audio import OpenAiAudio

ADA = "ada@kerjahub.example"
MEI, TAN, BUDI, NOBODY = "+6591110001", "+6591110002", "+6591110003", "+6591119999"
SYSTEMS = ("hubspot", "aircall", "twilio", "folder")
TALK = """\
Ada Lim: How do you plan the shifts of your people today, and who does it?
Mei Tan: We plan all of it in a spreadsheet every Sunday evening, which takes me four hours.
Ada Lim: What happens when somebody is ill on Monday morning?
Mei Tan: We lose half a day because nobody sees who is free to come in.
Ada Lim: Our roster shows who is free at once and asks them on their phones.
Mei Tan: Please send me the quote before the board meeting on 14 December.
Ada Lim: I will send you the quote on Friday morning.
"""


@dataclass
class Ran:
    """How a command ended."""

    exit: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


class Aircall(aircall.AircallStandIn):
    """Aircall, whose addresses of recordings may expire before they are used."""

    expire = 0

    def answer(self, request: Request) -> Answer:
        if request.path.startswith("/recordings/") and self.expire:
            self.expire -= 1
            return Answer(403, b"<Error><Code>AccessDenied</Code></Error>")
        return super().answer(request)


@dataclass
class Road:
    """An empty directory, the systems outside, and the program."""

    directory: Path
    run: Callable[..., Ran]
    portal: HubSpotPortal
    aircall: Aircall
    twilio: twilio.TwilioStandIn
    speech: OpenAiAudio
    settings: dict[str, str] = field(default_factory=dict)
    now: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))

    def set(self, **values: str) -> None:
        """Write the `.env`."""
        self.settings |= values
        lines = "".join(f"{name}={value}\n" for name, value in self.settings.items())
        (self.directory / ".env").write_text(lines, encoding="utf-8")

    def contact(self, number: str, consent: str = "", first: str = "Mei") -> str:
        """Somebody of the company 101 in HubSpot."""
        told = {"firstname": first, "lastname": "Tan", "phone": number}
        told |= {"recording_consent": consent} if consent else {}
        return self.portal.create("contacts", told, {"companies": ["101"]})

    def logged(self, number: str, at: datetime, seconds: int = 120, **more: str) -> str:
        """A call as HubSpot has it."""
        told = {
            "hs_timestamp": iso(at), "hs_call_duration": str(seconds * 1000), "hs_call_to_number": number,
            "hs_call_direction": "OUTBOUND", "hs_call_status": "COMPLETED",
        }  # fmt: skip
        return self.portal.create("calls", told | more, {"companies": ["101"]})

    def called(
        self, id_: int, at: datetime, number: str = MEI, *, recorded: bool = False, **more: Any
    ) -> None:
        """A call as Aircall has it."""
        self.aircall.calls.append(aircall.call(id_, at, number, **more))
        if recorded:
            self.aircall.recordings[id_] = aircall.wav(1)

    def rang(self, id_: int, at: datetime, number: str = MEI, *, recorded: bool = False, **more: Any) -> str:
        """A call as Twilio has it."""
        one = twilio.call(id_, at, to=number, **more)
        self.twilio.calls.append(one)
        if recorded:
            self.twilio.recordings.append(twilio.recording(id_, one))
        return str(one["sid"])

    def sync(self, *words: str) -> dict[str, Any]:
        ran = self.run("sync", *words, "--json")
        assert ran.exit == 0, ran.err
        return dict(ran.document)

    def status(self) -> dict[str, Any]:
        return dict(self.run("status", "--json").document)

    def recordings(self) -> dict[str, int]:
        return dict(self.status()["sync"]["recordings"])

    def calls(self) -> int:
        return int(self.status()["counts"]["calls"])

    def kept(self) -> list[str]:
        """The fetched recordings."""
        folder = self.directory / ".sales-assistant" / "recordings"
        return sorted(path.name for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def road(tmp_path: Path) -> Iterator[Road]:
    """The program in an empty directory; HubSpot has one company, and nothing else is there."""
    from typer.testing import CliRunner

    from bot.cli.program import program
    from bot.settings import SETTINGS
    from ml.errors import SalesAssistantError

    def run(*words: str) -> Ran:
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(tmp_path)
            patch.setenv("COLUMNS", "200")
            for setting in SETTINGS:
                patch.delenv(setting.name, raising=False)
            result = CliRunner().invoke(program, words)
        if isinstance(result.exception, SalesAssistantError):
            return Ran(1, result.stdout, f"{result.stderr}{result.exception}")
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.exit_code, result.stdout, result.stderr)

    portal = HubSpotPortal(lambda: datetime.now(UTC))
    portal.add_owner(ADA, "Ada", "Lim")
    portal.create("companies", {"name": "Acme Pte Ltd"})
    deal = {
        "dealname": "Acme",
        "pipeline": "default",
        "dealstage": "appointmentscheduled",
        "hubspot_owner_id": "701",
    }
    portal.create("deals", deal, {"companies": ["101"]})
    with ExitStack() as stack:
        phones = Aircall(lambda: datetime.now(UTC), per_minute=None), twilio.TwilioStandIn()
        hubspot, speech = HubSpotStandIn(portal), OpenAiAudio()
        standins = (hubspot, *phones, speech)
        _, calls, legs, _ = [stack.enter_context(one) for one in standins]
        place = Road(tmp_path, run, portal, *phones, speech)
        place.set(
            HUBSPOT_TOKEN=hubspot.token, HUBSPOT_API_URL=hubspot.url, AIRCALL_API_URL=calls.url,
            AIRCALL_API_ID=aircall.API_ID, AIRCALL_API_TOKEN=aircall.API_TOKEN, TWILIO_API_URL=legs.url,
            TWILIO_ACCOUNT_SID=twilio.ACCOUNT, TWILIO_AUTH_TOKEN=twilio.TOKEN,
        )  # fmt: skip
        yield place
        assert not [said for one in standins for said in one.complaints]


def transcribing(road: Road) -> None:
    """Let recordings be transcribed."""
    server = road.speech.base_url
    road.set(OPENAI_BASE_URL=server, OPENAI_API_KEY="sk-test", TRANSCRIPTION_MODEL="speech-timed")


def lay_folder(road: Road) -> Path:
    """A folder with a transcript in each format, recordings, a list, and files that tell nothing."""
    folder = road.directory / "calls"
    folder.mkdir()
    lines = [line.split(": ", 1) for line in TALK.splitlines()]
    cues = [f"00:00:0{n}.000 --> 00:00:0{n}.900\n<v {who}>{words}\n" for n, (who, words) in enumerate(lines)]
    subtitles = [
        f"{n + 1}\n00:00:0{n},000 --> 00:00:0{n},900\n{who}: {words}\n"
        for n, (who, words) in enumerate(lines)
    ]
    rows = "".join(f'{who},{n},"{words}"\n' for n, (who, words) in enumerate(lines))
    told = {
        f"2026-11-01_0900 {MEI}.txt": TALK,
        f"2026-11-02_0900 {MEI}.vtt": "WEBVTT\n\n" + "\n".join(cues),
        "20261103-090000 9111-0001 in.srt": "\n".join(subtitles),
        f"2026-11-04_0900 {MEI}.json": json.dumps([{"speaker": who, "text": words} for who, words in lines]),
        f"2026-11-05_0900 {MEI}.csv": f"speaker,start,text\n{rows}",
        "calls.csv": f"file,at,number,direction,duration,agent\nmei.wav,2026-11-06T09:00,{MEI},out,7:12,{ADA}\n"
        f",2026-11-07T09:05,{TAN},in,95,Ada Lim\ngone.wav,2026-11-07T09:05,{TAN},in,95,\n",
    }
    for name, text in told.items():
        (folder / name).write_text(text, encoding="utf-8")
    for name in ("mei.wav", "lunch with Mei.wav", f"2026-11-08_0900 {TAN}.wav"):
        record(folder / name, [(0.5, 1.0, 300), (2.0, 3.0, 500)])
    return folder


def test_the_road_of_calls(road: Road) -> None:
    assert road.run("people", "add", ADA, "--name", "Ada Lim", "--role", "manager").exit == 0
    for number, consent, first in ((MEI, "granted", "Mei"), (TAN, "refused", "Tan"), (BUDI, "", "Budi")):
        road.contact(number, consent, first)
    lay_folder(road)
    transcribing(road)
    road.set(RECORDINGS_DIR="calls")
    everything_arrives(road)
    only_those_who_agreed_are_heard(road)
    the_second_run_writes_nothing(road)
    an_unknown_number_becomes_somebody(road)
    the_card_has_the_quote(road)
    an_admin_decides_otherwise(road)
    old_audio_goes(road)


def everything_arrives(road: Road) -> None:
    ago = timedelta(hours=30)
    for n, number in enumerate((MEI, TAN, BUDI, NOBODY)):
        road.called(n + 1, road.now - ago + timedelta(hours=n), number, recorded=True)
    road.rang(9, road.now - ago + timedelta(hours=9), recorded=True)
    road.called(5, road.now - timedelta(hours=20))  # the newest
    said = [("internal" if line.startswith("Ada") else "external", line[9:]) for line in TALK.splitlines()]
    road.aircall.transcriptions[5] = aircall.transcription(*said)
    road.aircall.expire = 1
    assert road.run("sync", "--propose-mapping").exit == 0
    told = road.sync()
    assert list(told) == list(SYSTEMS)
    assert {name: one["new"] for name, one in told.items() if name != "hubspot"} == {
        "aircall": 5, "twilio": 1, "folder": 8,
    }  # fmt: skip
    assert told["aircall"]["unmatched"] == 1
    assert told["folder"]["problems"] == {
        "its name does not begin with a date and a time, as 2026-11-11_1430": 1,
        "the list names it, but it is not there": 1,
    }
    assert road.calls() == 14
    failed = [one["check"] for one in road.run("doctor", "--json").document if not one["ok"]]
    assert not {"Aircall answers", "Twilio answers", "folder of recordings", "transcription"} & set(failed)
    assert "recording consent (contact property recording_consent)" not in failed


def only_those_who_agreed_are_heard(road: Road) -> None:
    state = road.status()
    assert state["sync"]["recordings"] == {
        "recorded": 7, "transcribed": 3, "waiting": 0, "without_consent": 4, "failed": 0, "audio_kept": 3,
        "granted": 3, "refused": 2, "unknown": 2,
    }  # fmt: skip
    assert state["sync"]["unmatched"][0]["number"] == NOBODY
    assert (
        state["sync"]["set_aside"]["calls of folder"] == road.sync("--only", "folder")["folder"]["problems"]
    )
    assert state["counts"]["transcripts"] == 3 + 5 + 1
    assert len(road.kept()) == 3
    shown = road.run("status").out
    assert all(words in shown for words in (NOBODY, "passed over without consent", "it is not there"))


def the_second_run_writes_nothing(road: Road) -> None:
    file = road.directory / ".sales-assistant" / "sales-assistant.db"
    road.sync("--only", "aircall")
    before, heard = file.read_bytes(), len(road.speech.requests)
    for system in SYSTEMS[1:]:
        told = road.sync("--only", system)[system]
        assert (told["new"], told["changed"]) == (0, 0)
        assert told["requests"] <= told["floor"]
    assert file.read_bytes() == before
    assert len(road.speech.requests) == heard


def an_unknown_number_becomes_somebody(road: Road) -> None:
    road.contact(NOBODY, "granted", "Lim")
    assert road.sync()["aircall"]["attached"] == 1
    assert road.status()["sync"]["unmatched"] == []
    assert road.recordings()["transcribed"] == 4


def the_card_has_the_quote(road: Road) -> None:
    assert run_job_of(road, "tag") == "10 notes and calls read"
    said = road.run("say", "/lead acme", "--as", ADA, "--json").document
    assert "Please send me the quote before the board meeting" in json.dumps(said)


def an_admin_decides_otherwise(road: Road) -> None:
    road.set(TRANSCRIBE_WITHOUT_CONSENT="1")
    ran = road.run("sync")
    assert "recordings: 3 transcribed." in ran.err
    assert road.recordings()["without_consent"] == 0


def old_audio_goes(road: Road) -> None:
    assert len(road.kept()) == 7
    road.set(AUDIO_KEPT_DAYS="0")
    transcripts = road.status()["counts"]["transcripts"]
    road.sync("--only", "twilio")
    assert road.kept() == []
    assert road.recordings()["audio_kept"] == 0
    assert road.status()["counts"]["transcripts"] == transcripts
    assert (road.directory / "calls" / "mei.wav").exists()


@pytest.mark.parametrize(
    "order", [("hubspot", "aircall", "twilio"), ("twilio", "aircall", "hubspot")], ids=" ".join
)
def test_a_call_that_several_systems_saw_is_one(road: Road, order: tuple[str, ...]) -> None:
    begin, numbers = road.now - timedelta(days=2), [f"+65911100{n}" for n in range(10, 17)]
    for number in numbers:
        road.contact(number, first=f"P{number[-2:]}")
    by_all, at_edge, too_late, too_long, named, by_twilio, twice = numbers
    road.logged(by_all, begin)
    road.called(1, begin + timedelta(seconds=30), by_all, duration=122)
    road.rang(1, begin - timedelta(seconds=25), by_all, duration="118")
    road.logged(at_edge, begin)
    road.called(2, begin + timedelta(seconds=60), at_edge, duration=125)
    road.logged(too_late, begin)
    road.called(3, begin + timedelta(seconds=61), too_late)
    road.logged(too_long, begin)
    road.rang(4, begin, too_long, duration="126")
    road.logged(named, begin, hs_call_external_id="5")
    road.called(5, begin + timedelta(minutes=20), named, duration=300)
    sid = road.rang(6, begin + timedelta(minutes=20), by_twilio, duration="300")
    road.logged(by_twilio, begin, hs_call_external_id=sid)
    for n in range(2):  # two calls of one system, with one number in one minute
        road.logged(twice, begin + timedelta(seconds=20 * n), 10)
        road.called(7 + n, begin + timedelta(seconds=20 * n + 2), twice, duration=12)
    road.run("sync", "--propose-mapping")
    for system in order:
        road.sync("--only", system)
    assert road.calls() == 1 + 1 + 2 + 2 + 1 + 1 + 2
    told = road.sync("--full")
    assert [(one["new"], one["changed"]) for one in told.values()] == [(0, 0)] * 3
    assert road.calls() == 10


def test_a_system_that_refuses_keeps_no_other_waiting(road: Road) -> None:
    road.contact(MEI)
    road.rang(1, road.now - timedelta(hours=1))
    road.set(AIRCALL_API_TOKEN="old")
    ran = road.run("sync", "--json")
    assert ran.exit == 1
    assert "Aircall" in (sentence := ran.err.splitlines()[-1])
    assert sentence.count(".") <= 2
    assert ran.document["twilio"]["new"] == ran.document["hubspot"]["new"] - 2 == 1
    refused = {one["check"]: one["what_to_do"] for one in road.run("doctor", "--json").document}
    assert "AIRCALL" in refused["Aircall answers"]


def test_a_recording_that_was_given_up_is_tried_again_with_a_full_sync(road: Road) -> None:
    road.contact(MEI, "granted")
    road.called(1, road.now - timedelta(hours=1))
    road.aircall.recordings[1] = b"no sound at all"
    transcribing(road)
    ran = road.run("sync")
    assert "given up" in ran.err
    assert road.status()["sync"]["recordings_failed"]
    road.aircall.recordings[1] = aircall.wav(1)
    road.sync("--only", "aircall")
    assert road.recordings()["transcribed"] == 0
    road.sync("--only", "aircall", "--full")
    assert (road.recordings()["transcribed"], road.recordings()["failed"]) == (1, 0)


def test_a_server_that_refuses_is_said(road: Road) -> None:
    road.contact(MEI, "granted")
    road.called(1, road.now - timedelta(hours=1), recorded=True)
    transcribing(road)
    road.set(OPENAI_API_KEY="sk-old")
    ran = road.run("sync")
    assert ran.exit == 0
    assert "OPENAI_API_KEY" in ran.err
    assert road.recordings()["waiting"] == 1
    road.speech.faults.append(answers(ALWAYS, 401, {}))
    assert "OPENAI_API_KEY" in run_job_of(road, "transcribe")


def test_the_folder_of_fetched_recordings_is_nobodys_own(road: Road) -> None:
    (road.directory / ".sales-assistant" / "recordings" / "mine").mkdir(parents=True)
    road.set(RECORDINGS_DIR=".sales-assistant/recordings/mine")
    ran = road.run("sync", "--json")
    assert ran.exit == 1
    assert ran.err.splitlines()[-1].startswith("RECORDINGS_DIR lies in DATA_DIR/recordings")
    assert set(ran.document) == {"hubspot", "aircall", "twilio"}


def test_a_deleted_calls_audio_goes(road: Road) -> None:
    mei = road.contact(MEI, "granted")
    call = road.logged(MEI, road.now - timedelta(hours=2))
    transcribing(road)
    road.sync()
    assert (mei, road.calls(), road.kept()) == ("101", 1, [])
    with office(road) as place:
        place.rules.audio_folder.mkdir(exist_ok=True)
        (place.rules.audio_folder / "call-1.wav").write_bytes(aircall.wav(1))
        place.store.recordings.note_audio(1, "call-1.wav", road.now)
    road.portal.delete("calls", call)
    road.sync("--full")
    assert (road.calls(), road.kept()) == (0, [])


def test_an_event_leads_to_the_call(road: Road) -> None:
    road.contact(MEI)
    road.set(AIRCALL_WEBHOOK_TOKEN="wh", PUBLIC_URL="https://sales.example.com")
    road.sync()
    road.called(7, road.now - timedelta(days=3))
    sid = road.rang(8, road.now - timedelta(days=4))
    event = {"resource": "call", "event": "call.ended", "token": "wh", "data": {"id": 7}}
    form = {"CallSid": sid, "CallStatus": "completed"}
    signature = RequestValidator(twilio.TOKEN).compute_signature(
        "https://sales.example.com/twilio/events", form
    )
    with office(road) as place:
        assert delivered(place, "/aircall/events", json.dumps(event)) == 200
        assert delivered(place, "/twilio/events", urlencode(form), HTTP_X_TWILIO_SIGNATURE=signature) == 200
        from jobs.catalogue import PROMPT
        from jobs.scheduler import tick

        assert [name for name, _ in tick(place.workplace(), PROMPT).ran] == ["named records"]
    assert road.calls() == 2


def office(road: Road) -> Any:
    """The parts of the program, as `serve` has them."""
    from bot.settings import Settings
    from bot.wiring import build

    return build(Settings.read({}, road.directory))


def run_job_of(road: Road, name: str) -> str:
    """What comes of a job of the worker."""
    from jobs.catalogue import JOBS
    from jobs.job import run_job

    with office(road) as place:
        return run_job(next(job for job in JOBS if job.name == name), place.workplace())


def delivered(place: Any, path: str, body: str, **headers: str) -> int:
    from bot.webhooks import Webhooks

    hooks = Webhooks(place.settings, place.store.hints, place.clock)
    environ = {"CONTENT_LENGTH": str(len(body)), "wsgi.input": BytesIO(body.encode()), **headers}
    return int(hooks.take(path, environ))
