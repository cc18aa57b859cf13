"""What a person typed, freed of what Slack does to it on the way: entities, and addresses turned into links."""

from __future__ import annotations

import re

_LABELLED = re.compile(r"<[^<>|]*\|([^<>|]*)>")
_BARE = re.compile(r"<((?:https?://|mailto:)[^<>|]*)>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def typed(text: str) -> str:
    """The words as they were typed.

    >>> typed("lead R&amp;D <http://acme.com|acme.com> ")
    'lead R&D acme.com'
    """
    plain = _BARE.sub(r"\1", _LABELLED.sub(r"\1", text))
    for entity, character in _ENTITIES:
        plain = plain.replace(entity, character)
    return plain.strip()


def command_and_rest(text: str) -> tuple[str, str]:
    """A message read as a command: its name with a slash, and what follows.

    >>> command_and_rest("lead acme pte"), command_and_rest("/Leads")
    (('/lead', 'acme pte'), ('/leads', ''))
    """
    name, _, rest = typed(text).partition(" ")
    return f"/{name.removeprefix('/').casefold()}", rest.strip()
