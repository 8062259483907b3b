"""What a caller's filters leave: the reports that may be used, and the year that is meant where none is named."""

from corpus.model import Document
from corpus.vietnamese import fold, nfc
from qa.model import Filters
from qa.question import Question
from qa.reports import Reports
from qa.understand import understand


def allowed(filters: Filters, reports: Reports) -> Reports:
    """Return the reports that meet every filter; to the assistant there are then no others."""
    units = {fold(" ".join(nfc(name).split())) for name in filters.units}
    kept = {
        key: document
        for key, document in reports.documents.items()
        if (not filters.documents or key in filters.documents)
        and (not units or _is_of(document, units))
        and (not filters.years or not set(filters.years).isdisjoint(_years(document, reports)))
    }
    return reports if len(kept) == len(reports.documents) else reports.only(kept)


def with_year(question: Question, filters: Filters) -> Question:
    """Return the question with the one year of the filters, where it names no time itself."""
    if question.periods or len(filters.years) != 1:
        return question
    text = question.text.rstrip(" ?.!")
    return understand(f"{text} năm {filters.years[0]}?")


def _is_of(document: Document, units: set[str]) -> bool:
    return document.unit is not None and not units.isdisjoint((fold(document.unit.name), fold(document.unit.bare)))


def _years(document: Document, reports: Reports) -> set[int]:
    stated = document.header.period
    found = set(stated.years) if stated else set()
    return found.union(*(fact.period.years for fact in reports.facts(document.id) if fact.period))
