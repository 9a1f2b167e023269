"""What the writer is asked when two versions of an answer compete, or when the program may not end yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from textual.content import Content

from pmqa_writer.dates import day_name
from pmqa_writer.drafts import Recovered, changes
from pmqa_writer.errors import PmqaError, told_whole
from pmqa_writer.i18n import _
from pmqa_writer.text import count_characters
from pmqa_writer.tui.screens.reading import Choice, ChoiceScreen

if TYPE_CHECKING:
    from pmqa_writer.tui.app import WriterApp

_STYLES: Final = {"insert": "$text-success underline", "delete": "$text-error strike", "equal": ""}
_SIGNS: Final = {"insert": ("{+", "+}"), "delete": ("[-", "-]"), "equal": ("", "")}


def difference(old: str, new: str, *, plain: bool) -> Content:
    """Return how `old` became `new`, by words; marked by signs too, where colours may not be seen."""
    parts: list[tuple[str, str]] = []
    for change in changes(old, new):
        before, after = _SIGNS[change.kind] if plain else ("", "")
        parts.append((f"{before}{change.text}{after}", _STYLES[change.kind]))
    return Content.assemble(*parts)


async def ask_conflict(app: WriterApp, question: str, mine: str, theirs: str | None) -> bool:
    """Show both versions and return whether the writer's own is to be kept."""
    if theirs is None:
        told_of_theirs = Content(_("Another program has removed the file of this answer."))
    else:
        told_of_theirs = Content.assemble(
            (_("On the disk ({count:,} characters)").format(count=count_characters(theirs)), "bold"), f"\n{theirs}\n\n"
        )
    content = Content.assemble(
        _("Another program has changed this answer while you were writing. Nothing is lost: choose what is to stand."),
        "\n\n",
        told_of_theirs,
        (_("Yours ({count:,} characters), with what differs").format(count=count_characters(mine)), "bold"),
        "\n",
        difference(theirs or "", mine, plain=app.plain),
    )
    choices = [
        Choice("mine", _("Keep mine; put the other one aside"), "primary"),
        Choice("theirs", _("Take the other one; Ctrl+Z brings mine back")),
    ]
    title = _("{question}: two versions of the answer").format(question=question)
    chosen = ""
    while not chosen:  # one of them must stand, or nothing more could be saved
        chosen = await app.push_screen_wait(ChoiceScreen(title, content, choices))
    return chosen == "mine"


async def replace_by_theirs(app: WriterApp, question: str) -> None:
    """Put the disk's version into the editor, as a step that can be taken back."""
    try:
        draft = app.the_session.store.open(question)
    except PmqaError as error:
        app.notify(told_whole(error), severity="error")
        return
    await app.stage.show_answer(question)  # with the writer's own text, so that it can be brought back
    app.saver.take_theirs(question, draft)
    app.the_session.opened(draft)
    app.stage.replace_text(question, draft.text)
    app.ask_judge(question, wants_examples=True)


async def ask_recovery(app: WriterApp, recovered: Recovered) -> None:
    """Offer text that an earlier run could not save, with what differs from the disk."""
    on_disk = app.the_session.text(recovered.question) or recovered.on_disk or ""
    if on_disk == recovered.text:
        app.the_session.journal.discard(recovered)
        return
    when = f"{day_name(recovered.noted.date())} {recovered.noted:%H:%M}"
    lines = [
        _(
            "This text was written on {when} and not saved, because the program ended. It is compared with the file."
        ).format(when=when)
    ]
    if recovered.changed_since:
        lines.append(_("The file has been changed by another program since."))
    content = Content.assemble(
        "\n".join(lines),
        "\n\n",
        (
            _("In the file {before:,} characters, recovered {after:,}").format(
                before=count_characters(on_disk), after=count_characters(recovered.text)
            ),
            "bold",
        ),
        "\n",
        difference(on_disk, recovered.text, plain=app.plain),
    )
    choices = [
        Choice("recovered", _("Take the recovered text"), "primary"),
        Choice("file", _("Leave the file as it is")),
    ]
    title = _("{question}: recovered text").format(question=recovered.question)
    chosen = await app.push_screen_wait(ChoiceScreen(title, content, choices))
    journal = app.the_session.journal
    if chosen == "file":
        journal.discard(recovered)
    elif chosen == "recovered":
        _take(app, recovered)


def _take(app: WriterApp, recovered: Recovered) -> None:
    """Go on with the recovered text as if it had just been typed: it is in the journal again before the note goes."""
    session, question = app.the_session, recovered.question
    try:
        draft = session.store.open(question)
        session.journal.note(question, recovered.text, draft.fingerprint)
    except PmqaError as error:
        app.notify(told_whole(error), severity="error", timeout=15)
        return
    present = session.text(question)
    if present.strip():
        app.saver.keep_version(question, present)
    app.saver.opened(draft)
    app.saver.edited(question, recovered.text)
    app.saver.hurry()
    session.write(question, recovered.text)
    session.journal.discard(recovered)
    app.ask_judge(question)
    app.notify(_("{question} goes on with the recovered text.").format(question=question))


async def ask_leaving(app: WriterApp, unsaved: Sequence[str]) -> bool:
    """Ask whether to leave though answers could not be saved."""
    content = _(
        "These answers could not be saved: {questions}. What was written is in the journal and will be offered at the "
        "next start."
    ).format(questions=", ".join(unsaved))
    choices = [Choice("stay", _("Stay"), "primary"), Choice("leave", _("Leave all the same"), "error")]
    return await app.push_screen_wait(ChoiceScreen(_("Not all is saved"), content, choices)) == "leave"
