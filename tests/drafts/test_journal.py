"""Text that was not saved comes back after a crash; a second window is told of the first."""

import errno
import itertools
import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import platformdirs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmqa_writer.drafts import Change, DraftStore, Journal, Lock, Workspace, changes, journal_of
from pmqa_writer.errors import SaveError
from pmqa_writer.files import write_whole


@pytest.fixture
def folder(workspace: Workspace) -> Path:
    assert workspace.folder is not None
    return workspace.folder


_NAIVE = (
    b'{"version": 1, "question": "1.1.1", "text": "x", "base": null, "noted": "2023-01-31T00:00:00",'
    b' "by": {"pid": 1, "host": "x"}}'
)


def notes(folder: Path) -> list[Path]:
    return sorted((folder / ".pmqa" / "journal").glob("*.json"))


# --- the journal -----------------------------------------------------------------------------------------------


def test_unsaved_text_comes_back(folder: Path, store: DraftStore) -> None:
    saved = store.save(store.open("1.1.1"), "เดิม")
    journal_of(folder).note("1.1.1", "เดิม และใหม่", saved.fingerprint)
    (recovered,) = journal_of(folder).pending(store)

    assert (recovered.question, recovered.text, recovered.on_disk) == ("1.1.1", "เดิม และใหม่", "เดิม")
    assert not recovered.changed_since
    assert recovered.noted.tzinfo is not None


def test_text_without_a_file_comes_back(folder: Path, store: DraftStore) -> None:
    journal_of(folder).note("1.1.1", "ใหม่", None)
    (recovered,) = journal_of(folder).pending(store)

    assert (recovered.text, recovered.on_disk, recovered.changed_since) == ("ใหม่", None, False)


def test_it_tells_when_the_disk_has_changed_since(folder: Path, store: DraftStore) -> None:
    saved = store.save(store.open("1.1.1"), "เดิม")
    journal_of(folder).note("1.1.1", "ของเรา", saved.fingerprint)
    store.save(saved, "ของเขา")

    assert [recovered.changed_since for recovered in journal_of(folder).pending(store)] == [True]


@pytest.mark.parametrize("text", ["เดิม", " \n"])
def test_what_is_saved_or_blank_is_forgotten(folder: Path, store: DraftStore, text: str) -> None:
    saved = store.save(store.open("1.1.1"), "เดิม")
    journal_of(folder).note("1.1.1", text, saved.fingerprint)

    assert journal_of(folder).pending(store) == []
    assert notes(folder) == []


def test_a_note_is_forgotten_when_its_text_is_saved(folder: Path, store: DraftStore) -> None:
    journal = journal_of(folder)
    journal.note("1.1.1", "ก", None)
    journal.note("1.1.1", "กข", None)
    assert len(notes(folder)) == 1
    journal.forget("1.1.1")
    journal.forget("1.1.1")

    assert notes(folder) == []


def test_the_same_text_is_noted_once_and_again_after_it_was_forgotten(
    folder: Path, store: DraftStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = journal_of(folder)
    written = []

    def count(file: Path, data: bytes, *, private: bool) -> None:
        written.append(file)
        write_whole(file, data, private=private)

    monkeypatch.setattr("pmqa_writer.drafts.journal.write_whole", count)
    journal.note("1.1.1", "ก", None)
    journal.note("1.1.1", "ก", None)
    journal.forget("1.1.1")
    journal.note("1.1.1", "ก", None)

    assert len(written) == 2


def test_two_windows_do_not_overwrite_each_other(folder: Path, store: DraftStore) -> None:
    journal_of(folder).note("1.1.1", "หน้าต่างหนึ่ง", None)
    journal_of(folder).note("1.1.1", "หน้าต่างสอง", None)

    assert [found.text for found in journal_of(folder).pending(store)] == ["หน้าต่างสอง", "หน้าต่างหนึ่ง"]


def test_writing_on_does_not_touch_what_is_recovered_until_it_is_discarded(folder: Path, store: DraftStore) -> None:
    journal_of(folder).note("1.1.1", "ก่อนไฟดับ", None)
    journal = journal_of(folder)
    (recovered,) = journal.pending(store)
    journal.note("1.1.1", "หลังไฟดับ", None)
    journal.forget("1.1.1")
    assert journal.pending(store) == [recovered]
    journal.discard(recovered)

    assert journal.pending(store) == []


@pytest.mark.parametrize(("age", "offered"), [(timedelta(seconds=1), []), (timedelta(hours=1), ["ก"])])
def test_notes_of_a_window_that_is_open_are_left_alone_for_a_while(
    folder: Path, store: DraftStore, age: timedelta, offered: list[str]
) -> None:
    journal_of(folder).note("1.1.1", "ก", None)
    (file,) = notes(folder)
    note = json.loads(file.read_bytes())
    note["by"]["pid"] = os.getppid()
    note["noted"] = (datetime.now(UTC) - age).isoformat()
    file.write_text(json.dumps(note), encoding="utf-8")

    assert [found.text for found in journal_of(folder).pending(store)] == offered
    assert notes(folder) == [file]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"version": 9}', b"null", _NAIVE])
def test_a_damaged_note_is_set_aside(folder: Path, store: DraftStore, content: bytes) -> None:
    journal_of(folder).note("1.1.1", "ก", None)
    journal_of(folder).note("1.1.2", "ข", None)
    damaged = notes(folder)[0]
    damaged.write_bytes(content)

    assert [found.text for found in journal_of(folder).pending(store)] == ["ข"]
    assert damaged.with_name(f"{damaged.name}.damaged").read_bytes() == content


def test_text_is_offered_though_the_draft_cannot_be_read_or_the_question_is_gone(
    folder: Path, store: DraftStore
) -> None:
    (store.drafts / "1.1.1.md").write_bytes(b"\x00\x01\x02\x00\x07")
    journal_of(folder).note("1.1.1", "ก", "0")
    journal_of(folder).note("9.9.9", "ข", None)

    assert [(found.text, found.on_disk) for found in journal_of(folder).pending(store)] == [("ก", None), ("ข", None)]


def test_no_journal_is_no_news(folder: Path, store: DraftStore) -> None:
    assert journal_of(folder).pending(store) == []


def test_where_the_workspace_cannot_be_written_the_users_folder_is(folder: Path, store: DraftStore) -> None:
    (folder / ".pmqa").write_text("a file where a folder should be", encoding="ascii")
    journal_of(folder).note("1.1.1", "ก", None)

    (recovered,) = journal_of(folder).pending(store)
    state = platformdirs.user_state_path("pmqa-writer")
    assert [state in file.parents for file in recovered.files] == [True]
    journal_of(folder).discard(recovered)
    assert journal_of(folder).pending(store) == []


def test_a_drive_that_vanished_is_not_made_anew(folder: Path) -> None:
    journal = journal_of(folder)
    shutil.rmtree(folder)
    journal.note("1.1.1", "ก", None)

    assert not folder.exists()
    journal.forget("1.1.1")


def test_the_newest_of_both_folders_counts(folder: Path, store: DraftStore, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = journal_of(folder)
    journal.note("1.1.1", "เก่า", None)
    with monkeypatch.context() as patch:
        patch.setattr("pmqa_writer.drafts.journal.private_folder", _only_the_spare(folder))
        journal.note("1.1.1", "ใหม่", None)

    assert [found.text for found in journal_of(folder).pending(store)] == ["ใหม่"]


def _only_the_spare(folder: Path):
    def make(wanted: Path, *, parents: bool = False) -> Path:
        if folder in wanted.parents:
            raise PermissionError(errno.EACCES, "no")
        wanted.mkdir(parents=parents, exist_ok=True)
        return wanted

    return make


def test_where_nothing_can_be_written_the_writer_is_told(folder: Path, store: DraftStore, refuse) -> None:
    refuse("fsync", errno.ENOSPC)

    with pytest.raises(SaveError):
        journal_of(folder).note("1.1.1", "ก", None)


def test_text_with_half_a_character_is_noted(tmp_path: Path, store: DraftStore) -> None:
    Journal(tmp_path / "a" / "journal", tmp_path / "b" / "journal").note("1.1.1", "ก\ud83d", None)


_KILLED = """
import os, signal, sys
from pathlib import Path
from pmqa_writer.drafts import journal_of
journal_of(Path(sys.argv[1])).note("1.1.1", "ก่อนถูกปิด", None)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_a_killed_process_loses_nothing(folder: Path, store: DraftStore) -> None:
    subprocess.run([sys.executable, "-X", "utf8", "-c", _KILLED, str(folder)], check=False)

    assert [found.text for found in journal_of(folder).pending(store)] == ["ก่อนถูกปิด"]


def test_what_a_killed_process_had_begun_is_cleared_away_a_day_later(folder: Path, store: DraftStore) -> None:
    old, new, own = (store.drafts / name for name in (f".{'0' * 32}.part", f".{'1' * 32}.part", "notes.part"))
    for file in (old, new, own):
        file.write_text("ครึ่ง", encoding="utf-8")
    for file in (old, own):
        os.utime(file, (0, 0))
    journal_of(folder).pending(store)

    assert set(store.drafts.iterdir()) == {new, own}


# --- the lock --------------------------------------------------------------------------------------------------


def _locked(folder: Path, **holder: object) -> Path:
    """A lock as another process has written it."""
    with Lock(folder):
        file = folder / ".pmqa" / "lock"
        content = {**json.loads(file.read_bytes()), **holder}
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


def test_a_second_window_is_told(folder: Path) -> None:
    file = _locked(folder, pid=os.getppid())

    assert Lock(folder).is_open_elsewhere()
    with Lock(folder) as lock:
        assert not lock.take()
    assert file.exists()


def test_the_lock_of_this_process_is_taken_and_given_back(folder: Path) -> None:
    with Lock(folder) as lock:
        assert not lock.is_open_elsewhere()
        assert (folder / ".pmqa" / ".gitignore").read_text(encoding="ascii") == "*\n"
    assert not (folder / ".pmqa" / "lock").exists()


def test_the_lock_of_a_process_that_ended_counts_not(folder: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    _locked(folder, pid=ended.pid)

    assert not Lock(folder).is_open_elsewhere()
    assert Lock(folder).take()


@pytest.mark.parametrize("pid", [0, -1, 2**70, 2**40])
def test_a_number_that_no_process_has_counts_not(folder: Path, pid: int) -> None:
    _locked(folder, pid=pid)

    assert not Lock(folder).is_open_elsewhere()


def test_another_machine_counts_for_some_hours(folder: Path) -> None:
    file = _locked(folder, host="เครื่องอื่น")
    assert Lock(folder).is_open_elsewhere()
    os.utime(file, (0, 0))

    assert not Lock(folder).is_open_elsewhere()


def test_a_damaged_lock_counts_not(folder: Path) -> None:
    _locked(folder).write_bytes(b"\xff")

    assert not Lock(folder).is_open_elsewhere()


def test_a_workspace_that_cannot_be_written_counts_as_open_nowhere_else(folder: Path) -> None:
    (folder / ".pmqa").write_text("a file where a folder should be", encoding="ascii")

    with Lock(folder) as lock:
        assert (lock.take(), lock.is_open_elsewhere()) == (True, False)


# --- what differs ----------------------------------------------------------------------------------------------


def test_words_come_and_go() -> None:
    assert changes("ส่วนราชการ กำหนดทิศทาง", "ส่วนราชการ ทบทวนทิศทาง") == [
        Change("equal", "ส่วนราชการ "),
        Change("delete", "กำหนด"),
        Change("insert", "ทบทวน"),
        Change("equal", "ทิศทาง"),
    ]


def test_the_same_text_has_no_changes() -> None:
    assert (changes("ก ข", "ก ข"), changes("", "")) == ([Change("equal", "ก ข")], [])


@settings(max_examples=40, deadline=None)
@given(st.text("กขา้ 1\n.a", max_size=30), st.text("กขา้ 1\n.a", max_size=30))
def test_both_texts_can_be_put_together_again(old: str, new: str) -> None:
    found = changes(old, new)

    assert "".join(change.text for change in found if change.kind != "insert") == old
    assert "".join(change.text for change in found if change.kind != "delete") == new
    assert all(first.kind != second.kind for first, second in itertools.pairwise(found))
