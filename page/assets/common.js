// Small things every part of the page uses. All words come from prompts/page.toml, by way of the page itself.

let spoken = {};

export function learnWords(root) {
  spoken = JSON.parse(root.dataset.words);
}

/** The sentence of that name with its {fields} filled in. */
export function say(name, fields = {}) {
  const template = spoken[name];
  if (template === undefined) throw new Error(`no words for ${name}`);
  return template.replace(/\{(\w+)\}/g, (_, field) => fields[field]);
}

/** Tell a person who hears the page what has just happened. */
export function announce(text) {
  const told = document.getElementById("told");
  told.textContent = "";
  setTimeout(() => { told.textContent = text; }, 50);
}

export function make(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export async function copyText(text) {
  if (navigator.clipboard && window.isSecureContext) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch { /* tried in the old way below */ }
  }
  // Without https a page may not use the clipboard directly.
  const area = make("textarea", { value: text });
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  return copied;
}

/** Show on the button itself, for a moment, that it has done its work. */
export function confirmOn(button, text) {
  button.dataset.label ??= button.textContent;
  button.textContent = text;
  announce(text);
  clearTimeout(button.timer);
  button.timer = setTimeout(() => { button.textContent = button.dataset.label; }, 2500);
}

export function saveFile(name, blob) {
  const address = URL.createObjectURL(blob);
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/** A file name that every system takes. */
export function fileName(title, suffix) {
  const plain = title.replace(/[\\/:*?"<>|\u0000-\u001f]+/g, " ").trim().slice(0, 80);
  return `${plain || "cchc"}.${suffix}`;
}

/** Ask our own server; an error carries the words that the server gave for it. */
export async function fetchOurs(address, options = {}) {
  let response;
  try {
    response = await fetch(address, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Error(say("offline"));
  }
  if (!response.ok) throw new Error(await reasonOf(response));
  return response;
}

export async function reasonOf(response) {
  try {
    return (await response.json()).detail || response.statusText;
  } catch {
    return `${response.status} ${response.statusText}`;
  }
}

export function asJson(value, method = "POST") {
  return { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) };
}

// --- light and dark ---------------------------------------------------------------------------------------

export function keptTheme() {
  let kept = null;
  try { kept = localStorage.getItem("cchc.theme"); } catch { /* a browser that keeps nothing */ }
  return kept || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

export function useTheme(theme) {
  document.documentElement.dataset.theme = theme;
}
