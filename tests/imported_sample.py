"""A small sample company in the store of a folder, imported and read by the ordinary road."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bot.settings import Settings
from bot.wiring import build_new
from jobs.import_exports import import_exports
from jobs.make_sample import make_sample_exports
from jobs.tag_touches import tag_touches
from ml.cuss_tagger import CussTagger


def import_sample(folder: Path, tagger: CussTagger, *, pursuits: int = 60) -> None:
    """Fill the store that commands find when they run in this folder."""
    now = datetime.now(UTC)
    sample = make_sample_exports(folder / "exports", until=now.date(), pursuits=pursuits)
    with build_new(Settings.read({}, folder)) as office:
        rejects = office.settings.rejects_dir
        import_exports(office.store, [sample.directory], sample.mapping, now=now, rejects_directory=rejects)
        tag_touches(office.store, tagger)
