"""Write the JSON Schemas of the files of criteria and corpus from the types that read them."""

import json
from pathlib import Path
from typing import Any

import msgspec

from pmqa_writer.criteria.adli import AdliTable
from pmqa_writer.criteria.edition import EditionInfo
from pmqa_writer.criteria.model import Criterion
from pmqa_writer.criteria.results import Results
from pmqa_writer.examples import Advice, Example

FOLDER = Path(__file__).resolve().parents[1] / "checklists" / "schema"
KINDS: dict[str, type[msgspec.Struct]] = {
    "criterion": Criterion,
    "results": Results,
    "edition": EditionInfo,
    "adli": AdliTable,
    "example": Example,
    "advice": Advice,
}


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of one kind of file."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(KINDS[name])}


def main() -> None:
    """Write all schemas."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in KINDS:
        text = json.dumps(schema(name), ensure_ascii=False, indent=2)
        (FOLDER / f"{name}.schema.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
