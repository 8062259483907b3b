"""Answer with whole sections: named by their number, asked for by their role, or repeated by their title."""

import re
from collections.abc import Sequence

from corpus.facts.offices import is_of_office
from corpus.model import Document, Unit
from corpus.vietnamese import fold, words
from corpus.vocabulary import terms
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.sections import Layout, Section, Sentence
from qa.texts.aspects import names_aspect, told
from qa.texts.content import Asked, held, is_empty
from qa.texts.marks import section_number, shown
from qa.texts.roles import PLANS, SIDES, TOPICS, roles_of, topics_in
from qa.texts.wanted import Wanted

Chosen = list[tuple[Layout, Sentence]]
_Found = list[tuple[Layout, Section]]
#: A longer title is a sentence.
_LONGEST_TITLE = 160
#: The first characters of a report, where its issuer and its kind stand.
_OPENING = 400
#: Where a title is repeated, the rest of the question may stand further down, as in a decision's legal basis.
_LONG_OPENING = 1200
_OFFICE = "uy ban nhan dan"
#: Where reports have no section of one role, one of another says it.
_INSTEAD = {"giai phap": ("phuong huong", "nhiem vu"), "uu diem": ("ket qua",)}


def own(document: Document, units: Sequence[Unit]) -> bool:
    """Tell whether a report is one of these units' own."""
    return bool(document.unit and document.unit.key in {u.key for u in units})


def by_section(want: Wanted, scope: Scope, reports: Reports) -> Chosen:
    """Return what stands in the section that the question names by number or asks for by its role."""
    layouts = [reports.layout(d) for d in scope.documents]
    if want.section:
        papers = [x for x in of_years(want, layouts) if scope.pointed or _is_named(want, x)]
        named = [(x, s) for x in papers for s in numbered(want.section, x)]
        if named:
            return _on_role(want, _best_titled(want, named))
    if not want.topics or not one_speaker(scope, layouts):
        return []
    mine = [x for x in layouts if not scope.units or own(x.document, scope.units)] or layouts
    if scope.units:  # what its departments lack is not what the province lacks
        mine = [x for x in mine if not is_of_office(x.document)] or mine
    fitting = of_years(want, mine)
    for topics in (want.topics, *(_INSTEAD[t] for t in want.topics if t in _INSTEAD)):
        # A report of the year before may have a section "Nhiệm vụ năm 2025".
        for layouts, titled in ((fitting, False), (mine, True)):
            found = [(x, s) for x in layouts for s in x.sections if s.last > s.first and _on_topic(want, topics, x, s)]
            found = [pair for pair in found if not titled or _names_year(want, pair[1])]
            found = _called(want, [pair for pair in found if _of_that_side(want, pair[1])])
            if found:
                of_year = [pair for pair in found if _names_year(want, pair[1])]
                return _named_in_lead(want, _of_role(topics, outermost(of_year or found)))
    return []


def whose_section(want: Wanted, scope: Scope, reports: Reports) -> list[str]:
    """Return the units whose reports have the section asked for by nothing but its number: "mục 2.2 nêu gì?"."""
    more = any(not a.names <= {*want.section, "noi"} for a in want.content)
    layouts = [] if more or not want.section else [reports.layout(d) for d in scope.documents]
    papers = [x.document for x in layouts if numbered(want.section, x)]
    issuers = [d.unit.name if d.unit else d.header.issuer.value if d.header.issuer else "" for d in papers]
    return sorted(set(issuers)) if all(issuers) else []


def _called(want: Wanted, found: _Found) -> _Found:
    """Return of a report's sections those whose titles say most of the matter asked about."""
    matter = [a for a in want.content if not a.names & TOPICS]
    said = [sum(map(held(" . ".join((s.title, *s.parents))).has, matter)) for _, s in found]
    most = {id(x): max(n for (y, _), n in zip(found, said, strict=True) if y is x) for x, _ in found}
    return [pair for pair, n in zip(found, said, strict=True) if n == most[id(pair[0])]]


_PAPER = re.compile(r"\b(?:luat|nghi dinh|thong tu|nghi quyet|quyet dinh|ke hoach|quy che|ket luan)\b")


def _is_named(want: Wanted, layout: Layout) -> bool:
    """Tell whether a report may hold the article asked for: one of a law stands in no report."""
    kind, paper = layout.document.header.kind, _PAPER.search(fold(want.text))
    of_articles = any(number.startswith("dieu ") for number in want.section)
    called = fold(f"{kind.value if kind else ''} {layout.document.title}")
    return not (of_articles and paper) or paper.group(0) in called


#: What is asked of a place may be told under its bare name, each line in its own words.
_TOLD_BY_PLACE = ("trouble", "outcome", "handled")


def under_its_name(want: Wanted, scope: Scope, reports: Reports) -> Chosen:
    """Return what tells the side asked for under a heading that is but the unit's name: "2. Xã Phú Vang"."""
    if want.aspect not in _TOLD_BY_PLACE or scope.owned or len(scope.units) != 1:
        return []
    unit = scope.units[0]
    name = " ".join(words(fold(unit.name)))
    asked = [a for a in want.content if not names_aspect(want.aspect, a)]
    asked = [a for a in asked if not any(f" {each} " in f" {name} " for each in a.names)]
    for layout in of_years(want, [reports.layout(d) for d in scope.documents]):
        for section in layout.sections:
            mine = section.number and " ".join(words(fold(section.title))) == name and section.last > section.first
            if mine and covers(layout, section, asked):
                return [(x, s) for x, s in contents([(layout, section)]) if told(want.aspect, x.text(s))]
    return []


_GOOD, _BAD = frozenset({"ket qua", "uu diem"}), frozenset({"ton tai, han che", "kho khan"})


def _of_that_side(want: Wanted, section: Section) -> bool:
    """Tell whether a section of causes is of what was asked: of what went well, or of what did not."""
    asked, titled = (
        {*want.beside, *want.topics},
        {t for title in (section.title, *section.parents) for t in topics_in(title)},
    )
    if "nguyen nhan" not in topics_in(section.title) or not (asked & (_GOOD | _BAD)):
        return True
    return bool((titled & _GOOD and asked & _GOOD) or (titled & _BAD and asked & _BAD)) or not titled & (_GOOD | _BAD)


def _on_role(want: Wanted, found: _Found) -> Chosen:
    """Return what stands in a section called by its number; of several roles in it, the one that is asked for."""
    topics = set(want.topics)
    if not topics:
        return contents(found)
    parts = [
        (x, o)
        for x, s in found
        for o in x.sections
        if o is not s and inside_of(o, s) and len(o.title) <= _LONGEST_TITLE
    ]
    inner = [(x, o) for x, o in parts if topics & roles_of(o.title)]
    mixed = any(roles_of(o.title) - topics for _, o in parts)
    titled = any(roles_of(s.title) and roles_of(s.title) <= topics for _, s in found)
    if titled and not (inner and mixed):
        return contents(found)
    return _of_role(want.topics, outermost(inner) if inner else found)


#: So much of an item says whom it is for, or what kind of cause it is.
_LEAD = 60
_KINDS_OF_CAUSE = ("chu quan", "khach quan")


def _named_in_lead(want: Wanted, chosen: Chosen) -> Chosen:
    """Return the items that are led in by whom or what is asked for: "Đối với UBND tỉnh: …", "b) Chủ quan: …"."""
    said = f" {fold(want.text)} ".replace("?", " ")
    for body in want.whose:  # of another nothing is told
        chosen = _led_in_by(body.pattern, chosen, headings=_ALL)
    for name in (want.whom, *_KINDS_OF_CAUSE):
        if name and f" {name} " in said:
            mine = _led_in_by(re.compile(rf"{_ADDRESSING}\b{re.escape(name)}\b"), chosen, headings=1)
            chosen = mine or ([] if _BODY.match(name) else chosen)  # to that office nothing is proposed here
    return chosen


_ALL = 9


def _led_in_by(name: re.Pattern[str], chosen: Chosen, headings: int) -> Chosen:
    """Return the sentences that begin with a name, with what they lead, and those that stand under it."""
    leads = [fold(" . ".join((*x.headings(s)[-headings:], x.text(s)[:_LEAD]))) for x, s in chosen]
    mine = [pair for pair, lead in zip(chosen, leads, strict=True) if name.search(lead)]
    return list(dict.fromkeys((x, other) for x, s in mine for other in (s, *x.led(s))))


_BODY = re.compile(r"(?:bo|so|cuc|ban) ")
#: "Với Cục Thuế tỉnh: …" is not for the province.
_ADDRESSING = r"(?:^|[^\w\s]|\b(?:voi|nghi|xuat|kien|cho|cac|cap|ubnd|hdnd|nhan dan|va|ve|do|nhan))\W*"
#: What a sentence says of itself: "Nguyên nhân chủ quan là …", "Đề nghị tỉnh …".
_ROLE = re.compile(
    r"^\W*(?:\d+[.)]\s*|[a-zđ]\)\s*)?(?:(?:nguyên nhân|giải pháp|phương hướng|bài học kinh nghiệm)"
    r"(?=\s*:|\s+(?:chủ quan|khách quan|chủ yếu|là|của)\b)|đề nghị|kiến nghị|đề xuất)\b",
    re.IGNORECASE,
)


def _of_role(topics: Sequence[str], found: _Found) -> Chosen:
    """Return what stands in sections, without the sentences that say themselves to be something else.

    Of "Hạn chế và nguyên nhân" those that say to be causes are the causes, the others are not.
    """
    asked, kept = set(topics), dict[tuple[Layout, Sentence], None]()
    for layout, section in found:
        chosen = contents([(layout, section)])
        roles = [set(topics_in(said.group(0))) if (said := _ROLE.match(x.text(s))) else set() for x, s in chosen]
        mine = [pair for pair, role in zip(chosen, roles, strict=True) if role & asked]
        if mine and roles_of(section.title) - asked:
            kept |= dict.fromkeys((x, other) for x, s in mine for other in (s, *x.led(s)))
        else:
            others = [pair for pair, role in zip(chosen, roles, strict=True) if not role - asked]
            kept |= dict.fromkeys(others or chosen)
    return list(kept)


def by_title(want: Wanted, scope: Scope, reports: Reports) -> Chosen:
    """Return the section whose title the question repeats: "Trách nhiệm của công chức tại quầy là gì?"."""
    layouts = [reports.layout(d) for d in scope.documents]
    if not one_speaker(scope, layouts) or (scope.units and not (scope.owned or scope.pointed)):
        return []
    asked, called = held(want.text), _CALLED.search(" ".join(fold(want.text).split()))
    sides = {*want.topics} & SIDES
    sided = [a for a in want.content if names_aspect(want.aspect, a)]
    found: list[tuple[int, Layout, Section]] = []
    for layout in of_years(want, layouts):
        for section in layout.sections:
            if want.kind not in ("", "penalty") and not called:
                continue
            if sides and not called and not sides & {*topics_in(section.title)}:
                continue  # of a field's part only what lacks may be asked
            headed = section.number and not topics_in(section.title) and not layout.is_label(section)
            # A sentence with a label is found by search.
            if section.last < section.first + (1 if headed else 2) or len(section.title) > _LONGEST_TITLE:
                continue
            if not all(body.pattern.search(fold(section.title)) for body in want.whose):
                continue
            title = _NUMBERED.sub("", section.title)
            named = [w for t in terms(title) if t.name != _OFFICE for w in t.name.split() if not is_empty(w)]
            says = sum(not word.isdigit() and word not in _OF_A_PERIOD for word in named)
            enough = len(named) > 1 or (headed and f" {' '.join(words(fold(title)))} " in asked.line)
            own_term = len(terms(title)) != 1 or terms(title)[0].name in asked.names  # not of "phản ánh, kiến nghị"
            repeated = own_term and says > 0 and enough and all(f" {word} " in asked.line for word in named)
            meant = called is not None and called.group(1).startswith(fold(title).strip(" .:"))
            # "mang lại hiệu quả gì?" asks for the part "Hiệu quả", whatever else it says of what it asks for.
            rest = [a for a in want.content if a not in sided] if any(map(held(title).has, sided)) else want.content
            if repeated and (meant or covers(layout, section, rest, _LONG_OPENING)):
                found.append((len(named), layout, section))
    longest = max((length for length, _, _ in found), default=0)
    return contents([(x, s) for length, x, s in found if length == longest][:1])


#: "Phần tổ chức thực hiện giao việc cho những ai?": a part called by its title.
_CALLED = re.compile(r"\b(?:phan|muc|chuong) (?!nao|gi|may|\d|[ivx]+\b)(\w.*)")
_OF_A_PERIOD = frozenset({"giai", "doan", "nam", "quy", "thang"})
_NUMBERED = re.compile(r"^(?:Điều|Chương|Mục|Phần)\s+[\w.]+[.:]?\s+", re.IGNORECASE)


def one_speaker(scope: Scope, layouts: Sequence[Layout]) -> bool:
    """Tell whether the reports in scope are of one unit, or described as one."""
    return bool(scope.units) or scope.pointed or len({_speaker(x.document) for x in layouts}) == 1


def _speaker(document: Document) -> str:
    issuer = document.header.issuer
    return document.unit.key if document.unit else fold(issuer.value) if issuer else document.id


def of_years(want: Wanted, layouts: Sequence[Layout]) -> list[Layout]:
    """Return the reports of the years asked; those that name no period may be; plans are told a year ahead."""
    if not want.years:
        return list(layouts)
    asked = set(want.years)
    fitting = [x for x in layouts if (period := x.document.header.period) and asked & set(period.years)]
    if set(want.topics) & PLANS:
        fitting += [x for x in layouts if x not in fitting and asked & x.ahead]
    unsaid = [x for x in layouts if x.document.header.period is None]
    dated = [x for x in unsaid if x.document.date is None or x.document.date.year in asked]
    return fitting or dated


def _names_year(want: Wanted, section: Section) -> bool:
    """Tell whether a year asked stands in the titles above: "ĐỊNH HƯỚNG GIAI ĐOẠN 2021 - 2030", "II. GIẢI PHÁP"."""
    titles = " ".join((section.title, *section.parents))
    return any(str(year) in titles for year in want.years)


def numbered(asked: Sequence[str], layout: Layout) -> list[Section]:
    """Return the sections with these numbers; several numbers are a path, from either end."""
    paths = [tuple(p for number in order for p in _parts(number)) for order in (asked, tuple(reversed(asked)))]
    if len(asked) == 1:
        exact = [s for s in layout.sections if fold(s.number) == asked[0]]
        items = (s for s in layout.numbered_items if fold(s.number) == asked[0])
        exact = exact or [s for s in items if not any(s.numbers) or " " in s.number]
        spelt = [s for s in layout.sections if fold(s.number).endswith(f" {asked[0]}")]  # "PHẦN THỨ HAI"
        if exact or spelt:
            return exact or spelt
    found = []
    for section in (*layout.sections, *layout.numbered_items):
        own_parts = section_number(section.number)
        full = tuple(p for number in section.numbers for p in section_number(number)) + own_parts
        if any(path in (own_parts, full) or full[-len(path) :] == path for path in paths):
            found.append(section)
    return found


_ORDINALS = {"nhat": "1", "hai": "2", "ba": "3", "tu": "4"}


def _parts(number: str) -> tuple[str, ...]:
    return (_ORDINALS[number],) if number in _ORDINALS else section_number(number)


def _best_titled(want: Wanted, found: _Found) -> _Found:
    """Return of sections with one number the one whose titles say most of what is asked."""

    def said(pair: tuple[Layout, Section]) -> tuple[int, int, int]:
        titles = held(" . ".join((pair[1].title, *pair[1].parents)))
        return (-sum(titles.has(a) for a in want.content), len(pair[1].numbers), pair[1].first)

    return [min(found, key=said)]


def _on_topic(want: Wanted, topics: Sequence[str], layout: Layout, section: Section) -> bool:
    """Tell whether a section's title names the role asked, and its titles the rest of the question."""
    if len(section.title) > _LONGEST_TITLE or not roles_of(section.title) & set(topics):
        return False
    # Whom something is proposed to is said by the items.
    named = [want.whom, *(fold(body.name) for body in want.whose)]
    rest = [a for a in want.content if not any(f" {name} " in f" {each} " for name in a.names for each in named)]
    return covers(layout, section, [a for a in rest if not a.names & TOPICS])


def covers(layout: Layout, section: Section | None, asked: Sequence[Asked], opening: int = _OPENING) -> bool:
    """Tell whether the titles above a section, and the report's own opening, name all that is asked."""
    titles = (section.title, *section.parents) if section else ()
    header, first = layout.document.header, " ".join(layout.document.text[: _opening(layout, opening)].split())
    said = held(" . ".join((*titles, layout.document.title, header.kind.value if header.kind else "", first)))
    return all(said.has(a) for a in asked)


def _opening(layout: Layout, most: int) -> int:
    """Return where a report's opening ends: before its first numbered part."""
    parts = [s.span.start for s in layout.sections if s.number and s.last > s.first]
    return min([most, *parts[:1]]) if most == _OPENING else most


def outermost(found: _Found) -> _Found:
    """Leave out sections inside others; but of "Tồn tại và kiến nghị" only the part asked for is kept."""
    kept: _Found = []
    for layout, section in found:
        inner = [s for x, s in found if x is layout and s is not section and inside_of(s, section)]
        mixed = any(len(terms(s.title)) < len(terms(section.title)) for s in inner)
        if mixed or any(x is layout and inside_of(section, s) for x, s in kept):
            continue
        kept.append((layout, section))
    return kept


def inside_of(section: Section, other: Section) -> bool:
    return other.first <= section.first and section.last <= other.last


_SIGNED = re.compile(
    r"^\W*(?:người ký|nơi nhận|giám đốc|chủ tịch)\b[^.]*$|"
    r"^\W*(?:cuộc họp|hội nghị|buổi (?:họp|làm việc)|biên bản)\b.*\b(?:kết thúc|lập (?:thành|xong)|thông qua)\b",
    re.IGNORECASE,
)


def contents(found: _Found) -> Chosen:
    """Return the sentences of sections, without those that only repeat their titles or sign."""
    chosen: Chosen = []
    for layout, section in found:
        inside = [s for s in layout.in_section(section) if not _SIGNED.match(layout.text(s))]
        names = {fold(name).strip(" .:") for name in (section.title, section.number)}
        titled = [s for s in inside if fold(shown(layout.text(s))).strip(" .:") not in names]
        chosen += [(layout, s) for s in titled or inside]
    return chosen
