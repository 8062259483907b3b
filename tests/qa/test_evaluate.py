"""The scorecard: what counts as right, and what a bad gold file says."""

import json
import re
import unicodedata
from pathlib import Path

import pytest

from corpus.vietnamese import fold
from qa.judging.evaluate import evaluate, judge
from qa.judging.gold import VARIANTS, GoldError, GoldQuestion, read_questions, variants
from qa.judging.scorecard import render, render_variants, write_answers
from qa.model import Answer, Citation, Turn

REPORT = (
    "Năm 2023, Chỉ số CCHC của huyện Tân Hồng đạt 80,41 điểm, xếp hạng 11/12.\n"
    "Toàn huyện tiếp nhận\n27.630 hồ sơ, trong đó cấp huyện 3.252 hồ sơ.\n"
    "- Hồ sơ đất đai còn trễ hạn.\n- Việc số hóa tiến hành chậm.\n"
    "| Huyện Tam Nông | 82,06 |\n"
)
SAMPLES = Path(__file__).parents[1] / "questions" / "samples.jsonl"


def texts(source: str) -> str | None:
    return REPORT if source == "a.txt" else None


def gold(**fields: object) -> GoldQuestion:
    return GoldQuestion.model_validate({"id": "1", "question": "Hỏi?", "type": "lookup", **fields})


def citing(*quotes: str, shift: int = 0) -> tuple[Citation, ...]:
    return tuple(
        Citation(
            n=n,
            document_id="d",
            source="a.txt",
            title="Báo cáo",
            start=REPORT.index(quote) + shift,
            end=REPORT.index(quote) + shift + len(quote),
            quote=quote,
            reference="Báo cáo",
            url="/documents/d",
        )
        for n, quote in enumerate(quotes, 1)
    )


def answered(text: str, *quotes: str, kind: str = "figure", status: str = "answered") -> Answer:
    return Answer.model_validate(
        {
            "question": "Hỏi?",
            "status": status,
            "kind": kind,
            "answer": text,
            "citations": [c.model_dump() for c in citing(*quotes)],
            "elapsed_ms": 4.0,
        }
    )


def verdict(question: GoldQuestion, answer: Answer) -> str:
    return judge(question, answer, texts).verdict


@pytest.mark.parametrize(
    ("needed", "said", "shown"),
    [
        ("11/12", "xếp hạng 11/12 [1].", True),
        ("1/12", "xếp hạng 11/12 [1].", False),
        ("12", "xếp hạng 11/12 [1].", False),
        ("11", "xếp hạng 11/12 [1].", True),
        ("5/12", "xếp hạng 05/12", True),
        ("05/12", "xếp hạng 5 / 12", True),
        ("80,41", "đạt 80,4 điểm", False),
        ("80,4", "đạt 80,41 điểm", False),
        ("27.630", "27.630 hồ sơ", True),
        ("630", "27.630 hồ sơ", False),
        ("27", "27.630 hồ sơ", False),
        ("98,2%", "đạt 98,2 %", True),
        ("0,5", "tăng 0,5 điểm", True),
        ("5", "tăng 0,5 điểm", False),
        ("02/07/2020", "đăng ngày 2/7/2020", True),
        ("có", "công chức", False),
        ("Sa Đéc", "thành phố SA ĐÉC [1]", True),
        ("thứ 2||hạng 2", "xếp hạng 2", True),
        ("1", "xếp hạng 2 [1]", False),
        ("cấp xã", "63/63 thủ tục cấp xã²", True),
        ("98,74%", "đạt 98,74%⁴", True),
        ("", "bất kỳ", False),
    ],
)
def test_a_figure_or_phrase_counts_as_shown_only_as_a_whole(needed: str, said: str, shown: bool) -> None:
    expected = "right" if shown else "wrong"
    assert verdict(gold(must_contain=[needed]), answered(said)) == expected


def test_every_figure_and_every_key_phrase_is_needed() -> None:
    question = gold(must_contain=["11/12"], key_phrases=["huyện Tân Hồng"])
    assert verdict(question, answered("Huyện Tân Hồng xếp 11/12")) == "right"
    assert verdict(question, answered("Xếp 11/12")) == "wrong"
    assert verdict(question, answered("Huyện Tân Hồng")) == "wrong"


def test_a_right_answer_that_also_shows_a_trap_is_for_review_and_counts_half() -> None:
    question = gold(must_contain=["11/12"], must_not_contain=["10/12"])
    answer = answered("Xếp 11/12, năm trước 10/12")
    assert verdict(question, answer) == "review"
    assert evaluate([question], lambda text, history: answer, texts).score == 0.5


def test_a_missing_figure_is_wrong_even_when_a_trap_is_shown() -> None:
    question = gold(must_contain=["11/12"], must_not_contain=["10/12"])
    assert verdict(question, answered("Xếp 10/12")) == "wrong"


@pytest.mark.parametrize("status", ["not_found", "clarify"])
def test_declining_an_answerable_question_is_declined_not_wrong(status: str) -> None:
    assert verdict(gold(must_contain=["1"]), answered("…", status=status, kind=status)) == "declined"


@pytest.mark.parametrize(
    ("expect", "status", "expected"),
    [
        ("refuse", "not_found", "right"),
        ("refuse", "answered", "wrong"),
        ("refuse", "clarify", "wrong"),
        ("clarify", "clarify", "right"),
        ("clarify", "answered", "wrong"),
        ("clarify", "not_found", "wrong"),
        ("answer_with_caveat", "answered", "right"),
    ],
)
def test_refusing_and_asking_back_are_judged_by_status(expect: str, status: str, expected: str) -> None:
    kind = "figure" if status == "answered" else status
    assert verdict(gold(expect=expect), answered("5 điểm", status=status, kind=kind)) == expected


def test_a_citation_is_valid_only_where_its_quote_stands() -> None:
    question, answer = gold(), answered("…", "11/12")
    assert judge(question, answer, texts).valid == (True,)
    moved = answer.model_copy(update={"citations": citing("11/12", shift=1)})
    assert judge(question, moved, texts).valid == (False,)
    assert judge(question, answer, lambda source: None).valid == (False,)


def test_a_citation_is_located_when_it_covers_most_of_the_gold_quote() -> None:
    quote = "Chỉ số CCHC của huyện Tân Hồng đạt 80,41 điểm"
    question = gold(source_doc="a.txt", source_quote=quote)
    assert judge(question, answered("…", "CCHC của huyện Tân Hồng đạt 80,41 điểm"), texts).located is True
    assert judge(question, answered("…", "Chỉ số CCHC"), texts).located is False
    assert judge(question, answered("…"), texts).located is False


def test_a_gold_quote_is_found_across_line_breaks_and_table_bars() -> None:
    broken = gold(source_doc="a.txt", source_quote="tiếp nhận 27.630 hồ sơ")
    assert judge(broken, answered("…", "tiếp nhận\n27.630 hồ sơ"), texts).located is True
    row = gold(source_doc="a.txt", source_quote="Huyện Tam Nông 82,06")
    assert judge(row, answered("…", "| Huyện Tam Nông | 82,06 |"), texts).located is True


def test_a_list_is_located_when_most_of_its_items_together_are_cited() -> None:
    items = ["Hồ sơ đất đai còn trễ hạn.", "Việc số hóa tiến hành chậm."]
    question = gold(gold_spans=[{"doc": "a.txt", "quote": item} for item in items])
    assert judge(question, answered("…", *items), texts).located is True
    assert judge(question, answered("…", items[0]), texts).located is False


def test_one_of_several_alternative_quotes_is_enough() -> None:
    question = gold(alt_spans=[{"doc": "a.txt", "quote": "xếp hạng 11/12"}, {"doc": "a.txt", "quote": "3.252 hồ sơ"}])
    assert judge(question, answered("…", "3.252 hồ sơ"), texts).located is True


def test_a_question_without_gold_quote_is_not_counted_as_located_or_not() -> None:
    assert judge(gold(), answered("…", "11/12"), texts).located is None


def test_a_figure_that_no_quote_and_no_question_shows_is_uncited() -> None:
    question = gold(question="Năm 2023 xếp thứ mấy?")
    assert judge(question, answered("Năm 2023 xếp 11/12 [1].", "xếp hạng 11/12"), texts).uncited == ()
    assert judge(question, answered("Đạt 84,10 điểm, hạng 11/12 [1].", "11/12"), texts).uncited == ("84,10",)
    assert judge(question, answered("Hạng 12/11", "11/12"), texts).uncited == ("12/11",)


def test_a_comparison_may_show_a_computed_figure() -> None:
    answer = answered("Chênh 1,65 điểm", "80,41", kind="comparison")
    assert judge(gold(), answer, texts).uncited == ()


def test_the_scorecard_counts_refusals_followups_latency_and_types() -> None:
    questions = [
        gold(id="1", expect="refuse", type="unanswerable"),
        gold(id="2", history=["Trước đó?"], must_contain=["11/12"], type="followup"),
        gold(id="3", must_contain=["99"]),
    ]

    def ask(text: str, history: list[Turn]) -> Answer:
        return answered("Xếp 11/12 [1].", "11/12")

    card = evaluate(questions, ask, texts).as_dict()
    assert (card["right"], card["wrong"], card["questions"]) == (1, 2, 3)
    assert card["refusals_right"] == [0, 1]
    assert card["followups_right"] == [1, 1]
    assert (card["median_ms"], card["p95_ms"]) == (4.0, 4.0)
    assert card["by_type"]["followup"] == {"right": 1}
    assert [one["verdict"] for one in card["per_question"]] == ["wrong", "right", "wrong"]


def test_history_reaches_the_assistant_as_turns_whether_strings_or_objects() -> None:
    heard: list[list[Turn]] = []

    def ask(text: str, history: list[Turn]) -> Answer:
        heard.append(history)
        return answered("…")

    evaluate([gold(history=["A?", {"question": "B?", "answer": "Đáp."}])], ask, texts)
    assert heard == [[Turn(question="A?"), Turn(question="B?", answer="Đáp.")]]


def test_the_human_scorecard_lists_what_is_not_right_and_why() -> None:
    question = gold(must_contain=["10/12"], question="Xếp thứ mấy?")
    card = evaluate([question], lambda text, history: answered("Xếp 11/12", "11/12"), texts)
    shown = render(card)
    assert "sai 1" in shown
    assert "Xếp thứ mấy?" in shown
    assert "10/12" in shown
    assert "→ Xếp 11/12" in shown
    assert "nguyên văn" in render_variants(card, {"caps": card})


def test_no_questions_make_an_empty_scorecard_not_an_error() -> None:
    card = evaluate([], lambda text, history: answered("…"), texts)
    assert card.as_dict()["median_ms"] is None
    assert render(card)


def test_answers_are_written_one_a_line_under_the_id_of_their_question(tmp_path: Path) -> None:
    questions = [gold(id="D1"), gold(id="D2")]
    card = evaluate(questions, lambda text, history: answered("Tân Hồng\nxếp 11/12", "11/12"), texts)
    write_answers(tmp_path / "out.jsonl", card)
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows] == ["D1", "D2"]
    assert all(Answer.model_validate(row).status == "answered" for row in rows)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{không phải json", "dòng 2"),
        ("[1, 2]", "đối tượng JSON"),
        ('{"id": "2", "type": "x"}', 'thiếu trường "question"'),
        ('{"id": "2", "type": "x", "question": "?", "expect": "guess"}', '"expect"'),
        ('{"id": "2", "type": "x", "question": "?", "must_contain": "5"}', '"must_contain"'),
        ('{"id": "2", "type": "x", "question": "?", "history": "A?"}', '"history"'),
        ('{"id": "1", "type": "x", "question": "?"}', "đã có ở dòng 1"),
    ],
)
def test_a_bad_line_is_named_by_its_number_in_vietnamese(tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "1", "type": "x", "question": "?"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(GoldError) as caught:
        read_questions(path)
    assert says in str(caught.value)
    assert caught.value.line == 2


def test_a_missing_an_empty_and_a_binary_file_are_errors_that_name_the_file(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("\n", encoding="utf-8")
    (tmp_path / "binary.jsonl").write_bytes(b"\xff\xfe\x00\x81")
    for name in ("missing.jsonl", "empty.jsonl", "binary.jsonl"):
        with pytest.raises(GoldError, match=name):
            read_questions(tmp_path / name)


def test_a_gold_file_saved_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + '{"id": 1, "type": "x", "question": "?"}'.replace("1", '"1"').encode())
    assert read_questions(path)[0].id == "1"


def test_variants_change_the_typing_and_nothing_else() -> None:
    question = gold(question="Năm 2023 huyện Tân Hồng đạt 80,41 điểm?", history=["Còn năm 2022?"], must_contain=["5"])
    changed = {kind: variants([question], kind)[0] for kind in VARIANTS}
    assert changed["no_diacritics"].question == "nam 2023 huyen tan hong dat 80,41 diem?"
    assert changed["no_diacritics"].history[0].question == "con nam 2022?"
    assert changed["caps"].question == "NĂM 2023 HUYỆN TÂN HỒNG ĐẠT 80,41 ĐIỂM?"
    assert unicodedata.normalize("NFC", changed["nfd"].question) == question.question
    assert changed["nfd"].question != question.question
    assert all(one.must_contain == ("5",) for one in changed.values())


def test_typos_are_the_same_every_time_and_never_touch_a_figure_or_an_abbreviation() -> None:
    questions = read_questions(SAMPLES)
    first, again = variants(questions, "typos"), variants(questions, "typos")
    assert first == again
    assert first != variants(questions, "typos", seed=1)
    for before, after in zip(questions, first, strict=True):
        kept = r"\d[\d.,/]*|\b[A-ZĐ]{2,}\b"
        assert re.findall(kept, before.question) == re.findall(kept, after.question)
    touched = sum(fold(a.question) != fold(b.question) for a, b in zip(questions, first, strict=True))
    assert touched > len(questions) / 2


def test_the_gold_quotes_of_the_samples_stand_in_the_sample_reports() -> None:
    samples = Path(__file__).parents[2] / "corpus" / "samples"
    for question in read_questions(SAMPLES):
        for quote in (*question.gold_spans, *question.any_of_quotes):
            assert quote.quote in (samples / quote.doc).read_text("utf-8"), question.id
