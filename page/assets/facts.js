// The fact store: every figure that was read, with its source.

import { startShelf } from "./shelf.js";
import { onOpen } from "./tabs.js";

export function startFacts() {
  onOpen("facts", startShelf("facts").refresh);
}
