"""Recordings as sound: what a file holds, and the pieces, cut at pauses, in which a server takes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from integrations.sound_stream import WINDOW_S, Samples, loudness, rate_of, voice_blocks
from ml.errors import BadInput, Unavailable

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Loudness = NDArray[np.float32]

# OpenAI documents 25 MB for a file; what the form around it takes is left free.
MOST_BYTES = 24 * 1024 * 1024
# Some of its models take at most 1,400 s (23 minutes) at once, whatever the bytes.
MOST_SECONDS = 1200.0
# The channels of a recording that has one for each side.
SIDES = (0, 1)
# A longer recording is no phone call, or a file that unpacks to something enormous.
LONGEST_S = 12 * 3600.0
# Telephone lines hiss at −70 dB to −60 dB of full scale; a piece that is nowhere louder holds no speech.
SILENT = 0.001
# Servers find nothing to transcribe in less, and refuse it.
_SHORTEST_S = 0.1
_CHANNELS, _RATES = range(1, 17), range(1_000, 384_001)
# What is sent as it is, by what libsndfile calls it; anything else is written anew.
_KINDS = {"MP3": "mp3", "FLAC": "flac", "OGG": "ogg", "WAV": "wav", "WAVEX": "wav"}
_PLAIN_WAV = frozenset({"PCM_16", "PCM_24", "PCM_32", "FLOAT"})
# Two channels that differ by less of their power than this are one voice twice, as lossy coding leaves it.
_SAME = 0.02
# A pause is this much less powerful than the speech around it (−13 dB), for about half a second.
_PAUSE, _PAUSE_WINDOWS = 0.05, 9


@dataclass(frozen=True, slots=True)
class Sound:
    """What a recording is.

    Parameters
    ----------
    seconds, channels, rate
        How long, how many channels, and samples per second, as its header says.
    kind
        The file name's suffix under which servers know its format; '' where they may not take it.
    """

    seconds: float
    channels: int
    rate: int
    kind: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One file to send: where it is, its kind ('flac'), and which seconds of the recording it holds."""

    path: Path
    kind: str
    start: float
    seconds: float


def describe(path: Path) -> Sound:
    """What a recording is; MP3, WAV, FLAC, OGG and the like are read.

    Raises
    ------
    BadInput
        When it cannot be read, or is no recording of a call.
    """
    with _reading(path) as sound:
        channels, rate = int(sound.channels), int(sound.samplerate)
        kind = _KINDS.get(str(sound.format), "")
        if kind == "wav" and sound.subtype not in _PLAIN_WAV:
            kind = ""
        frames = int(sound.frames)
    if channels not in _CHANNELS or rate not in _RATES:
        raise BadInput(f"The recording {path.name} has {channels} channels at {rate} Hz: that is no call.")
    if frames > LONGEST_S * rate:
        raise BadInput(f"The recording {path.name} is longer than 12 hours: that is no call.")
    return Sound(frames / rate, channels, rate, kind)


def has_two_voices(path: Path) -> bool:
    """Whether each side has a channel of its own: there are two, and they differ.

    Raises
    ------
    BadInput
        As `describe`.
    """
    if describe(path).channels != len(SIDES):
        return False
    import numpy as np

    apart = together = 0.0
    with _reading(path) as sound:
        while len(block := sound.read(sound.samplerate * 4, dtype="float32", always_2d=True)):
            block = np.nan_to_num(block)
            apart += float(np.square(block[:, 0] - block[:, 1]).sum())
            together += float(np.square(block).sum())
    return apart > _SAME * together


def pieces(
    path: Path,
    folder: Path,
    *,
    channel: int | None = None,
    most_bytes: int = MOST_BYTES,
    most_seconds: float = MOST_SECONDS,
) -> Iterator[Piece]:
    """The parts of a recording in which there is sound, one after the other.

    A mono file within the limits is given as it is. Else each part is written as mono FLAC, at no more than
    24 kHz, with what a block holds in memory; it ends at a pause where there is one, and its file is gone when the next part is asked for.

    Parameters
    ----------
    path, folder
        The recording, and where parts may be written.
    channel
        Which channel (0 or 1); None: all of them together.
    most_bytes, most_seconds
        What a part may have at most.

    Raises
    ------
    BadInput
        As `describe`.
    """
    about = describe(path)
    with _reading(path) as sound:
        loud = loudness(voice_blocks(sound, channel), sound.samplerate)
    if len(loud) * WINDOW_S > LONGEST_S:
        raise BadInput(f"The recording {path.name} is longer than 12 hours: that is no call.")
    if not len(loud):  # a damaged one can be read, and holds nothing
        return
    small = path.stat().st_size <= most_bytes and len(loud) * WINDOW_S <= most_seconds
    if about.kind and about.channels == 1 and small:
        if _holds_sound(loud):
            yield Piece(path, about.kind, 0.0, about.seconds)
        return
    # FLAC never takes more than the samples themselves (two bytes each) and a little.
    seconds = min(most_seconds, 0.97 * most_bytes / (2 * rate_of(about.rate)))
    cuts = find_cuts(loud, max(int(seconds / WINDOW_S), 20))
    with _reading(path) as sound:
        samples = Samples(voice_blocks(sound, channel))
        for number, (begin, end) in enumerate(zip(cuts, [*cuts[1:], len(loud)], strict=True)):
            yield from _written(
                samples, folder / f"piece-{number}.flac", (begin, end), loud=loud, rate=rate_of(about.rate)
            )


def find_cuts(loud: Loudness, most: int) -> list[int]:
    """Where parts of at most so many windows begin: the first at 0, the others at the quietest moments.

    The second half of a part is searched first; the first one too where that has no pause.

    >>> import numpy as np
    >>> find_cuts(np.float32([1] * 70 + [0] * 20 + [1] * 70), 100)
    [0, 85]
    """
    import numpy as np

    power = np.convolve(np.square(loud.astype(np.float64)), np.ones(_PAUSE_WINDOWS) / _PAUSE_WINDOWS, "same")
    cuts = [0]
    while len(loud) - cuts[-1] > most:
        begin = cuts[-1]
        part = power[begin : begin + most]
        late, early = _quietest(part, most // 2, most), _quietest(part, most // 8, most // 2)
        pause = _PAUSE * float(part.mean())
        cuts.append(begin + (early if part[early] <= pause < part[late] else late))
    return cuts


def _quietest(power: NDArray[np.float64], begin: int, end: int) -> int:
    """The last of the least powerful windows of a range; never its first, so that parts always end."""
    import numpy as np

    reversed_range = power[max(begin, 1) : end][::-1]
    return max(begin, 1) + len(reversed_range) - 1 - int(np.argmin(reversed_range))


def _holds_sound(loud: Loudness) -> bool:
    return len(loud) * WINDOW_S >= _SHORTEST_S and bool(loud.max(initial=0.0) > SILENT)


def _written(
    samples: Samples, path: Path, windows: Sequence[int], *, loud: Loudness, rate: int
) -> Iterator[Piece]:
    """One part as a file for as long as it is looked at; nothing where it is silent."""
    begin, end = windows
    size = int(WINDOW_S * rate)
    blocks = samples.take((end - begin) * size)
    if not _holds_sound(loud[begin:end]):
        for _ in blocks:
            pass
        return
    import soundfile

    try:
        try:
            with soundfile.SoundFile(path, "w", rate, 1, format="FLAC", subtype="PCM_16") as out:
                for block in blocks:
                    out.write(block)
        except soundfile.SoundFileError as error:
            raise Unavailable(f"{path.name} cannot be written; is there room left on the disk?") from error
        yield Piece(path, "flac", begin * size / rate, (end - begin) * size / rate)
    finally:
        path.unlink(missing_ok=True)


@contextmanager
def _reading(path: Path) -> Iterator[Any]:
    """The open sound file; whatever is wrong with it, at once or further on, in a sentence."""
    import soundfile

    sentence = f"The recording {path.name} cannot be read: save it as MP3, WAV, FLAC or OGG."
    try:
        stream = path.open("rb")
    except OSError as error:
        raise BadInput(sentence) from error
    try:
        # By its bytes: what the name ends in may not be true.
        with stream, soundfile.SoundFile(stream.fileno(), closefd=False) as sound:
            yield sound
    except soundfile.SoundFileError as error:
        raise BadInput(sentence) from error
