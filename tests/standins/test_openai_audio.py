"""The stand-in answers as OpenAI's audio interface is documented to; its own model reads the answers."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openai
import pytest
from openai.types.audio import Transcription, TranscriptionVerbose

from tests.recorded_calls import record
from tests.standins.openai_audio import LARGEST, OpenAiAudio


@pytest.fixture
def server() -> Iterator[OpenAiAudio]:
    with OpenAiAudio() as standin:
        yield standin
    assert standin.complaints == []


@pytest.fixture
def client(server: OpenAiAudio) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=server.base_url, api_key="sk-test", max_retries=0) as client:
        yield client


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return record(tmp_path / "call.wav", [(1, 2, 440), (3.5, 4.5, 880)])


def test_every_format(client: openai.OpenAI, sound: Path) -> None:
    def ask(format_: Any) -> Any:
        return client.audio.transcriptions.create(file=sound, model="speech-timed", response_format=format_)

    assert Transcription.model_validate(ask("json").model_dump()).text == "tone 440 tone 880"
    verbose = TranscriptionVerbose.model_validate(ask("verbose_json").model_dump())
    assert [(one.start, one.end, one.text) for one in verbose.segments or []] == [
        (1.0, 2.0, " tone 440"),
        (3.5, 4.5, " tone 880"),
    ]
    assert verbose.duration == 6.0
    assert ask("text") == "tone 440 tone 880\n"
    assert ask("srt").startswith("1\n00:00:01,000 --> 00:00:02,000\ntone 440\n\n2\n00:00:03,500 -->")
    assert ask("vtt").startswith("WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\ntone 440\n")


@pytest.mark.parametrize(
    ("changes", "kind", "param"),
    [
        ({"model": "none"}, openai.NotFoundError, "model"),
        (
            {"model": "speech-plain", "response_format": "verbose_json"},
            openai.BadRequestError,
            "response_format",
        ),
        ({"response_format": "xml"}, openai.BadRequestError, "response_format"),
        ({"file": ("call.txt", b"x")}, openai.BadRequestError, "file"),
        ({"file": ("call.mp3", b"no sound")}, openai.BadRequestError, None),
    ],
)
def test_refusals(
    client: openai.OpenAI,
    sound: Path,
    changes: dict[str, Any],
    kind: type[openai.APIStatusError],
    param: str | None,
) -> None:
    with pytest.raises(kind) as caught:
        client.audio.transcriptions.create(**{"file": sound, "model": "speech-timed", **changes})
    assert caught.value.param == param


def test_limits(server: OpenAiAudio, client: openai.OpenAI, tmp_path: Path) -> None:
    with pytest.raises(openai.APIStatusError, match="26214400") as caught:
        client.audio.transcriptions.create(
            file=("call.wav", io.BytesIO(b"\0" * (LARGEST + 1))), model="speech-timed"
        )
    assert caught.value.status_code == 413
    short = record(tmp_path / "short.wav", [], seconds=0.05)
    with pytest.raises(openai.BadRequestError, match="too short"):
        client.audio.transcriptions.create(file=short, model="speech-timed")
    long = record(tmp_path / "long.wav", [], seconds=1401)
    with pytest.raises(openai.BadRequestError, match="longer than 1400"):
        client.audio.transcriptions.create(file=long, model="speech-plain")
    assert server.heard == []


def test_keys_and_addresses(server: OpenAiAudio, sound: Path) -> None:
    with (
        openai.OpenAI(base_url=server.base_url, api_key="sk-wrong") as client,
        pytest.raises(openai.AuthenticationError),
    ):
        client.audio.transcriptions.create(file=sound, model="speech-timed")
    with openai.OpenAI(base_url=server.url, api_key="sk-test") as client, pytest.raises(openai.NotFoundError):
        client.audio.transcriptions.create(file=sound, model="speech-timed")
