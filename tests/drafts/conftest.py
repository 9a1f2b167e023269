"""A workspace on the disk, and its answers."""

import os
from pathlib import Path

import pytest

from pmqa_writer.criteria import Edition
from pmqa_writer.drafts import DraftStore, Workspace, read_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    folder = tmp_path / "งาน"
    (folder / "drafts").mkdir(parents=True)
    (folder / "pmqa.toml").write_text('agency = "กรม"\n', encoding="utf-8")
    return read_workspace(folder)


@pytest.fixture
def store(workspace: Workspace, edition: Edition) -> DraftStore:
    return DraftStore(workspace, edition)


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch):
    """Let the system refuse a call of `os` with an error number."""

    def let(name: str, number: int) -> None:
        def fail(*_arguments: object, **_settings: object) -> None:
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(os, name, fail)
        monkeypatch.setattr("pmqa_writer.files._WAITS", (0, 0))

    return let


def put(store: DraftStore, name: str, content: str | bytes) -> Path:
    file = store.drafts / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def folder_of(store: DraftStore) -> set[str]:
    return {file.name for file in store.drafts.iterdir()}
