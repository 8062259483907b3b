// A table with filters above it, filled by the server as one types, some rows at a time.

import { fetchOurs, make } from "./common.js";

const PAUSE = 250;  // ms after the last letter

/** Bring the filters and rows of that name to life; `refresh` fills them anew. */
export function startShelf(name) {
  const form = document.getElementById(`${name}-filters`);
  const rows = document.getElementById(`${name}-rows`);
  let timer = null;
  let latest = 0;

  const fetchRows = async (start) => {
    const mine = ++latest;
    const wanted = new URLSearchParams({ ...Object.fromEntries(new FormData(form)), start });
    let html;
    try {
      html = await (await fetchOurs(`page/${name}?${wanted}`)).text();
    } catch (error) {
      html = make("p", { className: "empty trouble", textContent: error.message }).outerHTML;
    }
    if (mine !== latest) return;
    const holder = make("template");
    holder.innerHTML = html;
    if (!start) {
      rows.replaceChildren(holder.content);
      return;
    }
    const first = holder.content.querySelector("tbody tr");
    rows.querySelector("tbody").append(...holder.content.querySelectorAll("tbody tr"));
    rows.querySelector(".more").replaceWith(...holder.content.querySelectorAll(".more"));
    first?.querySelector("a")?.focus();
  };
  const refresh = async () => {
    await fillChoices(name, form);
    await fetchRows(0);
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => fetchRows(0), PAUSE);
  });
  rows.addEventListener("click", (event) => {
    const start = event.target.closest("button[data-start]")?.dataset.start;
    if (start) fetchRows(Number(start));
  });
  return { refresh };
}

/** Offer what there is to choose from; what is chosen stays chosen. */
async function fillChoices(name, form) {
  let all;
  try {
    all = (await (await fetchOurs("page/choices")).json())[name];
  } catch {
    return;  // the rows will tell what is wrong
  }
  for (const [field, values] of Object.entries(all)) {
    const input = form.elements[field];
    if (input.tagName === "SELECT") {
      const chosen = input.value;
      const any = make("option", { value: "", textContent: form.dataset.all });
      input.replaceChildren(any, ...values.map((value) => make("option", { value, textContent: value })));
      input.value = values.includes(chosen) ? chosen : "";
    } else input.list?.replaceChildren(...values.map((value) => make("option", { value })));
  }
}
