"""How far the judgement reads meaning, on drafts that no model was trained on and nothing was chosen by.

`data/kept_apart.jsonl`: 72 invented drafts, three a criterion, written from the questions alone and labelled
afterwards. The floors stand a little below what was measured (`docs/judgement.md`): they guard, they do not boast.
"""

import json
import random
from pathlib import Path

import pytest
from sklearn.metrics import f1_score

from pmqa_writer.analysis import Coverage
from pmqa_writer.analysis.evaluation import evaluate
from pmqa_writer.analysis.labels import read_labels
from pmqa_writer.drafts import Draft

LABELS = Path(__file__).parent / "data" / "kept_apart.jsonl"
TRAPS = {"plan_only", "negated", "stuffed", "generic", "off_topic"}


@pytest.fixture(scope="module")
def records():
    return [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def sound(records):
    """Drafts that tell something: those that the text is changed of."""
    return [record for record in records if record["style"] not in TRAPS]


def share(engine, drafts, wanted=Coverage.COVERED):
    """Share of judgements that are `wanted` over (question, text)."""
    found = [
        coverage.status for question, text in drafts for coverage in engine.analyse(Draft("", question, text)).coverage
    ]
    return sum(status is wanted for status in found) / len(found)


def clauses_of(engine, record):
    criterion = engine.edition.criterion(record["question"].rpartition(".")[0])
    return [clause.span.text(record["text"]).strip() for clause in engine.clauses(record["text"], criterion)]


def test_judgement_on_drafts_never_seen(engine, edition):
    drafts, errors = read_labels(LABELS, edition)
    assert errors == []
    figures = evaluate(engine, drafts, None)
    assert figures.kappa >= 0.74
    assert figures.f1 >= 0.75
    assert figures.target_f1 >= 0.90
    assert figures.other_kappa >= 0.62
    assert figures.precision >= 0.80
    assert figures.evidence >= 0.82
    assert figures.trap_false <= 0.05


def test_adli_and_constraints_on_drafts_never_seen(engine, records):
    elements, points, constraints = [], [], []
    for record in records:
        analysis = engine.analyse(Draft("", record["question"], record["text"]))
        elements += [(record["adli"][element], bool(analysis.elements.get(element))) for element in "ADLIR"]
        points += [(str(point.point) in record["adli_points"], point.present) for point in analysis.points]
        # Two constraints of a question may go by one name; labels then give the whole spec.
        verdicts = {result.name: result.status for result in reversed(analysis.constraints)}
        verdicts |= {result.spec: result.status for result in analysis.constraints}
        labels = {name: label for name, label in record["constraints"].items() if not name.startswith("period")}
        constraints += [verdicts.get(name) == label for name, label in labels.items()]
    assert f1_score(*zip(*elements, strict=True)) >= 0.90
    assert f1_score(*zip(*points, strict=True)) >= 0.78
    assert sum(constraints) / len(constraints) >= 0.90


def test_denied_clauses_evidence_nothing(engine, sound):
    denied = [
        (record["question"], "\n".join(f"กรมตัวอย่างยังไม่มีการดำเนินการเรื่อง{text}" for text in clauses_of(engine, record)))
        for record in sound
    ]
    assert share(engine, denied) <= 0.02


def test_planned_clauses_cover_nothing(engine, sound):
    planned = [
        (record["question"], "\n".join(f"อยู่ระหว่างจัดทำ คาดว่าปีหน้าจะเริ่ม{text}" for text in clauses_of(engine, record)))
        for record in sound
    ]
    assert share(engine, planned) <= 0.02


def test_the_checklist_copied_covers_nothing(engine, edition):
    copied = [
        (question.id, " ".join(item.text for item in edition.criterion(question.criterion).items)[:1500])
        for question in edition.questions()
    ]
    assert share(engine, copied) <= 0.02


def test_keywords_strung_together_cover_nothing(engine, edition):
    chooser = random.Random(2565)
    stuffed = []
    for question in edition.questions():
        words = [word for item in edition.criterion(question.criterion).items for word in item.text.split()]
        stuffed.append((question.id, " ".join(chooser.sample(words, min(40, len(words))))))
    assert share(engine, stuffed) <= 0.02


def test_an_answer_to_another_category_covers_little(engine, edition, sound):
    categories = sorted({criterion.id[0] for criterion in edition.criteria})
    moved = []
    for record in sound:
        other = categories[(categories.index(record["question"][0]) + 3) % len(categories)]
        moved.append((f"{other}.1.1", record["text"]))
    assert share(engine, moved) <= 0.15


def test_what_somebody_else_did_is_no_better(engine, sound):
    before = share(engine, [(record["question"], record["text"]) for record in sound])
    told = [
        (
            record["question"],
            "\n".join(f"ข่าวต่างประเทศรายงานว่าบริษัทเอกชนรายหนึ่งในยุโรป{text}" for text in clauses_of(engine, record)),
        )
        for record in sound
    ]
    assert share(engine, told) <= before + 0.02


def test_order_of_clauses_changes_few_judgements(engine, sound):
    chooser, same, total = random.Random(2565), 0, 0
    for record in sound:
        parts = clauses_of(engine, record)
        plain = engine.analyse(Draft("", record["question"], "\n".join(parts))).coverage
        mixed = engine.analyse(Draft("", record["question"], "\n".join(chooser.sample(parts, len(parts))))).coverage
        same += sum(one.status is other.status for one, other in zip(plain, mixed, strict=True))
        total += len(plain)
    assert same / total >= 0.88


def test_an_item_leans_on_its_evidence(engine, sound):
    """Without what the labeller underlined, more items are no longer covered than without as much text elsewhere."""
    lost = {"evidence": 0, "elsewhere": 0}
    total = 0
    for record in sound:
        text, question = record["text"], record["question"]
        plain = engine.analyse(Draft("", question, text)).coverage
        for coverage in plain:
            quotes = record["evidence"].get(coverage.item.id, ())
            if record["items"][coverage.item.id] != "covered" or coverage.status is not Coverage.COVERED:
                continue
            start = text.find(quotes[0])
            end = start + len(quotes[0])
            size = end - start
            other = 0 if start >= size else len(text) - size
            if other and other < end:
                continue
            total += 1
            for name, cut in (("evidence", start), ("elsewhere", other)):
                left = f"{text[:cut]} {text[cut + size :]}"
                found = engine.analyse(Draft("", question, left)).coverage
                lost[name] += found[plain.index(coverage)].status is not Coverage.COVERED
    assert total > 80
    assert lost["evidence"] >= 0.25 * total
    assert lost["evidence"] >= 2 * lost["elsewhere"]
