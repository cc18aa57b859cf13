"""Every designed error of the product, drawn as one tree.

SalesAssistantError             its text is a sentence for people, always safe to show
├── Refused                     what was asked cannot be done; trying again changes nothing
│   ├── BadInput                a file, row, cell or option is wrong; says which
│   ├── NotAllowed              the asker may not see or do what was asked
│   ├── NotEnoughData           too little history for what was asked
│   └── ForeignModel            a model file that is changed, foreign or of another version
└── Unavailable                 something outside did not answer; trying again later may help

The type answers three questions: may we retry (only `Unavailable`), may the rep see the text (always),
whose fault is it (`Refused`: the asker's or the data's; `Unavailable`: the outside's). Anything else that is
raised is our own fault and is shown to nobody but the log.
"""

from __future__ import annotations


class SalesAssistantError(Exception):
    """The root of all designed errors; its text is one sentence for people."""


class Refused(SalesAssistantError):
    """What was asked cannot be done, and trying again changes nothing."""


class BadInput(Refused):
    """A file, row, cell or option is wrong."""


class NotAllowed(Refused):
    """The asker may not see or do what was asked."""


class NotEnoughData(Refused):
    """Too little history for what was asked."""


class ForeignModel(Refused):
    """A model file that is changed, foreign or was made by another version."""


class Unavailable(SalesAssistantError):
    """Something outside the process did not answer; trying again later may help."""
