"""What is saved is kept among the versions, and nothing that goes wrong there disturbs the saving."""

import queue

import pytest

from pmqa_writer.criteria import packaged_edition
from pmqa_writer.drafts import DraftStore, Versions, journal_of, read_workspace
from pmqa_writer.tui.saver import Saved, Saver

OLD = "กองแผนงานถ่ายทอดทิศทางสู่สำนักงาน 24 แห่ง"
NEW = OLD + " ทุกไตรมาส ผ่านระบบติดตามตัวชี้วัดกลาง"


@pytest.fixture
def store(write):
    folder = write("งาน/pmqa.toml", "").parent
    write("งาน/drafts/1.1.1.md", OLD)
    return DraftStore(read_workspace(folder), packaged_edition())


def save(store, *texts):
    """Write each of some texts over the one before, and return what the saver told."""
    events = queue.SimpleQueue()
    saver = Saver(store, journal_of(store.folder), events.put)
    saver.opened(store.open("1.1.1"))
    told = []
    for text in texts:
        saver.edited("1.1.1", text)
        saver.hurry()
        told.append(events.get(timeout=10))
    assert saver.close()
    return told


def test_what_was_there_and_what_was_saved_are_kept(store):
    save(store, NEW, NEW + " แล้ว")
    assert [version.text for version in Versions(store.folder).list("1.1.1")] == [NEW, OLD]


def test_saving_goes_on_when_no_version_can_be_kept(store, monkeypatch):
    def fail(*_arguments):
        raise RuntimeError

    monkeypatch.setattr(Versions, "keep", fail)
    told = save(store, NEW, OLD)
    assert [type(event) for event in told] == [Saved, Saved]
    assert store.open("1.1.1").text == OLD
