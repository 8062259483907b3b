"""Máy khách mẫu cho API Hỏi đáp CCHC, có kiểu đầy đủ; chỉ cần thư viện httpx.

    python client.py "Năm 2023 chỉ số CCHC của huyện Tân Hồng xếp thứ mấy?"

Địa chỉ và khóa lấy từ biến môi trường CCHC_URL và CCHC_KEY.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx


@dataclass(frozen=True)
class Citation:
    """Một nguồn: `quote` là đúng đoạn text[start:end] của báo cáo `document_id`."""

    n: int
    document_id: str
    reference: str
    quote: str
    url: str
    start: int
    end: int


@dataclass(frozen=True)
class Answer:
    """Một câu trả lời; `status` là answered, clarify hoặc not_found."""

    id: str
    question: str
    status: str
    kind: str
    answer: str
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[str, ...] = ()
    raw: dict[str, Any] = field(default_factory=dict, repr=False)  # mọi trường khác

    @classmethod
    def read(cls, told: dict[str, Any]) -> Answer:
        citations = tuple(Citation(**{k: c[k] for k in Citation.__dataclass_fields__}) for c in told["citations"])
        plain = {k: told[k] for k in ("id", "question", "status", "kind", "answer")}
        return cls(**plain, citations=citations, suggestions=tuple(told["suggestions"]), raw=told)


class Refused(Exception):  # noqa: N818
    """Máy chủ từ chối; `detail` nói vì sao, bằng tiếng Việt."""

    def __init__(self, status: int, detail: str, request_id: str) -> None:
        super().__init__(f"{status}: {detail}")
        self.status, self.detail, self.request_id = status, detail, request_id


class Client:
    """Hỏi một máy chủ Hỏi đáp CCHC; khi máy chủ bận thì chờ như máy chủ bảo rồi gọi lại."""

    def __init__(self, url: str = "http://127.0.0.1:8000", key: str = "", attempts: int = 3) -> None:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._http = httpx.Client(base_url=url, headers=headers, timeout=60)
        self._attempts = attempts

    def ask(self, question: str, history: Sequence[Answer] = (), **filters: Sequence[str | int]) -> Answer:
        """Hỏi một câu; `filters` là units, years, documents."""
        response = self._send("POST", "/api/ask", json=_body(question, history, filters))
        return Answer.read(response.json())

    def ask_stream(self, question: str, history: Sequence[Answer] = ()) -> Iterator[str | Answer]:
        """Cho ra từng phần lời văn, cuối cùng là cả câu trả lời."""
        with self._http.stream("POST", "/api/ask/stream", json=_body(question, history, {})) as response:
            if response.is_error:
                response.read()
                raise _refused(response)
            name = ""
            for line in response.iter_lines():
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    told = json.loads(line.removeprefix("data: "))
                    if name == "delta":
                        yield told["text"]
                    elif name == "answer":
                        yield Answer.read(told)
                    elif name == "error":
                        raise Refused(told["status"], told["detail"], told["request_id"])

    def facts(self, unit: str = "", indicator: str = "", year: int | None = None) -> list[dict[str, Any]]:
        """Các số liệu đã đọc được, mỗi dòng một nguồn."""
        asked: dict[str, str | int] = {"unit": unit, "indicator": indicator}
        if year is not None:
            asked["year"] = year
        rows: list[dict[str, Any]] = self._send("GET", "/api/facts", params=asked).json()
        return rows

    def _send(self, method: str, path: str, **sent: Any) -> httpx.Response:
        for left in reversed(range(self._attempts)):
            response = self._http.request(method, path, **sent)
            if response.status_code not in (429, 503) or not left:
                break
            time.sleep(float(response.headers.get("Retry-After", "1")))
        if response.is_error:
            raise _refused(response)
        return response


def _body(question: str, history: Sequence[Answer], filters: dict[str, Any]) -> dict[str, Any]:
    turns = [{"question": a.question, "answer": a.answer} for a in history]
    return {"question": question, "history": turns, **({"filters": filters} if filters else {})}


def _refused(response: httpx.Response) -> Refused:
    told = response.json()
    return Refused(response.status_code, told["detail"], told["request_id"])


if __name__ == "__main__":
    client = Client(os.environ.get("CCHC_URL", "http://127.0.0.1:8000"), os.environ.get("CCHC_KEY", ""))
    answer = client.ask(" ".join(sys.argv[1:]))
    print(answer.answer)
    for citation in answer.citations:
        print(f"[{citation.n}] {citation.reference}")
