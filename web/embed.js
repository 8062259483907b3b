// Shows the chat on a page of another site:
//   <div id="hoi-dap"></div>
//   <script src="https://ADDRESS/embed.js" data-target="#hoi-dap" defer></script>
// Optional: data-url (where to ask, e.g. a proxy of the portal that adds the key), data-token (a key, seen by visitors).
// Everything that comes from the server is shown as text, never as markup.
(() => {
  "use strict";
  const words = __WORDS__;
  const script = document.currentScript;
  const home = new URL(script.src).origin;
  const address = script.dataset.url || home + "/api/ask/stream";
  const remembered = 6;

  const make = (tag, parent, text = "", name = "") => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (name) made.className = name;
    parent.append(made);
    return made;
  };

  const style = `
    :host { display: block; font: 16px/1.5 system-ui, "Segoe UI", Roboto, sans-serif; color: #1b2733 }
    .box { border: 1px solid #c5d0da; border-radius: 8px; padding: 16px; background: #fff }
    h2 { font-size: 1.1em; margin: 0 0 8px } .asked { font-weight: 600; margin: 12px 0 4px }
    .said { white-space: pre-line; margin: 0 0 8px } .bad { color: #a4161a }
    ol { margin: 0 0 8px; padding-left: 0; list-style: none; font-size: .9em } form { display: flex; gap: 8px }
    input { flex: 1; min-width: 0; font: inherit; padding: 8px; border: 1px solid #7b8b99; border-radius: 6px }
    button { font: inherit; padding: 8px 14px; border: 1px solid #1f5fa8; border-radius: 6px; cursor: pointer }
    button.send { background: #1f5fa8; color: #fff } button.choice { background: #fff; color: #1f5fa8; margin: 0 6px 6px 0 }
    button:disabled { opacity: .6 }`;

  // Calls back with (name, data) for each server-sent event of the response.
  const events = async (response, tell) => {
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    let left = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      left += decoder.decode(value, { stream: true });
      const blocks = left.split("\n\n");
      left = blocks.pop();
      for (const block of blocks) {
        const lines = block.split("\n");
        const name = lines.find((line) => line.startsWith("event: "));
        const data = lines.find((line) => line.startsWith("data: "));
        if (name && data) tell(name.slice(7), JSON.parse(data.slice(6)));
      }
    }
  };

  const start = () => {
    const place = document.querySelector(script.dataset.target || "#hoi-dap");
    if (!place) return;
    const root = place.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    const box = make("section", root, "", "box");
    make("h2", box, words.title);
    const talk = make("div", box);
    talk.setAttribute("aria-live", "polite");
    const choices = make("div", box);
    const form = make("form", box);
    const input = make("input", form);
    input.placeholder = words.placeholder;
    input.setAttribute("aria-label", words.label);
    input.maxLength = 4000;
    const send = make("button", form, words.send, "send");
    const history = [];

    const finish = (answer, said) => {
      said.textContent = answer.answer;
      history.push({ question: answer.question, answer: answer.answer });
      history.splice(0, history.length - remembered);
      const list = make("ol", talk);
      for (const citation of answer.citations) {
        const line = make("li", list, `[${citation.n}] `);
        const link = make("a", line, citation.reference);
        const target = new URL(citation.url, home);
        if (target.origin === home) link.href = target.href;
        link.target = "_blank";
        link.rel = "noopener";
        link.title = citation.quote;
      }
      for (const question of answer.suggestions) {
        make("button", choices, question, "choice").addEventListener("click", () => ask(question));
      }
    };

    const ask = async (question) => {
      choices.textContent = "";
      send.disabled = true;
      make("p", talk, `${words.you} ${question}`, "asked");
      const said = make("p", talk, words.searching, "said");
      const fail = (detail) => {
        said.textContent = detail || words.failed;
        said.className = "said bad";
      };
      try {
        const headers = { "Content-Type": "application/json" };
        if (script.dataset.token) headers.Authorization = `Bearer ${script.dataset.token}`;
        const body = JSON.stringify({ question, history });
        const response = await fetch(address, { method: "POST", headers, body });
        if (!response.ok) return fail((await response.json().catch(() => ({}))).detail);
        let text = "";
        let ended = false;
        await events(response, (name, data) => {
          if (name === "delta") said.textContent = text += data.text;
          if (name === "error") fail(data.detail);
          if (name === "answer") finish(data, said);
          ended ||= name === "answer" || name === "error";
        });
        if (!ended) fail();
      } catch {
        fail();
      } finally {
        send.disabled = false;
      }
    };

    form.addEventListener("submit", (submitted) => {
      submitted.preventDefault();
      const question = input.value.trim();
      if (!question || send.disabled) return;
      input.value = "";
      ask(question);
    });
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
