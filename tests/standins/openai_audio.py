"""A stand-in of OpenAI's audio interface: hears tones as words, with the limits and refusals of the real one.

Every burst of sound is one segment; its words are `tone 440` for 440 Hz, or what `words` has for it. So tests
can tell channels, pieces and times apart.

What is imitated is documented in OpenAI's API reference (POST /audio/transcriptions: formats, 25 MB, models
that give only `json` and `text`); the texts of errors are those that users of the real one report.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray

from tests.standins.http import Answer, Request, StandIn, json_answer

LARGEST = 25 * 1024 * 1024
SUFFIXES = ("flac", "m4a", "mp3", "mp4", "mpeg", "mpga", "oga", "ogg", "wav", "webm")
FORMATS = ("json", "text", "srt", "verbose_json", "vtt")
FIELDS = {"file", "model", "response_format", "language", "prompt", "temperature"}
WINDOW_S, QUIET = 0.05, 0.01


@dataclass(frozen=True)
class Model:
    """What one model gives, and how many seconds it takes at once."""

    formats: tuple[str, ...] = FORMATS
    most_seconds: float = 1e9


MODELS = {"speech-timed": Model(), "speech-plain": Model(("json", "text"), 1400)}


@dataclass(frozen=True)
class Heard:
    """One upload: its name, kind, size, length in seconds and rate."""

    filename: str
    format: str
    bytes: int
    seconds: float
    rate: int
    channels: int


@dataclass(frozen=True)
class Segment:
    """A burst of sound."""

    start: float
    end: float
    text: str


class OpenAiAudio(StandIn):
    """The stand-in.

    Attributes
    ----------
    heard
        Every upload that was transcribed.
    words
        What a tone is heard as, by its frequency rounded to 10 Hz.
    """

    def __init__(self, *, key: str = "sk-test", port: int = 0, models: Mapping[str, Model] = MODELS) -> None:
        super().__init__(port=port)
        self.key, self.models = key, models
        self.heard: list[Heard] = []
        self.words: dict[int, str] = {}

    @property
    def base_url(self) -> str:
        """What OPENAI_BASE_URL is set to."""
        return f"{self.url}/v1"

    def answer(self, request: Request) -> Answer:
        """See `StandIn`."""
        if (request.method, request.path) != ("POST", "/v1/audio/transcriptions"):
            return problem(404, f"Invalid URL ({request.method} {request.path})")
        if request.headers.get("authorization") != f"Bearer {self.key}":
            return problem(401, "Incorrect API key provided.", code="invalid_api_key")
        if len(request.body) > LARGEST + 64 * 1024:
            return problem(413, f"Maximum content size limit ({LARGEST}) exceeded", type_="server_error")
        parts = read_form(request)
        if unknown := set(parts) - FIELDS:
            self.complaints.append(f"unknown fields {sorted(unknown)}")
        return self._transcribe(parts)

    def _transcribe(self, parts: Mapping[str, tuple[str, bytes]]) -> Answer:
        model = self.models.get(parts.get("model", ("", b""))[1].decode())
        if model is None:
            return problem(404, "The model does not exist", param="model", code="model_not_found")
        format_ = parts.get("response_format", ("", b"json"))[1].decode()
        if format_ not in model.formats:
            sentence = (
                f"response_format '{format_}' is not compatible with model. Use 'json' or 'text' instead."
            )
            return problem(400, sentence, param="response_format", code="unsupported_value")
        name, content = parts.get("file", ("", b""))
        if name.rpartition(".")[2] not in SUFFIXES:
            return problem(400, f"Invalid file format. Supported formats: {list(SUFFIXES)}", param="file")
        if len(content) > LARGEST:
            return problem(413, f"Maximum content size limit ({LARGEST}) exceeded", type_="server_error")
        return self._hear(name, content, model, format_)

    def _hear(self, name: str, content: bytes, model: Model, format_: str) -> Answer:
        try:
            with soundfile.SoundFile(io.BytesIO(content)) as sound:
                rate, kind = int(sound.samplerate), str(sound.format)
                samples = sound.read(dtype="float32", always_2d=True)
        except soundfile.SoundFileError:
            return problem(400, "The audio file could not be decoded or its format is not supported.")
        seconds = len(samples) / rate
        if seconds < 0.1:
            return problem(400, "Audio file is too short. Minimum audio length is 0.1 seconds.", param="file")
        if seconds > model.most_seconds:
            return problem(
                400, f"audio duration {seconds} seconds is longer than {model.most_seconds}", param="file"
            )
        self.heard.append(Heard(name, kind, len(content), seconds, rate, samples.shape[1]))
        segments = [
            Segment(start, end, self.words.get(tone, f"tone {tone}"))
            for start, end, tone in find_tones(samples.mean(axis=1), rate)
        ]
        return written(segments, format_, seconds)


def problem(
    status: int, message: str, *, type_: str = "invalid_request_error", param: str | None = None, code: str | None = None
) -> Answer:  # fmt: skip
    """An error as OpenAI writes it."""
    return json_answer({"error": {"message": message, "type": type_, "param": param, "code": code}}, status)


def read_form(request: Request) -> dict[str, tuple[str, bytes]]:
    """The parts of a multipart form by name: file name ('' for a field) and content."""
    header = Message()
    header["Content-Type"] = request.headers.get("content-type", "")
    boundary = str(header.get_param("boundary", ""))
    found = dict[str, tuple[str, bytes]]()
    for part in request.body.split(b"--" + boundary.encode())[1:-1] if boundary else ():
        head, _, content = part.partition(b"\r\n\r\n")
        about = Message()
        about["Content-Disposition"] = head.decode().partition("isposition:")[2].partition("\r\n")[0].strip()
        name = str(about.get_param("name", "", "content-disposition"))
        found[name] = (about.get_filename("") or "", content.removesuffix(b"\r\n"))
    return found


def find_tones(samples: NDArray[np.float32], rate: int) -> Iterator[tuple[float, float, int]]:
    """Start and end in seconds, and frequency rounded to 10 Hz, of every burst of sound."""
    size = max(int(rate * WINDOW_S), 1)
    windows = samples[: len(samples) // size * size].reshape(-1, size)
    loud = np.concatenate([[False], np.sqrt(np.square(windows).mean(axis=1)) > QUIET, [False]])
    edges = np.flatnonzero(np.diff(loud.astype(int)))
    for begin, end in zip(edges[::2] * size, edges[1::2] * size, strict=True):
        sound = samples[begin : min(end, begin + rate)]
        spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
        yield begin / rate, end / rate, int(round(np.argmax(spectrum) * rate / len(sound), -1))


def written(segments: list[Segment], format_: str, seconds: float) -> Answer:
    """The answer in one of the formats."""
    text = " ".join(one.text for one in segments)
    if format_ == "json":
        return json_answer({"text": text, "usage": {"type": "duration", "seconds": int(seconds)}})
    if format_ == "verbose_json":
        return json_answer(
            {"task": "transcribe", "language": "english", "duration": seconds, "text": text,
             "segments": [_segment(number, one) for number, one in enumerate(segments)]}
        )  # fmt: skip
    plain = {"text": f"{text}\n", "srt": _cues(segments, ","), "vtt": f"WEBVTT\n\n{_cues(segments, '.')}"}
    return Answer(200, plain[format_].encode(), {"Content-Type": "text/plain; charset=utf-8"})


def _segment(number: int, one: Segment) -> dict[str, Any]:
    doubts = {"temperature": 0.0, "avg_logprob": -0.2, "compression_ratio": 1.0, "no_speech_prob": 0.01}
    return {"id": number, "seek": 0, "start": one.start, "end": one.end, "text": f" {one.text}", "tokens": [], **doubts}  # fmt: skip


def _cues(segments: list[Segment], point: str) -> str:
    def clock(seconds: float) -> str:
        whole, thousandths = divmod(round(seconds * 1000), 1000)
        return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}{point}{thousandths:03}"

    return "".join(
        f"{number}\n{clock(one.start)} --> {clock(one.end)}\n{one.text}\n\n"
        for number, one in enumerate(segments, start=1)
    )


def add_options(parser: argparse.ArgumentParser) -> None:
    """See `tests.standins.__main__`."""
    parser.add_argument("--key", default="sk-test", help="the key that is accepted")


def serve(options: argparse.Namespace) -> tuple[StandIn, list[str]]:
    """See `tests.standins.__main__`."""
    return OpenAiAudio(key=options.key, port=options.port), [
        "OPENAI_BASE_URL={url}/v1",
        f"OPENAI_API_KEY={options.key}",
        f"TRANSCRIPTION_MODEL={next(iter(MODELS))}",
    ]
