"""Saving in a thread of its own: what is written is on the disk or in the journal, whatever happens."""

import sys
import time
from errno import ENOSPC
from threading import Event as Signal

import pytest

from pmqa_writer.drafts import DraftStore, Versions, create_workspace, journal_of
from pmqa_writer.errors import SaveError
from pmqa_writer.tui import saver as module
from pmqa_writer.tui.saver import Conflicted, NotSaved, Saved, Saver


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch):
    for name, seconds in {"_NOTED_AFTER": 0.02, "_PAUSE": 0.1, "_LONGEST": 0.4, "_PATIENCE": 0.2}.items():
        monkeypatch.setattr(module, name, seconds)


class Office:
    """A saver over real files."""

    def __init__(self, folder, edition):
        self.store = DraftStore(create_workspace(folder, agency="กรม", fiscal_year=2566), edition)
        self.journal = journal_of(folder)
        self.heard = []
        self.saver = Saver(self.store, self.journal, self.heard.append)

    def open(self, question="1.1.1"):
        draft = self.store.open(question)
        self.saver.opened(draft)
        return draft

    def on_disk(self, question="1.1.1"):
        file = self.store.drafts / f"{question}.md"
        return file.read_text("utf-8") if file.exists() else None

    def noted(self, question="1.1.1"):
        """What another window would be offered."""
        pending = journal_of(self.store.folder).pending(self.store)
        return next((found.text for found in pending if found.question == question), None)

    def until(self, wanted):
        end = time.monotonic() + 5
        while not (found := wanted()):
            assert time.monotonic() < end, self.heard
            time.sleep(0.005)
        return found


@pytest.fixture
def office(tmp_path, edition):
    office = Office(tmp_path / "ws", edition)
    yield office
    office.saver.close()


def refuse(monkeypatch, office):
    """Let the disk be full until the function that is returned is called."""
    save, full = office.store.save, True

    def refusing(draft, text, *, force=False):
        if full:
            raise SaveError("full", hint="", path=draft.file) from OSError(ENOSPC, "full")
        return save(draft, text, force=force)

    def mended():
        nonlocal full
        full = False

    monkeypatch.setattr(office.store, "save", refusing)
    return mended


def test_what_is_written_is_noted_at_once_and_saved_after_a_pause(office, monkeypatch):
    monkeypatch.setattr(module, "_PAUSE", 0.3)
    office.open()
    office.saver.edited("1.1.1", "ก")
    assert office.saver.unsaved == ["1.1.1"]
    office.until(lambda: office.noted() == "ก")
    assert office.on_disk() is None
    office.until(lambda: office.saver.is_saved("1.1.1"))
    assert office.on_disk() == "ก"
    office.until(lambda: office.heard)
    assert [(type(event), event.complete) for event in office.heard] == [(Saved, True)]
    assert not list((office.store.folder / ".pmqa" / "journal").iterdir())
    assert office.saver.draft("1.1.1").text == "ก"


def test_typing_without_a_pause_is_saved_now_and_then(office):
    office.open()
    start, text = time.monotonic(), ""
    while office.on_disk() is None:
        text += "ก"
        office.saver.edited("1.1.1", text)
        time.sleep(0.01)
        assert time.monotonic() - start < 3
    assert time.monotonic() - start >= 0.4
    office.until(lambda: office.on_disk() == text)


def test_hurry_saves_without_a_pause(office, monkeypatch):
    monkeypatch.setattr(module, "_PAUSE", 60)
    office.open()
    office.open("1.1.2")
    office.saver.edited("1.1.1", "ก")
    office.saver.edited("1.1.2", "ข")
    office.saver.hurry()
    office.until(lambda: not office.saver.unsaved)
    assert (office.on_disk("1.1.1"), office.on_disk("1.1.2")) == ("ก", "ข")
    assert [event.draft.question for event in office.heard] == ["1.1.1", "1.1.2"]


def test_closing_saves_the_rest(office, monkeypatch):
    monkeypatch.setattr(module, "_PAUSE", 60)
    office.open()
    office.saver.edited("1.1.1", "ก")
    assert office.saver.close() is True
    assert office.on_disk() == "ก"
    assert office.saver.close() is True


def test_what_is_written_during_a_save_is_saved_after_it(office, monkeypatch):
    office.open()
    save, saving, go_on = office.store.save, Signal(), Signal()

    def slow(draft, text, *, force=False):
        saving.set()
        go_on.wait(5)
        return save(draft, text, force=force)

    monkeypatch.setattr(office.store, "save", slow)
    office.saver.edited("1.1.1", "ก")
    assert saving.wait(5)
    office.saver.edited("1.1.1", "กข")
    go_on.set()
    office.until(lambda: office.on_disk() == "กข")
    office.until(lambda: len(office.heard) == 2)
    assert [event.complete for event in office.heard] == [False, True]


def test_a_refusal_is_told_once_and_tried_again(office, monkeypatch):
    office.open()
    mended = refuse(monkeypatch, office)
    office.saver.edited("1.1.1", "ก")
    told = office.until(lambda: office.heard)[0]
    assert (type(told), told.question, told.noted) == (NotSaved, "1.1.1", True)
    assert office.noted() == "ก"
    time.sleep(0.5)
    assert len(office.heard) == 1
    office.saver.edited("1.1.1", "กข")
    office.until(lambda: office.noted() == "กข")
    mended()
    office.until(lambda: office.on_disk() == "กข")
    office.until(lambda: len(office.heard) == 2)
    assert office.noted() is None


def test_closing_tells_that_something_could_not_be_saved_and_it_can_go_on(office, monkeypatch):
    office.open()
    mended = refuse(monkeypatch, office)
    office.saver.edited("1.1.1", "ก")
    assert office.saver.close() is False
    assert office.saver.unsaved == ["1.1.1"]
    office.saver.reopen()
    mended()
    office.until(lambda: office.on_disk() == "ก")


def test_text_that_cannot_even_be_noted_is_told_as_such(office, monkeypatch):
    office.open()
    refuse(monkeypatch, office)

    def note(*_arguments):
        raise SaveError("full", hint="")

    monkeypatch.setattr(office.journal, "note", note)
    office.saver.edited("1.1.1", "ก")
    assert office.until(lambda: office.heard)[0].noted is False


def test_a_conflict_is_held_until_it_is_decided(office):
    office.open()
    (office.store.drafts / "1.1.1.md").write_text("ของเขา", encoding="utf-8")
    office.saver.edited("1.1.1", "ของฉัน")
    told = office.until(lambda: office.heard)[0]
    assert (type(told), told.error.theirs) == (Conflicted, "ของเขา")
    office.saver.edited("1.1.1", "ของฉันเอง")
    office.saver.hurry()
    time.sleep(0.3)
    assert len(office.heard) == 1
    assert office.on_disk() == "ของเขา"
    assert office.noted() == "ของฉันเอง"
    kept = office.saver.keep_mine("1.1.1").kept
    assert kept.parent == office.store.folder / ".pmqa" / "conflicts"
    assert kept.read_text("utf-8") == "ของเขา"
    assert office.on_disk() == "ของฉันเอง"
    office.saver.edited("1.1.1", "ต่อ")
    office.until(lambda: office.on_disk() == "ต่อ")


def test_theirs_is_taken_over(office):
    office.open()
    (office.store.drafts / "1.1.1.md").write_text("ของเขา", encoding="utf-8")
    office.saver.edited("1.1.1", "ของฉัน")
    office.until(lambda: office.heard)
    office.saver.take_theirs("1.1.1", office.store.open("1.1.1"))
    assert office.saver.unsaved == []
    assert office.noted() is None
    office.saver.edited("1.1.1", "ต่อจากเขา")
    office.until(lambda: office.on_disk() == "ต่อจากเขา")


def test_a_conflict_that_cannot_be_ended_is_told_again(office, monkeypatch):
    office.open()
    (office.store.drafts / "1.1.1.md").write_text("ของเขา", encoding="utf-8")
    office.saver.edited("1.1.1", "ของฉัน")
    office.until(lambda: office.heard)
    with monkeypatch.context() as patch:
        mended = refuse(patch, office)
        with pytest.raises(SaveError):
            office.saver.keep_mine("1.1.1")
        assert office.noted() == "ของฉัน"
        mended()
    office.until(lambda: len(office.heard) == 2)
    assert isinstance(office.heard[1], Conflicted)
    office.saver.keep_mine("1.1.1")
    assert office.on_disk() == "ของฉัน"


def test_an_answer_opened_anew_is_compared_with_what_was_read_last(office):
    office.open()
    office.saver.edited("1.1.1", "ก")
    office.until(lambda: office.saver.is_saved("1.1.1"))
    (office.store.drafts / "1.1.1.md").write_text("ของเขา", encoding="utf-8")
    office.open()
    office.saver.edited("1.1.1", "ของเขาและฉัน")
    office.until(lambda: office.on_disk() == "ของเขาและฉัน")
    assert {type(event) for event in office.heard} == {Saved}


def test_what_the_writer_takes_back_is_no_conflict(office, monkeypatch):
    monkeypatch.setattr(module, "_PAUSE", 0.3)
    office.open()
    office.saver.edited("1.1.1", "ก")
    (office.store.drafts / "1.1.1.md").write_text("ของเขา", encoding="utf-8")
    office.saver.edited("1.1.1", "")
    office.until(lambda: office.saver.is_saved("1.1.1"))
    assert office.on_disk() == "ของเขา"
    assert office.noted() is None


def test_what_is_typed_while_it_closes_is_saved_too(office, monkeypatch):
    office.open()
    save = office.store.save

    def slow(draft, text, **settings):
        if text == "ก":
            office.saver.edited("1.1.1", "กข")  # the last key, while the answer before it is on its way
        return save(draft, text, **settings)

    monkeypatch.setattr(office.store, "save", slow)
    office.saver.edited("1.1.1", "ก")
    assert office.saver.close() is True
    assert office.on_disk() == "กข"
    office.saver.edited("1.1.1", "กขค")
    assert office.saver.close() is True, "closing again takes what came after the thread had ended"
    assert office.on_disk() == "กขค"


def test_a_mistake_of_the_program_ends_neither_saving_nor_noting(office, monkeypatch):
    office.open()
    save = office.store.save

    def broken(draft, text, **settings):
        if text == "ก":
            raise ValueError("a mistake")
        return save(draft, text, **settings)

    monkeypatch.setattr(office.store, "save", broken)
    office.saver.edited("1.1.1", "ก")
    (event,) = office.until(lambda: office.heard)
    assert event.noted
    assert "a mistake" not in str(event.error), "values may be confidential"
    office.saver.edited("1.1.1", "กข")
    office.until(lambda: office.on_disk() == "กข")


def test_the_writer_s_own_text_is_kept_when_theirs_is_taken(office):
    office.open()
    (office.store.drafts / "1.1.1.md").write_text("ของเขา", encoding="utf-8")
    office.saver.edited("1.1.1", "ของฉัน")
    office.until(lambda: office.heard)
    office.saver.take_theirs("1.1.1", office.store.open("1.1.1"))
    assert "ของฉัน" in [version.text for version in Versions(office.store.folder).list("1.1.1")]
    assert office.noted() is None


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX's")
def test_notes_and_versions_are_for_their_owner_alone(office):
    office.open()
    office.saver.edited("1.1.1", "ก")
    office.saver.close()
    kept = [file for file in (office.store.folder / ".pmqa").rglob("*") if file.name.endswith((".md", ".json"))]
    assert kept
    assert {file.stat().st_mode & 0o077 for file in kept} == {0}
