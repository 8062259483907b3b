// Three tabs after the pattern that screen readers know: arrows move, the chosen panel alone is there.

const opened = {};

export function startTabs(root) {
  const tabs = [...root.querySelectorAll('[role="tab"]')];
  for (const tab of tabs) {
    tab.addEventListener("click", () => choose(tab, tabs));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1, Home: -tabs.length, End: tabs.length }[event.key];
      if (!step) return;
      event.preventDefault();
      const place = tabs.indexOf(tab) + step;
      const to = tabs[Math.abs(step) === 1 ? (place + tabs.length) % tabs.length : step < 0 ? 0 : tabs.length - 1];
      choose(to, tabs);
      to.focus();
    });
  }
}

/** Do this whenever that tab is opened. */
export function onOpen(name, action) {
  opened[name] = action;
}

export function openTab(name) {
  document.getElementById(`tab-${name}`).click();
}

function choose(chosen, tabs) {
  for (const tab of tabs) {
    const is = tab === chosen;
    tab.setAttribute("aria-selected", String(is));
    tab.tabIndex = is ? 0 : -1;
    document.getElementById(tab.getAttribute("aria-controls")).hidden = !is;
  }
  opened[chosen.id.replace("tab-", "")]?.();
}
