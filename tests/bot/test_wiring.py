from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.wiring import build, build_new
from ml.errors import Refused


def test_there_is_no_store_until_one_is_made(tmp_path: Path) -> None:
    settings = Settings.read({}, tmp_path)
    with pytest.raises(Refused, match="There is no store yet: run `sales-assistant demo`"):
        build(settings)
    assert list(tmp_path.iterdir()) == []
    with build_new(settings) as office:
        office.store.ping()
    with build(settings) as office:
        assert office.store.people.all() == []


def test_a_store_of_another_version_is_refused(tmp_path: Path) -> None:
    settings = Settings.read({}, tmp_path)
    settings.data_dir.mkdir()
    (settings.data_dir / "sales-assistant.db").touch()
    with pytest.raises(Refused, match="sales-assistant migrate"):
        build(settings)


def test_the_desk_has_the_offices_clock_and_rule(tmp_path: Path) -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    with build_new(Settings.read({"VISIBILITY": "team"}, tmp_path), clock=lambda: now) as office:
        assert office.desk.now() == now
        assert office.desk.visibility == "team"


def test_the_desk_knows_what_may_be_written(tmp_path: Path) -> None:
    environ = {"HUBSPOT_TOKEN": "pat-1", "HUBSPOT_WRITE_NOTES": "1", "HUBSPOT_WRITE_STAGES": "1"}
    with build_new(Settings.read(environ, tmp_path)) as office:
        assert office.desk.crm.connected
        assert office.desk.crm.offered == {"notes", "stages"}
    without_key = Settings.read({"HUBSPOT_WRITE_NOTES": "1"}, tmp_path)
    with build(without_key) as office:
        assert not office.desk.crm.connected
        assert office.desk.crm.offered == frozenset()


def test_models_lie_in_the_data_folder(tmp_path: Path) -> None:
    with build_new(Settings.read({"DATA_DIR": "here"}, tmp_path)) as office:
        assert office.model_files.directory == tmp_path / "here" / "models"


def test_slack_is_reached_as_configured(tmp_path: Path) -> None:
    environ = {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": "s",
        "SLACK_API_URL": "http://127.0.0.1:9/api",
    }
    with build_new(Settings.read(environ, tmp_path)) as office:
        access = office.slack_access()
        assert (access.bot_token, access.signing_secret) == ("xoxb-1", "s")
        assert access.api_url == "http://127.0.0.1:9/api/"
        assert office.bolt_app().client.base_url == "http://127.0.0.1:9/api/"


def test_postgresql_needs_no_file(tmp_path: Path, postgres_url: str) -> None:
    with build(Settings.read({"DATABASE_URL": postgres_url}, tmp_path)) as office:
        office.store.ping()
    assert list(tmp_path.iterdir()) == []
