"""Say "Có", "Không" or "Chưa" before a sentence that plainly affirms or denies what a question asks."""

from __future__ import annotations

import re

from corpus.vietnamese import fold, has_marks, words
from prompts import say

_WHETHER = re.compile(
    r"\b(?:có|đã)\s+(?:được\s+)?(?P<asked>(?!(?:bao|mấy|những|các|gì|ai|nơi|thể)\b)[^.;?]{6,}?)\s+(?:không|chưa)\s*(?:\?|$)",
    re.IGNORECASE,
)
_ASKS_MORE = re.compile(r"\b(?:gì|nào|bao nhiêu|mấy|ai|đâu|sao|hay)\b", re.IGNORECASE)
_NO = frozenset({"không", "chưa", "chẳng"})
#: After these words nothing is done yet, however far away they stand; "trước yêu cầu đổi mới" orders nothing.
_ORDERED = re.compile(
    r"\b(?:sẽ|cần|phấn đấu|đề nghị|kiến nghị|(?<!trước )(?<!theo )(?<!đáp ứng )yêu cầu|dự kiến|mục tiêu|nếu|phải|"
    r"tiếp tục)\b",
    re.IGNORECASE,
)
#: Between two semicolons these say that something is meant to be done, or only some of it is.
_MEANT = re.compile(r"\b(?:kế hoạch|để|nhằm|một số)\b", re.IGNORECASE)
#: So many words before the verb may deny it.
_NEAR = 3


def whether(question: str, sentence: str) -> str:
    """Return the word that answers a yes/no question by this sentence, or "" where it is not plain."""
    match = _WHETHER.search(question)
    if match is None or _ASKS_MORE.search(match.group("asked")) or not has_marks(question):
        return ""
    asked = [w for w in words(match.group("asked")) if w not in ("được", "của", "các", "những", "có", "đã")]
    said = list(words(sentence))
    verb = asked[:2]
    places = [n for n in range(len(said) - 1) if said[n : n + 2] == verb]
    if len(asked) < 3 or len(places) != 1 or _ORDERED.search(sentence):
        return ""
    if any(_MEANT.search(part) for part in sentence.split(";") if " ".join(verb) in " ".join(words(part))):
        return ""
    held = {fold(w) for w in said}
    if sum(fold(w) in held for w in asked) < 0.75 * len(asked):
        return ""
    place = places[0]
    before = [w for w in said[max(0, place - _NEAR) : place] if w in _NO]
    if before:
        return say("passages.not_yet") if before[-1] == "chưa" else say("passages.no")
    return "" if _NO & set(said) else say("passages.yes")
