// The conversation: ask, stop, edit, ask again, go on with an old one.

import { announce, asJson, fetchOurs, fileName, make, saveFile, say } from "./common.js";
import * as store from "./store.js";

const REMEMBERED = 10;  // earlier questions that go along with a new one
const PATIENCE = [400, 4000, 15000];  // ms after which it is said that work goes on, and how

let talk = store.fresh();
let running = null;
let show;  // elements

export async function startTalk() {
  show = Object.fromEntries(
    ["talk", "question", "asking", "send", "stop", "fresh", "past", "forget", "only", "export", "export-row"].map(
      (id) => [id, document.getElementById(id)],
    ),
  );
  show.asking.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(show.question.value);
  });
  show.question.addEventListener("keydown", (event) => {
    // While a Vietnamese letter is being composed, Enter ends the letter and not the question.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      ask(show.question.value);
    }
  });
  show.question.addEventListener("input", fitQuestion);
  show.stop.addEventListener("click", () => running?.abort());
  show.fresh.addEventListener("click", begin);
  show.forget.addEventListener("click", forgetAll);
  show.export.addEventListener("click", exportTalk);
  show.talk.addEventListener("click", clicked);
  const asked = new URLSearchParams(location.search).get("report");
  if (asked) history.replaceState(null, "", location.pathname);
  const held = asked ? null : store.current();
  await (held ? open(held) : begin());
  if (asked) await askOnly(asked);
}

/** Start an empty conversation. */
export async function begin() {
  running?.abort();
  talk = store.fresh();
  store.setCurrent(talk.id);
  showOnly();
  listPast();
  show["export-row"].hidden = true;
  const home = await fetchOurs("page/home");
  show.talk.innerHTML = await home.text();
  show.question.focus();
}

/** From now on ask one report alone. */
export async function askOnly(id) {
  const report = await (await fetchOurs(`api/documents/${encodeURIComponent(id)}`)).json();
  await begin();
  talk.only = { id, title: [report.number, report.title].filter(Boolean).join(" – ") };
  showOnly();
}

/** Tell which answer was judged how, so that it still shows after a reload. */
export function judged(answerId, verdict) {
  const exchange = talk.exchanges.find((one) => one.answer?.id === answerId);
  if (exchange) exchange.verdict = verdict;
  keep();
}

async function ask(text, from = talk.exchanges.length) {
  const question = text.trim();
  if (!question || running) return;
  talk.exchanges.length = Math.min(from, talk.exchanges.length);
  redraw(from);
  show.question.value = "";
  fitQuestion();
  const mine = talk;  // the visitor may open another conversation meanwhile
  const waiting = showWaiting(question);
  running = new AbortController();
  busy(true);
  let exchange;
  try {
    exchange = { question, answer: await answerTo(question, waiting, running.signal) };
  } catch (error) {
    const stopped = error.name === "AbortError";
    exchange = { question, problem: stopped ? say("stopped") : say("failed", { reason: error.message }) };
  }
  running = null;
  busy(false);
  waiting.end();
  if (mine !== talk) return;
  talk.exchanges.push(exchange);
  keep();
  await drawn([exchange]).then((cards) => waiting.section.replaceWith(...cards), () => {
    waiting.said.textContent = exchange.answer?.answer ?? exchange.problem;
  });
  show["export-row"].hidden = false;
  announce(exchange.answer ? `${say("answered")} ${exchange.answer.answer}` : exchange.problem);
  bringIntoView(show.talk.lastElementChild);
}

/** Read the stream of the API to its end and return the whole answer. */
async function answerTo(question, waiting, signal) {
  const history = talk.exchanges.filter((one) => one.answer).slice(-REMEMBERED).map((one) => (
    { question: one.answer.resolved_question || one.question, answer: one.answer.answer }
  ));
  const filters = talk.only ? { documents: [talk.only.id] } : null;
  const response = await fetchOurs("api/ask/stream", { ...asJson({ question, history, filters }), signal });
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let held = "";
  for (;;) {
    const { done, value } = await reader.read();
    held += decoder.decode(value ?? new Uint8Array(), { stream: !done });
    const events = held.split("\n\n");
    held = events.pop();
    for (const event of events) {
      const [, name, data] = event.match(/^event: (\w+)\ndata: (.*)$/s) ?? [];
      if (name === "answer") return JSON.parse(data);
      if (name === "error") throw new Error(JSON.parse(data).detail);
      if (name === "delta") waiting.add(JSON.parse(data).text);
      if (name === "status") waiting.step(JSON.parse(data).message);
    }
    if (done) throw new Error(say("offline"));
  }
}

/** Show the question at once; say that work goes on only when it takes long enough to wonder. */
function showWaiting(question) {
  show.talk.querySelector(".welcome")?.remove();
  const said = make("div", { className: "said waiting" });
  const heading = make("h3", {}, make("span", { className: "you", textContent: say("you") }), question);
  const section = make("section", { className: "exchange" },
    make("div", { className: "asked" }, heading), make("div", { className: "pair" }, said));
  show.talk.append(section);
  bringIntoView(section);
  let latest = say("searching");
  let started = false;
  const tell = (text) => {
    said.textContent = text;
    announce(text);
  };
  const timers = [
    setTimeout(() => !started && tell(latest), PATIENCE[0]),
    setTimeout(() => !started && tell(say("still")), PATIENCE[1]),
    setTimeout(() => !started && tell(say("slow")), PATIENCE[2]),
  ];
  return {
    section,
    said,
    step(text) {
      const shown = said.textContent === latest;
      latest = text;
      if (shown && !started) tell(text);
    },
    add(text) {
      if (!started) said.textContent = "";
      started = true;
      said.append(text);
    },
    end: () => timers.forEach(clearTimeout),
  };
}

/** The exchanges as the server draws them. */
async function drawn(exchanges) {
  const response = await fetchOurs("page/cards", asJson({ exchanges }));
  return (await response.json()).map((html) => {
    const holder = make("template");
    holder.innerHTML = html;
    return holder.content.firstElementChild;
  });
}

async function open(held) {
  running?.abort();
  talk = held;
  store.setCurrent(talk.id);
  showOnly();
  listPast();
  show.talk.replaceChildren();
  show["export-row"].hidden = talk.exchanges.length === 0;
  if (talk.exchanges.length === 0) return begin();
  const cards = await drawn(talk.exchanges);
  if (talk === held) show.talk.replaceChildren(...cards);
  bringIntoView(show.talk.lastElementChild);
}

/** Take away the exchanges from that one on: they are asked anew. */
function redraw(from) {
  const sections = [...show.talk.querySelectorAll(".exchange")];
  for (const section of sections.slice(from)) section.remove();
}

function clicked(event) {
  const button = event.target.closest("button");
  if (!button) return;
  const section = button.closest(".exchange");
  const place = [...show.talk.querySelectorAll(".exchange")].indexOf(section);
  if (button.dataset.ask) ask(button.dataset.ask);
  else if (button.dataset.do === "again") ask(talk.exchanges[place].question, place);
  else if (button.dataset.do === "edit") edit(section, place);
}

/** Let a question be mended where it stands; what came after it is asked anew. */
function edit(section, place) {
  const asked = section.querySelector(".asked");
  const before = [...asked.childNodes];
  const area = make("textarea", { value: talk.exchanges[place].question, rows: 2, maxLength: show.question.maxLength });
  area.setAttribute("aria-label", say("edit"));
  const cancel = make("button", { type: "button", textContent: say("cancel") });
  const form = make("form", {}, area, make("p", { className: "doings" },
    make("button", { type: "submit", textContent: say("ask_again") }), cancel));
  const back = () => {
    asked.replaceChildren(...before);
    asked.querySelector("button").focus();
  };
  cancel.addEventListener("click", back);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") back();
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target === area) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (area.value.trim()) ask(area.value, place);
  });
  asked.replaceChildren(form);
  area.focus();
}

// --- what is kept -----------------------------------------------------------------------------------------

function keep() {
  if (!store.keep(talk)) announce(say("not_saved"));
  listPast();
}

function listPast() {
  const rows = store.kept().filter((one) => one.exchanges.length).map((one) => {
    const title = one.exchanges[0].question;
    const opening = make("button", { type: "button", className: "open" },
      make("span", { textContent: title }));
    if (one.id === talk.id) opening.setAttribute("aria-current", "true");
    opening.addEventListener("click", () => open(one));
    const drop = make("button", { type: "button", className: "drop", textContent: "✕" });
    drop.setAttribute("aria-label", say("forget_one", { title }));
    drop.addEventListener("click", () => {
      store.forget(one.id);
      if (one.id === talk.id) begin();
      else listPast();
    });
    return make("li", {}, opening, drop);
  });
  const none = make("li", { className: "note", textContent: say("no_past") });
  show.past.querySelector("ul").replaceChildren(...(rows.length ? rows : [none]));
  show.forget.hidden = rows.length === 0;
}

function forgetAll() {
  if (!confirm(say("forget_sure"))) return;
  for (const one of store.kept()) store.forget(one.id);
  begin();
}

async function exportTalk() {
  const file = await fetchOurs("page/export", asJson({ exchanges: talk.exchanges }));
  saveFile(fileName(talk.exchanges[0]?.question ?? "", "docx"), await file.blob());
}

// --- small things -----------------------------------------------------------------------------------------

function showOnly() {
  show.only.hidden = !talk.only;
  if (!talk.only) return;
  const end = make("button", { type: "button", className: "quiet", textContent: say("only_end") });
  end.addEventListener("click", () => {
    talk.only = null;
    showOnly();
    show.question.focus();
  });
  show.only.replaceChildren(say("only", { title: talk.only.title }), end);
}

function busy(is) {
  show.stop.hidden = !is;
  show.send.hidden = is;
  show.talk.setAttribute("aria-busy", String(is));
}

function fitQuestion() {
  show.question.style.height = "auto";
  show.question.style.height = `${Math.min(show.question.scrollHeight + 4, 170)}px`;
}

function bringIntoView(element) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element?.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
}
