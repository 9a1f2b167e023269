"""Meaning: the packaged model, models that users bring, and indexes that are kept."""

import json
import shutil

import numpy as np
import pytest
from msgspec.structs import replace
from safetensors import safe_open

from pmqa_writer.errors import ModelError
from pmqa_writer.examples import index, packaged_corpus
from pmqa_writer.examples.document import Document
from pmqa_writer.examples.index import fingerprint
from pmqa_writer.examples.search import Query, Searcher
from pmqa_writer.examples.semantic import Transformer, WordVectors, load_embedder
from pmqa_writer.resources import data_path

TEXTS = ["ประชาชนร้องเรียนผ่านเว็บไซต์", "กรมตัวอย่างพัฒนาบุคลากรทุกปี", "qqqq", ""]


@pytest.fixture(scope="module")
def own_model(tmp_path_factory, tiny_bert):
    """A real transformer of two layers with random weights, as `SentenceTransformer.save` writes it."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling
    from sentence_transformers.sentence_transformer.modules import Transformer as Layers
    from transformers import BertConfig, BertModel

    folder = tmp_path_factory.mktemp("model")
    plain = folder / "plain"
    BertModel(BertConfig(**tiny_bert(folder), max_position_embeddings=64)).save_pretrained(plain)
    layers = Layers(str(plain), max_seq_length=64)
    SentenceTransformer(modules=[layers, Pooling(32)], device="cpu").save(str(folder / "whole"))
    return folder / "whole"


def test_sentence_transformers_gives_the_vectors_of_the_packaged_model():
    from sentence_transformers import SentenceTransformer

    folder = data_path("models", "embedding")
    texts = [*(example.text for example in packaged_corpus().examples[:20]), *TEXTS]
    documents = [Document.of(text) for text in texts]
    loaded = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    expected = loaded.encode([" ".join(document.terms) for document in documents])
    np.testing.assert_allclose(load_embedder().texts(documents), expected, atol=1e-6)


def test_packaged_model_is_small_and_knows_its_words():
    files = [file for file in data_path("models", "embedding").iterdir() if file.is_file()]
    assert sum(len(file.read_bytes()) for file in files) <= 8_000_000
    near, far, nothing, empty = load_embedder().texts([Document.of(text) for text in TEXTS])
    query = load_embedder().query(Document.of("ช่องทางรับข้อร้องเรียนออนไลน์"))
    assert near @ query > far @ query
    assert not nothing.any()
    assert not empty.any()


def test_a_model_that_the_user_brings_takes_its_place(own_model, edition, tmp_path):
    from sentence_transformers import SentenceTransformer

    embedder = load_embedder(own_model)
    assert isinstance(embedder, Transformer)
    corpus = packaged_corpus()
    seen = []
    searcher = Searcher(corpus.examples[:12], embedder=embedder, cache=tmp_path, progress=lambda *far: seen.append(far))
    query = Query.of("ประชาชนร้องเรียน", edition)
    assert searcher.find(query)
    assert seen[-1] == (24, 24)
    expected = SentenceTransformer(str(own_model), device="cpu").encode([query.document.text])[0]
    assert searcher.index.votes(query.document, embedder).meaning.shape == (12,)
    np.testing.assert_allclose(embedder.query(query.document), expected / np.linalg.norm(expected), atol=1e-5)


def test_the_packaged_folder_named_by_hand_is_read_as_words():
    assert isinstance(load_embedder(data_path("models", "embedding")), WordVectors)


def test_index_is_kept_until_corpus_or_model_changes(own_model, edition, tmp_path):
    examples = packaged_corpus().examples[:6]
    made = []

    def search(entries):
        made.clear()
        searcher = Searcher(
            entries, embedder=Transformer(own_model), cache=tmp_path, progress=lambda *far: made.append(far)
        )
        return [(hit.entry.id, hit.score) for hit in searcher.find(Query.of("ประชาชน", edition))]

    first = search(examples)
    assert made
    assert search(examples) == first
    assert not made, "the second search reads what the first one kept"
    search([replace(examples[0], text="ข้อความใหม่ของกรมตัวอย่าง"), *examples[1:]])
    assert made, "a changed text is indexed anew"
    config = own_model / "config_sentence_transformers.json"
    config.write_text(json.dumps({**json.loads(config.read_text()), "similarity_fn_name": "dot"}))
    search(examples)
    assert made, "a changed model is asked anew"
    for kept in tmp_path.glob("index-*"):
        kept.write_bytes(b"damaged")
    assert search(examples) == first
    assert made
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("damage", ["cut", "moved", "rows", "numbers"])
def test_kept_arrays_that_are_damaged_are_made_anew(own_model, edition, tmp_path, damage):
    from safetensors.numpy import load_file, save_file

    def search():
        searcher = Searcher(packaged_corpus().examples[:4], embedder=load_embedder(own_model), cache=tmp_path)
        return [hit.entry.id for hit in searcher.find(Query.of("ประชาชน", edition))]

    first = search()
    (kept,) = tmp_path.glob("index-*")
    arrays = load_file(kept)
    with safe_open(kept, "numpy") as file:
        metadata = file.metadata()
    damaged = {
        "cut": {"words.texts": arrays["words.texts"][:-3]},
        "moved": {"words.starts": np.maximum(arrays["words.starts"] - 1, 0)},
        "rows": {"vectors": arrays["vectors"][0]},
        "numbers": {"characters.weights": arrays["characters.weights"] * 2},
    }[damage]
    save_file({**arrays, **damaged}, kept, metadata)
    assert search() == first
    for name, array in load_file(kept).items():
        np.testing.assert_array_equal(array, arrays[name])


def test_another_dictionary_or_program_makes_another_index(monkeypatch):
    corpus, embedder = ["ข้อความ"], load_embedder()
    names = {fingerprint(corpus, embedder)}
    monkeypatch.setattr(index, "version", lambda _package: "0")
    names.add(fingerprint(corpus, embedder))
    monkeypatch.setattr(index, "__version__", "0")
    names.add(fingerprint(corpus, embedder))
    monkeypatch.setattr(index, "lexicon", lambda: ("คำ", ""))
    names.add(fingerprint(corpus, embedder))
    assert len(names) == 4


@pytest.mark.parametrize("wrong", ["rows", "scales", "words"])
def test_word_vectors_that_do_not_fit_their_words_are_refused(tmp_path, wrong):
    from safetensors.numpy import load_file, save_file

    folder = tmp_path / "model"
    shutil.copytree(data_path("models", "embedding"), folder)
    weights = next(folder.rglob("model.safetensors"))
    table = load_file(weights)
    if wrong == "rows":
        table["embeddings"] = table["embeddings"][0]
    else:
        table["weights" if wrong == "scales" else "embeddings"] = table["embeddings"][:5, 0].astype(np.float32)
    if wrong == "words":
        table = {"embeddings": np.zeros((5, 4), np.int8), "weights": np.ones(5, np.float32)}
    save_file(table, weights)
    with pytest.raises(ModelError):
        WordVectors(folder)


def test_index_need_not_be_kept(own_model, edition, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    searcher = Searcher(packaged_corpus().examples[:3], embedder=load_embedder(own_model), cache=blocked)
    assert searcher.find(Query.of("ประชาชน", edition))


@pytest.mark.parametrize("kind", ["missing", "empty", "other files", "broken", "not a model"])
def test_a_folder_that_is_no_model_is_refused(tmp_path, kind):
    folder = tmp_path / "model"
    if kind != "missing":
        folder.mkdir()
    if kind == "other files":
        (folder / "1.1.1.md").write_text("คำตอบ", encoding="utf-8")
    if kind == "broken":
        (folder / "modules.json").write_text("{")
    if kind == "not a model":
        (folder / "modules.json").write_text(json.dumps([{"idx": 0, "name": "0", "path": "", "type": "os.system"}]))
    with pytest.raises(ModelError) as caught:
        load_embedder(folder)
    assert caught.value.hint
    assert str(folder) in str(caught.value)


def test_without_sentence_transformers_the_message_says_what_to_install(own_model, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "sentence_transformers", None)
    with pytest.raises(ModelError, match="sentence-transformers") as caught:
        Transformer(own_model)
    assert "pip install" in caught.value.hint
