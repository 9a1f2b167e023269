"""The criteria that officers rely on: complete, sourced, and honest about what is not official."""

import shutil
from pathlib import Path

import pytest

from pmqa_writer.analysis.check import recogniser_errors
from pmqa_writer.criteria import Level, Reading, load_edition, parse_constraint
from pmqa_writer.criteria.check import check_edition
from pmqa_writer.errors import CriteriaError, UnknownIdError

ROOT = Path(__file__).resolve().parents[2]


def test_everything_is_there(edition):
    levels = [question.level for question in edition.questions()]
    assert [len(edition.criteria), len(list(edition.items())), len(levels)] == [24, 234, 94]
    assert [levels.count(level) for level in Level] == [30, 33, 31]
    assert [item.kind for item in edition.items()].count("result") == 21
    assert [point.number for point in edition.adli.points] == list(range(1, 16))
    assert [len(topic.groups) for topic in edition.results.topics] == [5, 5, 5, 4, 4, 5]


def test_every_entry_names_its_source(edition):
    documents = {document.id for document in edition.info.documents}
    for criterion in edition.criteria:
        for entry in (criterion, *criterion.items, *criterion.questions, *criterion.glossary):
            assert entry.sources
            assert all(source.document in documents and source.heading for source in entry.sources)
    assert edition.adli.sources


def test_limit_and_bands_are_the_official_ones(edition):
    assert edition.limit == 1000
    assert [(band.id, band.min, band.max) for band in edition.info.levels] == [
        ("B", 300, 399),
        ("A", 400, 469),
        ("S", 470, 500),
    ]


def test_untargeted_items_name_the_questions_that_can_carry_them(edition):
    asked = {item for question in edition.questions() for item in (*question.targets, *question.weak_targets)}
    untargeted = [item for item in edition.items() if item.id not in asked]
    assert len(untargeted) == 33
    assert all(item.carriers for item in untargeted)
    assert not any(item.carriers for item in edition.items() if item.id in asked)


def test_misplaced_duplicates_point_to_where_they_belong(edition):
    duplicates = {item.id: item.duplicate_of for item in edition.items() if item.duplicate_of}
    assert duplicates == {"4.1.S3": "4.2.S3", "4.3.B4": "4.4.B3", "4.3.S3": "4.4.S2"}


def test_strong_and_weak_targets_are_told_apart(edition):
    assert sum(len(question.weak_targets) for question in edition.questions()) == 65
    assert edition.question("1.1.1").targets == ["1.1.A5"]
    assert edition.question("1.1.1").weak_targets == ["1.1.A1", "1.1.RA1"]


def test_what_cannot_be_read_is_marked_and_quoted(edition):
    unreadable = [item for item in edition.items() if item.reading is Reading.UNREADABLE]
    assert [item.id for item in unreadable] == ["1.1.A3", "1.1.S2", "1.1.RS1"]
    assert all("ต้นฉบับ" in item.note for item in unreadable)


def test_unknown_id_suggests_near_ones(edition):
    with pytest.raises(UnknownIdError, match=r"1\.1\.1"):
        edition.question("1.1.11")


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("min_domains=2 of เศรษฐกิจ|สังคม @2.2.S2", ("min_domains", 2, ("เศรษฐกิจ", "สังคม"), (), "2.2.S2")),
        ("top_n=2 ผู้รับบริการ", ("top_n", 2, ("ผู้รับบริการ",), (), None)),
        ("must_state=part3:ทรัพยากร|ผลลัพธ์", ("must_state", None, ("ทรัพยากร", "ผลลัพธ์"), (3,), None)),
        ("needs_example=part1|part3", ("needs_example", None, (), (1, 3), None)),
        ("needs_percent", ("needs_percent", None, (), (), None)),
    ],
)
def test_constraint_specs(spec, expected):
    parsed = parse_constraint(spec)
    assert (parsed.name, parsed.count, parsed.options, parsed.parts, parsed.item) == expected


def test_packaged_criteria_are_well():
    assert check_edition(load_edition(ROOT / "checklists")).errors == ()


@pytest.fixture
def checklists(tmp_path):
    """A copy of the criteria to make mistakes in."""
    return Path(shutil.copytree(ROOT / "checklists", tmp_path / "checklists"))


def edit(folder, name, old, new):
    path = folder / "2565" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path, text[: text.index(old)].count("\n") + 1


def test_misspelt_key_is_named_with_its_line_and_the_nearest_key(checklists):
    path, line = edit(checklists, "2.1.toml", "kind = ", "knid = ")
    with pytest.raises(CriteriaError) as caught:
        load_edition(checklists)
    assert (caught.value.path, caught.value.line) == (str(path), line)
    assert "knid" in caught.value.message
    assert "kind" in caught.value.hint


def test_broken_toml_is_named_with_its_line(checklists):
    path, line = edit(checklists, "2.1.toml", 'kind = "process"', 'kind = "process')
    with pytest.raises(CriteriaError) as caught:
        load_edition(checklists)
    assert (caught.value.path, caught.value.line) == (str(path), line)


def test_forbidden_value_is_named_with_its_line(checklists):
    path, line = edit(checklists, "3.4.toml", 'level = "B"', 'level = "C"')
    with pytest.raises(CriteriaError) as caught:
        load_edition(checklists)
    assert (caught.value.path, caught.value.line) == (str(path), line)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("1.1.toml", 'targets = ["1.1.A5"]', 'targets = ["1.1.A9"]', "1.1.A9"),
        ("1.1.toml", '"needs_example"', '"needs_exampel"', "needs_example"),
        ("4.1.toml", 'duplicate_of = "4.2.S3"', 'duplicate_of = "4.2.S9"', "4.2.S9"),
        ("2.1.toml", "criteria-2565", "criteria-2556", "criteria-2556"),
        ("6.1.toml", 'id = "6.1.B2"', 'id = "6.1.B1"', "6.1.B1"),
        ("5.1.toml", 'wanted = "', 'wanted = "เเ', "5.1.B1"),
    ],
)
def test_check_finds_what_no_single_file_shows(checklists, name, old, new, said):
    edit(checklists, name, old, new)
    errors = check_edition(load_edition(checklists)).errors
    assert any(said in str(error) for error in errors)


def test_lost_file_and_wrong_name_are_noticed(checklists):
    (checklists / "2565" / "6.4.toml").unlink()
    assert any("24" in str(error) for error in check_edition(load_edition(checklists)).errors)
    (checklists / "2565" / "6.3.toml").rename(checklists / "2565" / "6.5.toml")
    with pytest.raises(CriteriaError, match=r"6\.3"):
        load_edition(checklists)


def test_unknown_recogniser_is_named(checklists):
    edit(checklists, "../adli.toml", 'signals = ["segment"]', 'signals = ["segmnet"]')
    (error,) = recogniser_errors(load_edition(checklists))
    assert "segmnet" in error.message
    assert "segment" in error.hint


def test_unknown_edition_names_those_that_exist(checklists):
    with pytest.raises(CriteriaError, match="2565"):
        load_edition(checklists, "2570")
