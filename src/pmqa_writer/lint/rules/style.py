"""STY: how an answer is worded. What is wordy is data: `checklists/lexicon/wordy.toml`."""

from collections.abc import Iterator

from pmqa_writer.i18n import N_, _
from pmqa_writer.lint.model import Context, Note, Rule, Severity
from pmqa_writer.text import shortenings


def _wordy(context: Context) -> Iterator[Note]:
    text = context.analysis.draft.text
    for place in shortenings(text):
        message = _("“{long}” can be shortened to “{short}”: saves {saving} characters").format(
            long=place.span.text(text).strip(), short=place.replacement.strip(), saving=place.saving
        )
        if not place.replacement.strip():
            message = _("“{long}” can be left out: saves {saving} characters").format(
                long=place.span.text(text).strip(), saving=place.saving
            )
        yield Note(place.span, f"{message} ({place.note})" if place.note else message, fix=place.edit)


RULES = (
    Rule(
        "STY001",
        Severity.HINT,
        N_("A wordy phrase with a shorter equal"),
        N_("The form takes few characters; each that is saved leaves room for a fact."),
        _wordy,
        bad="กองแผนงานดำเนินการจัดทำแผนที่เดินทาง เพื่อที่จะให้ผู้ที่เกี่ยวข้องใช้ โดยมีวัตถุประสงค์เพื่อลดระยะเวลาเดินทาง",
        good="กองแผนงานจัดทำแผนที่เดินทาง เพื่อให้ผู้เกี่ยวข้องใช้ เพื่อลดเวลาเดินทาง",
    ),
)
