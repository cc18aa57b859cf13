"""All slash commands, and all buttons that lead to an answer: one file and one line for each."""

from __future__ import annotations

from bot.blocks.hubspot_dialog import SYNC_NOW
from bot.blocks.kit import MY_QUEUE, OPEN_LEAD, TURN_QUEUE
from bot.commands.help import help_command
from bot.commands.hubspot_dialogs import sync_now
from bot.commands.lead import LEAD, open_card
from bot.commands.leads import LEADS, first_page, turn
from bot.exchange import Click, Command

# The order is that of the help, and of Bolt's search for a listener: the most used comes first.
COMMANDS: tuple[Command, ...] = (
    LEAD,
    LEADS,
    help_command(lambda: COMMANDS),
)

CLICKS: tuple[Click, ...] = (
    Click(OPEN_LEAD, open_card),
    Click(TURN_QUEUE, turn),
    Click(MY_QUEUE, first_page),
    Click(SYNC_NOW, sync_now),
)
