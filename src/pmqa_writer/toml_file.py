"""Reading a TOML file into a typed value, with errors that name file, line and the nearest key."""

import re
import tomllib
from collections.abc import Mapping
from enum import Enum
from importlib.resources.abc import Traversable
from typing import Any, Literal, TypeVar, get_args, get_origin

import msgspec

from pmqa_writer.errors import CriteriaError, PmqaError, did_you_mean
from pmqa_writer.i18n import _

T = TypeVar("T", bound=msgspec.Struct)

_UNKNOWN = re.compile(r"Object contains unknown field `(?P<key>[^`]+)`")
_MISSING = re.compile(r"Object missing required field `(?P<key>[^`]+)`")
_WRONG_TYPE = re.compile(r"Expected `(?P<wanted>[^`]+)`, got `(?P<found>[^`]+)`")
_WRONG_CHOICE = re.compile(r"Invalid enum value '?(?P<value>[^']*)'?")
_WRONG_DATE = re.compile(r"Invalid RFC3339 encoded")
_WRONG_FORM = re.compile(r"Expected `str` matching regex '(?P<form>.+)'")
_TOO_SHORT = re.compile(r"Expected `\w+` of length >= (?P<count>\d+)")
_AT = re.compile(r" - at `(?P<path>[^`]+)`$")
_STEP = re.compile(r"\.(?P<name>\w+)|\[(?P<index>\d+)\]|\[(?P<any>\.\.\.)\]")
_TOML_LINE = re.compile(r"\(at line (\d+)")


def read_toml(file: Traversable, kind: type[T], error: type[PmqaError] = CriteriaError) -> T:
    """Read `file` as `kind`. Anything that its types do not allow raises `error`."""
    try:
        source = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise error(_("The file does not exist."), path=str(file)) from None
    except UnicodeDecodeError:
        hint = _("Save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8).")
        raise error(_("The file is not UTF-8 text."), path=str(file), hint=hint) from None
    except OSError as reason:
        message = _("The file cannot be read: {reason}").format(reason=reason.strerror)
        raise error(message, path=str(file)) from None
    return parse_toml(source.removeprefix("\ufeff"), kind, path=str(file), error=error)


def parse_toml(source: str, kind: type[T], *, path: str, error: type[PmqaError] = CriteriaError) -> T:
    """Read TOML text as `kind`; `path` is only named in errors."""
    try:
        data = tomllib.loads(source)
    except RecursionError:
        raise error(_("This is not valid TOML: brackets within brackets without end."), path=path) from None
    except tomllib.TOMLDecodeError as reason:
        found = _TOML_LINE.search(str(reason))
        raise error(
            _("This is not valid TOML: {reason}").format(reason=reason),
            path=path,
            line=int(found[1]) if found else None,
            hint=_("Check quotation marks, brackets and = signs near this line."),
        ) from None
    try:
        return msgspec.convert(data, type=kind)
    except msgspec.ValidationError as reason:
        message, hint, line = explain(str(reason), source, kind, data)
        raise error(message, path=path, line=line, hint=hint) from None


def explain(text: str, source: str, kind: type[msgspec.Struct], data: Mapping[str, Any]) -> tuple[str, str, int | None]:
    """Return message, hint and line for what msgspec says, in `text`, of `data`, read from `source` as `kind`."""
    at = _AT.search(text)
    steps = _steps(at["path"] if at else "", kind, data)
    reason = _AT.sub("", text)
    hint = ""
    if unknown := _UNKNOWN.match(reason):
        key = unknown["key"]
        steps.append(key)
        message = _("Unknown key “{key}”.").format(key=key)
        hint = did_you_mean(key, _fields_at(kind, steps[:-1]), cutoff=0.5) or _("Remove it.")
    elif missing := _MISSING.match(reason):
        message = _("The key “{key}” is missing.").format(key=missing["key"])
        hint = _("Add it to this table.")
    else:
        where = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")
        reason = _in_words(reason, _annotation_at(kind, steps))
        message = _("The value of “{key}” is not allowed: {reason}").format(key=where, reason=reason)
    return message, hint, line_of(source, steps)


def _steps(path: str, kind: type[msgspec.Struct], data: Mapping[str, Any]) -> list[str | int]:
    """The keys and indexes of a path. msgspec leaves out which key of a table it means; it is looked for in `data`."""
    steps: list[str | int] = []
    for step in _STEP.finditer(path):
        if step["any"]:
            value: Any = data
            for earlier in steps:
                value = value[earlier]
            values = get_args(_annotation_at(kind, steps))[-1]
            steps += [key for key, entry in value.items() if not _fits(entry, values)][:1]
        else:
            steps.append(step["name"] or int(step["index"]))
    return steps


def _fits(value: Any, annotation: Any) -> bool:
    try:
        msgspec.convert(value, type=annotation)
    except msgspec.ValidationError:
        return False
    return True


def _in_words(reason: str, annotation: Any) -> str:
    """What msgspec says of a value, in the language that is set; unknown reasons stay as they are."""
    if found := _WRONG_TYPE.fullmatch(reason):
        wanted = [kind for kind in found["wanted"].split(" | ") if kind != "null"]
        return _("{wanted} is wanted, {found} is written").format(
            wanted=", ".join(map(_type_name, wanted)), found=_type_name(found["found"])
        )
    if found := _WRONG_CHOICE.fullmatch(reason):
        allowed = ", ".join(map(str, _choices_in(annotation)))
        return _("“{value}” is none of: {allowed}").format(value=found["value"], allowed=allowed)
    if _WRONG_DATE.search(reason):
        return _("write a date without quotation marks, such as 2022-10-01")
    if found := _WRONG_FORM.fullmatch(reason):
        return _("it does not have the form {form}").format(form=found["form"])
    if found := _TOO_SHORT.fullmatch(reason):
        return _("it must not be shorter than {count}").format(count=found["count"])
    return reason


def _type_name(kind: str) -> str:
    names = {
        "int": _("a whole number"),
        "float": _("a number"),
        "str": _("text in quotation marks"),
        "bool": _("true or false"),
        "array": _("a list in square brackets"),
        "object": _("a table"),
        "date": _("a date such as 2022-10-01"),
    }
    return names.get(kind, kind)


def _choices_in(annotation: Any) -> list[Any]:
    """The values of the `Literal` or enumeration that an annotation speaks of."""
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [member.value for member in annotation]
    if get_origin(annotation) is Literal:
        return list(get_args(annotation))
    for argument in get_args(annotation):
        if choices := _choices_in(argument):
            return choices
    return []


def _annotation_at(kind: type[msgspec.Struct], steps: list[str | int]) -> Any:
    """The annotation of the value that `steps` lead to."""
    current: Any = kind
    for step in steps:
        struct = _struct_in(current)
        if isinstance(step, str) and struct is not None:
            current = {item.name: item.type for item in msgspec.structs.fields(struct)}.get(step, current)
    return current


def _fields_at(kind: type[msgspec.Struct], steps: list[str | int]) -> tuple[str, ...]:
    """Names of the keys that are allowed in the table that `steps` lead to."""
    struct = _struct_in(_annotation_at(kind, steps))
    return struct.__struct_fields__ if struct is not None else ()


def _struct_in(annotation: Any) -> Any:
    """The struct type that an annotation such as `Annotated[list[Item], …]` speaks of."""
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        return annotation
    for argument in get_args(annotation):
        if (found := _struct_in(argument)) is not None:
            return found
    return None


def line_of(source: str, steps: list[str | int]) -> int | None:
    """Return the line, counted from 1, of the key or table that `steps` lead to in TOML text.

    `["items", 2, "level"]` is the key `level` of the third `[[items]]`. Where the last key is not written, the line of
    its table is returned; None when not even that is found.
    """
    lines = source.splitlines()
    start = 0
    known = not steps
    for name, following in zip(steps, [*steps[1:], None], strict=False):
        if not isinstance(name, str):
            continue
        index = following if isinstance(following, int) else 0
        key = rf"""["']?{re.escape(name)}["']?"""
        # Where a table has no line of its own, the first of those in it stands for it.
        tables: list[int] = []
        for end in (r"\]", r"\."):
            header = re.compile(rf"\s*\[\[?\s*(?:[\w-]+\.)*{key}\s*{end}")
            tables = tables or [number for number in range(start, len(lines)) if header.match(lines[number])]
        if index < len(tables):
            start, known = tables[index], True
            continue
        named = re.compile(rf"\s*{key}\s*[=.]")
        for number in range(start, len(lines)):
            if number > start and lines[number].startswith("["):
                break
            if named.match(lines[number]):
                return number + 1
        break
    return start + 1 if known else None
