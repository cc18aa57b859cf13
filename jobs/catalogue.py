"""The jobs of the product, in one readable list: one file and one line for a new one."""

from __future__ import annotations

from jobs import (
    coaching,
    cross_selling,
    deliver,
    fold_ratings,
    list_making,
    missed_reactions,
    purge,
    pushes,
    reminder_lift,
    retargeting,
    retrain,
    route_feedback,
    score_jobs,
    system_jobs,
    tally_funnel,
    tally_sales,
    watch_drift,
    weekly,
)
from jobs.job import A_DAY, Job, every

# Each group has a beat of its own, so that none waits for another: whoever confirmed something waits for the prompt
# ones, and a message to a rep must not be late because a system outside is slow.
PROMPT: tuple[Job, ...] = (
    Job("write back", system_jobs.somebody_asked, system_jobs.write_back, "at once", together=True),
    Job("named records", system_jobs.something_was_named, system_jobs.read_named, "at once", together=True),
)
# What managers look at; `jobs.counting` runs them for whoever works at a terminal.
COUNTING: tuple[Job, ...] = (
    Job("tally", tally_sales.is_due, tally_sales.run, "when data arrive, and daily"),
    Job("funnel", tally_funnel.is_due, tally_funnel.run, "when data arrive, and daily"),
    Job("coaching", coaching.is_due, coaching.run, "when data arrive or words are read, and daily"),
    Job("cross sell", cross_selling.is_due, cross_selling.run, "when data arrive or another model speaks, and daily"),
)  # fmt: skip
STEADY: tuple[Job, ...] = (
    Job("sync", system_jobs.is_sync_time, system_jobs.sync, "every SYNC_MINUTES", system_jobs.next_sync),
    Job("transcribe", system_jobs.may_be_heard, system_jobs.transcribe, "every SYNC_MINUTES", system_jobs.next_hearing),
    Job("tag", score_jobs.words_wait, score_jobs.tag, "when words arrive"),
    Job("missed reactions", missed_reactions.is_due, missed_reactions.run, "every 10 minutes", every(missed_reactions.EVERY)),
    Job("fold feedback", fold_ratings.is_due, fold_ratings.run, "within 5 minutes of a vote, and daily", every(fold_ratings.AT_LEAST)),
    Job("drift", watch_drift.is_due, watch_drift.run, "daily", every(A_DAY)),
    Job("retrain", retrain.is_due, retrain.run, "daily, when outcomes arrived, and when a manager asks", every(A_DAY)),
    Job("score", score_jobs.scores_are_old, score_jobs.score, "daily, and when data arrive", every(A_DAY)),
    Job("purge", purge.is_due, purge.run, "daily", every(A_DAY)),
    Job("retargeting lists", list_making.is_due, list_making.run, "when data arrive, and every 6 hours", every(list_making.AT_LEAST)),
    *COUNTING,
    Job("reminder lift", reminder_lift.is_due, reminder_lift.run, "daily, once there is a control group", every(A_DAY)),
)  # fmt: skip
# What is sent without being asked: first what makes messages, last what sends them.
OUTGOING: tuple[Job, ...] = (
    Job("retargeting", retargeting.is_due, retargeting.run, "at each person's own time", retargeting.next_run),
    Job("weekly", weekly.is_due, weekly.run, "on the first workday of a week, at each person's own time"),
    Job("pushes", pushes.is_due, pushes.run, "every 5 minutes", every(pushes.EVERY)),
    Job("route feedback", route_feedback.is_due, route_feedback.run, "at once, where FEEDBACK_CHANNEL is set"),
    Job("deliver", deliver.is_due, deliver.run, "at once", together=True),
)  # fmt: skip
JOBS = (*PROMPT, *STEADY, *OUTGOING)
