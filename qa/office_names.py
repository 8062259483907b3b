"""Which offices a question names, by their words or by their letters: "Sở Y tế", "Bộ KH&CN", "NHNN"."""

import re
from collections.abc import Collection, Sequence

from corpus.facts.offices import OFFICE_NAME, WIDER, bodies_asked, body_spans, initials, plain_name, short_name
from corpus.mentions import find_units
from corpus.model import Span
from corpus.vietnamese import fold, word_spans
from corpus.vocabulary import terms

_SHORT = re.compile(
    r"(?<![\w/.&-])(?:(?i:(?P<kind>sở|bộ|so|bo)\s+(?P<behind>[a-zđ]{2,}(?:\s?[&,-]\s?[a-zđ]+)*))"
    r"|(?P<alone>[A-ZĐ]{3,}|[bcdđghklmnpqrstvx]{3,}|vpubnd))(?![\w/-])"
)


def office_named(text: str) -> str:
    """Return the one office a question names, as it writes it; "" for none or several."""
    found = {" ".join(m.group(0).split()) for m in OFFICE_NAME.finditer(text)}
    return found.pop() if len(found) == 1 else ""


def offices_named(text: str, known: Collection[str]) -> tuple[str, ...]:
    """Return the subject keys, of those known, of the offices that a question names."""
    if not known:
        return ()
    bodies = [key for key in bodies_asked(text) if key in known]
    if bodies and not find_units(text, bare=True):
        return tuple(bodies)
    known = [key for key in known if not key.startswith(WIDER)]
    folded = fold(text)
    said = [(t.name, t.span) for t in terms(text)]
    words = [(folded[s.start : s.end], s) for s in word_spans(text)]
    in_text = {word for word, _ in (*said, *words)}
    short = _short_names(text)
    found: dict[str, tuple[int, int]] = {}
    by_letters: set[str] = set()
    for key in known:
        name = plain_name(key)
        # As canonical terms, and word for word: in a name without marks "tu" may be read as another word.
        for asked, told in ((said, [t.name for t in terms(name)]), (words, re.findall(r"\w+", name))):
            if sum(word in in_text for word in told) < len(told) - 1:
                continue
            start, run = longest_run([word for word, _ in asked], told)
            # "hải quan khu vực XXI" without its "chi cục" is named well enough, "y tế" without its "sở" is not.
            if told and (run == len(told) or (run >= 3 and run == len(told) - 1)):
                if _of_that_kind(folded, asked[start][1], name):
                    found[key] = (asked[start][1].start, asked[start + run - 1][1].end)
                    break
        behind, alone = initials(key) if short else ("", "")
        if any(letters == (behind if kind else alone) and name.startswith(kind) for kind, letters in short):
            by_letters.add(key)
    longest = max((end - start for start, end in found.values()), default=0)
    places = set(found.values())
    kept = {
        k for k, (start, end) in found.items()
        if end - start == longest or not any(s <= start and end <= e for s, e in places - {(start, end)})
    }  # fmt: skip
    begun = [key for key in known if (first := short_name(plain_name(key))) and re.search(rf"\b{first}\b", folded)]
    return tuple(sorted(kept | by_letters or (set(begun) if len(begun) == 1 else ())))


_COUNTRY = re.compile(r" viet nam\b")


def office_spans(text: str, offices: Sequence[str]) -> list[Span]:
    """Return where a text names these offices; such words say whose a figure is, not what it counts."""
    folded = fold(text)
    words = [(folded[s.start : s.end], s) for s in word_spans(text)]
    said = [(t.name, t.span) for t in terms(text)]
    spans = []
    for key in offices:
        if key.startswith(WIDER):
            spans += body_spans(text)
            continue
        name = plain_name(key)
        # Word for word, and as canonical terms: "BQL KKT" is named in full in the report.
        for asked, told in ((words, re.findall(r"\w+", name)), (said, [t.name for t in terms(name)])):
            start, run = longest_run([word for word, _ in asked], told)
            if run > 1 or run == len(told) > 0:
                named = asked[start][1].cover(asked[start + run - 1][1])
                country = _COUNTRY.match(folded, named.end)  # "Cục Đăng kiểm Việt Nam"
                spans.append(Span(named.start, country.end()) if country else named)
        behind, alone = initials(key)
        for match in _SHORT.finditer(text):
            if _letters(match.group("behind") or match.group("alone")) == (behind if match.group("kind") else alone):
                spans.append(Span(*match.span()))
    return spans


def _of_that_kind(folded: str, span: Span, name: str) -> bool:
    """Tell whether "Sở" or "Bộ" stands before the words of a name that has it: "Bộ Y tế" is no "Sở Y tế"."""
    kind = name.split()[0]
    if kind not in ("so", "bo"):
        return True
    return folded.startswith(f"{kind} ", span.start) or folded[: span.start].split()[-1:] == [kind]


def _short_names(text: str) -> list[tuple[str, str]]:
    """Return the letters that may stand for an office, with its kind where that is written."""
    return [
        (fold(m.group("kind") or ""), _letters(m.group("behind") or m.group("alone"))) for m in _SHORT.finditer(text)
    ]


def _letters(written: str) -> str:
    return re.sub(r"[^a-z]", "", fold(written))


def longest_run(one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """Return where in the first the longest stretch begins that both have in a row, and its length."""
    start = longest = 0
    previous = [0] * (len(other) + 1)
    for end, a in enumerate(one, 1):
        current = [0] * (len(other) + 1)
        for place, b in enumerate(other, 1):
            if a == b:
                current[place] = previous[place - 1] + 1
                if current[place] > longest:
                    start, longest = end - current[place], current[place]
        previous = current
    return start, longest
