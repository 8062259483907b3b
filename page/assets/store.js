// Conversations live in this browser and nowhere else: one entry each, the latest twenty.

const PREFIX = "cchc.talk.";
const KEPT = 20;

/** All kept conversations, the latest first. */
export function kept() {
  const found = [];
  for (const key of keys()) {
    try {
      found.push(JSON.parse(localStorage.getItem(key)));
    } catch { /* not ours, or half written */ }
  }
  return found.filter((talk) => talk && talk.id && Array.isArray(talk.exchanges)).sort((a, b) => b.at - a.at);
}

export function fresh() {
  // Not crypto.randomUUID: pages that come without https do not have it.
  return { id: `${Date.now()}-${Math.random().toString(36).slice(2, 8)}`, at: Date.now(), exchanges: [], only: null };
}

/** Keep a conversation; tells whether it could be kept without giving up others. */
export function keep(talk) {
  talk.at = Date.now();
  const others = kept().filter((other) => other.id !== talk.id);
  for (const old of others.splice(KEPT - 1)) forget(old.id);
  let whole = true;
  for (;;) {
    try {
      localStorage.setItem(PREFIX + talk.id, JSON.stringify(talk));
      return whole;
    } catch {
      whole = false;
      const oldest = others.pop();
      if (!oldest) return false;
      forget(oldest.id);
    }
  }
}

export function forget(id) {
  try { localStorage.removeItem(PREFIX + id); } catch { /* nothing is kept then */ }
}

/** The conversation of this very tab, which survives a reload. */
export function current() {
  try {
    const id = sessionStorage.getItem("cchc.current");
    return id ? JSON.parse(localStorage.getItem(PREFIX + id)) : null;
  } catch {
    return null;
  }
}

export function setCurrent(id) {
  try { sessionStorage.setItem("cchc.current", id); } catch { /* nothing is kept then */ }
}

function keys() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
}
