"""Whether Slack takes its newest block types (charts, tables): tried where a refusal is seen, and remembered.

Slack says so where it refuses the blocks of a message that is posted, rewritten, or said through a response address. An
ack is never refused in words: the asker would see nothing at all. So an ack carries the newest blocks only once Slack
took them elsewhere. Until then a private answer is said through the command's response address, and where that is
refused, in classic blocks. Refused once, they are not tried again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.exchange import Answer, Desk
from bot.places import BlocksRefused

# The store's fact: True once Slack refused the newest blocks, False once it took them.
CLASSIC = "classic_blocks"
Shown = TypeVar("Shown")


@dataclass(frozen=True)
class NewestBlocks:
    """What is known of Slack's newest block types; read anew each time, since another process may have learned it."""

    desk: Desk

    @property
    def wanted(self) -> bool:
        """Whether they are used: the admin allows it, and Slack did not refuse them."""
        return self.desk.newest_blocks and self.desk.store.facts.get(CLASSIC, None) is not True

    @property
    def proven(self) -> bool:
        """Whether they are used, and Slack took them before."""
        return self.desk.newest_blocks and self.desk.store.facts.get(CLASSIC, None) is False

    def give_up(self) -> bool:
        """Slack refused blocks: the newest are not used from now on; False where they were not used before."""
        if not self.wanted:
            return False
        self.desk.store.facts.put(CLASSIC, True)
        return True

    def surely(self, answer: Answer) -> Answer:
        """The answer as it can be shown where no refusal would be seen."""
        return answer if not answer.classic or self.proven else as_classic(answer)

    def tried(self, answer: Answer, show: Callable[[Answer], Shown]) -> Shown:
        """What showing an answer gives; in classic blocks where the newest are refused, now or before."""
        if not answer.classic or not self.wanted:
            return show(as_classic(answer))
        try:
            shown = show(answer)
        except BlocksRefused:
            self.give_up()
            return show(as_classic(answer))
        if shown and not self.proven:
            self.desk.store.facts.put(CLASSIC, False)
        return shown


def as_classic(answer: Answer) -> Answer:
    """The answer in classic blocks."""
    return replace(answer, blocks=answer.classic, classic=()) if answer.classic else answer
