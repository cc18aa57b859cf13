"""Recordings into words by any server that speaks OpenAI's audio interface, named by URL and model."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from integrations.audio import MOST_BYTES, MOST_SECONDS, SIDES, Piece, has_two_voices, pieces
from integrations.errors import AccessRefused
from integrations.http_waiting import Clock, Patience, Service, Sleep, utc_now
from integrations.spoken_answers import Said, read_plain, read_timed
from integrations.systems import Utterances
from ml.errors import BadInput, SalesAssistantError, Unavailable

if TYPE_CHECKING:
    from openai import APIStatusError, OpenAI

SERVER = Service("The transcription server", "OPENAI_API_KEY and OPENAI_BASE_URL")
# What is asked for, best first: not every model gives the times of what was said.
_FORMATS: tuple[Literal["verbose_json", "json", "text"], ...] = ("verbose_json", "json", "text")
# Without times a piece is as good as its own start, so pieces are short.
UNTIMED_SECONDS = 60.0
# In seconds: to connect, until the next bytes of an answer, until its end. A slow machine needs minutes.
_CONNECT, _SILENCE, _WHOLE = 10.0, 600.0, 900.0
# An hour of speech is about 60 kB of words, with times and probabilities ten times that.
_LONGEST_ANSWER = 8 * 1024 * 1024
_BUSY = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS})
_ABOUT_THE_FILE = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNSUPPORTED_MEDIA_TYPE, HTTPStatus.UNPROCESSABLE_ENTITY})  # fmt: skip
_SPEAKERS = {True: ("Rep", "rep"), False: ("Prospect", "prospect")}


class _OtherFormatError(Exception):
    """The server does not give this format; the next one was chosen."""


class OpenAiSpeech:
    """Fills the role `Transcriber`.

    Parameters
    ----------
    base_url
        The server, with `/v1`.
    api_key
        Its key; may be empty where the server wants none.
    model
        As the server names it.
    clock, sleep
        The present moment, and waiting.
    patience_s
        How long nothing may come from the server, in seconds.
    """

    def __init__(
        self,
        base_url: str,
        api_key: str,
        model: str,
        *,
        clock: Clock = utc_now,
        sleep: Sleep = time.sleep,
        patience_s: float = _SILENCE,
    ) -> None:
        self._base_url, self._api_key, self._model = base_url, api_key.strip(), model
        self._clock, self._sleep, self._silence = clock, sleep, patience_s
        self._formats = _FORMATS

    @property
    def name(self) -> str:
        """What made the transcript: 'openai:' and the model."""
        return f"openai:{self._model}"

    def transcribe(self, recording: Path, *, ours_first: bool | None = None) -> Utterances:
        """What was said, by utterance, in order of time; nothing where nothing was.

        Raises
        ------
        BadInput
            When the file is no recording that can be read.
        AccessRefused
            When the server refuses the key, or knows no such model or address.
        Unavailable
            When it does not answer, or with nothing that can be used.
        """
        channels: tuple[int | None, ...] = SIDES if has_two_voices(recording) else (None,)
        # Beside the recording, which lies where nobody else may read.
        with TemporaryDirectory(prefix="cut-", dir=recording.parent) as folder, self._client() as client:
            while True:
                try:
                    said: list[dict[str, str | float | None]] = [
                        _utterance(one, channel, ours_first=ours_first)
                        for channel in channels
                        for piece in self._pieces(recording, Path(folder), channel)
                        for one in self._words(client, piece)
                    ]
                except _OtherFormatError:
                    continue  # from the beginning, with shorter pieces
                return tuple(sorted(said, key=lambda one: float(one["start"] or 0)))

    def _pieces(self, recording: Path, folder: Path, channel: int | None) -> Iterator[Piece]:
        timed = self._formats[0] == _FORMATS[0]
        most = MOST_SECONDS if timed else UNTIMED_SECONDS
        return pieces(recording, folder, channel=channel, most_bytes=MOST_BYTES, most_seconds=most)

    def _words(self, client: OpenAI, piece: Piece) -> list[Said]:
        answer = self._ask(client, piece)
        found = read_plain(answer) if self._formats[0] == "text" else read_timed(answer)
        if found is None:
            raise SERVER.nonsense("something that is no transcript")
        return [Said(piece.start + min(one.start, piece.seconds), one.text) for one in found]

    def _client(self) -> OpenAI:
        import httpx2
        from openai import OpenAI

        if not self._api_key.isascii() or not self._api_key.isprintable():
            raise SERVER.refusal(HTTPStatus.UNAUTHORIZED)
        timeout = httpx2.Timeout(self._silence, connect=_CONNECT)
        return OpenAI(
            base_url=self._base_url,
            api_key=self._api_key or "none",  # servers that want no key ignore it
            max_retries=0,  # repeated here, where the waiting can be watched
            # A recording goes to the server that is configured and nowhere else.
            http_client=httpx2.Client(timeout=timeout, follow_redirects=False),
        )

    def _ask(self, client: OpenAI, piece: Piece) -> bytes:
        """The server's answer to one piece, repeated where that may help."""
        import httpx2
        import openai

        patience = Patience(SERVER, self._clock, self._sleep)
        while True:
            try:
                return self._send(client, piece)
            except openai.APIStatusError as error:
                self._judge(error)
                if error.status_code in _BUSY:
                    patience.after_limit(error.response.headers)
                else:
                    patience.after_failure()
            except (openai.APIConnectionError, httpx2.HTTPError):
                patience.after_failure()

    def _send(self, client: OpenAI, piece: Piece) -> bytes:
        until = self._clock() + timedelta(seconds=_WHOLE)
        # The name says the format and nothing of the call.
        with (
            piece.path.open("rb") as file,
            client.audio.transcriptions.with_streaming_response.create(
                file=(f"recording.{piece.kind}", file),
                model=self._model,
                response_format=self._formats[0],
            ) as answer,
        ):
            found = bytearray()
            for block in answer.iter_bytes():
                found += block
                if len(found) > _LONGEST_ANSWER:
                    raise SERVER.nonsense("more than a transcript can hold")
                if self._clock() > until:
                    raise SERVER.silence()
        return bytes(found)

    def _judge(self, error: APIStatusError) -> None:
        """Raise what cannot be helped by asking again."""
        told = str(error.message)[:2000].casefold()
        about_format = "response_format" in f"{error.param} {told}" or "verbose_json" in told
        if error.status_code in _ABOUT_THE_FILE and about_format:
            if len(self._formats) == 1:
                raise SERVER.nonsense("no format that can be read")
            self._formats = self._formats[1:]
            raise _OtherFormatError
        if found := _refusal(error, told):
            raise found


def _refusal(error: APIStatusError, told: str) -> SalesAssistantError | None:
    """What a status means for good; None where the same may be answered otherwise later."""
    status = error.status_code
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return SERVER.refusal(status)
    if error.code == "insufficient_quota":
        return Unavailable("The transcription server's account has no credit left; add some, or wait.")
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return BadInput("The transcription server finds the recording too large.")
    if status in _BUSY or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return None
    unknown_model = error.param == "model" or error.code == "model_not_found" or "model id" in told
    if status in _ABOUT_THE_FILE and not unknown_model:
        return BadInput("The transcription server cannot read the recording.")
    return AccessRefused(
        "The transcription server knows no such address or model: check OPENAI_BASE_URL and TRANSCRIPTION_MODEL."
    )


def _utterance(said: Said, channel: int | None, *, ours_first: bool | None) -> dict[str, str | float | None]:
    if channel is None:
        speaker, role = "", ""
    elif ours_first is None:
        speaker, role = f"Channel {channel + 1}", ""
    else:
        speaker, role = _SPEAKERS[ours_first == (channel == 0)]
    return {"speaker": speaker, "role": role, "start": round(said.start, 2), "text": said.text}
