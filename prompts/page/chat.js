() => {
  document.documentElement.lang = "vi";
  document.body.classList.remove("dark");
  const copy = async (text) => {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    // Without https a page may not use the clipboard directly.
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.copy) {
      await copy(button.dataset.copy);
      button.textContent = button.dataset.done;
    } else if (button.dataset.verdict) {
      const asked = button.closest("[data-answer]");
      const body = JSON.stringify({ answer_id: asked.dataset.answer, verdict: button.dataset.verdict });
      const sent = await fetch("api/feedback", { method: "POST", headers: { "Content-Type": "application/json" }, body });
      if (sent.ok) asked.textContent = asked.dataset.done;
    }
  });
  const talk = document.getElementById("talk");
  let seen = 0;
  new MutationObserver(() => {
    const exchanges = talk.querySelectorAll(".exchange");
    if (exchanges.length > seen) exchanges[exchanges.length - 1].scrollIntoView({ block: "start", behavior: "smooth" });
    seen = exchanges.length;
  }).observe(talk, { childList: true, subtree: true });
}
