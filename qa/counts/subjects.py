"""Whose figure it is, and the question back when several units could be meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.draft import Draft, which
from qa.matching.candidates import subject_key
from qa.matching.figures import Match
from qa.question import Question
from qa.wording import subject_of


def report_subject(match: Match) -> str:
    """Return whose figure it is: a commune inside a district's report counts as the district's."""
    unit = match.document.unit
    own = unit.key if unit else f"document:{match.document.id}"
    key = subject_key(match.fact, match.document)
    return own if key.startswith(("commune:", "document:")) else key


def which_subject(question: Question, matches: Sequence[Match]) -> Draft:
    names = []
    for match in matches:
        subject = subject_of(
            replace(match.fact, subject=match.document.unit.name if match.document.unit else ""), match.document
        )
        names.append(subject if match.document.unit else f"{subject} – tệp {match.document.source}")
    return which("answers.which_unit", question.text, names)
