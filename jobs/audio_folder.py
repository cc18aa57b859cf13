"""The folder of fetched recordings: names that say nothing of anybody, and nothing deleted that is not its own."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ml.errors import Unavailable

# What a call's file is named; only such names are ever deleted.
_OURS = re.compile(r"call-\d+\.[a-z0-9]{1,5}")
# Leftovers of a run that was stopped: what it was fetching, and what it was cutting.
_INCOMING, _CUT = "incoming", "cut-"
_LEFTOVER = timedelta(days=1)


class AudioFolder:
    """The folder of recordings; made when it is first needed, readable for nobody else."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, name: str | None) -> Path | None:
        """The file of that name, where it is one of ours and there."""
        if not name or not _OURS.fullmatch(name):
            return None
        path = self._folder / name
        return path if path.is_file() else None

    def take_in(self, call_id: int, fetch: Callable[[Path], Path | None]) -> Path | None:
        """Let a recording be fetched, and keep it under the call's own number; None where there is none.

        Raises
        ------
        Unavailable
            When the folder cannot be written.
        """
        incoming = self._folder / _INCOMING
        try:
            for folder in (self._folder, incoming):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            fetched = fetch(incoming)
            if fetched is None:
                return None
            suffix = re.sub(r"[^a-z0-9]", "", fetched.suffix.lower())[:5] or "audio"
            kept = self._folder / f"call-{call_id}.{suffix}"
            if fetched.resolve().parent == incoming.resolve():
                return fetched.replace(kept)
            shutil.copyfile(fetched, kept)  # somebody else's file stays where it is
        except OSError as error:
            raise Unavailable(
                "The folder of recordings cannot be written; check its disk and who may write there."
            ) from error
        return kept

    def delete(self, name: str) -> bool:
        """Delete a call's file; says whether it is gone. What is not named like one is left alone."""
        if not _OURS.fullmatch(name):
            return True
        try:
            (self._folder / name).unlink(missing_ok=True)
        except OSError:
            return False
        return True

    def sweep(self, known: frozenset[str], *, now: datetime, kept: timedelta) -> int:
        """Delete audio that belongs to no call; says how many files.

        What is named like a call's goes at once: the call was deleted. Leftovers of runs that were stopped go
        when they are old.
        """
        until = now - max(kept, _LEFTOVER)
        gone = 0
        for path in list(self._unknown(known)):
            try:
                orphan = path.parent == self._folder
                if orphan or datetime.fromtimestamp(path.lstat().st_mtime, UTC) < until:
                    path.unlink()
                    gone += 1
            except OSError:
                continue  # in use, or deleted by somebody else: the next run looks again
        return gone

    def _unknown(self, known: frozenset[str]) -> Iterator[Path]:
        if self._folder.is_symlink() or not self._folder.is_dir():
            return
        for path in self._folder.iterdir():
            ours = path.name == _INCOMING or path.name.startswith(_CUT)
            if path.is_dir() and not path.is_symlink() and ours:
                yield from (one for one in path.iterdir() if not one.is_dir() or one.is_symlink())
            elif _OURS.fullmatch(path.name) and path.name not in known:
                yield path
