"""Thirty people on the page at once: whether each gets his own answers, and how long he waits compared with one alone.

    python -m bench.crowd [--people 30] [--rounds 5]

Each opens the page, asks, goes on from his own answers and has the cards drawn, as the page's scripts do.
"""

import argparse
import asyncio
import json
import tempfile
import threading
import time
from pathlib import Path
from statistics import median

import httpx
import uvicorn

from qa.app import open_app
from qa.settings import SAMPLES, load_settings
from server import create_app

#: What he asks first, and what his answers must speak of all along.
ASKED = (
    ("Năm 2023 chỉ số CCHC của huyện Tân Hồng xếp thứ mấy?", "Tân Hồng"),
    ("Chỉ số CCHC năm 2021 của huyện Yên Lạc?", "Yên Lạc"),
    ("Chỉ số CCHC năm 2023 của thị xã Hương Thủy?", "Hương Thủy"),
)
NEXT = "còn năm 2022?"


async def person(client: httpx.AsyncClient, which: int, rounds: int) -> tuple[list[float], int]:
    """Hold conversations; return the seconds of each question with its card, and how often another's was seen."""
    seconds, strange = [], 0
    (await client.get("/")).raise_for_status()
    for turn in range(rounds):
        first, name = ASKED[(which + turn) % len(ASKED)]
        exchanges: list[dict] = []
        for question in (first, NEXT):
            started = time.perf_counter()
            history = [
                {"question": e["answer"]["resolved_question"] or e["question"], "answer": e["answer"]["answer"]}
                for e in exchanges
            ]
            told = await client.post("/api/ask/stream", json={"question": question, "history": history})
            answer = json.loads(told.text.split("event: answer\ndata: ", 1)[1].split("\n\n", 1)[0])
            exchange = {"question": question, "answer": answer}
            (card,) = (await client.post("/page/cards", json={"exchanges": [exchange]})).json()
            seconds.append(time.perf_counter() - started)
            exchanges.append(exchange)
            others = {other for _, other in ASKED} - {name}
            strange += any(other in card for other in others) or name not in card
    return seconds, strange


async def crowd(address: str, people: int, rounds: int) -> tuple[list[float], int]:
    limits = httpx.Limits(max_connections=people)
    async with httpx.AsyncClient(base_url=address, timeout=120, limits=limits) as client:
        held = await asyncio.gather(*(person(client, which, rounds) for which in range(people)))
    return [s for seconds, _ in held for s in seconds], sum(strange for _, strange in held)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        app = open_app(load_settings(reports_dir=SAMPLES, data_dir=Path(folder)))
        app.update()
        server = uvicorn.Server(uvicorn.Config(create_app(app), host="127.0.0.1", port=0, log_level="error"))
        running = threading.Thread(target=server.run, daemon=True)
        running.start()
        while not server.started:
            time.sleep(0.05)
        address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        asyncio.run(crowd(address, 1, 1))
        alone, _ = asyncio.run(crowd(address, 1, chosen.rounds))
        together, strange = asyncio.run(crowd(address, chosen.people, chosen.rounds))
        server.should_exit = True
        running.join(timeout=20)
    late = sorted(together)[int(len(together) * 0.95)]
    print(f"one alone: {1000 * median(alone):.0f} ms a question with its card")
    print(f"{chosen.people} at once: median {1000 * median(together):.0f} ms, 95 % within {1000 * late:.0f} ms")
    print(f"questions {len(together)}, answers that spoke of another's unit: {strange}")


if __name__ == "__main__":
    main()
