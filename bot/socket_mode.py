"""Socket Mode: Slack's requests over a WebSocket that this process opens, so that no public address is needed."""

from __future__ import annotations

import atexit
import logging
import threading
from typing import TYPE_CHECKING
from urllib.error import URLError

from bot.settings import Settings

if TYPE_CHECKING:
    from slack_bolt import App
    from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler

RETRY_SECONDS = 5.0
# How often the client looks whether the connection still stands.
PING_SECONDS = 10.0
_log = logging.getLogger(__name__)


def connect(app: App, settings: Settings) -> SocketModeHandler:
    """Keep this app connected from now on, in the background; the connection is closed at exit.

    Slack may be out of reach at the start: it is tried again every few seconds. A connection that drops
    later is renewed by the client itself.
    """
    from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler

    handler = SocketModeHandler(app, settings.slack_app_token, ping_interval=PING_SECONDS)
    stopping = threading.Event()

    def close() -> None:
        stopping.set()
        handler.client.close()

    atexit.register(close)
    threading.Thread(target=_keep_trying, args=(handler, stopping), name="socket-mode", daemon=True).start()
    return handler


def _keep_trying(handler: SocketModeHandler, stopping: threading.Event) -> None:
    from slack_sdk.errors import SlackClientError

    while not stopping.is_set():
        try:
            handler.client.connect()
        except (SlackClientError, URLError, OSError) as error:
            _log.warning("Slack did not open a socket (%s); trying again", type(error).__name__)
            stopping.wait(RETRY_SECONDS)
        else:
            return
