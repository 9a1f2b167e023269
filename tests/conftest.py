"""What all tests share: the criteria, an engine, and a world without network."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import platformdirs
import pytest

# Before NumPy is loaded: tests run beside each other on all cores, and threads would only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from pmqa_writer.analysis import Analysis, Engine
from pmqa_writer.criteria import Edition, packaged_edition
from pmqa_writer.drafts import Draft, Window
from pmqa_writer.i18n import set_language

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_settings: object) -> None:
        raise AssertionError("a test opened a network connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture
def this_computer_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests with a server of their own, in the place of `_no_network`: it may be talked to, nothing else."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def connect_here(self: socket.socket, address: object) -> object:
        assert not isinstance(address, tuple) or address[0] == "127.0.0.1", "a test opened a network connection"
        return connect(self, address)

    def look_up_here(host: object, *arguments: object, **settings: object) -> object:
        assert host in {"127.0.0.1", "localhost"}, "a test opened a network connection"
        return look_up(host, *arguments, **settings)

    monkeypatch.setattr(socket.socket, "connect", connect_here)
    monkeypatch.setattr(socket, "getaddrinfo", look_up_here)


@pytest.fixture(autouse=True)
def _own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep away from the user's own examples, caches and journals."""
    folder = tmp_path_factory.mktemp("user")
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(folder / name))
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_names, **_settings: folder / "data")
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_names, **_settings: folder / "cache")
    monkeypatch.setattr(platformdirs, "user_state_path", lambda *_names, **_settings: folder / "state")


@pytest.fixture(autouse=True)
def _thai() -> Iterator[None]:
    set_language("th")
    yield
    set_language("th")


@pytest.fixture(scope="session")
def edition() -> Edition:
    """The packaged criteria."""
    return packaged_edition()


@pytest.fixture(scope="session")
def engine(edition: Edition) -> Engine:
    """An engine over the packaged criteria."""
    return Engine(edition)


@pytest.fixture(scope="session")
def analyse(engine: Engine):
    """Analyse a text as an answer to a question."""

    def run(question: str, text: str, window: Window | None = None) -> Analysis:
        return engine.analyse(Draft(f"{question}.md", question, text), window)

    return run


@pytest.fixture
def write(tmp_path: Path):
    """Write a draft file into a temporary folder and return its path."""

    def put(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return put


@pytest.fixture(scope="session")
def tiny_bert():
    """Write a tokeniser of single letters into a folder; return the size of a real BERT of two layers for it."""

    def write(folder):
        from transformers import BertTokenizerFast

        letters = [chr(code) for code in range(0x0E01, 0x0E5B)] + list("abcdefghijklmnopqrstuvwxyz0123456789")
        pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{letter}" for letter in letters)]
        (folder / "vocab.txt").write_text("\n".join(pieces), encoding="utf-8")
        BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder / "plain")
        size = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 2}
        return size | {"vocab_size": len(pieces)}

    return write
