"""The methods of Slack's Web API that the stand-in answers, one function each.

`METHODS` is the registry: a method's name, the scopes it needs, and the function. A wrong call raises `Wrong` with
Slack's own error word, which the caller hands back as ``{"ok": false, "error": …}``.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.sandbox.web_call import Call, Wrong, checked_message, checked_view
from bot.sandbox.workspace import BOT_ID, BOT_USER_ID, TEAM_ID, Channel, Json, Message

DEEPEST_STACK = 3


Method = Callable[[Call], Json]


def auth_test(call: Call) -> Json:
    """Who the token belongs to."""
    return {
        "url": "https://sandbox.example/",
        "team": "Sandbox",
        "user": call.workspace.users[BOT_USER_ID].name,
        "team_id": TEAM_ID,
        "user_id": BOT_USER_ID,
        "bot_id": BOT_ID,
    }


def users_info(call: Call) -> Json:
    """One member."""
    member = call.workspace.users.get(call.text("user"))
    if member is None:
        raise Wrong("user_not_found")
    return {"user": member.payload(with_email=call.has("users:read.email"))}


def users_lookup_by_email(call: Call) -> Json:
    """The member with this e-mail."""
    email = call.text("email").casefold()
    found = [m for m in call.workspace.users.values() if m.email.casefold() == email and not m.is_bot]
    if not found:
        raise Wrong("users_not_found")
    return {"user": found[0].payload()}


def conversations_open(call: Call) -> Json:
    """The direct message with one member."""
    users = call.text("users")
    if not users:
        raise Wrong("no_users_provided" if "users" in call.args else "users_list_not_supplied")
    if users not in call.workspace.users:
        raise Wrong("user_not_found")
    return {"channel": {"id": call.workspace.dm_of(users).id}}


def conversations_history(call: Call) -> Json:
    """The newest messages, newest first; metadata where it is asked for."""
    channel = _channel(call)
    messages = [m for m in call.workspace.messages[channel.id] if m.ephemeral_to is None]
    latest, oldest = call.text("latest"), call.text("oldest")
    inclusive = call.text("inclusive") in {"True", "true", "1"}
    kept = [m for m in messages if _between(m.ts, oldest, latest, inclusive=inclusive)]
    limit = int(call.text("limit") or 100)
    shown = [_with_metadata(m, call) for m in reversed(kept[-limit:])]
    return {"messages": shown, "has_more": len(kept) > limit}


def chat_post_message(call: Call) -> Json:
    """Say something in a conversation, or to a member by their id."""
    channel, said = _channel(call), _said(call)
    message = call.workspace.post(channel.id, BOT_USER_ID, metadata=_metadata(call), **said)
    return {"channel": channel.id, "ts": message.ts, "message": message.payload()}


def chat_post_ephemeral(call: Call) -> Json:
    """Say something that one member of the conversation sees."""
    channel, said = _channel(call), _said(call)
    user = call.text("user")
    if user not in call.workspace.users or channel.with_user not in {None, user}:
        raise Wrong("user_not_in_channel")
    message = call.workspace.post(channel.id, BOT_USER_ID, ephemeral_to=user, **said)
    return {"message_ts": message.ts}


def chat_update(call: Call) -> Json:
    """Change what the bot said."""
    message = _own_message(call, "cant_update_message")
    said = _said(call)
    call.workspace.rewrite(message, said["text"], said["blocks"])
    return {"channel": message.channel, "ts": message.ts, "text": message.text, "message": message.payload()}


def chat_delete(call: Call) -> Json:
    """Take back what the bot said."""
    message = _own_message(call, "cant_delete_message")
    call.workspace.remove(message)
    return {"channel": message.channel, "ts": message.ts}


def reactions_get(call: Call) -> Json:
    """A message with its reactions."""
    message = _message(call, call.text("timestamp"))
    return {"type": "message", "channel": message.channel, "message": message.payload()}


def reactions_add(call: Call) -> Json:
    """React to a message as the bot."""
    name = call.text("name").strip(":")
    if not name:
        raise Wrong("invalid_name")
    if not call.workspace.react(_message(call, call.text("timestamp")), name, BOT_USER_ID):
        raise Wrong("already_reacted")
    return {}


def reactions_remove(call: Call) -> Json:
    """Take a reaction of the bot back."""
    message = _message(call, call.text("timestamp"))
    if not call.workspace.unreact(message, call.text("name").strip(":"), BOT_USER_ID):
        raise Wrong("no_reaction")
    return {}


def views_open(call: Call) -> Json:
    """Open a modal for whoever the trigger came from."""
    view, user = _view(call, "modal"), _triggered_by(call)
    opened = call.workspace.make_view(view)
    opened |= {"root_view_id": opened["id"], "previous_view_id": None}
    call.workspace.views[user] = [opened]
    return {"view": opened}


def views_push(call: Call) -> Json:
    """Put a modal on top of the one that is open."""
    view, user = _view(call, "modal"), _triggered_by(call)
    stack = call.workspace.views.get(user) or []
    if not stack:
        raise Wrong("not_found")
    if len(stack) >= DEEPEST_STACK:
        raise Wrong("push_limit_reached")
    pushed = call.workspace.make_view(view)
    pushed |= {"root_view_id": stack[0]["id"], "previous_view_id": stack[-1]["id"]}
    stack.append(pushed)
    return {"view": pushed}


def views_update(call: Call) -> Json:
    """Change an open modal or an App Home view."""
    view_id, external_id = call.text("view_id"), call.text("external_id")
    view = _view(call)
    for stack, place in call.workspace.open_views():
        if stack[place]["id"] == view_id or (external_id and stack[place]["external_id"] == external_id):
            _same_hash(call, stack[place])
            stack[place] = stack[place] | call.workspace.make_view(view, replaces=stack[place])
            return {"view": stack[place]}
    raise Wrong("not_found")


def views_publish(call: Call) -> Json:
    """Set a member's App Home."""
    user = call.text("user_id")
    if user not in call.workspace.users:
        raise Wrong("user_not_found")
    view, before = _view(call, "home"), call.workspace.homes.get(user)
    if before:
        _same_hash(call, before)
    call.workspace.homes[user] = call.workspace.make_view(view, replaces=before)
    return {"view": call.workspace.homes[user]}


def set_suggested_prompts(call: Call) -> Json:
    """Accepted; the prompts themselves are not shown by the sandbox."""
    if call.text("channel_id") not in call.workspace.channels:
        raise Wrong("channel_not_found")
    if not call.parsed("prompts", "invalid_arguments"):
        raise Wrong("invalid_arguments", ["missing required field: prompts"])
    return {}


def _channel(call: Call) -> Channel:
    name = call.text("channel")
    workspace = call.workspace
    if name in workspace.users:
        return workspace.dm_of(name)
    by_name = {f"#{c.name}": c for c in workspace.channels.values() if c.with_user is None}
    channel = workspace.channels.get(name) or by_name.get(name)
    if channel is None:
        raise Wrong("channel_not_found")
    if not channel.bot_is_member:
        raise Wrong("not_in_channel")
    return channel


def _message(call: Call, ts: str) -> Message:
    message = call.workspace.find(_channel(call).id, ts)
    if message is None or message.ephemeral_to:
        raise Wrong("message_not_found")
    return message


def _own_message(call: Call, otherwise: str) -> Message:
    message = _message(call, call.text("ts"))
    if message.user != BOT_USER_ID:
        raise Wrong(otherwise)
    return message


def _said(call: Call) -> Json:
    """The text and blocks of a message, refused as Slack refuses them."""
    return checked_message(
        {"text": call.text("text"), "blocks": call.parsed("blocks", "invalid_blocks_format")}
    )


def _metadata(call: Call) -> Json | None:
    metadata = call.parsed("metadata", "invalid_metadata_format")
    if metadata is None:
        return None
    if not isinstance(metadata, dict) or not {"event_type", "event_payload"} <= metadata.keys():
        raise Wrong("invalid_metadata_schema")
    return metadata


def _with_metadata(message: Message, call: Call) -> Json:
    asked = call.text("include_all_metadata") in {"True", "true", "1"}
    return message.payload() | ({"metadata": message.metadata} if asked and message.metadata else {})


def _between(ts: str, oldest: str, latest: str, *, inclusive: bool) -> bool:
    moment = float(ts)
    if inclusive and ts in {oldest, latest}:
        return True
    return (not oldest or moment > float(oldest)) and (not latest or moment < float(latest))


def _view(call: Call, kind: str = "") -> Json:
    view = call.parsed("view", "invalid_arguments")
    return checked_view(view, kind)


def _triggered_by(call: Call) -> str:
    error, user = call.triggers.exchange(call.text("trigger_id"))
    if error:
        raise Wrong(error)
    return user


def _same_hash(call: Call, view: Json) -> None:
    given = call.text("hash")
    if given and given != view["hash"]:
        raise Wrong("hash_conflict")


METHODS: dict[str, tuple[tuple[str, ...], Method]] = {
    "auth.test": ((), auth_test),
    "users.info": (("users:read",), users_info),
    "users.lookupByEmail": (("users:read.email",), users_lookup_by_email),
    "conversations.open": (("im:write",), conversations_open),
    "conversations.history": (("im:history",), conversations_history),
    "chat.postMessage": (("chat:write",), chat_post_message),
    "chat.postEphemeral": (("chat:write",), chat_post_ephemeral),
    "chat.update": (("chat:write",), chat_update),
    "chat.delete": (("chat:write",), chat_delete),
    "reactions.get": (("reactions:read",), reactions_get),
    "reactions.add": (("reactions:write",), reactions_add),
    "reactions.remove": (("reactions:write",), reactions_remove),
    "views.open": ((), views_open),
    "views.push": ((), views_push),
    "views.update": ((), views_update),
    "views.publish": ((), views_publish),
    "assistant.threads.setSuggestedPrompts": (("assistant:write",), set_suggested_prompts),
}
