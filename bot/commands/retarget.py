"""`/retarget`: who is worth a touch now, and why; a manager may type a rep's name."""

from __future__ import annotations

from bot.due_lists import asked_for
from bot.exchange import Answer, Command, Desk, Question
from ml.errors import BadInput, NotAllowed
from ml.records import Person, Role, Suggestion


def answer(question: Question, desk: Desk) -> Answer:
    """The list now: the asker's own, or that of the rep whom a manager named."""
    person = _whose(" ".join(question.text.split()), question.asker, desk)
    shown = asked_for(person, question.suggestion_id, desk, of_colleague=person.id != question.asker.id)
    suggestion = Suggestion(
        id=question.suggestion_id,
        kind="retarget",
        person_id=question.asker.id,
        said_at=question.at,
        request_key=question.request_key,
    )
    return Answer(shown.text, shown.blocks, suggestion)


def my_list(question: Question, desk: Desk) -> Answer:
    """The same behind a button: the asker's own."""
    return answer(
        Question("", question.asker, question.at, question.suggestion_id, question.request_key), desk
    )


def _whose(typed: str, asker: Person, desk: Desk) -> Person:
    """Whose list is meant.

    Raises
    ------
    NotAllowed
        When a rep names somebody else.
    BadInput
        When the words fit nobody of the team, or several.
    """
    if not typed or _is(asker, typed):
        return asker
    if asker.role is Role.REP:
        raise NotAllowed(
            "Only a manager can see a colleague's list; yours is /retarget with nothing after it."
        )
    fits = [person for person in desk.store.people.all() if _is(person, typed)]
    if len(fits) == 1:
        return fits[0]
    if not fits:
        raise BadInput(f"Nobody of the team is called “{typed[:60]}”; type a rep's name or e-mail address.")
    names = ", ".join(f"{person.name} ({person.email})" for person in fits[:5])
    raise BadInput(f"“{typed[:60]}” fits several: {names}. Type the e-mail address.")


def _is(person: Person, typed: str) -> bool:
    """Whether this person is meant: by e-mail address, or by the beginning of any of their names."""
    said, name = typed.casefold(), person.name.casefold()
    return said == person.email.casefold() or any(part.startswith(said) for part in (name, *name.split()))


RETARGET = Command(
    "/retarget",
    "",
    "Who is worth a touch now, why, and what to open with. Managers: /retarget ada shows a rep's list.",
    answer,
)
