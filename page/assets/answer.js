// What can be done with an answer: look at a source, copy, sort a table, save it, say what one thinks of it.

import { announce, asJson, confirmOn, copyText, fetchOurs, fileName, make, saveFile, say } from "./common.js";
import { judged } from "./talk.js";

let peek;

export function startAnswers(root) {
  peek = document.getElementById("peek");
  root.addEventListener("click", clicked);
  for (const kind of ["mouseover", "focusin"]) {
    root.addEventListener(kind, (event) => {
      const chip = event.target.closest?.("button.chip");
      if (chip) peekAt(chip);
      else if (kind === "focusin") hide();
    });
  }
  root.addEventListener("mouseout", (event) => {
    const to = event.relatedTarget;
    if (event.target.closest?.("button.chip, #peek") && !to?.closest?.("button.chip, #peek")) hide();
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
}

async function clicked(event) {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.matches(".chip")) pointAt(button);
  else if (button.dataset.verdict) judge(button);
  else if (button.dataset.do === "copy") {
    confirmOn(button, (await copyText(button.dataset.text)) ? say("copied") : say("copy_failed"));
  } else if (button.dataset.do === "sort") sort(button.closest("th"));
  else if (button.dataset.do === "save") {
    saveFile(fileName(button.dataset.name, "csv"), new Blob([button.dataset.text], { type: "text/csv;charset=utf-8" }));
  } else if (button.dataset.do === "png") savePicture(button);
}

// --- sources ----------------------------------------------------------------------------------------------

function sourceOf(chip) {
  return chip.closest(".exchange")?.querySelector(`.source[data-n="${chip.dataset.source}"]`);
}

/** Show the cited sentence in its surroundings beside the chip. */
function peekAt(chip) {
  const source = sourceOf(chip);
  if (!source) return;
  const reference = make("p", { className: "reference", textContent: source.querySelector(".reference").textContent });
  peek.replaceChildren(reference, source.querySelector(".around").cloneNode(true));
  for (const region of peek.querySelectorAll("[tabindex]")) region.removeAttribute("tabindex");
  peek.hidden = false;
  chip.setAttribute("aria-describedby", "peek");
  const at = chip.getBoundingClientRect();
  const size = peek.getBoundingClientRect();
  const frame = peek.offsetParent?.getBoundingClientRect() ?? { left: 0, top: 0 };
  const left = Math.max(12, Math.min(at.left, document.documentElement.clientWidth - size.width - 12));
  const above = at.bottom + size.height + 8 > window.innerHeight && at.top > size.height + 8;
  peek.style.left = `${left - frame.left}px`;
  peek.style.top = `${(above ? at.top - size.height - 4 : at.bottom + 4) - frame.top}px`;
}

function hide() {
  if (peek.hidden) return;
  peek.hidden = true;
  document.querySelector('[aria-describedby="peek"]')?.removeAttribute("aria-describedby");
}

/** Open the source beside the answer and go to it. */
function pointAt(chip) {
  hide();
  const source = sourceOf(chip);
  if (!source) return;
  for (const other of source.parentElement.querySelectorAll(".pointed")) other.classList.remove("pointed");
  source.open = true;
  source.classList.add("pointed");
  source.querySelector("summary").focus({ preventScroll: true });
  source.scrollIntoView({ block: "nearest" });
}

// --- tables and drawings ----------------------------------------------------------------------------------

function sort(heading) {
  const table = heading.closest("table");
  const column = [...heading.parentElement.children].indexOf(heading);
  const down = heading.getAttribute("aria-sort") === "ascending";
  for (const other of table.querySelectorAll("th[aria-sort]")) other.setAttribute("aria-sort", "none");
  heading.setAttribute("aria-sort", down ? "descending" : "ascending");
  const rows = [...table.tBodies[0].rows];
  rows.sort((a, b) => compare(a.cells[column].textContent, b.cells[column].textContent) * (down ? -1 : 1));
  table.tBodies[0].append(...rows);
  announce(say("sorted", { column: heading.textContent, order: say(down ? "descending" : "ascending") }));
}

/** Figures as figures ("9,5" before "10", "2/12" before "11/12"), words as Vietnamese sorts them, nothing last. */
function compare(a, b) {
  const [first, second] = [a, b].map((text) => text.trim().match(/^-?\d+(?:\.\d{3})*(?:,\d+)?/)?.[0]);
  if (first && second) return asNumber(first) - asNumber(second) || a.localeCompare(b, "vi");
  if (!a.trim() || !b.trim()) return Number(!a.trim()) - Number(!b.trim());
  return a.localeCompare(b, "vi");
}

function asNumber(text) {
  return Number(text.replaceAll(".", "").replace(",", "."));
}

/** Save the drawing as a picture, in the colours of paper. */
function savePicture(button) {
  const svg = button.closest("figure").querySelector("svg");
  const before = document.documentElement.dataset.theme;
  document.documentElement.dataset.theme = "light";
  const copy = svg.cloneNode(true);
  const [shown, copied] = [svg, copy].map((one) => [one, ...one.querySelectorAll("*")]);
  shown.forEach((element, n) => {
    const style = getComputedStyle(element);
    for (const name of ["fill", "stroke", "stroke-width", "font-size", "font-weight", "font-family", "text-anchor"]) {
      copied[n].style.setProperty(name, style.getPropertyValue(name));
    }
  });
  document.documentElement.dataset.theme = before;
  const { width, height } = svg.viewBox.baseVal;
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  const picture = new Image();
  picture.addEventListener("load", () => {
    const canvas = make("canvas", { width: width * 2, height: height * 2 });
    const ground = canvas.getContext("2d");
    ground.fillStyle = "#fff";
    ground.fillRect(0, 0, canvas.width, canvas.height);
    ground.drawImage(picture, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => saveFile(fileName(button.dataset.name, "png"), blob), "image/png");
  });
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
}

// --- what one thinks of it --------------------------------------------------------------------------------

/** "Right" is noted at once; of anything else the person may say more before it is sent. */
function judge(button) {
  const group = button.closest(".feedback");
  group.querySelector("form")?.remove();
  if (button.dataset.verdict === "right") {
    send(group, button, "");
    return;
  }
  const area = make("textarea", { rows: 2, maxLength: 2000 });
  const label = make("label", {}, say("comment"), area);
  const cancel = make("button", { type: "button", textContent: say("cancel") });
  const form = make("form", {}, label, make("p", { className: "doings" },
    make("button", { type: "submit", textContent: say("send_comment") }), cancel));
  cancel.addEventListener("click", () => {
    form.remove();
    button.focus();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(group, button, area.value.trim());
  });
  group.append(form);
  area.focus();
}

async function send(group, button, comment) {
  const answerId = group.closest("[data-answer]").dataset.answer;
  const verdict = button.dataset.verdict;
  let told = say("thanks");
  try {
    await fetchOurs("api/feedback", asJson({ answer_id: answerId, verdict, comment }));
    for (const one of group.querySelectorAll("[data-verdict]")) {
      one.setAttribute("aria-pressed", String(one === button));
    }
    group.querySelector("form")?.remove();
    judged(answerId, verdict);
  } catch (error) {
    told = error.message;
  }
  group.querySelector(".told")?.remove();
  group.append(make("span", { className: "told", textContent: told }));
  announce(told);
}
