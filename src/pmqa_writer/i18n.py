"""Messages in the user's language: Thai unless English is asked for.

Message ids are the English texts; the Thai ones stand in `locale/th/LC_MESSAGES/pmqa_writer.po`. The
command-line parser of the standard library looks its own messages up in the same catalogue.
"""

import gettext
import os
from functools import cache
from typing import Final

from pmqa_writer.resources import package_path

LANGUAGES: Final = ("th", "en")
_DOMAIN: Final = "pmqa_writer"
_current = "th"


def set_language(language: str) -> None:
    """Show all messages in `language` ("th" or "en") from here on; any other value raises `ValueError`."""
    global _current  # noqa: PLW0603 - one language a process, as with gettext itself
    if language not in LANGUAGES:
        raise ValueError(f"language {language!r} is not one of {', '.join(LANGUAGES)}")
    _current = language
    # For argparse, which asks gettext's process-wide functions.
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(_DOMAIN, str(package_path("locale")))
    gettext.textdomain(_DOMAIN)


def language() -> str:
    """Return the language that is set, "th" or "en"."""
    return _current


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation(_DOMAIN, str(package_path("locale")), languages=[language])


def _(message: str) -> str:
    """Return `message` in the language that is set."""
    return _catalogue(_current).gettext(message)


def N_(message: str) -> str:  # noqa: N802 - gettext's customary name
    """Mark `message` for the catalogue without looking it up yet."""
    return message
