"""Making an example of an agency's own text."""

import re
from typing import Final

from pmqa_writer.analysis.engine import Engine
from pmqa_writer.analysis.model import Coverage
from pmqa_writer.drafts import Draft
from pmqa_writer.errors import DraftError
from pmqa_writer.examples import OwnExample
from pmqa_writer.examples.own import own_id
from pmqa_writer.i18n import _
from pmqa_writer.text import default_tokenizer, shorten

_TITLE: Final = 80
"""Code points of a title that is taken from the text."""
_MARKUP: Final = re.compile(r"^[#>*\-\s]+")


def own_example(engine: Engine, draft: Draft, *, criterion: str = "", agency: str = "") -> OwnExample:
    """Return an example made of a text.

    Args:
        engine: judges an answer to a question, so that its example is shown to those who lack what it covers.
        draft: an answer; or any text, with an empty `question`.
        criterion: the criterion of a text that answers no question; empty where it is not known.
        agency: whose text it is.

    Raises:
        UnknownIdError: the edition has no such question or criterion.
        DraftError: the text holds no word to find it by.
    """
    if not default_tokenizer().terms(draft.text):
        raise DraftError(_("The text holds no word that it could be found by."), path=draft.path)
    items: list[str] = []
    if draft.question:
        criterion = engine.edition.question(draft.question).criterion
        coverage = engine.analyse(draft).coverage
        items = [judged.item.id for judged in coverage if judged.status is Coverage.COVERED]
    elif criterion:
        engine.edition.criterion(criterion)
    return OwnExample(
        id=own_id(draft.text),
        criterion=criterion,
        agency=agency,
        title=_title(draft.text),
        text=draft.text.strip(),
        items=items,
        file=_writable(draft.file.name) if draft.file else "",
    )


def _writable(name: str) -> str:
    """A file's name, which need not be text on every system, as something that can be written down."""
    return name.encode("utf-8", "replace").decode()


def _title(text: str) -> str:
    """The first line, shortened."""
    first = next((line for line in map(_plain, text.splitlines()) if line), text.strip())
    return shorten(first, _TITLE)


def _plain(line: str) -> str:
    return _MARKUP.sub("", line).strip()
