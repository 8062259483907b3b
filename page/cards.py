"""An exchange as HTML: the question, the answer first, its sources beside it, and what can be done with them."""

from collections.abc import Callable, Sequence
from html import escape

from page import charts
from page.exchange import Exchange
from page.surroundings import Look, Surroundings, nowhere
from page.tables import Shown, computed, linked, marked, shown_table, without_rows
from prompts import say
from qa.completion import with_sources
from qa.model import Answer, Citation
from qa.shelves.listing import heading, number, report_url

#: The place on a report's page that a link to a citation leads to.
MARK = "trich-dan"
#: Letters of a cell that is a name or more, and should not be broken after every word.
_NAME = 8
_OPEN_SOURCES = 2
_WORKED_OUT = ("comparison", "ranking", "trend")


def exchange_html(exchange: Exchange, look: Look = nowhere) -> str:
    """Return one question with its answer; `look` tells what stands around a cited place."""
    you, edit = escape(say("page.you")), escape(say("page.edit"))
    asked = (
        f'<div class="asked"><h3><span class="you">{you}</span>'
        f'<span class="question">{escape(exchange.question)}</span></h3>'
        f'<button type="button" class="quiet" data-do="edit">{edit}</button></div>'
    )
    if exchange.answer is None:
        retry = f'<button type="button" data-do="again">{escape(say("page.again"))}</button>'
        said = f'<div class="said bad"><p>{escape(exchange.problem)}</p><p class="doings">{retry}</p></div>'
        return f'<section class="exchange">{asked}<div class="pair">{said}</div></section>'
    answer = exchange.answer
    said = answer_card(answer, exchange.verdict) + source_panel(answer, look)
    return (
        f'<section class="exchange" data-answer="{escape(answer.id or "")}">{asked}'
        f'<div class="pair">{said}</div>{following(answer)}</section>'
    )


def answer_card(answer: Answer, verdict: str = "") -> str:
    """Return the answer: how far it can be relied on, its words, its table and charts, how it was found."""
    badge = "small_talk" if answer.kind == "small_talk" else answer.status
    table = shown_table(answer)
    words = without_rows(answer.answer, table) if table else answer.answer
    parts = [f'<p class="badge {badge}">{escape(say(f"page.badge_{badge}"))}</p>']
    if answer.resolved_question and answer.resolved_question != answer.question:
        understood = say("page.understood_as", question=answer.resolved_question)
        parts.append(f'<p class="understood">{escape(understood)}</p>')
    worked_out = _worked_out(answer)
    parts.append(f'<div class="words">{_words(words, answer, worked_out)}</div>')
    if table:
        parts.append(_table(table, answer))
    asked = [table.rows[n][0] for n in table.marked] if table else []
    parts += [charts.figure(chart, asked) for chart in charts.charts_of(answer)]
    if worked_out:
        parts.append(f'<p class="worked">{escape(say("page.worked_out"))}</p>')
    if len(answer.facts) > 1:
        parts.append(_used(answer))
    if badge != "small_talk":
        parts.append(f'<p class="searched">{escape(searched_words(answer))}</p>')
        parts.append(_doings(answer, verdict))
    return f'<article class="said">{"".join(parts)}</article>'


def searched_words(answer: Answer) -> str:
    """Return where was looked: "Đã tìm trong 3 báo cáo · huyện Tân Hồng · kỳ 2023"."""
    searched = answer.searched
    parts = [say("page.searched", documents=number(searched.documents))]
    if searched.units:
        parts.append(", ".join(searched.units[:6]) + (" …" if len(searched.units) > 6 else ""))
    if searched.periods:
        parts.append(say("page.searched_periods", periods=", ".join(searched.periods)))
    return " · ".join(parts)


def source_panel(answer: Answer, look: Look = nowhere) -> str:
    """Return the cited places, each with what stands around it; the first lie open."""
    if not answer.citations:
        return ""
    cards = "".join(
        _source(citation, answer, look(citation), is_open=place < _OPEN_SOURCES)
        for place, citation in enumerate(answer.citations)
    )
    title = escape(say("page.sources"))
    return f'<aside class="sources" aria-label="{title}"><h4>{title}</h4>{cards}</aside>'


def following(answer: Answer) -> str:
    """Return the questions that may be asked next, or what a question that was unclear may mean, as buttons."""
    if not answer.suggestions:
        return ""
    title = escape(say("page.choices_title" if answer.status == "clarify" else "page.suggestions_title"))
    short = choice_labels(answer.suggestions) if answer.status == "clarify" else answer.suggestions
    buttons = "".join(
        f'<button type="button" class="choice" data-ask="{escape(question)}">{escape(label)}</button>'
        for question, label in zip(answer.suggestions, short, strict=True)
    )
    return f'<div class="next" role="group" aria-label="{title}"><h4>{title}</h4>{buttons}</div>'


def choice_labels(choices: Sequence[str]) -> tuple[str, ...]:
    """Return what tells the choices apart, where they repeat the question and end in brackets of their own."""
    question = choices[0].partition(" (")[0] + " ("
    if len(choices) < 2 or not all(choice.startswith(question) and choice.endswith(")") for choice in choices):
        return tuple(choices)
    return tuple(choice[len(question) : -1] for choice in choices)


# --- the parts of a card --------------------------------------------------------------------------------


def _worked_out(answer: Answer) -> set[str]:
    if answer.kind not in _WORKED_OUT or not answer.facts:
        return set()
    given = [c.quote for c in answer.citations] + [c.reference for c in answer.citations]
    given += [f.text for f in answer.facts] + [f.period or "" for f in answer.facts]
    return computed(answer.answer, [*given, *answer.searched.periods, answer.question, answer.resolved_question])


def _words(text: str, answer: Answer, worked_out: set[str]) -> str:
    figures = {f.text for f in answer.facts if f.text}

    def words(piece: str) -> str:
        # A figure that was worked out is never also one that a report prints, so no piece is marked twice.
        if not worked_out:
            return marked(piece, figures, "strong")
        both = marked(piece, figures | worked_out, "strong")
        for figure in worked_out - figures:
            both = both.replace(f"<strong>{escape(figure)}</strong>", f'<em class="computed">{escape(figure)}</em>')
        return both

    return linked(text, _chips(answer), words)


def _chips(answer: Answer) -> Callable[[int], str]:
    known = {citation.n: citation for citation in answer.citations}

    def chip(n: int) -> str:
        citation = known.get(n)
        if citation is None:
            return ""
        label = escape(say("page.source_label", n=n, reference=citation.reference))
        return f'<button type="button" class="chip" data-source="{n}" aria-label="{label}">{n}</button>'

    return chip


def _table(table: Shown, answer: Answer) -> str:
    chip = _chips(answer)
    head = "".join(
        f'<th scope="col" aria-sort="none"><button type="button" data-do="sort">{escape(c)}</button></th>'
        for c in table.columns
    )
    if table.sources:
        head += f'<th scope="col">{escape(heading("reference"))}</th>'
    rows = []
    for n, row in enumerate(table.rows):
        cells = f'<th scope="row">{escape(row[0])}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        if table.sources:
            cells += f"<td>{' '.join(chip(source) for source in table.sources[n])}</td>"
        asked = ' class="asked-for"' if n in table.marked else ""
        rows.append(f"<tr{asked}>{cells}</tr>")
    caption = escape(say("page.table_caption"))
    save = (
        f'<p class="doings"><button type="button" data-do="save" data-name="{escape(answer.question[:80])}" '
        f'data-text="{escape(table.as_csv())}">{escape(say("page.save_csv"))}</button></p>'
    )
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{caption}"><table class="sortable">'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>{save}"
    )


def _used(answer: Answer) -> str:
    """Return the figures that the answer stands on, for whoever wants to work it out again."""
    chip = _chips(answer)
    head = "".join(
        f'<th scope="col">{escape(heading(name))}</th>'
        for name in ("subject", "label", "period", "text", "status", "reference")
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(f.subject)}</th><td>{escape(f.label)}</td><td>{escape(f.period or "")}</td>'
        f"<td>{escape(f.text)}</td><td>{escape(say(f'cli.status_{f.status}'))}</td><td>{chip(f.citation)}</td></tr>"
        for f in answer.facts
    )
    title = escape(say("page.used", count=len(answer.facts)))
    return (
        f'<details class="used"><summary>{title}</summary><div class="wide" tabindex="0" role="region" '
        f'aria-label="{title}"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></details>'
    )


def _doings(answer: Answer, verdict: str) -> str:
    copy = (
        f'<p class="doings"><button type="button" data-do="copy" data-text="{escape(with_sources(answer))}">'
        f"{escape(say('page.copy_answer'))}</button></p>"
    )
    if not answer.id or answer.status == "clarify":
        return copy
    buttons = "".join(
        f'<button type="button" data-verdict="{name}" aria-pressed="{"true" if name == verdict else "false"}">'
        f"{escape(say(f'page.feedback_{name}'))}</button>"
        for name in ("right", "wrong", "wrong_source")
    )
    return (
        f'{copy}<div class="feedback" role="group" aria-label="{escape(say("page.feedback_ask"))}">'
        f"<span>{escape(say('page.feedback_ask'))}</span> {buttons}</div>"
    )


def _source(citation: Citation, answer: Answer, around: Surroundings, is_open: bool) -> str:
    figures = {f.text for f in answer.facts if f.citation == citation.n and f.text}
    copied = say("page.copy_text", quote=" ".join(citation.quote.split()), reference=citation.reference)
    address = escape(f"{report_url(citation.document_id, citation.start, citation.end)}#{MARK}")
    return (
        f'<details class="source" data-n="{citation.n}"{" open" if is_open else ""}>'
        f'<summary><span class="number">{citation.n}</span> '
        f'<span class="reference">{escape(citation.reference)}</span></summary>'
        f'<div class="around">{_around(citation, figures, around)}</div>'
        f'<p class="doings"><a href="{address}" target="_blank" rel="noopener">{escape(say("page.open_report"))}</a>'
        f'<button type="button" data-do="copy" data-text="{escape(copied)}">{escape(say("page.copy"))}</button>'
        "</p></details>"
    )


def _cell(tag: str, text: str, figures: set[str] | None) -> str:
    """Return a cell of a report's table, marked where it is cited (`figures`); words get room, figures need none."""
    names = ["here"] * (figures is not None) + ["name"] * (sum(letter.isalpha() for letter in text) > _NAME)
    shown = escape(text) if figures is None else marked(text, figures)
    return f'<{tag} class="{" ".join(names)}">{shown}</{tag}>' if names else f"<{tag}>{shown}</{tag}>"


def _around(citation: Citation, figures: set[str], around: Surroundings) -> str:
    if around.rows:
        rows = []
        for row in around.rows:
            tag = "th" if row.head else "td"
            cells = (
                _cell(tag, cell, figures if here else None) for cell, here in zip(row.cells, row.cited, strict=True)
            )
            rows.append(f"<tr>{''.join(cells)}</tr>")
        label = escape(say("page.around_table"))
        return f'<div class="wide" tabindex="0" role="region" aria-label="{label}"><table>{"".join(rows)}</table></div>'
    quote = f'<span class="here">{marked(citation.quote, figures)}</span>'
    before = f'<span class="near">{escape(around.before)}</span> ' if around.before else ""
    after = f' <span class="near">{escape(around.after)}</span>' if around.after else ""
    return f"<blockquote>{before}{quote}{after}</blockquote>"
