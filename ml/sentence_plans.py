"""The template's sentences as data: how a draft begins, what it asks for at the end, and its subject.

A plan is a name and its wordings. A wording may be used where all its `{slots}` can be filled (see
`ml.template_slots`); it stands on the facts behind them. Plans that need no fact have ten wordings or more.
Short words, no flattery, no promise of results; what follows a greeting begins with a small letter.
"""

from __future__ import annotations

from collections.abc import Mapping

from ml.sentence_plans_needs import NEEDS_PLANS
from ml.sentence_plans_offer import OFFER_PLANS

Wordings = tuple[str, ...]

GREETINGS: Mapping[str, Wordings] = {
    "en": ("Hi", "Hello"),
    "ms": ("Hai", "Salam sejahtera"),
    "id": ("Halo", "Halo"),
}

CONNECTING_PLANS: Mapping[str, Wordings] = {
    "greet.intro": (
        "{hi}, {intro} here", "{hi}, it is {intro}",
    ),
    "open.own": (
        "I owe you {thing}, and it is late; I am sorry.",
        "before anything else: {thing} is late, and that is my fault.",
        "{thing} should have been with you by now, and I am sorry that it is not.",
        "I have not forgotten {thing}; it is late, and that is on me.",
        "I am sorry that you are still waiting for {thing}.",
        "I said you would have {thing} by now, and you do not; I am sorry.",
        "let me start with {thing}: it is late, and I am sorry.",
        "you are still waiting for {thing}, and I want to put that right.",
        "I am late with {thing}, and I should have told you sooner.",
        "{thing} is late from my side, so that comes before all else.",
        "my fault first: {thing} did not reach you when I said it would.",
        "I have let {thing} slip, and I am sorry for the wait.",
        "{thing} is still with me, and I am sorry.",
        "I know {thing} is late; sorry.",
    ),
    "open.talk": (
        "thank you again for {touch}.",
        "I have just been back over {touch}.",
        "some of what you said during {touch} stayed with me.",
        "I am picking up from {touch}.",
        "I read my notes of {touch} again.",
        "I have been thinking about {touch}.",
        "this follows on from {touch}.",
        "I do not want to let {touch} go cold.",
        "I would like to carry on from {touch}.",
        "{touch} gave me a clearer picture, so thank you.",
        "I have {touch} fresh in my mind.",
        "I am coming back to you after {touch}.",
    ),
    "open.theirs": (
        "thank you for {touch}.",
        "I am coming back to {touch}.",
        "I have {touch} here in front of me.",
        "I read {touch} again today.",
        "this is about {touch}.",
        "I am picking up from {touch}.",
        "I wanted to follow up on {touch}.",
        "I was glad to get {touch}.",
        "I would like to carry on from {touch}.",
        "I have been thinking about {touch}.",
        "it was good to have {touch}, so thank you.",
    ),
    "open.ours": (
        "I am coming back to {touch}.",
        "this follows {touch}.",
        "I am not sure that {touch} reached you.",
        "you may have seen {touch}.",
        "{touch} may have come at a busy time.",
        "I wanted to follow up on {touch}.",
        "perhaps {touch} came at a bad moment.",
        "I am picking up from {touch}.",
        "there was no rush with {touch}, so I am asking again.",
        "I did not want to let it drop after {touch}.",
        "I would like to add a word to {touch}.",
    ),
    "open.stale": (
        "it has been a while since {touch}.",
        "a while has gone by since {touch}.",
        "it went quiet after {touch}.",
        "I looked up when we last spoke: {touch}.",
        "a lot may have changed since {touch}.",
        "I still have my notes of {touch}.",
        "{touch} is a while back.",
        "I would like to pick up after {touch}.",
        "things may look different since {touch}.",
        "I owed you a word after {touch}.",
        "I came across my notes of {touch}.",
        "I thought back to {touch}.",
    ),
    "open.size": (
        "I am {reach} about {service} for the {employees} people at {company}.",
        "my question is about {service} for the {employees} people at {company}.",
        "I believe {service} at {company} has to work for {employees} people.",
        "{service} for {employees} people at {company} takes some planning.",
        "I wonder how {company} handles {service} for {employees} people.",
        "I wanted to ask how {service} works at {company}, with {employees} people.",
        "a short question on {service} for {employees} people at {company}.",
        "this is about {service} for {employees} people at {company}.",
        "how {company} runs {service} for {employees} people is my question.",
        "I want to learn how {company} runs {service} for {employees} people.",
    ),
    "open.service": (
        "I am {reach} about {service} at {company}.",
        "my question is about {service} at {company}.",
        "I would like to hear how {company} handles {service} today.",
        "this is about {service} at {company}.",
        "{service} at {company} is what I would like to ask about.",
        "I would like to learn how {company} deals with {service}.",
        "I have a short question on {service} at {company}.",
        "I would like to understand {service} at {company} better.",
        "I wanted to ask how {service} works at {company}.",
        "I hope you can tell me how {company} runs {service}.",
        "I am {reach} about {service}.",
        "my question is about {service}.",
        "I have a short question on {service}.",
        "I would like to ask about {service}.",
        "I am {reach} to ask about {service}.",
        "I would like to hear how you handle {service}.",
    ),
    "open.company": (
        "I am {reach} about {company}.", "my question is about {company}.", "this is about {company}.",
        "I would like to learn more about {company}.", "I have a short question about {company}.",
        "I would like to know how things run at {company}.", "I was thinking about {company}.",
        "I wanted to ask how work is planned at {company}.", "I hope you can tell me more about {company}.",
        "I would like to understand how {company} works.",
    ),
    "open.bare": (
        "I am {reach} with a short question.", "I will keep this short.", "I would like to ask you a few things.",
        "I have a short question for you.", "I would like to hear how things work on your side.",
        "this will not take long.", "I would like to learn how you work.", "I will be brief.",
        "I am {reach} because I would like to know more.", "let me come straight to my question.",
        "I only have a small question.",
    ),
    "agenda": (
        "I will keep it short: a few questions, and then you tell me if it is worth a closer look.",
        "Let me ask a few things, and stop me if this does not fit.",
        "I would rather ask than talk, so I have brought a few questions.",
        "This will not take long, and you can stop me at any time.",
        "You get a few questions from me, then a thought, and we are done.",
        "My plan is simple: I ask, you talk, and we see if there is a reason to go on.",
        "I have a few things to ask and a thought to share; you be the judge.",
        "I will be quick, since your day is full enough.",
        "I want to get the picture right, so please put me straight as I go.",
        "There is no long talk from me: a few questions, then a thought.",
        "I will ask more than I tell, and you can cut in when you like.",
        "If this is a bad moment, say so, and I will ring back.",
    ),
}  # fmt: skip

# What is asked for: the last words of an ask, by its kind.
ASKS: Mapping[str, Wordings] = {
    "talk": ("talk for a few minutes", "have a short call", "talk it through", "speak for a bit", "compare notes"),
    "demo": ("see it live in a short demo", "go through a short demo", "look at a demo", "see a demo with your own case",
             "walk through a demo"),
    "review": ("go through the proposal together", "look over the proposal", "walk through the proposal",
               "read the proposal side by side", "talk about the proposal"),
    "thing": ("go through {thing} together", "look at {thing} side by side", "talk about {thing}", "walk through {thing}",
              "go over {thing}"),
    "decision": ("agree on the next step", "settle what is still open", "plan the next step", "talk about what is left to decide",
                 "clear up what is still open"),
    "other": ("look at {other} together", "talk about {other}", "see if {other} fits you", "go through {other}",
              "see {other} at work"),
    "renewal": ("talk about the renewal", "go through the renewal", "plan the renewal", "look at the renewal together",
                "agree on the renewal"),
    "quote": ("go through the quote together", "look at the quote", "talk about the quote", "walk through the quote",
              "go over the quote line by line"),
    "meeting": ("meet", "sit down together", "meet in person", "meet for a talk", "meet and talk it through"),
    "reference": ("speak with a client of ours", "hear it from a client of ours", "talk to a client who uses it",
                  "ask a client of ours how it went", "hear how it went for a client"),
}  # fmt: skip

SETTING_PLANS: Mapping[str, Wordings] = {
    "ask": (
        "Would {t1} or {t2} suit you to {do}?",
        "Could we {do} on {t1} or {t2}?",
        "Which is better for you to {do}, {t1} or {t2}?",
        "Does {t1} or {t2} work for you to {do}?",
        "Shall we {do} on {t1}, or is {t2} easier?",
        "Do you have time to {do} on {t1} or {t2}?",
        "When would you rather {do}, {t1} or {t2}?",
        "Can we {do}, say on {t1} or {t2}?",
        "Is {t1} good for you to {do}, or would {t2} be better?",
        "How about we {do} on {t1} or {t2}?",
        "Are you free on {t1} or {t2} to {do}?",
        "May I hold {t1} or {t2} for us to {do}?",
    ),
    "ask.case": (
        "May I send you a case, and ring on {t1} or {t2}?",
        "Can I send you a case, and call on {t1} or {t2}?",
        "May I send a case, with a call on {t1} or {t2}?",
        "Shall I send a case, and do we talk on {t1} or {t2}?",
        "Is it fine to send you a case and ring on {t1} or {t2}?",
        "Could I send a case, and hear what you think on {t1} or {t2}?",
        "Would you read a short case, and talk on {t1} or {t2}?",
        "Do you mind a short case, and a call on {t1} or {t2}?",
        "May I share a case, and call on {t1} or {t2}?",
        "Would a case help, with a call on {t1} or {t2}?",
        "Would you like a case to read, and a call on {t1} or {t2}?",
        "Can I mail you a case, and do we speak on {t1} or {t2}?",
    ),
    "ask.open": (
        "When would it suit you to {do}?", "What day works for you to {do}?", "When could we {do}?",
        "Which day suits you to {do}?", "When do you have time to {do}?", "What time suits you to {do}?",
        "When are you free to {do}?", "Which day is good for you to {do}?", "When shall we {do}?",
        "When is a good time for us to {do}?",
    ),
    "leave": (
        "If it is not for you, say so, and I will leave it there.",
        "A plain no is fine too, and I will not press.",
        "If now is a bad time, tell me, and I will come back later.",
        "You can say no at any time, and that is fine.",
        "If I am off the mark, tell me, and we stop there.",
        "I am happy to wait if other things come first.",
        "If it does not fit, we both save time, and that is fine with me.",
        "There is no rush from my side, so take the time you need.",
        "Say the word if you would rather hear from me later.",
        "If you need to ask others first, that is fine.",
        "I would rather hear a clear no than waste your time.",
        "If you see it another way, I would like to hear that too.",
    ),
}  # fmt: skip

SUBJECT_PLANS: Mapping[str, Wordings] = {
    "subject.own": (
        "{thing}, and my apology", "{thing} I owe you", "{thing} that is late", "Sorry about {thing}",
        "Late, but not forgotten: {thing}", "About {thing}", "Where is {thing}", "{thing}: my fault", "You wait for {thing}",
        "{thing} and a time to talk", "Still open: {thing}",
    ),
    "subject.touch": (
        "After {touch}", "Following up on {touch}", "Next step after {touch}", "Back to {touch}", "A thought after {touch}",
        "A question after {touch}", "More on {touch}", "From {touch}", "Picking up from {touch}", "My notes of {touch}",
        "{touch}: a question",
    ),
    "subject.service": (
        "{service} at {company}", "{company}: {service}", "{company} and {service}",
        "On {service} at {company}", "A thought on {service} at {company}", "How {company} runs {service}",
        "{service} at {company}: a word", "For {company}: {service}", "About {service} at {company}",
        "{company}: a word on {service}", "{service} for {company}",
    ),
    "subject.topic": (
        "A question on {service}", "{service}: a short question", "A thought on {service}", "A word on {service}",
        "About {service}", "{service} on your side", "{service}, and a time to talk", "May I ask about {service}",
        "A few questions on {service}", "How you handle {service}",
    ),
    "subject.bare": (
        "A short question", "A question for you", "A time to talk", "A short call", "A few questions", "May I ask you something",
        "How you work", "A thought for you", "A word with you", "A quick word", "Time for a short talk",
    ),
}  # fmt: skip

PLANS: Mapping[str, Wordings] = {
    **CONNECTING_PLANS, **NEEDS_PLANS, **OFFER_PLANS, **SETTING_PLANS, **SUBJECT_PLANS,
}  # fmt: skip
