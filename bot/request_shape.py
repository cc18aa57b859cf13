"""The shape of what Slack sends: a body whose parts are anything else is answered 400 before anybody reads it."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware

# Parts of a body that are objects wherever they stand, each with the text it always has.
_OBJECTS = {"event": "type", "view": "type", "message": "ts", "container": "type", "channel": "id"}


class ShapeCheck(Middleware):
    """Bolt's middleware that lets only well-shaped requests pass."""

    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,
        next: Callable[[], BoltResponse],  # noqa: A002 - Bolt's name
    ) -> BoltResponse:
        """Go on, or answer 400."""
        return next() if well_shaped(req.body) else BoltResponse(status=HTTPStatus.BAD_REQUEST)


def well_shaped(body: dict[str, Any]) -> bool:
    """Whether these could be the parts of a command, a click, a submitted modal or an event.

    >>> well_shaped({"type": "event_callback", "event": {"type": "message"}}), well_shaped({"event": "message"})
    (True, False)
    """
    return (
        isinstance(body.get("type", ""), str)
        and all(_has_text(body[name], key) for name, key in _OBJECTS.items() if name in body)
        and _well_clicked(body)
    )


def _well_clicked(body: dict[str, Any]) -> bool:
    """Clicks and submitted modals say who; a click also says on what."""
    if body.get("type") not in {"block_actions", "view_submission"}:
        return "actions" not in body
    actions = body.get("actions", [{"action_id": ""}])
    return (
        _has_text(body.get("user"), "id")
        and isinstance(actions, list)
        and bool(actions)
        and all(_has_text(action, "action_id") for action in actions)
    )


def _has_text(part: object, key: str) -> bool:
    return isinstance(part, dict) and isinstance(part.get(key), str)
