"""Cross-encoders that an agency brings, with real models of random weights."""

import json
import shutil
import sys
import tomllib

import msgspec
import numpy as np
import pytest

from pmqa_writer.drafts.workspace import JudgeSettings
from pmqa_writer.errors import ModelError
from pmqa_writer.reading.cross_encoder import CrossEncoderReader
from pmqa_writer.reading.labels import labels_of
from pmqa_writer.reading.model import Remembering, beside

CLAUSES = ["อธิบดีกำหนดทิศทาง 3 ด้าน", "กองแผนงานทบทวนทุกไตรมาส", "qqq"]


@pytest.fixture(scope="module")
def items(edition):
    return edition.criterion("1.1").items[:5]


@pytest.fixture(scope="module")
def nli(new_model):
    return new_model(["contradiction", "entailment", "neutral"])


def shares(model, items):
    """Entailment, neutral and contradiction as sentence-transformers itself gives them."""
    from sentence_transformers import CrossEncoder

    loaded = CrossEncoder(str(model), device="cpu", local_files_only=True)
    pairs = [(clause, item.wanted) for clause in CLAUSES for item in items]
    given = loaded.predict(pairs, apply_softmax=True).reshape(len(CLAUSES), len(items), 3)
    return given[..., 1], given[..., 2], given[..., 0]


def test_labels_of_inference_are_read_whatever_their_order_and_spelling(new_model, nli, items):
    entailment, neutral, contradiction = shares(nli, items)
    scores = CrossEncoderReader(nli).read(CLAUSES, items)
    assert scores.shape == (3, 5, 2)
    addressed = entailment * (1 + neutral - contradiction)
    np.testing.assert_allclose(scores[..., 0], addressed, atol=1e-4)
    np.testing.assert_allclose(scores[..., 1], np.minimum(entailment, addressed), atol=1e-4)
    turned = nli.parent / "turned"
    shutil.copytree(nli, turned)
    config = json.loads((turned / "config.json").read_text())
    config["id2label"] = {"0": "NEUTRAL", "1": "Contradiction", "2": "ENTAIL"}
    (turned / "config.json").write_text(json.dumps(config))
    assert not np.allclose(CrossEncoderReader(turned).read(CLAUSES, items), scores)


def test_scores_tell_a_denial_and_a_strange_clause_from_half_an_evidence():
    labels = labels_of(["entailment", "neutral", "contradiction"])
    shares = np.array([[0.9, 0.1, 1e-9], [0.25, 0.7, 0.05], [0.01, 0.98, 0.01], [0.02, 0.18, 0.8]])
    addressed, covered = labels.probabilities(np.log(shares))
    full, half, strange, denied = addressed
    assert full > 0.9 > half > 0.3 > strange
    assert denied < 0.02
    assert (covered <= addressed).all()


def test_a_model_that_knows_entailment_and_the_rest_is_read(new_model, items):
    scores = CrossEncoderReader(new_model(["entailment", "not_entailment"])).read(CLAUSES, items)
    assert ((scores > 0) & (scores <= 1)).all()
    assert (scores[..., 1] <= scores[..., 0]).all()


def test_a_single_score_goes_through_a_sigmoid(new_model, items):
    from sentence_transformers import CrossEncoder

    model = new_model(["LABEL_0"])
    pairs = [(clause, item.wanted) for clause in CLAUSES for item in items]
    expected = CrossEncoder(str(model), device="cpu", local_files_only=True).predict(pairs)  # its default: a sigmoid
    scores = CrossEncoderReader(model).read(CLAUSES, items)
    np.testing.assert_allclose(scores[..., 1].ravel(), expected, atol=1e-4)
    np.testing.assert_array_equal(scores[..., 0], scores[..., 1])


def test_unknown_labels_are_refused_until_the_settings_name_them(new_model, items):
    model = new_model(["LABEL_0", "LABEL_1", "LABEL_2"])
    with pytest.raises(ModelError, match="LABEL_1") as caught:
        CrossEncoderReader(model)
    line = caught.value.hint[caught.value.hint.index("model_labels") :]
    told = tomllib.loads(f"[judge]\n{line}")
    assert msgspec.convert(told["judge"], JudgeSettings, strict=True).model_labels[0] == "entailment"
    with pytest.raises(ModelError):
        CrossEncoderReader(model, ["entailment", "not_entailment"])
    with pytest.raises(ModelError):
        CrossEncoderReader(model, ["entailment", "entailment", "neutral"])
    assert CrossEncoderReader(model, ["neutral", "entailment", "contradiction"]).read(CLAUSES, items).shape == (3, 5, 2)


@pytest.mark.parametrize("kind", ["missing", "empty", "an embedding", "broken", "weights lost"])
def test_a_folder_that_is_no_cross_encoder_is_refused(nli, items, tmp_path, kind):
    folder = tmp_path / "model"
    if kind != "missing":
        shutil.copytree(nli, folder)
    if kind == "empty":
        (folder / "config.json").unlink()
    if kind == "broken":
        (folder / "config.json").write_text("{")
    if kind == "an embedding":  # a head of random weights would be put on it
        (folder / "config.json").write_text(json.dumps({"architectures": ["BertModel"]}))
        (folder / "config_sentence_transformers.json").unlink()
    if kind == "weights lost":
        (folder / "model.safetensors").unlink()
    with pytest.raises(ModelError) as caught:
        CrossEncoderReader(folder).read(CLAUSES, items)
    assert caught.value.hint
    assert str(folder) in str(caught.value)


def test_without_sentence_transformers_the_message_says_what_to_install(nli, monkeypatch):
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelError, match="sentence-transformers") as caught:
        CrossEncoderReader(nli)
    assert "pip install" in caught.value.hint


def test_a_keystroke_reads_one_clause(items):
    asked = []

    class Counting:
        identity = "counting"

        def read(self, clauses, items):
            asked.append(list(clauses))
            return np.full((len(clauses), len(items), 2), len(asked), dtype=np.float32)

    reader = Remembering(Counting(), remembered=4)
    assert reader.read(["ก", "ข", "ก"], items)[:, 0, 0].tolist() == [1, 1, 1]
    assert reader.read(["ก", "ค", "ข"], items)[:, 0, 0].tolist() == [1, 2, 1]
    reader.read(["ก"], items[:2])
    assert asked == [["ก", "ข"], ["ค"], ["ก"]]
    assert reader.read([], items).shape == (0, 5, 2)


def test_two_readers_speak_together_and_the_surer_one_outvotes():
    own = np.array([[[0.5, 0.4]]], dtype=np.float32)
    sure = np.array([[[0.999, 0.99]]], dtype=np.float32)
    np.testing.assert_allclose(beside(own, sure, 1.0), sure, atol=1e-5)
    np.testing.assert_allclose(beside(own, sure, 0.0), own, atol=1e-5)
    assert beside(own, sure, 0.5)[0, 0, 0] > 0.9
    certain = np.array([[[1.0, 0.0]]], dtype=np.float32)
    assert np.isfinite(beside(own, certain, 0.5)).all()
