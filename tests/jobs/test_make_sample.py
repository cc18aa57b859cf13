from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from integrations.mapping_fields import RowKind
from integrations.mapping_file import read_mapping
from integrations.offer_file import read_offer
from integrations.store import Store
from jobs.import_exports import import_exports
from jobs.make_sample import SamplePaths, make_sample_exports
from ml.funnel import FunnelState
from ml.records import Role
from ml.sample_exports import STAGE_LABELS
from ml.sample_offer import SAMPLE_OFFER

UNTIL = date(2026, 11, 23)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> SamplePaths:
    return make_sample_exports(tmp_path_factory.mktemp("sample"), until=UNTIL, pursuits=60)


def contents(paths: SamplePaths) -> dict[str, bytes]:
    files = [*paths.exports, paths.mapping, *paths.recordings.iterdir()]
    return {str(path.relative_to(paths.directory)): path.read_bytes() for path in files}


def test_the_same_seed_and_day_write_the_same_bytes(sample: SamplePaths, tmp_path: Path) -> None:
    assert contents(make_sample_exports(tmp_path, until=UNTIL, pursuits=60)) == contents(sample)


def test_the_three_historic_exports_are_there(sample: SamplePaths) -> None:
    assert {"SA_BE.csv", "SA_Generic.csv", "SA_Generic_ContactFilter.csv"} <= {
        path.name for path in sample.exports
    }


def test_the_mapping_knows_every_file_and_every_stage(sample: SamplePaths) -> None:
    mapping = read_mapping(sample.mapping)
    for path in sample.exports:
        with path.open(encoding="utf-8", newline="") as file:
            separator = ";" if path.name == "SA_BE.csv" else ","
            header = next(csv.reader(file, delimiter=separator))
        one = mapping.by_header(path.name, header)
        assert one.row is not RowKind.IGNORE
        assert all(one.state_of(label) is state for state, label in STAGE_LABELS.items())


def test_every_transcript_named_exists_and_every_one_there_is_named(sample: SamplePaths) -> None:
    named = set()
    for name, separator in (("Activities.csv", ","), ("SA_BE.csv", ";")):
        with (sample.directory / name).open(encoding="utf-8", newline="") as file:
            named |= {row["Transcript"] for row in csv.DictReader(file, delimiter=separator)} - {""}
    assert named == {path.name for path in sample.recordings.iterdir()}


def test_the_people_are_several_reps_in_three_zones_and_a_manager(sample: SamplePaths) -> None:
    reps = [person for person in sample.people if person.role is Role.REP]
    assert len(reps) == 8
    assert len({person.time_zone for person in reps}) == 3
    assert [person.role for person in sample.people[8:]] == [Role.MANAGER]
    assert sample.people[0].email == "ada@kerjahub.example"


def test_the_import_takes_it_all_but_the_dirt(
    sample: SamplePaths, sqlite_store: Store, tmp_path: Path
) -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    summary = import_exports(
        sqlite_store, [sample.directory], sample.mapping, now=now, rejects_directory=tmp_path
    )
    assert summary.read == summary.stored + summary.unchanged + summary.rejected
    assert summary.rejects_file is not None
    assert 0.005 * summary.read < summary.rejected < 0.08 * summary.read
    counts = sqlite_store.counts()
    assert counts["pursuits"] == 60
    assert counts["transcripts"] == len(list(sample.recordings.iterdir()))
    assert len(sqlite_store.people.all()) == 9
    acme = sqlite_store.pursuits.find("acme").fits[0]
    assert (acme.company, acme.service, acme.state, acme.owner) == (
        "Acme Pte Ltd", "Rostering", FunnelState.HOT_LEAD, "Ada Lim",
    )  # fmt: skip
    assert {hit.company for hit in sqlite_store.pursuits.find("metro").fits} == {
        "Metro Foods", "Metro Gas", "Metropolis Gym",
    }  # fmt: skip


def test_what_the_sample_offers_lies_beside_it_and_replaces_nothing(tmp_path: Path) -> None:
    make_sample_exports(tmp_path / "sample", until=UNTIL, pursuits=12)
    assert read_offer(tmp_path / "offer.yaml") == SAMPLE_OFFER
    (tmp_path / "offer.yaml").write_text("seller: Ours\n", encoding="utf-8")
    make_sample_exports(tmp_path / "sample", until=UNTIL, pursuits=12)
    assert read_offer(tmp_path / "offer.yaml").seller == "Ours"
