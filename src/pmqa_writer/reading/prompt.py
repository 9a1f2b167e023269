"""What a language model is asked: the instruction, and the draft beside the items as data."""

import json
from functools import cache
from typing import Any, Final, Literal

from msgspec import Struct

from pmqa_writer.criteria import Item, Question
from pmqa_writer.resources import data_path
from pmqa_writer.toml_file import read_toml

STATUSES: Final = ("covered", "partial", "missing")
"""What may be said of an item."""
MOST_QUOTES: Final = 3
"""Quotes of an item that are looked at."""


class _Prompt(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file `judge_prompt.toml`."""

    schema: Literal["pmqa-writer/judge-prompt/1"]
    version: int
    system: str
    lead: str
    """Stands before the data."""


@cache
def _prompt() -> _Prompt:
    return read_toml(data_path("checklists", "judge_prompt.toml"), _Prompt)


def prompt_version() -> int:
    """Return the version of the instruction."""
    return _prompt().version


def messages(text: str, question: Question, items: list[Item]) -> list[dict[str, str]]:
    """Return the messages of a request: the instruction, which no draft changes, and the data.

    The draft stands in the second message alone, as a JSON string: no quotation mark or line end of it can leave that
    string, and no “<” is left in it, so that it cannot close the data either.
    """
    data = {
        "question": question.text,
        "items": [{"id": item.id, "text": item.text, "wanted": item.wanted, "kind": item.kind} for item in items],
        "draft": text,
    }
    written = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e")
    return [
        {"role": "system", "content": _prompt().system.strip()},
        {"role": "user", "content": f"{_prompt().lead}\n<data>\n{written}\n</data>"},
    ]


def reply_schema(items: list[Item]) -> dict[str, Any]:
    """Return the JSON Schema of a reply, for servers that hold a model to one."""
    verdict = {
        "type": "object",
        "properties": {
            "status": {"type": "string", "enum": list(STATUSES)},
            "quotes": {"type": "array", "items": {"type": "string"}, "maxItems": MOST_QUOTES},
        },
        "required": ["status", "quotes"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {item.id: verdict for item in items},
        "required": [item.id for item in items],
        "additionalProperties": False,
    }
