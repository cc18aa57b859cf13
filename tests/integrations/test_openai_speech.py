"""Recordings become words at any server that speaks OpenAI's audio interface; here over HTTP, at a stand-in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from integrations.errors import AccessRefused, DailyLimit, Garbled
from integrations.openai_speech import OpenAiSpeech
from integrations.systems import Transcriber
from ml.errors import BadInput, Unavailable
from tests.recorded_calls import Burst
from tests.recorded_calls import record as write_recording
from tests.standins.faults import (
    ALWAYS,
    ScriptedFault,
    Where,
    answers,
    half_page,
    no_answer,
    no_json,
    rewritten,
    server_error,
    stall,
)
from tests.standins.http import Answer
from tests.standins.openai_audio import OpenAiAudio, problem

Record = Callable[..., Path]


class Waiting:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 12, tzinfo=UTC)
        self.slept: list[float] = []

    def __call__(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def server() -> Iterator[OpenAiAudio]:
    with OpenAiAudio() as standin:
        yield standin
    assert standin.complaints == []


@pytest.fixture
def waiting() -> Waiting:
    return Waiting()


@pytest.fixture
def speech(server: OpenAiAudio, waiting: Waiting) -> OpenAiSpeech:
    return spoken(server, waiting)


def spoken(
    server: OpenAiAudio, waiting: Waiting, model: str = "speech-timed", **options: Any
) -> OpenAiSpeech:
    return OpenAiSpeech(
        server.base_url, options.pop("key", "sk-test"), model, clock=waiting, sleep=waiting.sleep, **options
    )


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """Writes a recording with these bursts in each channel."""

    def write(*channels: list[Burst], name: str = "call.wav", seconds: float = 6.0) -> Path:
        return write_recording(tmp_path / name, *channels, seconds=seconds)

    return write


def said(utterances: Any) -> list[tuple[object, ...]]:
    return [(one["start"], one["speaker"], one["role"], one["text"]) for one in utterances]


def test_a_recording_becomes_words_with_times(
    speech: OpenAiSpeech, server: OpenAiAudio, record: Record, tmp_path: Path
) -> None:
    transcriber: Transcriber = speech
    server.words[440] = "We need\0 a quote."
    path = record([(1, 2, 440), (3, 4, 880)], name="Mei Lin +6591234567.wav")
    assert said(transcriber.transcribe(path)) == [
        (1.0, "", "", "We need a quote."),
        (3.0, "", "", "tone 880"),
    ]
    assert transcriber.name == "openai:speech-timed"
    assert [(one.filename, one.format) for one in server.heard] == [("recording.wav", "WAV")]
    assert server.heard[0].bytes == path.stat().st_size  # as it is
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("ours_first", "speakers"),
    [
        (True, [("Rep", "rep"), ("Prospect", "prospect")]),
        (False, [("Prospect", "prospect"), ("Rep", "rep")]),
        (None, [("Channel 1", ""), ("Channel 2", "")]),
    ],
)
def test_each_channel_is_a_speaker(
    speech: OpenAiSpeech,
    server: OpenAiAudio,
    record: Record,
    *,
    ours_first: bool | None,
    speakers: list[tuple[str, str]],
) -> None:
    path = record([(0.5, 1, 300), (4, 5, 500)], [(2, 3, 700)])
    first, second = speakers
    assert said(speech.transcribe(path, ours_first=ours_first)) == [
        (0.5, *first, "tone 300"),
        (2.0, *second, "tone 700"),
        (4.0, *first, "tone 500"),
    ]
    assert [(one.channels, one.format) for one in server.heard] == [(1, "FLAC"), (1, "FLAC")]
    assert list(path.parent.iterdir()) == [path]


def test_the_same_voice_on_both_channels_is_sent_once(
    speech: OpenAiSpeech, server: OpenAiAudio, record: Record
) -> None:
    bursts = [(1.0, 2.0, 440)]
    assert said(speech.transcribe(record(bursts, bursts, name="c.mp3"))) == [(1.0, "", "", "tone 440")]
    assert len(server.heard) == 1


def test_silence_is_not_even_sent(speech: OpenAiSpeech, server: OpenAiAudio, record: Record) -> None:
    assert speech.transcribe(record([])) == ()
    assert said(speech.transcribe(record([(1, 2, 440)], []))) == [(1.0, "Channel 1", "", "tone 440")]
    assert len(server.requests) == 1


def test_long_recordings_go_in_pieces_and_times_stay_right(
    speech: OpenAiSpeech, server: OpenAiAudio, record: Record
) -> None:
    bursts = [(minute * 60 + 1.0, minute * 60 + 55.0, 300 + 100 * (minute % 5)) for minute in range(50)]
    found = said(speech.transcribe(record(bursts, seconds=3000)))
    assert [(start, text) for start, _, _, text in found] == [
        (begin, f"tone {hertz}") for begin, _, hertz in bursts
    ]
    assert len(server.heard) == 3
    assert all(one.seconds <= 1200 for one in server.heard)


@pytest.mark.parametrize("model", ["speech-plain", "text-only"])
def test_a_model_without_times_gets_short_pieces(
    server: OpenAiAudio, waiting: Waiting, record: Record, model: str
) -> None:
    from tests.standins.openai_audio import Model

    server.models = {**server.models, "text-only": Model(("text",))}
    speech = spoken(server, waiting, model)
    path = record([(1, 50, 300), (101, 150, 500)], [(55, 98, 700)], seconds=155)
    found = said(speech.transcribe(path, ours_first=True))
    assert [one[3] for one in found] == ["tone 300", "tone 700", "tone 500"]
    assert [one[1] for one in found] == ["Rep", "Prospect", "Rep"]
    refused = len(server.requests) - len(server.heard)
    assert refused == {"speech-plain": 1, "text-only": 2}[model]
    speech.transcribe(path, ours_first=True)
    assert len(server.requests) - len(server.heard) == refused  # remembered


@pytest.mark.parametrize("content", [b"", b"no sound", b"RIFF" + b"\xff" * 400, b"\xff\xfb" * 5000])
def test_what_is_no_recording_is_not_sent(
    speech: OpenAiSpeech, server: OpenAiAudio, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "call-7.mp3"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=r"recording call-7\.mp3 cannot be read"):
        speech.transcribe(path)
    assert server.requests == []


# --- what the server refuses --------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["sk-wrong", "", "sk-ключ", "sk\nnewline"])
def test_a_wrong_key_names_the_settings(
    server: OpenAiAudio, waiting: Waiting, record: Record, key: str
) -> None:
    with pytest.raises(AccessRefused, match="OPENAI_API_KEY and OPENAI_BASE_URL") as caught:
        spoken(server, waiting, key=key).transcribe(record([(1, 2, 440)]))
    assert not key or key not in str(caught.value)
    assert waiting.slept == []


def test_an_unknown_model_or_address_names_the_settings(
    server: OpenAiAudio, waiting: Waiting, record: Record
) -> None:
    path = record([(1, 2, 440)])
    with pytest.raises(AccessRefused, match="TRANSCRIPTION_MODEL"):
        spoken(server, waiting, "none").transcribe(path)
    with pytest.raises(AccessRefused, match="OPENAI_BASE_URL"):
        OpenAiSpeech(server.url, "sk-test", "speech-timed", clock=waiting).transcribe(path)


def test_a_recording_follows_no_redirect(server: OpenAiAudio, speech: OpenAiSpeech, record: Record) -> None:
    moved = Answer(307, b"", {"Location": f"{server.url}/v1/elsewhere"})
    server.faults.append(ScriptedFault(ALWAYS, instead=lambda _: moved))
    with pytest.raises(AccessRefused, match="OPENAI_BASE_URL"):
        speech.transcribe(record([(1, 2, 440)]))
    assert not server.asked(path="elsewhere")


@pytest.mark.parametrize(
    ("refusal", "sentence"),
    [
        (problem(413, "Maximum content size limit (26214400) exceeded"), "too large"),
        (problem(400, "The audio file could not be decoded"), "cannot read the recording"),
        (
            problem(400, "This model does not support the format you provided.", param="messages"),
            "cannot read",
        ),
        (problem(422, "nonsense"), "cannot read the recording"),
    ],
)
def test_a_recording_that_the_server_refuses(
    server: OpenAiAudio, speech: OpenAiSpeech, record: Record, refusal: Answer, sentence: str
) -> None:
    server.faults.append(ScriptedFault(ALWAYS, instead=lambda _: refusal))
    with pytest.raises(BadInput, match=sentence):
        speech.transcribe(record([(1, 2, 440)]))
    assert len(server.requests) == 1


# --- what passes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault", [server_error(Where(times=2)), server_error(Where(times=2), 503), no_answer(Where(times=2)), half_page(Where(times=2))]
)  # fmt: skip
def test_a_passing_failure_is_repeated(
    server: OpenAiAudio, speech: OpenAiSpeech, waiting: Waiting, record: Record, fault: Any
) -> None:
    server.faults.append(fault)
    assert len(speech.transcribe(record([(1, 2, 440)]))) == 1
    assert waiting.slept == [1.0, 2.0]


def test_a_limit_is_waited_for_as_long_as_the_server_says(
    server: OpenAiAudio, speech: OpenAiSpeech, waiting: Waiting, record: Record
) -> None:
    server.faults.append(answers(Where(times=2), 429, {"error": {}}, {"Retry-After": "7"}))
    assert len(speech.transcribe(record([(1, 2, 440)]))) == 1
    assert waiting.slept == [7.0, 7.0]


def test_failing_for_good_ends(
    server: OpenAiAudio, speech: OpenAiSpeech, waiting: Waiting, record: Record
) -> None:
    server.faults.append(server_error(ALWAYS))
    with pytest.raises(Unavailable, match="does not answer"):
        speech.transcribe(record([(1, 2, 440)]))
    assert len(server.requests) == 5
    assert sum(waiting.slept) < 60


def test_a_day_without_answers_is_told(server: OpenAiAudio, speech: OpenAiSpeech, record: Record) -> None:
    server.faults.append(answers(ALWAYS, 429, {"error": {}}, {"Retry-After": "86400"}))
    with pytest.raises(DailyLimit):
        speech.transcribe(record([(1, 2, 440)]))
    server.faults[:] = [
        ScriptedFault(ALWAYS, instead=lambda _: problem(429, "quota", code="insufficient_quota"))
    ]
    with pytest.raises(Unavailable, match="no credit"):
        speech.transcribe(record([(1, 2, 440)]))
    assert len(server.requests) == 2


def test_a_server_that_is_silent_or_gone(server: OpenAiAudio, waiting: Waiting, record: Record) -> None:
    path = record([(1, 2, 440)])
    server.faults.append(stall(ALWAYS, seconds=30))
    with pytest.raises(Unavailable):
        spoken(server, waiting, patience_s=0.05).transcribe(path)
    assert len(server.requests) == 5
    server.stop()
    with pytest.raises(Unavailable):
        spoken(server, waiting).transcribe(path)


# --- what cannot be used --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'{"error": {}}', b'{"text": 5}', b"\xff\xfe", b"[" * 100_000]
)
def test_an_answer_that_is_no_transcript(
    server: OpenAiAudio, speech: OpenAiSpeech, record: Record, body: bytes
) -> None:
    server.faults.append(ScriptedFault(ALWAYS, instead=lambda _: Answer(200, body)))
    with pytest.raises(Garbled, match="no transcript"):
        speech.transcribe(record([(1, 2, 440)]))


def test_a_page_for_browsers_is_no_transcript(server: OpenAiAudio, waiting: Waiting, record: Record) -> None:
    from tests.standins.openai_audio import Model

    server.models = {"plain": Model(("text",))}
    speech = spoken(server, waiting, "plain")
    server.faults.append(no_json(Where(first=3)))
    with pytest.raises(Garbled, match="no transcript"):
        speech.transcribe(record([(1, 2, 440)]))


def test_an_endless_answer_is_left(server: OpenAiAudio, speech: OpenAiSpeech, record: Record) -> None:
    server.faults.append(rewritten(ALWAYS, lambda value: value.update(text="x" * 9_000_000)))
    with pytest.raises(Garbled, match="more than a transcript"):
        speech.transcribe(record([(1, 2, 440)]))


def test_starts_stay_within_the_piece(server: OpenAiAudio, speech: OpenAiSpeech, record: Record) -> None:
    segments = [{"start": start, "text": f"word {start}"} for start in (-1, 2, 1, "x", None, 1e300, 999)]
    server.faults.append(rewritten(ALWAYS, lambda value: value.update(segments=segments)))
    found = [one["start"] for one in speech.transcribe(record([(1, 2, 440)]))]
    assert found == [0.0, 2.0, 2.0, 2.0, 2.0, 2.0, 6.0]


def test_an_answer_that_trickles_is_left(server: OpenAiAudio, waiting: Waiting, record: Record) -> None:
    def later() -> datetime:
        waiting.sleep(1000)
        return waiting.now

    speech = OpenAiSpeech(server.base_url, "sk-test", "speech-timed", clock=later, sleep=waiting.sleep)
    with pytest.raises(Unavailable, match="does not answer"):
        speech.transcribe(record([(1, 2, 440)]))
