// Waits until the frame stands, then brings its parts to life.

import { startAnswers } from "./answer.js";
import { keptTheme, learnWords, say, useTheme } from "./common.js";
import { startFacts } from "./facts.js";
import { startLibrary } from "./library.js";
import { startTabs } from "./tabs.js";
import { startTalk } from "./talk.js";

useTheme(keptTheme());

function whenThere(id, start) {
  const found = document.getElementById(id);
  if (found) {
    start(found);
    return;
  }
  const watcher = new MutationObserver(() => {
    const appeared = document.getElementById(id);
    if (!appeared) return;
    watcher.disconnect();
    start(appeared);
  });
  watcher.observe(document.documentElement, { childList: true, subtree: true });
}

const shell = fetch("/page/shell").then((response) => response.text());

whenThere("frame", async (frame) => {
  frame.innerHTML = await shell;
  const root = frame.firstElementChild;
  document.documentElement.lang = "vi";
  learnWords(root);
  startTheme();
  startTabs(root);
  startAnswers(root);
  startLibrary();
  startFacts();
  await startTalk();
  root.dataset.ready = "true";
});

function startTheme() {
  const button = document.getElementById("theme");
  const show = () => {
    const dark = document.documentElement.dataset.theme === "dark";
    button.textContent = say(dark ? "light" : "dark");
  };
  button.addEventListener("click", () => {
    const theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    useTheme(theme);
    try { localStorage.setItem("cchc.theme", theme); } catch { /* it then lasts as long as the page */ }
    show();
  });
  show();
}
