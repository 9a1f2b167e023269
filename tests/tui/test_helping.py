"""What helps to go on: the next step, the outline, shorter words."""

import pytest

from pmqa_writer.i18n import _
from pmqa_writer.lint.next_step import DECISION_PATH
from pmqa_writer.text import Span, count_characters, placeholders, shortenings
from pmqa_writer.tui.screens.reading import ReadScreen
from pmqa_writer.tui.screens.shorten import ShortenScreen
from pmqa_writer.tui.screens.versions import VersionsScreen
from pmqa_writer.tui.session import Standing
from pmqa_writer.tui.widgets.entries import EntryList

from .test_looks import ENGLISH, NAMES, help_of

SIZE = (80, 24)
QUOTED = "“ส่งผลทำให้รายได้เพิ่มขึ้น”"
WORDY = f"กองแผนงานจัดเวทีเพื่อเป็นการรับฟังความเห็น\nเนื่องมาจากยอดขายลดลง อบรม 40 คน ส่งผลทำให้รายได้เพิ่มขึ้น ตามคำว่า {QUOTED}"


def next_of(at):
    return at.app.stage.answer.query_one("#next").plain


def meter_of(at):
    return at.app.stage.answer.query_one("#meter").characters


async def page(at):
    await at.until(lambda: isinstance(at.app.screen, ReadScreen) and at.app.screen.query("Page ThaiStatic"))
    return at.app.screen.query_one("Page ThaiStatic").plain


# --- the next step


async def test_the_next_step_is_named_for_each_kind_of_answer(desk, edition):
    async with desk(size=SIZE) as at:
        await at.write("1.1.1")
        assert edition.question("1.1.1").parts[0] in next_of(at)
        await at.sees(edition.question("1.1.1").parts[0])
        await at.write("2.1.1")
        over = count_characters(at.editor.text) - edition.limit
        assert f" {over} " in next_of(at)
        await at.write("4.2.1")
        torn = [finding for finding in at.session.judged("4.2.1").findings if finding.rule.startswith("TXT")]
        assert torn
        assert next_of(at).endswith(at.session.judged("4.2.1").next.message)
        await at.write("1.1.2")
        assert at.session.judged("1.1.2").next is None
        assert next_of(at) == _("Next: nothing urgent. Read it aloud once, then mark it as ready (Ctrl+R).")


async def test_the_next_step_follows_what_is_typed(desk):
    async with desk(size=SIZE) as at:
        await at.write("1.1.1")
        first = next_of(at)
        await at.paste("ก" * 1010)
        await at.judged()
        assert next_of(at) != first
        assert " 10 " in next_of(at)
        at.editor.move_cursor(at.editor.document.end)
        await at.keys(*["backspace"] * 3)
        await at.judged()
        assert " 7 " in next_of(at)
        await at.keys("ctrl+a", "delete")
        await at.judged()
        assert next_of(at) == first


async def test_another_question_does_not_show_the_step_of_the_one_before(desk):
    async with desk(size=SIZE) as at:
        await at.write("1.1.2")
        assert next_of(at)
        at.judge.silent = True
        await at.keys("ctrl+n")
        assert at.app.stage.answer.question.id == "1.1.3"
        assert next_of(at) == ""


async def test_the_place_of_the_next_step_is_selected(desk, edition):
    async with desk(size=SIZE) as at:
        await at.write("2.1.1")
        await at.keys("f5", "ctrl+g")
        assert at.editor.has_focus
        selected = at.editor.selected_text
        assert at.editor.text.endswith(selected)
        assert count_characters(at.editor.text.removesuffix(selected)) == edition.limit
        await at.write("4.2.1")
        await at.keys("ctrl+เ")  # g on the Thai layout
        span = Span(*at.session.judged("4.2.1").next.span)
        assert span.text(at.editor.text) in at.editor.selected_text


async def test_without_a_place_the_whole_path_is_told(desk):
    async with desk(size=SIZE) as at:
        for question in ("1.1.1", "1.1.2"):
            await at.write(question)
            await at.keys("ctrl+g")
            told = await page(at)
            places = [told.index(f"{number}. {_(asked)}\n") for number, asked in enumerate(DECISION_PATH, 1)]
            assert places == sorted(places)
            step = at.session.judged(question).next
            assert (step.message in told) if step else (question == "1.1.2")
            await at.keys("escape")
            assert at.editor.has_focus


# --- the outline


async def test_the_outline_is_put_in_filled_in_and_cleared(desk, edition):
    async with desk(size=SIZE) as at:
        await at.write("1.1.1")
        await at.keys("ctrl+o")
        outline = at.editor.text
        assert outline == at.session.judged("1.1.1").outline
        blanks = [span.text(outline) for span in placeholders(outline)]
        for part in edition.question("1.1.1").parts:
            assert any(part in blank for blank in blanks), part
        await at.judged()
        await at.keys("ctrl+r")
        assert at.tells("‹…›")
        assert at.session.standing("1.1.1") is not Standing.READY

        blank = next(span for span in placeholders(outline) if "ด้านสังคม" in span.text(outline))
        at.editor.select_span(blank)
        await at.type("อบรม 40 คน")
        filled = at.editor.text
        assert filled == outline.replace(blank.text(outline), "อบรม 40 คน")
        await at.keys("ctrl+o")
        assert at.editor.text == "อบรม 40 คน"
        await at.judged()
        await at.keys("ctrl+r")
        assert at.session.standing("1.1.1") is Standing.READY
        await at.keys("ctrl+z")
        assert at.editor.text == filled


async def test_putting_the_outline_in_is_one_step(desk):
    async with desk(size=SIZE) as at:
        await at.write("1.1.1")
        await at.keys("ctrl+o")
        assert placeholders(at.editor.text)
        await at.keys("ctrl+z")
        assert at.editor.text == ""


async def test_in_a_written_answer_the_outline_goes_behind_the_text(desk):
    async with desk(size=SIZE) as at:
        await at.write("5.3.2")
        before = at.editor.text
        await at.keys("ctrl+น")  # o on the Thai layout
        assert at.editor.text.startswith(before.rstrip() + "\n")
        assert placeholders(at.editor.text)[0].start > len(before.rstrip())
        await at.keys("ctrl+o")
        assert at.editor.text == before.rstrip()
        await at.keys("ctrl+z", "ctrl+z")
        assert at.editor.text == before


async def test_keys_that_came_quickly_before_the_outline_are_not_lost(desk):
    async with desk(size=SIZE) as at:
        await at.write("5.3.2")
        before = at.editor.text
        at.editor.move_cursor(at.editor.document.end)
        await at.type(" ก")
        await at.judged()
        await at.keys("ctrl+o")
        assert at.editor.text.startswith(f"{before} ก\n")


async def test_an_answer_that_cannot_be_read_is_untouched(desk, sample):
    (sample / "drafts" / "1.1.2.md").write_bytes(b"\xff\xfe\xfa")
    async with desk(size=SIZE) as at:
        at.app.stage.write("1.1.2")
        await at.until(lambda: at.is_writing)
        assert at.editor.read_only
        before = at.editor.text
        await at.keys("ctrl+o", "f11")
        await at.until(lambda: isinstance(at.app.screen, ShortenScreen))
        await at.keys("enter", "a", "escape")
        assert at.editor.text == before
    assert (sample / "drafts" / "1.1.2.md").read_bytes() == b"\xff\xfe\xfa"


# --- shorter words


async def open_shorten(at, text=WORDY):
    await at.write("1.1.1")
    await at.paste(text)
    await at.judged()
    await at.keys("f11")
    await at.until(lambda: isinstance(at.app.screen, ShortenScreen) and at.app.screen.query(EntryList))
    return at.app.screen.query_one(EntryList)


async def test_phrases_are_listed_with_what_they_save(desk):
    found = shortenings(WORDY)
    assert len(found) == 3
    async with desk(size=SIZE) as at:
        phrases = await open_shorten(at)
        assert len(phrases.shown) == 3
        for entry, known in zip(phrases.shown, found, strict=True):
            assert entry.content.plain.startswith(f"−{known.saving} ")
            assert f"{known.span.text(WORDY)} → {known.replacement}" in entry.content.plain
            assert "\n" not in entry.content.plain
        assert str(sum(known.saving for known in found)) in at.app.screen.query_one("#sum").plain
        assert at.editor.marks("found") == (found[0].span,)
        await at.keys("down")
        assert at.editor.marks("found") == (found[1].span,)
        await at.keys("escape")
        assert at.app.screen is at.app.stage.answer
        assert at.editor.marks("found") == ()
        assert at.editor.text == WORDY
        assert meter_of(at) == count_characters(WORDY)


async def test_what_stands_around_a_phrase_is_cut_between_characters_and_marked_only_where_cut(desk):
    text = "ที่นี่มีผู้เข้าร่วมเพื่อเป็นการรับฟัง"
    (known,) = shortenings(text)
    async with desk(size=SIZE) as at:
        phrases = await open_shorten(at, text)
        told = phrases.shown[0].content.plain
        assert told.endswith("เพื่อรับฟัง")
        before = told.removeprefix(f"−{known.saving}  ").partition(known.span.text(text))[0]
        assert before == "…นี่มีผู้เข้าร่วม"


async def test_one_is_accepted_then_the_rest_and_the_meter_falls_by_the_savings(desk):
    found = shortenings(WORDY)
    length = count_characters(WORDY)
    async with desk(size=SIZE) as at:
        phrases = await open_shorten(at)
        await at.keys("enter")
        length -= found[0].saving
        assert meter_of(at) == length
        assert len(phrases.shown) == 2
        one = at.editor.text
        assert one == WORDY.replace(found[0].span.text(WORDY), found[0].replacement)
        await at.keys("ฟ")  # a on the Thai layout
        assert meter_of(at) == length - found[1].saving - found[2].saving
        assert len(phrases.shown) == 0
        assert QUOTED in at.editor.text
        await at.keys("escape")
        assert at.editor.marks("found") == ()
        await at.keys("ctrl+z")
        assert at.editor.text == one
        await at.keys("ctrl+z")
        assert at.editor.text == WORDY
        await at.judged()
        assert meter_of(at) == count_characters(WORDY)


# --- help, and the language


async def open_versions(at):
    await at.keys("ctrl+e")
    await at.until(lambda: isinstance(at.app.screen, VersionsScreen) and at.app.screen.query(EntryList))


@pytest.mark.parametrize("opened", [open_shorten, open_versions])
async def test_the_screens_and_their_help_speak_thai(desk, opened):
    async with desk(size=SIZE) as at:
        await at.write("1.1.1")
        await opened(at)
        words = {word for row in at.rows for word in ENGLISH.findall(row)}
        assert words - NAMES == set()
        told = await help_of(at)
        assert _(type(at.app.screen).ABOUT) in told
        assert "Esc" in told


async def test_footer_and_help_of_the_text_name_the_new_keys_in_thai(desk):
    async with desk(size=(160, 24)) as at:
        await at.write("1.1.1")
        assert set(ENGLISH.findall(at.rows[-1])) - NAMES == set()
        told = await help_of(at)
        for key in ("F11", "Ctrl+O", "Ctrl+E"):
            assert key in told
        await at.keys("ctrl+g")
        assert set(ENGLISH.findall(await page(at))) - NAMES == set()
