"""Sound as a stream of blocks: one voice of it, at no more samples than speech needs, and how loud it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Block = NDArray[np.float32]

# Loudness is told for windows of this length, in seconds.
WINDOW_S = 0.05
# Servers listen at 16,000 samples a second; of a rate that is twice that or more only every so many are kept.
_ENOUGH = 16_000
_BLOCK_S = 4
# Length of the low-pass filter before samples are left out, for each sample that is left out.
_TAPS = 16


def _step(rate: int) -> int:
    return max(1, rate // _ENOUGH)


def rate_of(rate: int) -> int:
    """Samples a second of what `voice_blocks` gives of a file with so many.

    >>> rate_of(8_000), rate_of(48_000), rate_of(44_100)
    (8000, 16000, 22050)
    """
    return round(rate / _step(rate))


def voice_blocks(sound: Any, channel: int | None) -> Iterator[Block]:
    """One voice of an open sound file, from its beginning: a channel, or the mean of all; some seconds at a time."""
    import numpy as np

    thinner = _Thinner(_step(sound.samplerate))
    while len(block := sound.read(sound.samplerate * _BLOCK_S, dtype="float32", always_2d=True)):
        voice = block.mean(axis=1) if channel is None else block[:, channel]
        # A damaged file may hold what is no number, or more than full scale.
        sane = np.clip(np.nan_to_num(voice, posinf=0.0, neginf=0.0), -1.0, 1.0)
        yield thinner.next(sane.astype(np.float32))
    yield thinner.rest()


def loudness(blocks: Iterator[Block], rate: int) -> Block:
    """The root mean square of each window of `WINDOW_S`, 0 to 1; the last window may be a part of one."""
    import numpy as np

    size = int(WINDOW_S * rate_of(rate))
    found: list[Block] = []
    carried: Block = np.zeros(0, np.float32)
    for block in blocks:
        joined = np.concatenate([carried, block])
        whole = len(joined) // size * size
        found.append(np.sqrt(np.square(joined[:whole].reshape(-1, size)).mean(axis=1)))
        carried = joined[whole:]
    if len(carried):
        found.append(np.sqrt(np.square(carried).mean(keepdims=True)))
    return np.concatenate(found) if found else carried


class Samples:
    """Blocks that can be taken in other portions than they come in."""

    def __init__(self, blocks: Iterator[Block]) -> None:
        self._blocks = blocks
        self._begun: Block | None = None

    def take(self, count: int) -> Iterator[Block]:
        """The next so many samples, or all that are left."""
        while count > 0:
            block = self._begun if self._begun is not None else next(self._blocks, None)
            if block is None:
                return
            self._begun = block[count:] if len(block) > count else None
            yield block[:count]
            count -= len(block[:count])


class _Thinner:
    """Keeps one sample of every `step`, after what could not be told apart any more is filtered out.

    A windowed sinc, centred, so that nothing moves in time.
    """

    def __init__(self, step: int) -> None:
        import numpy as np

        self._step = step
        places = np.arange(-_TAPS * step // 2, _TAPS * step // 2 + 1)
        taps = np.sinc(0.9 * places / step) * np.hamming(len(places))
        self._taps = (taps / taps.sum()).astype(np.float32)
        self._carried = np.zeros(len(places) // 2, np.float32)

    def next(self, block: Block) -> Block:
        """What is kept of the samples so far."""
        import numpy as np

        if self._step == 1:
            return block
        joined = np.concatenate([self._carried, block])
        if len(joined) < len(self._taps):
            self._carried = joined
            return joined[:0]
        kept = np.convolve(joined, self._taps, "valid")[:: self._step].astype(np.float32)
        self._carried = joined[len(kept) * self._step :]
        return kept

    def rest(self) -> Block:
        """What is kept of the last samples."""
        import numpy as np

        return self.next(np.zeros(len(self._taps) // 2, np.float32)) if self._step > 1 else self._carried[:0]
