"""Status, owner and due date of the questions: read from `pmqa.toml`, and changed there one key at a time."""

from __future__ import annotations

import tomllib
from codecs import BOM_UTF8
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmqa_writer.criteria import Edition
from pmqa_writer.drafts.refusal import cannot_save
from pmqa_writer.drafts.workspace import CategorySettings, QuestionSettings, Workspace, read_workspace
from pmqa_writer.errors import UnknownIdError, WorkspaceError, did_you_mean
from pmqa_writer.files import write_whole
from pmqa_writer.i18n import _
from pmqa_writer.toml_file import line_of

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

Value = str | bool | date


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a question is."""

    ready: bool
    """Whether its writer holds the answer to be done."""
    owner: str
    """Who writes it: the question's owner, else its category's; empty: nobody is named."""
    due: date | None
    """The last day for it, Gregorian: the question's, else its category's; None: no day is set."""


def progress_of(workspace: Workspace, question: str) -> Progress:
    """Return how far a question is; one that `pmqa.toml` does not name is not ready."""
    own = workspace.questions.get(question, QuestionSettings())
    category = workspace.categories.get(_category_of(question), CategorySettings())
    return Progress(own.ready, own.owner or category.owner, own.due or category.due)


def is_mine(workspace: Workspace, question: str) -> bool:
    """Say whether the question's owner is `me`; of nobody while `me` is not set."""
    return bool(workspace.me.strip()) and progress_of(workspace, question).owner.strip() == workspace.me.strip()


def check_ids(workspace: Workspace, edition: Edition) -> None:
    """Raise `WorkspaceError` where `pmqa.toml` names a question or category that the edition does not have."""
    for question in workspace.questions:
        try:
            edition.question(question)
        except UnknownIdError as error:
            message = _("The criteria have no question {question}.").format(question=question)
            raise _at(workspace, ["questions", question], message, error.hint) from None
    known = [str(category.number) for category in edition.info.categories]
    for category in workspace.categories:
        if category not in known:
            message = _("The criteria have no category {category}.").format(category=category)
            hint = _("Categories are: {categories}").format(categories=", ".join(known))
            raise _at(workspace, ["categories", category], message, did_you_mean(category, known) or hint)


def set_ready(workspace: Workspace, question: str, ready: bool) -> Workspace:
    """Write whether an answer is done, and return the workspace as it now is. Raises as `set_owner`."""
    return _set(workspace, ["questions", question, "ready"], ready or None)


def set_owner(workspace: Workspace, question: str, owner: str) -> Workspace:
    """Write who writes an answer; empty: as the category says. Return the workspace as it now is.

    Only this key of `pmqa.toml` changes; its comments and its layout stay.

    Raises:
        WorkspaceError: `pmqa.toml` is wrong, or laid out so that the key cannot be put there.
        SaveError: the system refuses to write it.
    """
    return _set(workspace, ["questions", question, "owner"], owner.strip() or None)


def set_due(workspace: Workspace, question: str, due: date | None) -> Workspace:
    """Write the last day for an answer, Gregorian; None: as the category says. Raises as `set_owner`."""
    return _set(workspace, ["questions", question, "due"], due)


def set_category_owner(workspace: Workspace, category: str, owner: str) -> Workspace:
    """Write who writes the answers of a category; empty: nobody. Raises as `set_owner`."""
    return _set(workspace, ["categories", category, "owner"], owner.strip() or None)


def set_category_due(workspace: Workspace, category: str, due: date | None) -> Workspace:
    """Write the last day for the answers of a category, Gregorian; None: none. Raises as `set_owner`."""
    return _set(workspace, ["categories", category, "due"], due)


def set_me(workspace: Workspace, name: str) -> Workspace:
    """Write who sits here, as owners are named; empty: nobody. Raises as `set_owner`."""
    return _set(workspace, ["me"], name.strip() or None)


def _set(workspace: Workspace, keys: list[str], value: Value | None) -> Workspace:
    """Give one key of `pmqa.toml` a value, or take it out (None)."""
    file = workspace.settings_file
    if file is None:
        raise WorkspaceError(
            _("There is no workspace here."), hint=_("Make one, or open a folder that holds pmqa.toml.")
        )
    read_workspace(file.parent)  # what is wrong with it is told before it is changed
    try:
        data = file.read_bytes()
        new = _changed(data, keys, value, file)
        if new != data:
            write_whole(file, new)
    except OSError as error:
        raise cannot_save(error, file) from None
    return read_workspace(file.parent)


def _changed(data: bytes, keys: list[str], value: Value | None, file: Path) -> bytes:
    source = data.decode("utf-8").removeprefix("\ufeff")
    wanted = _with(tomllib.loads(source), keys, value)
    if wanted == tomllib.loads(source):
        return data
    line_end = "\r\n" if "\r\n" in source else "\n"
    plain = source.replace("\r\n", "\n")
    for new in _ways(plain, keys, value):
        # No library that keeps a layout is trusted blindly with a file that people wrote.
        try:
            right = tomllib.loads(new) == wanted
        except tomllib.TOMLDecodeError:
            continue
        if right:
            mark = BOM_UTF8 if data.startswith(BOM_UTF8) else b""
            return mark + new.replace("\n", line_end).encode("utf-8")
    raise WorkspaceError(
        _("“{key}” cannot be put into this file.").format(key=".".join(keys)),
        path=file,
        hint=_("Write it in by hand."),
    )


def _with(table: dict[str, Any], keys: list[str], value: Value | None) -> dict[str, Any]:
    """A copy of the table where the key has the value, or is not there; no table is made for nothing."""
    key, *inner = keys
    rest = {name: held for name, held in table.items() if name != key}
    if inner:
        if key not in table and value is None:
            return rest
        return {**rest, key: _with(table.get(key, {}), inner, value)}
    return rest if value is None else {**rest, key: value}


def _ways(source: str, keys: list[str], value: Value | None) -> Iterable[str]:
    """The file with the change, by the library; else, for a table that is new, with the table at its end."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    with suppress(TOMLKitError, ValueError, KeyError, TypeError, AttributeError):
        document = tomlkit.parse(source)
        _put(document, keys, value)
        yield tomlkit.dumps(document)
    if value is not None and len(keys) > 1:
        table, name, key = keys
        yield f'{source.rstrip()}\n\n[{table}."{name}"]\n{key} = {tomlkit.item(value).as_string()}\n'


def _put(document: TOMLDocument, keys: list[str], value: Value | None) -> None:
    import tomlkit
    from tomlkit.items import InlineTable

    table: Any = document
    for depth, key in enumerate(keys[:-1], 1):
        if key not in table:
            within = isinstance(table, InlineTable)
            table[key] = tomlkit.inline_table() if within else tomlkit.table(is_super_table=depth < len(keys) - 1)
        table = table[key]
    if value is None:
        table.pop(keys[-1], None)
    else:
        table[keys[-1]] = value


def _category_of(question: str) -> str:
    return question.partition(".")[0]


def _at(workspace: Workspace, keys: list[str | int], message: str, hint: str) -> WorkspaceError:
    """An error that names the line of `pmqa.toml` where the keys stand."""
    file = workspace.settings_file
    line = None
    if file is not None and file.is_file():
        line = line_of(file.read_text(encoding="utf-8-sig"), keys)
    return WorkspaceError(message, path=file, line=line, hint=hint)
