"""Loading the corpus from its folder of TOML files."""

from collections.abc import Iterator
from functools import cache
from importlib.resources.abc import Traversable
from typing import TypeVar

from pmqa_writer.criteria.load import DEFAULT_EDITION
from pmqa_writer.errors import CriteriaError, UnknownIdError, did_you_mean
from pmqa_writer.examples.model import Advice, Corpus, Entry, Example
from pmqa_writer.i18n import _
from pmqa_writer.resources import data_path
from pmqa_writer.toml_file import read_toml

T = TypeVar("T", Example, Advice)


@cache
def packaged_corpus(edition_id: str = DEFAULT_EDITION) -> Corpus:
    """Return the corpus that the package ships; loaded once."""
    return load_corpus(data_path("corpus"), edition_id)


def load_corpus(folder: Traversable, edition_id: str = DEFAULT_EDITION) -> Corpus:
    """Load a `corpus` folder; a file that is not as its schema says raises `CriteriaError`."""
    examples: list[Example] = []
    for criterion in _entries(folder / edition_id):
        for example in _read_all(criterion, Example):
            if example.criterion != criterion.name:
                raise CriteriaError(
                    _("The example is of criterion {criterion}, which is not its folder.").format(
                        criterion=example.criterion
                    ),
                    path=str(criterion / f"{example.id}.toml"),
                )
            examples.append(example)
    return Corpus(examples=tuple(examples), advice=tuple(_read_all(folder / "advice", Advice)))


def find_entry(corpus: Corpus, entry_id: str) -> Entry:
    """Return an example or a piece of advice by its id; an unknown id raises `UnknownIdError`."""
    entries: tuple[Entry, ...] = (*corpus.practices, *corpus.advice)
    for entry in entries:
        if entry.id == entry_id:
            return entry
    raise UnknownIdError(
        _("There is no example {id}.").format(id=entry_id),
        hint=did_you_mean(entry_id, [entry.id for entry in entries]) or _("“pmqa-writer examples list” shows all."),
    )


def _read_all(folder: Traversable, kind: type[T]) -> Iterator[T]:
    for file in _entries(folder):
        if file.name.endswith(".toml"):
            entry = read_toml(file, kind)
            if file.name != f"{entry.id}.toml":
                raise CriteriaError(
                    _("The file holds “{id}”, which is not its name.").format(id=entry.id),
                    path=str(file),
                    hint=_("Name it {id}.toml.").format(id=entry.id),
                )
            yield entry


def _entries(folder: Traversable) -> list[Traversable]:
    return sorted(folder.iterdir(), key=lambda entry: entry.name) if folder.is_dir() else []
