"""Writing an answer: counted, saved and judged while it is typed."""

import asyncio
import tomllib

import msgspec
import pytest
from textual import events

from pmqa_writer.judging.messages import Judge as JudgeRequest
from pmqa_writer.text import count_characters
from pmqa_writer.tui.session import Standing

SENTENCE = "ผู้บริหารกำหนดวิสัยทัศน์และสื่อสารทั่วทั้งองค์กร"


def on_disk(folder, question):
    file = folder / "drafts" / f"{question}.md"
    return file.read_text("utf-8") if file.exists() else None


def note_of(at):
    return at.app.stage.answer.query_one("#meter").note


async def test_what_is_typed_is_counted_saved_and_judged(desk, sample):
    async with desk() as at:
        await at.write("1.1.1")
        assert "○ 1.1.1 ว่าง" in at.rows[0]
        await at.type(SENTENCE)
        await at.judged()
        await at.sees(f"{count_characters(SENTENCE)} / 1,000", f"เหลือ {1000 - count_characters(SENTENCE)}")
        await at.until(lambda: on_disk(sample, "1.1.1") == SENTENCE)
        await at.until(lambda: note_of(at) == "บันทึกแล้ว")
        await at.sees("บันทึกแล้ว", "◑ 1.1.1 ควรแก้")
        assert at.app.screen is at.app.stage.answer
        assert at.session.judged("1.1.1").characters == count_characters(SENTENCE)
        assert not list((sample / ".pmqa" / "journal").glob("*.json"))
        await at.type("\nก ข")
        await at.until(lambda: on_disk(sample, "1.1.1") == f"{SENTENCE}\nก ข")
        assert at.app.stage.answer.query_one("#meter").characters == count_characters(f"{SENTENCE}\nก ข")


async def test_only_the_last_of_quick_keys_is_judged(desk, monkeypatch):
    monkeypatch.setattr("pmqa_writer.tui.screens.write._PAUSE", 0.2)
    async with desk() as at:
        await at.write("1.1.1")
        before = len(at.judge.requests)
        await at.type(SENTENCE)
        await at.judged()
        asked = [request.text for request in at.judge.requests[before:] if isinstance(request, JudgeRequest)]
        assert asked == [SENTENCE]
        assert at.judge.requests[-1].wants_examples


async def test_a_judgement_of_an_older_text_changes_nothing(desk):
    async with desk() as at:
        await at.write("1.1.2")
        at.judge.silent = True
        before = at.session.judged("1.1.2")
        await at.type("ก")
        await at.until(lambda: at.app.stage.answer._timer is None)
        older = at.judge.requests[-1]
        await at.type("ข")
        await at.until(lambda: at.app.stage.answer._timer is None)
        shown = at.panel.shown
        at.judge.answer(older)
        await at.settle()
        assert at.session.judged("1.1.2") is before
        assert at.panel.shown == shown
        assert "กำลังตรวจ" in at.rows[0]
        at.judge.answer(at.judge.requests[-1])
        await at.judged()
        assert "ตรวจแล้ว" in at.rows[0]


async def test_an_answer_beyond_the_limit(desk, sample):
    async with desk() as at:
        await at.write("2.1.1")
        over = count_characters(at.editor.text) - 1000
        assert over > 0
        await at.sees(f"เกิน {over}", "✖ 2.1.1 เกินจำนวน")
        at.editor.move_cursor(at.editor.document.end)
        await at.settle()
        tail = at.editor.text.rstrip()[-12:]
        red = at.app.stage.answer.editor.get_component_rich_style("thai-text-area--beyond").color.triplet.hex
        await at.until(lambda: red in at.styles_of(tail[-6:]))
        await at.keys("ctrl+r")
        assert at.tells("1,000")
        assert at.session.standing("2.1.1") is Standing.OVER
        assert "ready" not in (sample / "pmqa.toml").read_text("utf-8")


async def test_ready_is_written_into_the_settings_and_their_comments_stay(desk, sample):
    settings = sample / "pmqa.toml"
    before = settings.read_text("utf-8")
    async with desk() as at:
        await at.write("1.1.1")
        await at.keys("ctrl+r")
        assert at.tells("ยังไม่ได้เขียน")
        assert settings.read_text("utf-8") == before
        await at.type(SENTENCE)
        await at.keys("ctrl+พ")  # r on the Thai layout
        assert at.session.standing("1.1.1") is Standing.READY
        await at.sees("● 1.1.1 พร้อมส่ง")
        after = settings.read_text("utf-8")
        assert tomllib.loads(after)["questions"] == {"1.1.1": {"ready": True}}
        assert after.startswith(before.rstrip())
        await at.keys("ctrl+r")
        assert at.session.standing("1.1.1") is not Standing.READY
        assert tomllib.loads(settings.read_text("utf-8")).get("questions", {}).get("1.1.1", {}) == {}
        settings.write_text("nonsense", encoding="utf-8")
        await at.keys("ctrl+r")
        assert at.tells("pmqa.toml")
        assert at.session.standing("1.1.1") is not Standing.READY


# --- going from question to question


async def test_each_question_keeps_its_place_tab_and_text(desk, sample, monkeypatch):
    monkeypatch.setattr("pmqa_writer.tui.saver._PAUSE", 60)
    async with desk() as at:
        await at.write("1.1.2")
        before = at.editor.text
        at.editor.move_cursor(at.editor.location_of(100))
        await at.type("เพิ่ม")
        cursor = at.editor.cursor_offset
        await at.keys("f6", "ctrl+n")
        assert at.app.stage.answer.question.id == "1.1.3"
        assert (at.editor.text, at.app.stage.answer.side.name_shown) == ("", "checklist")
        await at.type("ก")
        await at.keys("ctrl+ย")  # p on the Thai layout
        assert at.app.stage.answer.question.id == "1.1.2"
        assert at.editor.text == f"{before[:100]}เพิ่ม{before[100:]}"
        assert at.editor.cursor_offset == cursor
        assert at.app.stage.answer.side.name_shown == "adli"
        await at.keys("ctrl+pagedown")
        assert (at.app.stage.answer.question.id, at.editor.text) == ("1.1.3", "ก")
        await at.keys("ctrl+s")
        await at.until(lambda: on_disk(sample, "1.1.3") == "ก")
        assert on_disk(sample, "1.1.2") == f"{before[:100]}เพิ่ม{before[100:]}"


async def test_the_last_question_is_followed_by_the_first(desk):
    async with desk() as at:
        await at.write("1.1.1")
        await at.keys("ctrl+p")
        assert at.app.stage.answer.question.id == "6.4.4"
        await at.keys("ctrl+n")
        assert at.app.stage.answer.question.id == "1.1.1"


@pytest.mark.parametrize("key", ["ctrl+n", "escape", "ctrl+q"])
async def test_keys_that_come_faster_than_they_are_handled_lose_nothing(desk, sample, key):
    async with desk() as at:
        await at.write("1.1.1")
        for name in ("ก", "ข"):
            at.app._driver.send_message(events.Key("", name))
        at.app._driver.send_message(events.Key(key, None))
        await at.until(lambda: on_disk(sample, "1.1.1") == "กข")
        assert on_disk(sample, "1.1.2") != "กข"


async def test_undo_goes_back_beyond_a_save(desk, sample):
    async with desk() as at:
        await at.write("1.1.2")
        before = at.editor.text
        at.editor.move_cursor(at.editor.document.end)
        await at.type(" เดือน")
        await at.until(lambda: on_disk(sample, "1.1.2") == f"{before} เดือน")
        while at.editor.text != before:
            text = at.editor.text
            await at.keys("ctrl+z")
            assert at.editor.text != text
        await at.until(lambda: on_disk(sample, "1.1.2") == before)
        await at.keys("ctrl+y")
        assert at.editor.text != before


async def test_the_tree_opens_questions(desk):
    async with desk(size=(120, 40)) as at:
        await at.write("1.1.2")
        await at.keys("f2")
        assert not at.app.stage.answer.has_class("-tree")
        assert at.editor.has_focus
        await at.keys("f2")
        await at.until(lambda: at.app.stage.answer.query_one("#tree").cursor_node.data == "1.1.2")
        await at.keys("down", "enter")
        await at.until(lambda: at.app.stage.answer.question.id == "1.1.3")
        assert at.editor.has_focus


# --- copied text


PDF = "การเเก้ปัญหา นํ้า ที\uf70aดิน ท\u0e4dางาน \u200bมี\u200b"
CLEAN = "การแก้ปัญหา น้ำ ที่ดิน ทำงาน มี"


async def test_torn_text_is_pasted_as_it_is_and_cleaned_in_one_step(desk, sample):
    async with desk() as at:
        await at.write("1.1.1")
        await at.type("ก ")
        await at.paste(PDF)
        assert at.editor.text == f"ก {PDF}"
        await at.sees("F4")
        offer = at.app.stage.answer.query_one("#offer")
        assert offer.display
        await at.keys("f4")
        assert at.editor.text == f"ก {CLEAN}"
        assert not offer.display
        await at.keys("ctrl+z")
        assert at.editor.text == f"ก {PDF}"
        await at.keys("f4", "f4")
        assert at.tells("ไม่มี")
        await at.until(lambda: on_disk(sample, "1.1.1") == f"ก {CLEAN}")


async def test_clean_text_brings_no_offer(desk):
    async with desk() as at:
        await at.write("1.1.1")
        await at.paste(CLEAN)
        assert at.editor.text == CLEAN
        assert not at.app.stage.answer.query_one("#offer").display


# --- looking for words


async def test_words_are_found(desk):
    async with desk() as at:
        await at.write("1.1.1")
        await at.paste("น้ำ หนึ่ง Word สอง น้ำ word")
        await at.keys("ctrl+ด")  # f on the Thai layout
        await at.type("น้ำ")
        await at.keys("enter")
        assert at.editor.selected_text == "น้ำ"
        first = at.editor.selection.start[1]
        await at.keys("f3")
        assert at.editor.selection.start[1] != first
        await at.keys("down")
        assert at.editor.selection.start[1] == first
        await at.keys("up")
        assert at.editor.selection.start[1] != first
        assert len(at.editor.marks("found")) == 1
        await at.keys("ctrl+a")
        await at.type("WORD")
        await at.keys("enter")
        assert at.editor.selected_text.lower() == "word"
        await at.keys("x", "enter")
        assert at.tells("ไม่พบ")
        await at.keys("escape")
        assert at.editor.has_focus
        assert at.editor.marks("found") == ()
        assert not at.app.stage.answer.query_one("Finder").has_class("-open")
        assert at.editor.text == "น้ำ หนึ่ง Word สอง น้ำ word"


# --- what another program does


async def test_an_answer_that_changed_while_it_was_closed_is_no_conflict(desk, sample):
    async with desk() as at:
        await at.write("1.1.1")
        await at.type("ก")
        await at.until(lambda: on_disk(sample, "1.1.1") == "ก")
        await at.keys("escape")
        (sample / "drafts" / "1.1.1.md").write_text("ของเพื่อน", encoding="utf-8")
        await at.write("1.1.1")
        assert at.editor.text == "ของเพื่อน"
        await at.type("x")
        await at.until(lambda: "x" in on_disk(sample, "1.1.1"))
        assert at.app.screen is at.app.stage.answer
        assert len(at.told.strip()) == 0


async def test_an_answer_that_cannot_be_read_is_told_and_not_written_over(desk, sample):
    file = sample / "drafts" / "1.1.1.md"
    file.write_bytes(b"\x00\xff\x00\xd8binary\x00" * 20)
    async with desk() as at:
        at.app.stage.write("1.1.1")
        await at.until(lambda: at.is_writing)
        await at.until(lambda: at.tells("1.1.1.md"))
        await at.type("ก")
        await at.keys("f4", "f9", "space", "escape")
        await at.paste("ข")
        await asyncio.sleep(0.1)
        await at.settle()
        assert at.editor.text == ""
    assert file.read_bytes().startswith(b"\x00\xff")


async def test_other_files_that_answer_too_are_told_of(desk, sample):
    (sample / "drafts" / "dev-1.1.2.md").write_text("อีกร่าง", encoding="utf-8")
    async with desk() as at:
        await at.write("1.1.2")
        assert at.tells("dev-1.1.2.md")
        assert at.judge.requests[-1].rivals == ("dev-1.1.2.md",)


# --- the panels while nothing is judged


async def test_panels_never_show_what_was_said_of_another_question(desk):
    async with desk() as at:
        await at.write("1.1.2")
        assert "point-1" not in {entry.id for entry in at.panel.shown}
        at.judge.silent = True
        await at.keys("ctrl+n")  # 1.1.3 was never judged
        await at.settle()
        assert [entry.id for entry in at.panel.shown] == ["wait"]
        await at.keys("ctrl+p")
        assert len(at.panel.shown) > 10
        await at.type("ก")
        await at.until(lambda: at.app.stage.answer._timer is None)
        assert len(at.panel.shown) > 10  # of the text before: told as old by the title
        await at.keys("f6")
        assert [entry.id for entry in at.panel.shown] == ["wait"]
        await at.keys("f8")
        assert any(entry.id.startswith("guide:1.1.") for entry in at.panel.shown)
        judged = at.session.judged("1.1.2")
        at.app._mailbox(msgspec.structs.replace(judged, generation=at.session.generation("1.1.2")))
        await at.keys("f6")
        assert len([entry for entry in at.panel.shown if entry.id.startswith("point-")]) == 15
