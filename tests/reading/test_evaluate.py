"""`judge evaluate`: figures that can be trusted, and files of labels that are wrong."""

import json

import pytest
from sklearn.metrics import cohen_kappa_score, precision_recall_fscore_support

from pmqa_writer.analysis import Coverage
from pmqa_writer.analysis.evaluation import covered_figures, evaluate, weighted_kappa
from pmqa_writer.analysis.labels import LabelledDraft, read_labels
from pmqa_writer.cli.main import main
from pmqa_writer.errors import LabelsError

GOOD = "อธิบดีเป็นประธานทบทวนทิศทางตามพันธกิจ 3 ด้านในที่ประชุม 24 หน่วยงานทุกไตรมาส"
NEVER = "กรมยังไม่มีระบบถ่ายทอดทิศทาง"
RANKS = ["missing", "partial", "covered"]
PAIRS = [
    (Coverage(RANKS[label]), Coverage(RANKS[found]))
    for label, found in [(0, 0), (0, 1), (1, 1), (2, 2), (2, 0), (1, 2), (2, 2), (0, 0), (1, 0), (0, 2)]
]


@pytest.fixture
def labels(write):
    """A file of labels with these lines."""

    def make(*lines):
        return write("labels.jsonl", "\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines))

    return make


def line(number=1, text=GOOD, **more):
    items = {"1.1.B4": "covered", "1.1.S4": "missing"}
    return {"id": f"d{number}", "question": "1.1.1", "text": text, "items": items, "origin": "own", **more}


def test_figures_are_those_of_the_textbook():
    labels, found = zip(*PAIRS, strict=True)
    expected = cohen_kappa_score(labels, found, labels=RANKS, weights="quadratic")
    assert weighted_kappa(PAIRS) == pytest.approx(expected)
    truth, said = ([value is Coverage.COVERED for value in side] for side in (labels, found))
    expected = precision_recall_fscore_support(truth, said, average="binary")[:3]
    assert covered_figures(PAIRS) == pytest.approx(expected)
    assert weighted_kappa([]) is None
    assert weighted_kappa([(Coverage.MISSING, Coverage.MISSING)]) is None
    assert covered_figures([(Coverage.MISSING, Coverage.MISSING)]) == (None, None, None)


def test_only_labelled_items_count_and_traps_only_where_styles_are_given(engine):
    draft = LabelledDraft(id="a", question="1.1.1", text=GOOD, items={"1.1.S4": Coverage.MISSING})
    assert evaluate(engine, [draft]).trap_false is None
    trap = LabelledDraft(id="b", question="1.1.1", text=NEVER, items={"1.1.B1": Coverage.MISSING}, style="negated")
    figures = evaluate(engine, [draft, trap])
    assert figures.trap_false == 0
    assert figures.evidence is None
    assert figures.seconds > 0


def test_wrong_lines_are_told_by_their_numbers(labels, edition):
    file = labels(
        line(),
        "",
        "{no json",
        {"id": "x", "question": "1.1.1", "text": GOOD},
        line(2, items={"1.1.B4": "mostly"}),
        line(3, items={"2.1.B1": "covered"}),
        line(4, question="9.9.9"),
        line(5, evidence={"1.1.B4": ["ไม่มีในร่าง"]}),
        line(1),
        line(6, evidence={"1.1.B4": [" "]}),
        line(7, style="Plan-only"),
        line(8, items={}),
        line(9, "  "),
    )
    drafts, errors = read_labels(file, edition)
    assert [draft.id for draft in drafts] == ["d1"]
    assert [error.line for error in errors] == [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]
    assert "plan_only" in errors[8].hint
    assert "items" in errors[1].message
    assert "2.1.B1" in errors[3].message
    with pytest.raises(LabelsError):
        read_labels(labels(""), edition)
    with pytest.raises(LabelsError):
        read_labels(file.with_name("none.jsonl"), edition)


def test_labels_may_come_from_notepad(labels, edition):
    file = labels(line(style="strong"), line(2))
    file.write_text(file.read_text(encoding="utf-8"), encoding="utf-16")
    drafts, errors = read_labels(file, edition)
    assert ([draft.id for draft in drafts], errors) == (["d1", "d2"], [])
    file.write_text("\r\n".join(json.dumps(line(n), ensure_ascii=False) for n in (1, 2)), encoding="cp874")
    assert [draft.text for draft in read_labels(file, edition)[0]] == [GOOD, GOOD]
    file.write_bytes(json.dumps(line(), ensure_ascii=False).encode() + b'\n{"id": "\xe0\xb9"}\n')
    drafts, errors = read_labels(file, edition)
    assert ([draft.id for draft in drafts], [error.line for error in errors]) == (["d1"], [2])


def test_the_command_refuses_a_file_with_wrong_lines(labels, capsys):
    assert main(["judge", "evaluate", str(labels(line(), "{"))]) == 2
    assert "labels.jsonl:2" in capsys.readouterr().err


def test_judges_stand_side_by_side(labels, script, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    script.steps = [
        script.say({"1.1.B4": {"status": "covered", "quotes": [GOOD, "เสกขึ้นมาเอง"]}, "1.1.S4": {"status": "missing"}})
    ]
    file = labels(line(evidence={"1.1.B4": [GOOD]}), line(2, f"{GOOD} ปี 2566"))
    judges = ["--judge", "plain", "--judge", f"server={script.address}"]
    assert main(["judge", "evaluate", str(file), *judges, "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["schema"], document["drafts"], document["items"]) == ("pmqa-writer/judges/1", 2, 4)
    plain, server = document["judges"]
    assert (plain["judge"], server["judge"]) == ("plain", f"server={script.address}")
    assert (server["kappa"], server["f1"], server["evidence"], server["invented"]) == (1, 1, 1, 2)
    assert main(["--lang", "en", "judge", "evaluate", str(file), *judges]) == 0
    table = capsys.readouterr().out
    row = next(row for row in table.splitlines() if row.startswith("Agreement with"))
    assert row.split()[-1] == "1.00"
    assert not (tmp_path / ".pmqa").exists()


def test_a_judge_that_gives_no_judgement_is_not_taken_for_the_plain_one(labels, script, capsys):
    script.steps = [script.say("ไม่ทราบ")]
    file = labels(line())
    assert main(["--lang", "en", "judge", "evaluate", str(file), "--judge", f"server={script.address}"]) == 2
    out = capsys.readouterr().out
    assert "no judgement on" in out
    assert "did not judge all drafts" in out


def test_a_model_on_the_disk_can_be_compared(labels, new_model, capsys):
    model = new_model(["entailment", "neutral", "contradiction"])
    assert main(["judge", "evaluate", str(labels(line())), "--judge", f"model={model}"]) == 0
    assert "model" in capsys.readouterr().out


@pytest.mark.parametrize("judge", ["modle=x", "server=http://192.0.2.1/v1", "model=none", "server="])
def test_judges_that_are_none_are_refused(labels, judge, capsys):
    assert main(["judge", "evaluate", str(labels(line())), "--judge", judge]) == 2
    assert capsys.readouterr().err
