"""The Slack app manifest, made from the registries: commands, events, least scopes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.commands import COMMANDS
from bot.exchange import Command

# Each event with the scopes without which Slack does not send it.
EVENTS: dict[str, tuple[str, ...]] = {
    "app_home_opened": (),
    "message.im": ("im:history",),
    "reaction_added": ("reactions:read",),
    "reaction_removed": ("reactions:read",),
}

# What the bot calls or needs, with the scopes for it; views.* needs none.
CALLS: dict[str, tuple[str, ...]] = {
    "chat.postMessage": ("chat:write", "im:write"),
    "chat.update": ("chat:write",),
    "conversations.open": ("im:write",),
    "conversations.history": ("im:history",),
    "reactions.get": ("reactions:read",),
    "users.info": ("users:read", "users:read.email"),
    "slash commands": ("commands",),
    "agent view": ("assistant:write",),
}

ENDPOINT = "/slack/events"


def manifest(public_url: str | None = None, commands: Sequence[Command] = COMMANDS) -> dict[str, Any]:
    """The manifest to paste into Slack: over HTTP at `public_url`, or in Socket Mode without one.

    >>> manifest()["settings"]["socket_mode_enabled"]
    True
    """
    endpoint = f"{public_url.rstrip('/')}{ENDPOINT}" if public_url else None
    return {
        "display_information": {
            "name": "Sales Assistant",
            "description": "Which lead next, why, and what to say.",
            "background_color": "#1d3557",
        },
        "features": _features(commands, endpoint),
        "oauth_config": {"scopes": {"bot": _scopes()}},
        "settings": _settings(endpoint),
    }


def _features(commands: Sequence[Command], endpoint: str | None) -> dict[str, Any]:
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "agent_view": {
            "agent_description": "Ranks your leads with the reasons, from your own CRM's history.",
            "suggested_prompts": [
                {"title": "My next conversations", "message": "leads"},
                {"title": "What can I ask?", "message": "help"},
            ],
        },
        "bot_user": {"display_name": "Sales Assistant", "always_online": True},
        "slash_commands": [_command(command, endpoint) for command in commands],
    }


def _command(command: Command, endpoint: str | None) -> dict[str, Any]:
    described = {"command": command.name, "description": command.description, "should_escape": False}
    if command.usage:
        described["usage_hint"] = command.usage
    return {**described, "url": endpoint} if endpoint else described


def _scopes() -> list[str]:
    return sorted({scope for scopes in (*EVENTS.values(), *CALLS.values()) for scope in scopes})


def _settings(endpoint: str | None) -> dict[str, Any]:
    address = {"request_url": endpoint} if endpoint else {}
    return {
        "event_subscriptions": {**address, "bot_events": list(EVENTS)},
        "interactivity": {"is_enabled": True, **address},
        "org_deploy_enabled": False,
        "socket_mode_enabled": endpoint is None,
        "token_rotation_enabled": False,
    }
