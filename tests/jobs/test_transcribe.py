"""Recordings become transcripts of those who agreed, once each, over HTTP; old audio goes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete

from integrations.errors import AccessRefused, DailyLimit
from integrations.openai_speech import OpenAiSpeech
from integrations.store import Store
from integrations.store.exclusive import alone
from integrations.store.schema import calls, transcripts
from integrations.systems import CallSystem, SourceCall, Systems, UnreadableCall
from jobs.recording_tries import MOST_TRIES
from jobs.rules import Rules
from jobs.transcribe import ConsentReport, TranscribeSummary, consent_report, transcribe_calls
from ml.errors import BadInput, SalesAssistantError, Unavailable
from tests.recorded_calls import CONSENT, Burst, add_call, record, row_of, transcripts_of
from tests.standins.faults import ALWAYS, Where, answers, server_error
from tests.standins.openai_audio import OpenAiAudio

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
OURS: list[Burst] = [(0.5, 1.0, 300)]
THEIRS: list[Burst] = [(2.0, 3.0, 500)]


@dataclass
class Phones:
    """A phone system that has these recordings; its file names say too much."""

    system: CallSystem = "twilio"
    recordings: dict[str, Path | SalesAssistantError | None] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    requests: int = 0

    def calls(self, _since: datetime | None) -> Iterator[SourceCall | UnreadableCall]:
        return iter(())

    def call(self, _call_id: str) -> None:
        return None

    def download(self, call_id: str, folder: Path) -> Path | None:
        self.asked.append(call_id)
        found = self.recordings.get(call_id)
        if isinstance(found, SalesAssistantError):
            raise found
        if found is None or found.parent.name == "elsewhere":
            return found
        kept = folder / f"Mei Lin {call_id}{found.suffix}"
        kept.write_bytes(found.read_bytes())
        return kept


@pytest.fixture
def server() -> Iterator[OpenAiAudio]:
    with OpenAiAudio() as standin:
        yield standin
    assert standin.complaints == []


@pytest.fixture
def rules(tmp_path: Path) -> Rules:
    return Rules(data_folder=tmp_path / "data", consent_property=CONSENT)


@pytest.fixture
def phones(tmp_path: Path) -> Phones:
    sound = record(tmp_path / "sound.wav", OURS, THEIRS, seconds=4)
    return Phones(recordings={f"CA{number}": sound for number in range(1, 10)})


@pytest.fixture
def systems(server: OpenAiAudio, phones: Phones) -> Systems:
    speech = OpenAiSpeech(server.base_url, "sk-test", "speech-timed", clock=lambda: NOW, sleep=lambda _: None)
    return Systems(calls=[phones], transcriber=speech)


def add(store: Store, number: int, consent: Any = "granted", **values: Any) -> int:
    values = {"sightings": [("twilio", f"CA{number}")], "channels": 2, **values}
    return add_call(store, consent, **values)


def kept(rules: Rules) -> list[str]:
    """The files in the folder of recordings."""
    return sorted(path.name for path in rules.audio_folder.rglob("*") if path.is_file())


def run(store: Store, systems: Systems, rules: Rules, now: datetime = NOW) -> TranscribeSummary:
    return transcribe_calls(store, systems, now=now, rules=rules)


def test_a_call_is_fetched_heard_and_read_anew(
    store: Store, systems: Systems, rules: Rules, phones: Phones
) -> None:
    out, in_ = add(store, 1, " Granted ", direction="out"), add(store, 2, direction="in")
    told: list[tuple[str, int, int | None]] = []
    summary = transcribe_calls(store, systems, now=NOW, rules=rules, progress=lambda *what: told.append(what))
    assert summary == TranscribeSummary(fetched=2, transcribed=2)
    assert [number for _, number, _ in told] == [1, 2]
    found = transcripts_of(store)
    assert found[out][0] == "openai:speech-timed"
    assert [(one["role"], one["start"], one["text"]) for one in found[out][1]] == [
        ("rep", 0.5, "tone 300"),
        ("prospect", 2.0, "tone 500"),
    ]
    assert [one["role"] for one in found[in_][1]] == ["prospect", "rep"]
    assert row_of(store, out) == (None, "heard", "call-1.wav", NOW)
    assert kept(rules) == ["call-1.wav", "call-2.wav"]
    assert run(store, systems, rules) == TranscribeSummary()
    assert phones.asked == ["CA2", "CA1"]


def test_without_consent_nothing_is_even_fetched(
    store: Store, systems: Systems, rules: Rules, phones: Phones, server: OpenAiAudio
) -> None:
    for number, consent in enumerate(["refused", None, "granted "], start=1):
        add(store, number, consent)
    add(store, 4, contact=False)
    assert run(store, systems, rules) == TranscribeSummary(fetched=1, transcribed=1, without_consent=3)
    assert phones.asked == ["CA3"]
    assert kept(rules) == ["call-3.wav"]
    assert run(store, systems, rules) == TranscribeSummary()
    sent = len(server.requests)
    report = consent_report(store, rules)
    assert report == ConsentReport(
        recorded=4, transcribed=1, without_consent=3, audio_kept=1, granted=1, refused=1, unknown=2
    )
    # an admin decides otherwise
    assert run(store, systems, replace(rules, without_consent=True)).transcribed == 3
    assert len(server.requests) > sent


def test_consent_that_comes_later_or_goes(
    store: Store, systems: Systems, rules: Rules, server: OpenAiAudio
) -> None:
    late, gone = add(store, 1, "refused"), add(store, 2)
    server.faults.append(server_error(ALWAYS))
    assert run(store, systems, rules) == TranscribeSummary(fetched=1, without_consent=1, waiting=1)
    assert kept(rules) == ["call-2.wav"]
    server.faults.clear()
    for call, said in ((late, "granted"), (gone, "refused")):
        with store.engine.writing() as connection:
            connection.exec_driver_sql(
                f'UPDATE contacts SET properties = \'{{"{CONSENT}": "{said}"}}\' WHERE id = {call}'  # noqa: S608 - our own numbers
            )
    later = NOW + timedelta(days=1)
    assert run(store, systems, rules, later) == TranscribeSummary(
        fetched=1, transcribed=1, without_consent=1, deleted=1
    )
    assert list(transcripts_of(store)) == [late]
    assert kept(rules) == ["call-1.wav"]


def test_without_a_transcriber_nothing_is_fetched_but_old_audio_goes(
    store: Store, systems: Systems, rules: Rules, phones: Phones, server: OpenAiAudio
) -> None:
    call = add(store, 1)
    server.faults.append(server_error(ALWAYS))
    run(store, systems, rules)
    silent = replace(systems, transcriber=None)
    add(store, 2)
    just = NOW + rules.audio_kept
    assert run(store, silent, rules, just - timedelta(seconds=1)) == TranscribeSummary()
    assert run(store, silent, rules, just) == TranscribeSummary(deleted=1)
    assert phones.asked == ["CA1"]
    assert kept(rules) == []
    assert row_of(store, call)[1:] == ("", None, None)


def test_a_retention_of_no_days_keeps_the_transcript_only(
    store: Store, systems: Systems, rules: Rules
) -> None:
    add(store, 1)
    brief = replace(rules, audio_kept=timedelta(0))
    assert run(store, systems, brief) == TranscribeSummary(fetched=1, transcribed=1, deleted=1)
    assert kept(rules) == []
    assert len(transcripts_of(store)) == 1


def test_a_silent_recording_has_an_empty_transcript(
    store: Store, systems: Systems, rules: Rules, phones: Phones, tmp_path: Path
) -> None:
    phones.recordings["CA1"] = record(tmp_path / "silence.wav", [])
    call = add(store, 1)
    assert run(store, systems, rules).transcribed == 1
    assert transcripts_of(store) == {call: ("openai:speech-timed", [])}


# --- failures -------------------------------------------------------------------------------------------------


def test_one_failure_stops_no_other(
    store: Store, systems: Systems, rules: Rules, phones: Phones, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.mp3"
    broken.write_bytes(b"no sound at all")
    phones.recordings |= {"CA2": broken, "CA3": BadInput("it is too large."), "CA4": Unavailable("busy")}
    calls = [add(store, number) for number in range(1, 6)]
    assert run(store, systems, rules) == TranscribeSummary(
        fetched=3, transcribed=2, failed=2, waiting=1, deleted=1
    )
    assert [row_of(store, one).hearing for one in calls] == [
        "heard",
        "failed: The recording call-2.mp3 cannot be read: save it as MP3, WAV, FLAC or OGG.",
        "failed: it is too large.",
        "",
        "heard",
    ]
    assert consent_report(store, rules).failed == 2
    assert kept(rules) == ["call-1.wav", "call-5.wav"]


def test_tries_are_spaced_and_bounded(store: Store, systems: Systems, rules: Rules, phones: Phones) -> None:
    phones.recordings["CA1"] = Unavailable("It does not answer.")
    call = add(store, 1)
    now, hours = NOW, 0
    while not row_of(store, call).hearing:
        run(store, systems, rules, now)
        now += timedelta(hours=1)
        hours += 1
    assert phones.asked == ["CA1"] * MOST_TRIES
    assert row_of(store, call).hearing == "failed: It does not answer."
    assert 72 <= hours <= 120
    assert store.facts.get("recordings:tries") == {}


def test_a_try_that_kills_the_process_counts(
    store: Store, systems: Systems, rules: Rules, phones: Phones
) -> None:
    class Deadly(Phones):
        def download(self, call_id: str, folder: Path) -> Path | None:
            if call_id == "CA2":
                raise ZeroDivisionError  # as a defect of our own would
            return super().download(call_id, folder)

    deadly = Deadly(recordings=phones.recordings)
    first, _ = add(store, 1), add(store, 2)
    with pytest.raises(ZeroDivisionError):
        run(store, replace(systems, calls=[deadly]), rules)
    run(store, replace(systems, calls=[deadly]), rules)
    assert list(transcripts_of(store)) == [first]


@pytest.mark.parametrize(
    "error", [AccessRefused("Set the key."), DailyLimit("Tomorrow.", NOW + timedelta(days=1))]
)
def test_a_system_that_refuses_everybody_is_left_alone_and_no_call_blamed(
    store: Store, systems: Systems, rules: Rules, phones: Phones, error: SalesAssistantError
) -> None:
    phones.recordings |= {f"CA{number}": error for number in range(1, 6)}
    aircall = Phones("aircall", {"7": phones.recordings["CA9"]})
    both = replace(systems, calls=[phones, aircall])
    for number in range(1, 6):
        add(store, number)
    add(store, 9, sightings=[("aircall", "7")])
    assert run(store, both, rules) == TranscribeSummary(
        fetched=1, transcribed=1, waiting=5, problems=(str(error),)
    )
    assert phones.asked == ["CA5"]
    assert store.facts.get("recordings:tries") == {}
    phones.recordings |= {f"CA{number}": phones.recordings["CA9"] for number in range(1, 6)}
    assert run(store, both, rules).transcribed == 5


def test_a_call_is_fetched_where_it_can_be(
    store: Store, systems: Systems, rules: Rules, phones: Phones
) -> None:
    sound = phones.recordings["CA1"]
    phones.recordings["CA1"] = AccessRefused("Set the key.")
    aircall = Phones("aircall", {"7": sound})
    add(store, 1, sightings=[("hubspot", "5"), ("aircall", "7"), ("twilio", "CA1")])
    assert run(store, replace(systems, calls=[phones, aircall]), rules).transcribed == 1


def test_a_server_that_is_down_stops_the_run(
    store: Store, systems: Systems, rules: Rules, phones: Phones, server: OpenAiAudio
) -> None:
    for number in range(1, 8):
        add(store, number)
    server.faults.append(server_error(ALWAYS))
    summary = run(store, systems, rules)
    assert (summary.transcribed, summary.waiting, len(phones.asked)) == (0, 3, 3)
    assert "does not answer" in summary.problems[0]
    server.faults[:] = [answers(ALWAYS, 401, {})]
    summary = run(store, systems, rules)
    assert "OPENAI_API_KEY" in summary.problems[0]
    server.faults.clear()
    assert run(store, systems, rules, NOW + timedelta(hours=1)).transcribed == 7
    assert sorted(phones.asked) == [f"CA{number}" for number in range(1, 8)]


def test_a_recording_that_is_not_there_yet(
    store: Store, systems: Systems, rules: Rules, phones: Phones
) -> None:
    phones.recordings |= {"CA1": None, "CA2": None}
    late, never = add(store, 1), add(store, 2)
    assert run(store, systems, rules) == TranscribeSummary(waiting=2)
    phones.recordings["CA1"] = phones.recordings["CA9"]
    for hours in range(1, 9):
        run(store, systems, rules, NOW + timedelta(hours=hours))
    assert [row_of(store, one).hearing for one in (late, never)] == ["heard", "no recording"]


def test_audio_that_vanished_is_fetched_again(
    store: Store, systems: Systems, rules: Rules, server: OpenAiAudio
) -> None:
    add(store, 1)
    server.faults.append(server_error(Where(times=5)))
    run(store, systems, rules)
    (rules.audio_folder / "call-1.wav").unlink()
    assert run(store, systems, rules, NOW + timedelta(hours=1)) == TranscribeSummary(fetched=1, transcribed=1)


def test_two_runs_at_once_are_one(store: Store, systems: Systems, rules: Rules, phones: Phones) -> None:
    add(store, 1)
    with alone(store.engine, "transcribing"):
        summary = run(store, systems, rules)
    assert summary == TranscribeSummary(problems=("Another process is at the transcribing already; wait until it has ended.",))  # fmt: skip
    assert phones.asked == []


# --- the folder -------------------------------------------------------------------------------------------------


def test_somebody_elses_file_is_copied_and_left(
    store: Store, systems: Systems, rules: Rules, phones: Phones, tmp_path: Path
) -> None:
    theirs = record(tmp_path / "elsewhere.wav", OURS)
    (tmp_path / "elsewhere").mkdir()
    theirs = theirs.rename(tmp_path / "elsewhere" / "Mei Lin.wav")
    phones.recordings["CA1"] = theirs
    add(store, 1)
    brief = replace(rules, audio_kept=timedelta(0))
    assert run(store, systems, brief) == TranscribeSummary(fetched=1, transcribed=1, deleted=1)
    assert theirs.exists()
    assert rules.audio_folder.stat().st_mode & 0o077 == 0


def test_only_files_of_calls_are_deleted(
    store: Store, systems: Systems, rules: Rules, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("keep")
    rules.audio_folder.mkdir(parents=True)
    mine = rules.audio_folder / "notes.txt"
    mine.write_text("keep")
    (rules.audio_folder / "call-99.wav").symlink_to(secret)
    names = ["../../secret.txt", str(secret), "notes.txt", "", "..", "call-99.wav"]
    calls = [add(store, number, "refused") for number, _ in enumerate(names, start=1)]
    for call, name in zip(calls, names, strict=True):
        store.recordings.note_audio(call, name, NOW - timedelta(days=99))
    run(store, replace(systems, transcriber=None), rules)
    assert secret.read_text() == mine.read_text() == "keep"
    assert kept(rules) == ["notes.txt"]
    assert store.recordings.outdated_audio(NOW) == []


def test_leftovers_of_a_stopped_run_go_after_a_day(store: Store, systems: Systems, rules: Rules) -> None:
    call = add(store, 1)
    run(store, systems, rules)
    folder = rules.audio_folder
    (folder / "cut-abc").mkdir()
    leftovers = [folder / "incoming" / "Mei.wav", folder / "cut-abc" / "piece-0.flac"]
    for path in (*leftovers, folder / "call-1.wav", folder / "notes.txt"):
        path.write_bytes(b"x")
        os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    brief = replace(rules, audio_kept=timedelta(hours=40))
    assert run(store, systems, brief, NOW + timedelta(hours=39)).deleted == 0
    assert run(store, systems, brief, NOW + timedelta(hours=41)).deleted == 3
    assert kept(rules) == ["notes.txt"]
    assert row_of(store, call).audio is None


def test_the_audio_of_a_call_that_was_deleted_goes_at_once(
    store: Store, systems: Systems, rules: Rules
) -> None:
    gone, stays = add(store, 1), add(store, 2)
    run(store, systems, rules)
    with store.engine.writing() as connection:
        connection.execute(delete(transcripts).where(transcripts.c.call_id == gone))
        connection.execute(delete(calls).where(calls.c.id == gone))
    assert run(store, systems, rules) == TranscribeSummary(deleted=1)
    assert kept(rules) == [row_of(store, stays).audio]


def test_a_run_says_in_words_what_came_of_it() -> None:
    assert (
        str(TranscribeSummary(transcribed=2, failed=1)) == "2 calls transcribed, 0 without consent, 1 failed"
    )
    told = TranscribeSummary(waiting=3, problems=("Set the key.",))
    assert str(told) == "0 calls transcribed, 0 without consent, 0 failed, 3 waiting; Set the key."


@pytest.mark.parametrize("name", ["../../secret.wav", "notes.wav", "call-1.wav/../notes.wav"])
def test_only_files_of_calls_are_sent(
    store: Store, systems: Systems, rules: Rules, tmp_path: Path, name: str
) -> None:
    rules.audio_folder.mkdir(parents=True)
    for path in (tmp_path / "secret.wav", rules.audio_folder / "notes.wav"):
        record(path, [(1, 2, 990)])
    call = add(store, 1)
    store.recordings.note_audio(call, name, NOW)
    assert run(store, systems, rules) == TranscribeSummary(fetched=1, transcribed=1)
    assert [one["text"] for one in transcripts_of(store)[call][1]] == ["tone 300", "tone 500"]
