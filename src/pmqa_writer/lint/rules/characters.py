"""TXT: characters that look right and are not. The fixes are the cleaning edits of `text`."""

from collections.abc import Callable, Iterator

from pmqa_writer.i18n import N_, _
from pmqa_writer.lint.model import Context, Note, Rule, Severity
from pmqa_writer.text import EditKind, find_edits, snap

_DOTTED_CIRCLE = "\u25cc"


def _edits(kinds: frozenset[EditKind], message: str) -> Callable[[Context], Iterator[Note]]:
    def check(context: Context) -> Iterator[Note]:
        text = context.analysis.draft.text
        for edit in find_edits(text):
            if edit.kind in kinds:
                found = _seen(edit.span.text(text)[:6])
                yield Note(
                    snap(text, edit.span), _(message).format(codes=found, fixed=_shown(edit.replacement)), fix=edit
                )

    return check


def _seen(characters: str) -> str:
    """What is there: Thai letters as they are, a mark on a dotted circle, all else by its code."""
    if characters == " ":
        return _("(a space)")
    if all("\u0e01" <= character <= "\u0e4e" for character in characters):
        return f"“{characters}”" if characters[0].isalpha() else f"“{_DOTTED_CIRCLE}{characters}”"
    return " ".join(f"U+{ord(character):04X}" for character in characters)


def _shown(replacement: str) -> str:
    names = {"": _("(removed)"), " ": _("(a plain space)"), "\n": _("(a line break)")}
    return names.get(replacement, replacement)


RULES = (
    Rule(
        "TXT001",
        Severity.WARNING,
        N_("Invisible characters"),
        N_("They count towards the limit and stop searching, though nobody sees them."),
        _edits(frozenset({EditKind.INVISIBLE}), N_("Invisible character {codes} → {fixed}")),
    ),
    Rule(
        "TXT002",
        Severity.WARNING,
        N_("Broken Thai sequences"),
        N_(
            "Text copied from a PDF often holds such sequences: they look right here and wrong in the form, "
            "and count double."
        ),
        _edits(frozenset({EditKind.SEQUENCE, EditKind.GLYPH}), N_("Broken sequence {codes} → {fixed}")),
        bad="เเผนงาน",
        good="แผนงาน",
    ),
    Rule(
        "TXT003",
        Severity.ERROR,
        N_("Control or direction-changing characters"),
        N_("They can change what a reader sees, and forms refuse them."),
        _edits(frozenset({EditKind.CONTROL}), N_("Control character {codes} → {fixed}")),
    ),
)
