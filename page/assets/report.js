// The page of one report: go to the marked place, copy its reference.
import { copyText, keptTheme, useTheme } from "./common.js";

useTheme(keptTheme());
document.querySelector("mark")?.scrollIntoView({ block: "center" });
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.addEventListener("click", async () => {
    if (await copyText(button.dataset.copy)) button.textContent = button.dataset.done;
  });
}
