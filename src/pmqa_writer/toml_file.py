"""Reading a TOML file into a typed value, with errors that name file, line and the nearest key."""

import re
import tomllib
from difflib import get_close_matches
from importlib.resources.abc import Traversable
from typing import Any, TypeVar, get_args

import msgspec

from pmqa_writer.errors import CriteriaError, PmqaError
from pmqa_writer.i18n import _

T = TypeVar("T", bound=msgspec.Struct)

_UNKNOWN = re.compile(r"Object contains unknown field `(?P<key>[^`]+)`")
_MISSING = re.compile(r"Object missing required field `(?P<key>[^`]+)`")
_AT = re.compile(r" - at `(?P<path>[^`]+)`$")
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")
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
        message, hint, line = _explain(str(reason), source, kind)
        raise error(message, path=path, line=line, hint=hint) from None


def _explain(text: str, source: str, kind: type[msgspec.Struct]) -> tuple[str, str, int | None]:
    """Message, hint and line for what msgspec says of a value."""
    at = _AT.search(text)
    steps: list[str | int] = [name or int(index) for name, index in _STEP.findall(at["path"] if at else "")]
    reason = _AT.sub("", text)
    hint = ""
    if unknown := _UNKNOWN.match(reason):
        key = unknown["key"]
        steps.append(key)
        near = get_close_matches(key, _fields_at(kind, steps[:-1]), n=1, cutoff=0.5)
        message = _("Unknown key “{key}”.").format(key=key)
        hint = _("Did you mean “{near}”?").format(near=near[0]) if near else _("Remove it.")
    elif missing := _MISSING.match(reason):
        message = _("The key “{key}” is missing.").format(key=missing["key"])
        hint = _("Add it to this table.")
    else:
        where = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")
        message = _("The value of “{key}” is not allowed: {reason}").format(key=where, reason=reason)
    return message, hint, line_of(source, steps)


def _fields_at(kind: type[msgspec.Struct], steps: list[str | int]) -> tuple[str, ...]:
    """Names of the keys that are allowed in the table that `steps` lead to."""
    current: Any = kind
    for step in steps:
        if isinstance(step, int):
            current = _struct_in(current)
        else:
            annotations = {item.name: item.type for item in msgspec.structs.fields(_struct_in(current))}
            current = annotations.get(step)
    struct = _struct_in(current)
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
    for name, following in zip(steps, [*steps[1:], None], strict=True):
        if not isinstance(name, str):
            continue
        index = following if isinstance(following, int) else 0
        header = re.compile(rf"\s*\[\[?\s*(?:[\w-]+\.)*{re.escape(name)}\s*\]")
        tables = [number for number in range(start, len(lines)) if header.match(lines[number])]
        if index < len(tables):
            start = tables[index]
            continue
        named = re.compile(rf"\s*{re.escape(name)}\s*=")
        for number in range(start, len(lines)):
            if number > start and lines[number].startswith("["):
                break
            if named.match(lines[number]):
                return number + 1
        break
    return start + 1 if start or not steps else None
