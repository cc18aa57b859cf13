from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.settings import SETTINGS, Settings
from ml.errors import BadInput


def read(folder: Path, **environ: str) -> Settings:
    return Settings.read(environ, folder)


def test_nothing_set_gives_the_defaults(tmp_path: Path) -> None:
    settings = read(tmp_path)
    assert (settings.host, settings.port) == ("127.0.0.1", 3000)
    assert settings.data_dir == tmp_path / ".sales-assistant"
    assert settings.store_url == f"sqlite:///{tmp_path}/.sales-assistant/sales-assistant.db"
    assert settings.store_file == tmp_path / ".sales-assistant" / "sales-assistant.db"
    assert settings.visibility == "own"
    assert settings.time_zone == ZoneInfo("UTC")


def test_the_names_others_rely_on_are_there() -> None:
    promised = {
        "DATABASE_URL", "DATA_DIR", "PORT", "HOST", "LOG_LEVEL", "LOG_FORMAT", "TIME_ZONE", "VISIBILITY",
        "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL",
    }  # fmt: skip
    assert promised <= {setting.name for setting in SETTINGS}


def test_the_region_is_a_part_of_openais_address(tmp_path: Path) -> None:
    from openai._data_residency import _DATA_RESIDENCY_BASE_URLS as KNOWN

    for region, address in KNOWN.items():
        assert read(tmp_path, OPENAI_DATA_RESIDENCY=region).openai_address == address
    other = {"OPENAI_BASE_URL": "http://localhost:8000/v1/", "OPENAI_DATA_RESIDENCY": "eu"}
    assert read(tmp_path, **other).openai_address == "http://localhost:8000/v1"


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=4000\nHOST=0.0.0.0\n", encoding="utf-8")
    settings = read(tmp_path, PORT="5000")
    assert (settings.port, settings.host) == (5000, "0.0.0.0")  # noqa: S104 - nothing is bound


def test_an_empty_value_counts_as_not_set(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=\n", encoding="utf-8")
    assert read(tmp_path, LOG_LEVEL="").port == 3000


def test_a_file_is_taken_literally(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SLACK_SIGNING_SECRET=a${HOME}b\n", encoding="utf-8")
    assert read(tmp_path).slack_signing_secret == "a${HOME}b"


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PORT", "http", "The setting PORT should be a whole number from 0 to 65535."),
        ("PORT", "-1", "The setting PORT should be a whole number from 0 to 65535."),
        ("PORT", "65536", "The setting PORT should be a whole number from 0 to 65535."),
        ("WEB_THREADS", "0", "The setting WEB_THREADS should be a whole number from 1 to 64."),
        ("LOG_LEVEL", "loud", "The setting LOG_LEVEL should be one of DEBUG, INFO, WARNING, ERROR."),
        ("LOG_FORMAT", "xml", "The setting LOG_FORMAT should be one of text, json."),
        ("TIME_ZONE", "Mars/Base", "The setting TIME_ZONE should be a time zone such as Asia/Singapore."),
        ("VISIBILITY", "all", "The setting VISIBILITY should be one of own, team."),
        ("SLACK_BOT_TOKEN", "xapp-1", "The setting SLACK_BOT_TOKEN should begin with xoxb-."),
        ("SLACK_APP_TOKEN", "xoxb-1", "The setting SLACK_APP_TOKEN should begin with xapp-."),
        (
            "FEEDBACK_CHANNEL",
            "#managers",
            "The setting FEEDBACK_CHANNEL should be the id of a channel, C… or G…; Slack shows it in the channel's details.",
        ),
        ("SLACK_API_URL", "slack.com", "The setting SLACK_API_URL should begin with http:// or https://."),
        (
            "DATABASE_URL",
            "mysql://db/sales",
            "The setting DATABASE_URL should begin with postgresql:// or postgres:// or sqlite://.",
        ),
    ],
)
def test_a_value_that_cannot_be_used_gets_one_sentence(
    tmp_path: Path, name: str, value: str, sentence: str
) -> None:
    with pytest.raises(BadInput) as refused:
        read(tmp_path, **{name: value})
    assert str(refused.value) == sentence


def test_words_are_read_however_they_are_written(tmp_path: Path) -> None:
    settings = read(tmp_path, LOG_LEVEL="debug", LOG_FORMAT="JSON", VISIBILITY=" Team ")
    assert (settings.log_level, settings.log_format, settings.visibility) == ("DEBUG", "json", "team")


def test_secrets_are_never_shown(tmp_path: Path) -> None:
    secrets = {
        "SLACK_BOT_TOKEN": "xoxb-hidden",
        "SLACK_APP_TOKEN": "xapp-hidden",
        "SLACK_SIGNING_SECRET": "hidden",
        "DATABASE_URL": "postgresql://ada:hidden@db/sales",
    }
    assert "hidden" not in repr(read(tmp_path, **secrets))
    with pytest.raises(BadInput) as refused:
        read(tmp_path, SLACK_BOT_TOKEN="the-hidden-secret-in-the-wrong-place")
    assert "hidden" not in str(refused.value)


def test_the_data_folder_can_be_moved(tmp_path: Path) -> None:
    settings = read(tmp_path, DATA_DIR="elsewhere/data")
    assert settings.models_dir == tmp_path / "elsewhere" / "data" / "models"
    assert read(tmp_path, DATA_DIR="/srv/data").data_dir == Path("/srv/data")


def test_app_engine_refuses_a_store_on_its_disk(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="set DATABASE_URL to a PostgreSQL database"):
        read(tmp_path, GAE_ENV="standard")
    with pytest.raises(BadInput, match="PostgreSQL"):
        read(tmp_path, GAE_ENV="standard", DATABASE_URL="sqlite:////tmp/store.db")
    settings = read(tmp_path, GAE_ENV="standard", DATABASE_URL="postgres://db/sales")
    assert settings.store_kind == "PostgreSQL"
    assert settings.store_file is None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Set SLACK_BOT_TOKEN"),
        ({"SLACK_SIGNING_SECRET": "s"}, "Set SLACK_BOT_TOKEN"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET"),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}, ""),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}, ""),
    ],
)
def test_what_slack_still_needs(tmp_path: Path, given: dict[str, str], said: str) -> None:
    missing = read(tmp_path, **given).missing_for_slack()
    assert missing.startswith(said)
    assert bool(missing) == bool(said)


def test_slacks_address_ends_with_a_slash(tmp_path: Path) -> None:
    assert read(tmp_path, SLACK_API_URL="http://127.0.0.1:9/api").slack_api_url == "http://127.0.0.1:9/api/"
