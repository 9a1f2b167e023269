"""The published JSON Schemas are those of the types that read the files, and the files keep to them."""

import importlib.util
import json
import tomllib
from pathlib import Path

import jsonschema
import pytest

ROOT = Path(__file__).resolve().parents[2]
CHECKLISTS = ROOT / "checklists"
FILES = {
    "edition": [CHECKLISTS / "2565" / "edition.toml"],
    "results": [CHECKLISTS / "2565" / "7.toml"],
    "adli": [CHECKLISTS / "adli.toml"],
    "criterion": sorted((CHECKLISTS / "2565").glob("[1-6].[1-4].toml")),
    "example": sorted((ROOT / "corpus" / "2565").rglob("*.toml")),
    "advice": sorted((ROOT / "corpus" / "advice").glob("*.toml")),
}


def tool(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", FILES)
def test_published_schema_is_current(name):
    published = json.loads((CHECKLISTS / "schema" / f"{name}.schema.json").read_text(encoding="utf-8"))
    assert tool("schema").schema(name) == published


@pytest.mark.parametrize("name", FILES)
def test_files_keep_to_the_published_schema(name):
    schema = json.loads((CHECKLISTS / "schema" / f"{name}.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    assert FILES[name]
    for file in FILES[name]:
        assert [error.message for error in validator.iter_errors(tomllib.loads(file.read_text(encoding="utf-8")))] == []


def test_all_messages_are_translated_and_compiled():
    catalogue = tool("catalogue")
    path = catalogue.FOLDER / "pmqa_writer.po"
    thai = catalogue.read(path)
    wanted = {message.id for message in catalogue.collect() if message.id}
    assert {message.id for message in thai if message.id} == wanted
    assert catalogue.untranslated(thai) == []
    assert catalogue.compiled(thai) == (catalogue.FOLDER / "pmqa_writer.mo").read_bytes()


def test_translations_keep_the_fields_of_their_messages():
    import string

    def fields(text):
        return sorted(name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name)

    catalogue = tool("catalogue")
    for message in catalogue.read(catalogue.FOLDER / "pmqa_writer.po"):
        if message.id and "%(" not in message.id:
            assert fields(message.string) == fields(message.id), message.id
