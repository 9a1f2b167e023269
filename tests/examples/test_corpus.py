"""The corpus that officers are shown: complete, quoted exactly, and nothing in it without a source."""

import shutil
from pathlib import Path

import pytest

from pmqa_writer.errors import CriteriaError, UnknownIdError
from pmqa_writer.examples import find_entry, load_corpus, packaged_corpus
from pmqa_writer.examples.check import check_corpus

ROOT = Path(__file__).resolve().parents[2]


def test_packaged_corpus_is_well(edition):
    assert list(check_corpus(packaged_corpus(), edition)) == []


@pytest.fixture
def corpus(tmp_path):
    """A copy of the corpus to make mistakes in."""
    return Path(shutil.copytree(ROOT / "corpus", tmp_path / "corpus"))


def edit(corpus, change):
    example = packaged_corpus().examples[0]
    file = corpus / "2565" / example.criterion / f"{example.id}.toml"
    before = file.read_text(encoding="utf-8")
    after = change(before, example)
    assert after != before
    file.write_text(after, encoding="utf-8")
    return example, file


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text, example: text.replace(example.items[0], f"{example.criterion}.B9", 1), "B9"),
        (lambda text, example: text.replace('words = "', 'words = "ไม่มีคำนี้', 1), "ไม่มีคำนี้"),
        (lambda text, example: text.replace(example.sources[0].document, "nowhere", 1), "nowhere"),
    ],
)
def test_check_finds_mistakes(corpus, edition, change, said):
    example, _file = edit(corpus, change)
    errors = list(check_corpus(load_corpus(corpus), edition))
    assert any(said in error.message and example.id in str(error.path) for error in errors)


def test_example_under_another_name_or_criterion_is_refused(corpus):
    example = packaged_corpus().examples[0]
    file = corpus / "2565" / example.criterion / f"{example.id}.toml"
    file.rename(file.with_name("other-name.toml"))
    with pytest.raises(CriteriaError, match=example.id):
        load_corpus(corpus)
    moved = corpus / "2565" / "6.4" / f"{example.id}.toml"
    moved.parent.mkdir(exist_ok=True)
    file.with_name("other-name.toml").rename(moved)
    with pytest.raises(CriteriaError, match=example.criterion):
        load_corpus(corpus)


def test_unknown_example():
    with pytest.raises(UnknownIdError):
        find_entry(packaged_corpus(), "nowhere")
