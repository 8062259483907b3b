// The library: find reports, ask one alone, correct what is known of it, send new ones.

import { announce, asJson, fetchOurs, make, reasonOf, say } from "./common.js";
import { startShelf } from "./shelf.js";
import { onOpen, openTab } from "./tabs.js";
import { askOnly } from "./talk.js";

let shelf;

export function startLibrary() {
  shelf = startShelf("library");
  onOpen("library", shelf.refresh);
  document.getElementById("library-rows").addEventListener("click", clicked);
  const form = document.getElementById("upload");
  form.addEventListener("submit", upload);
  form.elements.files.addEventListener("change", () => tellChosen(form));
}

async function clicked(event) {
  const button = event.target.closest("button");
  if (button?.dataset.only) {
    openTab("ask");
    await askOnly(button.dataset.only);
  } else if (button?.dataset.correct) correct(button);
}

/** What a person types may be any letters, but a header takes only bytes. */
function withKey(form) {
  const key = form.elements.key.value.trim();
  return key ? { "X-Admin-Key": unescape(encodeURIComponent(key)) } : null;
}

// --- correcting what is known of a report -----------------------------------------------------------------

async function correct(button) {
  const dialog = document.getElementById("correct");
  const response = await fetchOurs(`page/describe/${encodeURIComponent(button.dataset.correct)}`);
  dialog.innerHTML = await response.text();
  const form = dialog.querySelector("form");
  const told = form.querySelector(".told");
  dialog.querySelector("[data-do=close]").addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const key = withKey(form);
    if (!key) {
      told.textContent = say("no_key");
      form.elements.key.focus();
      return;
    }
    const said = Object.fromEntries(new FormData(form));
    delete said.key;
    told.className = "told";
    told.textContent = say("saving");
    try {
      const sent = asJson(said, "PUT");
      Object.assign(sent.headers, key);
      await fetchOurs(`api/documents/${encodeURIComponent(form.dataset.report)}`, sent);
      dialog.close();
      announce(say("saved"));
      await shelf.refresh();
    } catch (error) {
      told.className = "told trouble";
      told.textContent = error.message;
    }
  });
  dialog.showModal();
}

// --- sending reports --------------------------------------------------------------------------------------

async function upload(event) {
  event.preventDefault();
  const form = event.target;
  const state = document.getElementById("upload-state");
  const files = [...form.elements.files.files];
  const key = withKey(form);
  state.replaceChildren();
  if (!files.length || !key) {
    state.append(make("li", { className: "trouble", textContent: say(files.length ? "no_key" : "no_file") }));
    return;
  }
  const button = form.querySelector("button");
  button.disabled = true;
  for (const file of files) {
    const line = make("li");
    const bar = make("progress", { max: 100 });
    bar.setAttribute("aria-label", file.name);
    const words = make("span", { textContent: say("sending", { file: file.name, percent: 0 }) });
    line.append(words, " ", bar);
    state.append(line);
    try {
      const report = await send(file, key, (text, percent) => {
        words.textContent = text;
        if (percent === null) bar.removeAttribute("value");
        else bar.value = percent;
      });
      line.className = "fine";
      line.replaceChildren(
        report.packed?.length
          ? say("uploaded_zip", { file: file.name, count: report.packed.length })
          : say("uploaded", { file: file.name, title: report.title || report.source }),
      );
      for (const reason of report.unreadable ?? []) state.append(make("li", { className: "trouble", textContent: reason }));
    } catch (error) {
      line.className = "trouble";
      line.replaceChildren(say("refused", { file: file.name, reason: error.message }));
    }
  }
  button.disabled = false;
  form.elements.files.value = "";
  tellChosen(form);
  await shelf.refresh();
}

/** Say which files are chosen: the browser would say it in its own language. */
function tellChosen(form) {
  const files = [...form.elements.files.files].map((file) => file.name).join(", ");
  document.getElementById("upload-chosen").textContent = files ? say("chosen", { files }) : "";
}

/** Send one file and follow the server as it reads it; XMLHttpRequest alone tells how much has been sent. */
function send(file, key, tell) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "api/documents");
    request.setRequestHeader("Accept", "text/event-stream");
    for (const [name, value] of Object.entries(key)) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", (event) => {
      const percent = Math.round((100 * event.loaded) / event.total);
      tell(say("sending", { file: file.name, percent }), percent);
    });
    request.upload.addEventListener("load", () => tell(say("indexing", { file: file.name }), null));
    request.addEventListener("progress", () => {
      const latest = eventsOf(request.responseText).filter((one) => one.name === "progress").pop();
      if (latest?.data.total) tell(say("indexing", { file: file.name }), (100 * latest.data.done) / latest.data.total);
    });
    request.addEventListener("error", () => reject(new Error(say("offline"))));
    request.addEventListener("load", async () => {
      if (request.status >= 400) {
        reject(new Error(await reasonOf(new Response(request.responseText, { status: request.status }))));
        return;
      }
      const last = eventsOf(request.responseText).pop();
      if (last?.name === "report") resolve(last.data);
      else reject(new Error(last?.data.detail ?? say("offline")));
    });
    const body = new FormData();
    body.append("file", file);
    request.send(body);
  });
}

function eventsOf(text) {
  return text.split("\n\n").slice(0, -1).map((event) => {
    const [, name, data] = event.match(/^event: (\w+)\ndata: (.*)$/s) ?? [];
    return { name, data: JSON.parse(data ?? "null") };
  });
}
