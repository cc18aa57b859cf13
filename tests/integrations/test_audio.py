"""Recordings are read whatever they are called, and cut where nobody speaks, in little memory."""

from __future__ import annotations

import tracemalloc
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from integrations.audio import Piece, describe, find_cuts, has_two_voices, pieces
from integrations.sound_stream import WINDOW_S, rate_of
from ml.errors import BadInput, Unavailable
from tests.recorded_calls import RATE, Burst, record
from tests.standins.openai_audio import find_tones

Tones = list[tuple[float, float, int]]


def heard(path: Path, folder: Path, **limits: float) -> list[tuple[Piece, Tones, int]]:
    """Each piece, the tones in it, and its rate."""
    found = []
    for piece in pieces(path, folder, **limits):  # type: ignore[arg-type]  # limits by name
        sound, rate = soundfile.read(piece.path, dtype="float32")
        assert sound.ndim == 1
        assert len(sound) / rate == pytest.approx(piece.seconds, abs=WINDOW_S)
        assert piece.path.stat().st_size <= limits.get("most_bytes", 1e9)
        found.append((piece, list(find_tones(sound, rate)), rate))
    return found


def minutes(count: int, *, speech: float = 5.0, pause: float = 1.0) -> list[Burst]:
    """Speech and pauses, each burst with a tone of its own."""
    step = speech + pause
    return [(n * step, n * step + speech, 300 + 10 * (n % 50)) for n in range(int(count * 60 / step))]


@pytest.mark.parametrize(
    ("format_", "subtype", "kind"),
    [
        ("WAV", "PCM_16", "wav"),
        ("WAV", "ULAW", ""),
        ("FLAC", "PCM_16", "flac"),
        ("OGG", "VORBIS", "ogg"),
        ("MP3", "MPEG_LAYER_III", "mp3"),
        ("AIFF", "PCM_16", ""),
    ],
)
def test_formats_are_told_by_their_bytes(tmp_path: Path, format_: str, subtype: str, kind: str) -> None:
    path = record(tmp_path / "call.txt", [(1, 2, 440)], format=format_, subtype=subtype)
    about = describe(path)
    assert (about.channels, about.rate, about.kind) == (1, RATE, kind)
    assert about.seconds == pytest.approx(6, abs=0.2)
    ((piece, tones, _),) = heard(path, tmp_path)
    assert [(round(begin), round(end), tone) for begin, end, tone in tones] == [(1, 2, 440)]
    assert (piece.path == path) == bool(kind)  # as it is, or written anew


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 1000,
        b"ID3" + b"\0" * 9999,
        b"RIFF\xff\xff\xff\xffWAVEfmt ",
        b"fLaC" + b"\xff" * 200,
        b"OggS",
    ],
)
def test_what_is_no_recording(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "call-3.mp3"
    path.write_bytes(content)
    for read in (describe, has_two_voices, lambda path: list(pieces(path, tmp_path))):
        with pytest.raises(BadInput, match=r"call-3\.mp3 cannot be read"):
            read(path)
    for missing in (tmp_path / "none.wav", tmp_path):
        with pytest.raises(BadInput, match="cannot be read"):
            describe(missing)


@given(st.binary(max_size=300), st.integers(0, 400))
@example(b"V", 7)
def test_a_damaged_recording_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, place: int
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    path = record(folder / "call.flac", [(0.1, 0.4, 440)], [(0.2, 0.3, 700)], seconds=0.5)
    content = path.read_bytes()
    path.write_bytes(content[:place] + noise + content[place + len(noise) :])
    with suppress(BadInput):
        has_two_voices(path)
        assert all(piece.start >= 0 for piece in pieces(path, folder, channel=0))


def test_what_cannot_be_a_call(tmp_path: Path) -> None:
    many = tmp_path / "many.wav"
    soundfile.write(many, np.zeros((10, 40)), 8000)
    with pytest.raises(BadInput, match="40 channels"):
        describe(many)
    slow = tmp_path / "long.flac"
    soundfile.write(slow, np.zeros(13 * 3600 * 100, np.int16), 100)
    with pytest.raises(BadInput, match="100 Hz"):
        describe(slow)
    soundfile.write(slow, np.zeros(13 * 3600 * 1000, np.int16), 1000)
    with pytest.raises(BadInput, match="longer than 12 hours"):
        describe(slow)


def test_two_voices_are_two_channels_that_differ(tmp_path: Path) -> None:
    ours: list[Burst] = [(1, 2, 440)]
    theirs: list[Burst] = [(3, 4, 700)]
    assert has_two_voices(record(tmp_path / "two.mp3", ours, theirs))
    assert has_two_voices(record(tmp_path / "half.wav", ours, []))
    assert not has_two_voices(record(tmp_path / "same.mp3", ours, ours))
    assert not has_two_voices(record(tmp_path / "silent.wav", [], []))
    assert not has_two_voices(record(tmp_path / "one.wav", ours))
    assert not has_two_voices(record(tmp_path / "three.wav", ours, theirs, []))


def test_a_channel_is_a_file_of_its_own(tmp_path: Path) -> None:
    path = record(tmp_path / "two.wav", [(1, 2, 440)], [(3, 4, 700)])
    for channel, tone, begin in ((0, 440, 1.0), (1, 700, 3.0)):
        ((piece, tones, _),) = heard(path, tmp_path, channel=channel)
        assert [one[::2] for one in tones] == [(begin, tone)]
        assert not piece.path.exists()
    ((_, mixed, _),) = heard(path, tmp_path)
    assert [tone for *_, tone in mixed] == [440, 700]


def test_long_recordings_are_cut_in_pauses(tmp_path: Path) -> None:
    bursts = minutes(10)
    path = record(tmp_path / "long.wav", bursts, seconds=600)
    found = heard(path, tmp_path, most_seconds=100)
    assert len(found) == 7
    assert sum(piece.seconds for piece, *_ in found) == pytest.approx(600)
    whole = np.array(
        [
            (piece.start + begin, piece.start + end, tone)
            for piece, tones, _ in found
            for begin, end, tone in tones
        ]
    )
    assert whole == pytest.approx(np.array(bursts), abs=0.06)
    assert all(piece.seconds <= 100 for piece, *_ in found)
    assert list(tmp_path.iterdir()) == [path]


def test_a_limit_of_bytes_holds_even_for_noise(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).uniform(-1, 1, (60 * RATE, 2)).astype(np.float32)
    soundfile.write(tmp_path / "noise.wav", noise, RATE)
    found = heard(tmp_path / "noise.wav", tmp_path, most_bytes=200_000)
    assert len(found) >= 5
    assert sum(piece.seconds for piece, *_ in found) == pytest.approx(60)


@pytest.mark.parametrize("rate", [4_000, 8_000, 11_025, 16_000, 22_050, 44_100, 48_000])
def test_any_rate_becomes_what_speech_needs(tmp_path: Path, rate: int) -> None:
    # 15 kHz is heard by nobody at 16,000 samples a second, and must not come back as another tone
    bursts: list[Burst] = [(1, 2, 440), (4, 5, 15_000 if rate > 32_000 else 440)]
    path = record(tmp_path / "call.wav", bursts, bursts, rate=rate)
    ((_, tones, new),) = heard(path, tmp_path)
    assert new == rate_of(rate) <= 24_000
    begin, end, tone = tones[0]
    assert (round(begin, 1), round(end, 1), tone) == (1.0, 2.0, 440)
    assert len(tones) == (1 if rate > 32_000 else 2)


def test_silence_gives_no_pieces(tmp_path: Path) -> None:
    hiss = (np.random.default_rng(1).standard_normal(RATE * 30) * 0.0003).astype(np.float32)
    soundfile.write(tmp_path / "hiss.wav", hiss, RATE)
    for path in (
        tmp_path / "hiss.wav",
        record(tmp_path / "two.wav", [], []),
        record(tmp_path / "o.wav", [], seconds=0),
    ):
        assert heard(path, tmp_path) == []
    # and silent parts are left out
    path = record(tmp_path / "part.wav", [(1, 5, 440), (250, 255, 500)], seconds=300)
    found = heard(path, tmp_path, most_seconds=60)
    assert [[tone for *_, tone in tones] for _, tones, _ in found] == [[440], [500]]
    assert found[1][0].start + found[1][1][0][0] == pytest.approx(250, abs=0.06)


def test_what_is_no_number_is_silence(tmp_path: Path) -> None:
    sound = np.full(RATE * 2, np.nan, np.float32)
    sound[RATE : RATE + 4000] = np.inf
    sound[:4000] = 0.3 * np.sin(np.arange(4000))
    soundfile.write(tmp_path / "nan.wav", np.stack([sound, sound], 1), RATE, subtype="FLOAT")
    ((_, tones, _),) = heard(tmp_path / "nan.wav", tmp_path)
    assert len(tones) == 1


def test_two_hours_take_little_memory(tmp_path: Path) -> None:
    path, rate = tmp_path / "hours.flac", 2_000
    minute = np.zeros((rate * 60, 2), np.int16)
    for begin, until, hertz in minutes(1):
        time = np.arange(int(begin * rate), int(until * rate))
        minute[time, 0] = 9000 * np.sin(2 * np.pi * hertz * time / rate)
    with soundfile.SoundFile(path, "w", rate, 2) as out:
        for _ in range(120):
            out.write(minute)
    tracemalloc.start()
    try:
        assert has_two_voices(path)
        found = [(piece.start, piece.seconds) for piece in pieces(path, tmp_path, channel=0)]
        assert tracemalloc.get_traced_memory()[1] < 4 * 1024 * 1024  # whole, it would be 115 MB
    finally:
        tracemalloc.stop()
    assert sum(seconds for _, seconds in found) == pytest.approx(7200, abs=1)  # the last pause is no piece
    assert all(start % 6 == pytest.approx(5.5, abs=0.5) for start, _ in found[1:])


def test_a_piece_that_cannot_be_written_can_be_tried_again(tmp_path: Path) -> None:
    path = record(tmp_path / "two.wav", [(1, 2, 440)], [])
    with pytest.raises(Unavailable, match="room left"):
        list(pieces(path, tmp_path / "none", channel=0))


def test_a_piece_left_in_the_middle_leaves_no_file(tmp_path: Path) -> None:
    path = record(tmp_path / "two.wav", [(1, 2, 440)], [])
    parts = pieces(path, tmp_path, channel=0)
    assert next(parts).path.exists()
    parts.close()  # type: ignore[attr-defined]  # it is a generator
    assert list(tmp_path.iterdir()) == [path]


# --- where to cut -----------------------------------------------------------------------------------------------


def loud(*parts: tuple[int, float]) -> NDArray[np.float32]:
    return np.concatenate([np.full(length, level, np.float32) for length, level in parts])


def test_a_pause_early_is_better_than_none() -> None:
    assert find_cuts(loud((100, 0.3), (20, 0.0), (400, 0.3)), 400)[1] in range(104, 116)


def test_the_later_of_two_pauses_is_taken() -> None:
    assert find_cuts(loud((250, 0.3), (20, 0.0), (80, 0.3), (20, 0.0), (200, 0.3)), 400)[1] in range(354, 366)


def test_speech_without_a_pause_is_cut_where_it_is_quietest() -> None:
    assert find_cuts(loud((300, 0.3), (20, 0.2), (300, 0.3)), 400)[1] in range(304, 316)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=300), st.integers(20, 100))
def test_cuts_are_in_order_and_keep_the_limit(levels: list[float], most: int) -> None:
    cuts = find_cuts(np.array(levels, np.float32), most)
    lengths = np.diff([*cuts, len(levels)])
    assert cuts[0] == 0
    assert lengths.min() >= 1
    assert lengths.max() <= most
    assert len(cuts) <= 8 * len(levels) / most + 1
