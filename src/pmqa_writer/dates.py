"""Years of the Buddhist era, in which Thai officers count, and dates as people write them."""

from datetime import date
from typing import Final

from pmqa_writer.i18n import language

BUDDHIST_ERA: Final = 543
"""Years that the Buddhist era is ahead of the Gregorian."""
_THAI_MONTHS: Final = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."
)  # fmt: skip
_ENGLISH_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_name(day: date) -> str:
    """Return a date as people write it: 1 ต.ค. 2565 (Buddhist era) in Thai, 1 Oct 2022 in English."""
    if language() == "en":
        return f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}"
    return f"{day.day} {_THAI_MONTHS[day.month - 1]} {day.year + BUDDHIST_ERA}"


def buddhist_year(year: int) -> int | None:
    """Return a year as the Buddhist era counts it; Gregorian ones are converted, others that are neither are None."""
    if 2400 <= year < 2700:
        return year
    return year + BUDDHIST_ERA if 1900 <= year < 2100 else None
