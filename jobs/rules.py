"""What an admin decided about the jobs: how often, what may be written, what may be heard, how long it is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, timedelta, tzinfo
from pathlib import Path

from ml.sales_metrics import Definitions

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
    learn_from_model
        Whether the tagger also learns from the moves that the language model named.
    feedback_channel
        Into which Slack channel what people say about the assistant goes; '' for none.
    zone, definitions
        Of the figures: the team's zone, whose days are counted, and what counts.
    """

    data_folder: Path = Path()
    sync_every: timedelta = timedelta(minutes=10)
    writes: frozenset[str] = field(default_factory=frozenset)
    regions: tuple[str, ...] = ("SG", "ID", "MY")
    consent_property: str = "recording_consent"
    without_consent: bool = False
    audio_kept: timedelta = timedelta(days=30)
    said_kept: timedelta = timedelta(days=730)
    shown_kept: timedelta = timedelta(days=180)
    learn_from_model: bool = False
    feedback_channel: str = ""
    zone: tzinfo = UTC
    definitions: Definitions = field(default_factory=Definitions)

    @property
    def mapping_file(self) -> Path:
        """Which stage of the CRM is which funnel state: proposed here, accepted by an admin."""
        return self.data_folder / "mapping.yaml"

    @property
    def audio_folder(self) -> Path:
        """Where fetched recordings lie."""
        return self.data_folder / "recordings"
