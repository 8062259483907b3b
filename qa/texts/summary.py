"""Summarise a report in its own sentences: what opens each of its sections or paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import BlockKind
from corpus.vietnamese import fold
from prompts import say
from qa.draft import Draft, Line, clarify
from qa.reports import Reports
from qa.scope import Scope
from qa.sections import Layout, Sentence, shown
from qa.texts.by_section import covers, of_years
from qa.texts.support import Wanted
from qa.understand import Question

_ASKS = re.compile(
    r"\b(?:tom tat|tom luoc|khai quat|noi dung chinh|y chinh|diem chinh)\b|\bnoi (?:ve )?(?:nhung )?(?:gi|cai gi)\b"
)
#: A summary has no more sentences.
_LONGEST = 10


def summary(question: Question, want: Wanted, scope: Scope, reports: Reports) -> Draft | None:
    """Answer "Tóm tắt báo cáo …"; None where nothing of the kind is asked, or more than one report's whole."""
    if not _ASKS.search(fold(question.text)) or want.topics or want.section:
        return None
    layouts = of_years(want, [reports.layout(d) for d in scope.documents])
    meant = [x for x in layouts if covers(x, None, want.content)]
    if not meant or len(meant) == len(reports.documents) > 1:
        return None
    if len(meant) > 1:
        titles = [f"{question.text.rstrip(' ?.')} ({x.document.title})?" for x in meant[:6]]
        return clarify(say("passages.which_report"), titles)
    layout = meant[0]
    lines = [Line(shown(layout.text(s)), layout.evidence(s)) for s in _opening_sentences(layout)]
    return Draft("list", tuple(lines)) if lines else None


def _opening_sentences(layout: Layout) -> list[Sentence]:
    """Return the first sentence under each heading; of a report without, of each paragraph; few of many."""
    telling = [s for s in layout.sentences if s.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and layout.tells(s)]
    headed: dict[object, Sentence] = {}
    for sentence in telling:
        headings = layout.blocks[sentence.block].headings
        headed.setdefault(headings or sentence.block, sentence)
    return _evenly(sorted(headed.values(), key=lambda s: s.order))


def _evenly(sentences: Sequence[Sentence]) -> list[Sentence]:
    if len(sentences) <= _LONGEST:
        return list(sentences)
    return [sentences[n * len(sentences) // _LONGEST] for n in range(_LONGEST)]
