"""What the product logs, set up in one place: to stderr, for people or as one JSON object a line."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.settings import Settings

_TEXT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
# These speak at INFO about every request; a rep's words, or the signed address of a recording, could be among them.
_CHATTY = (
    "slack_sdk",
    "slack_bolt",
    "apscheduler",
    "alembic",
    "sqlalchemy",
    "websocket",
    "urllib3",
    "httpx2",
    "openai",
    "twilio",
)


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, logger, message and, where there is one, the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "severity": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def set_up(settings: Settings, *, quiet: bool = False) -> None:
    """Send all logs to stderr at the level and in the format that was asked for.

    Parameters
    ----------
    settings
        LOG_LEVEL and LOG_FORMAT.
    quiet
        Nothing below a warning, unless DEBUG is asked for.
    """
    level = "WARNING" if quiet and settings.log_level == "INFO" else settings.log_level
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if settings.log_format == "json" else logging.Formatter(_TEXT))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))
