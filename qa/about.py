"""Answer questions about a report itself from its header, and who holds a post."""

from __future__ import annotations

from qa.draft import Draft
from qa.reports import Reports
from qa.scope import Scope
from qa.understand import Question


def about_document(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    return None


def about_post(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    return None
