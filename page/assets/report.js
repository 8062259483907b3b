// The page of one report: go to the marked place, copy its reference.
import { copyText, keptTheme, useTheme } from "./common.js";

useTheme(keptTheme());
// A picture of the page shows the place best; it has its height only when it is there.
const sheet = document.querySelector(".sheet img");
const show = () => document.querySelector(".place, mark")?.scrollIntoView({ block: "center" });
if (sheet && !sheet.complete) sheet.addEventListener("load", show);
else show();
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.addEventListener("click", async () => {
    if (await copyText(button.dataset.copy)) button.textContent = button.dataset.done;
  });
}
