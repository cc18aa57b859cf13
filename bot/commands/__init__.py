"""All slash commands, and all buttons that lead to an answer: one file and one line for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.blocks.coaching_section import OPEN_COACHING
from bot.blocks.cross_sell_card import CROSS_SELL, TURN_OFFERS
from bot.blocks.feedback_section import SAID_DONE, SAID_OPEN, SAID_PAGE
from bot.blocks.funnel_card import EXPORT as FUNNEL_CSV
from bot.blocks.funnel_list import LIST, TURN
from bot.blocks.hubspot_dialog import SYNC_NOW
from bot.blocks.kit import MY_QUEUE, OPEN_BRIEF, OPEN_LEAD, OPEN_PITCH, OPEN_RECAP, TURN_QUEUE
from bot.blocks.lead_card import REMIND_ME
from bot.blocks.metrics_card import EXPORT
from bot.blocks.model_card import APPROVE, KEEP, ROLL_BACK, TRAIN
from bot.blocks.pitch_card import COPY_PITCH, SEEN_PITCH
from bot.blocks.reminder_card import MY_LIST
from bot.commands import cross_sell
from bot.commands.brief import BRIEF, open_brief
from bot.commands.coaching import open_coaching
from bot.commands.funnel import FUNNEL, export_funnel, open_list, turn_list
from bot.commands.help import help_command
from bot.commands.hubspot_dialogs import sync_now
from bot.commands.lead import LEAD, open_card
from bot.commands.leads import LEADS, first_page, turn
from bot.commands.metrics import METRICS, export
from bot.commands.model import MODEL, approve, keep, roll_back, train_now
from bot.commands.pitch import PITCH, PITCH_WORK, PREVIEW_WORK, open_pitch, preview_slowly, write_slowly
from bot.commands.pitch_edits import copy, show_sent
from bot.commands.recap import RECAP, RECAP_WORK, open_recap, summarize_slowly
from bot.commands.remind import remind
from bot.commands.retarget import RETARGET, my_list
from bot.commands.sales_feedback import SALES_FEEDBACK, done_said, open_said, turn_said
from bot.exchange import Answer, Bench, Click, Command, Desk, Question

# The order is that of the help, and of Bolt's search for a listener: the most used comes first.
COMMANDS: tuple[Command, ...] = (
    LEAD,
    LEADS,
    BRIEF,
    RECAP,
    PITCH,
    RETARGET,
    METRICS,
    FUNNEL,
    MODEL,
    SALES_FEEDBACK,
    help_command(lambda: COMMANDS),
)

CLICKS: tuple[Click, ...] = (
    Click(OPEN_LEAD, open_card),
    Click(OPEN_BRIEF, open_brief),
    Click(OPEN_RECAP, open_recap),
    Click(OPEN_PITCH, open_pitch),
    Click(COPY_PITCH, copy),
    Click(SEEN_PITCH, show_sent),
    Click(TURN_QUEUE, turn),
    Click(MY_QUEUE, first_page),
    Click(CROSS_SELL, cross_sell.whole_list),
    Click(TURN_OFFERS, cross_sell.turn),
    Click(MY_LIST, my_list),
    Click(REMIND_ME, remind),
    Click(OPEN_COACHING, open_coaching),
    Click(SYNC_NOW, sync_now),
    Click(APPROVE, approve),
    Click(KEEP, keep),
    Click(ROLL_BACK, roll_back),
    Click(TRAIN, train_now),
    Click(EXPORT, export),
    Click(LIST, open_list),
    Click(TURN, turn_list),
    Click(FUNNEL_CSV, export_funnel),
    Click(SAID_PAGE, turn_said),
    Click(SAID_OPEN, open_said),
    Click(SAID_DONE, done_said),
)

# What only the worker can answer, by name.
SLOW_WORKS: Mapping[str, Callable[[Question, Desk, Bench], Answer]] = {
    PITCH_WORK: write_slowly,
    PREVIEW_WORK: preview_slowly,
    RECAP_WORK: summarize_slowly,
}
