"""What an admin decided about the jobs: how often, what may be written, what may be heard, how long it is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

WRITE_KINDS = ("scores", "notes", "tasks", "stages")


@dataclass(frozen=True)
class Rules:
    """The admin's decisions, from the settings.

    Parameters
    ----------
    data_folder
        Where the mapping of the CRM's stages and the fetched recordings lie.
    sync_every
        How long the worker waits between two looks at the systems outside.
    writes
        Which kinds may be written to the CRM: of `WRITE_KINDS`.
    regions
        Countries whose local phone numbers are understood, the likeliest first.
    consent_property
        The contact's property that says whether they may be recorded.
    without_consent
        Whether recordings are transcribed although nobody said `granted`.
    audio_kept
        How long a fetched recording is kept.
    """

    data_folder: Path = Path()
    sync_every: timedelta = timedelta(minutes=10)
    writes: frozenset[str] = field(default_factory=frozenset)
    regions: tuple[str, ...] = ("SG", "ID", "MY")
    consent_property: str = "recording_consent"
    without_consent: bool = False
    audio_kept: timedelta = timedelta(days=30)

    @property
    def mapping_file(self) -> Path:
        """Which stage of the CRM is which funnel state: proposed here, accepted by an admin."""
        return self.data_folder / "mapping.yaml"

    @property
    def audio_folder(self) -> Path:
        """Where fetched recordings lie."""
        return self.data_folder / "recordings"
