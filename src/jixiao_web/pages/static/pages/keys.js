// The keys of every page: / ? g+letter j k f. Only outside fields, never while an input method composes.
import { isTyping, make } from "./dom.js";
import { makeDialog, openDialog } from "./dialogs.js";
import { word } from "./words.js";

const OFF = "jixiao:keys-off";
const LIST = [
  ["/", "key_search"], ["?", "key_help"], ["g w y p b t r h", "key_go"], ["j k", "key_step"], ["Enter", "key_open"],
  ["Esc", "key_escape"], ["f", "key_filter"], ["↑ ↓ ← →", "key_sheet"], ["Ctrl C", "key_copy"], ["Alt N", "key_gap"],
  ["Ctrl S", "key_save"], ["Ctrl Enter", "key_submit"],
];
let awaiting = 0;

function isOff() {
  return document.body.dataset.keys === "off" || localStorage.getItem(OFF) === "1";
}

function showKeys() {
  const list = make("dl", { class: "keys" });
  for (const [keys, name] of LIST) {
    const told = make("dt");
    for (const key of keys.split(" ")) told.append(make("kbd", {}, key), " ");
    list.append(told, make("dd", {}, word(name)));
  }
  const change = make("button", { type: "button", class: "btn" }, word(isOff() ? "keys_on" : "keys_off"));
  change.addEventListener("click", () => {
    localStorage.setItem(OFF, isOff() ? "0" : "1");
    change.textContent = word(isOff() ? "keys_on" : "keys_off");
  });
  openDialog(makeDialog(word("keys"), list, make("div", {}, change)));
}

function search(event) {
  const box = document.querySelector("[data-search]");
  const link = document.querySelector("[data-search-link]");
  if (box && box.offsetParent !== null) box.focus();
  else if (link) link.click();
  else return;
  event.preventDefault();
}

// Rows that j and k walk: whatever a page marks, or the rows of its lists.
function step(by) {
  const rows = [...document.querySelectorAll("[data-step], table.todo tbody tr:not(.group), table.reading.walk tbody tr")]
    .filter((row) => row.offsetParent !== null);
  if (!rows.length) return false;
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const row = rows[Math.max(0, Math.min(rows.length - 1, at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by))];
  const goal = row.matches("a, button") ? row : row.querySelector("a, button");
  if (!goal) return false;
  goal.focus();
  row.scrollIntoView({ block: "nearest" });
  return true;
}

function walk(rel) {
  const link = document.querySelector(`a[data-rel="${rel}"]`);
  if (link) link.click();
  return Boolean(link);
}

function press(event) {
  if (event.key === "Escape" && document.activeElement && document.activeElement.matches("[data-search]")) document.activeElement.blur();
  if (event.defaultPrevented || isTyping(event) || isOff() || event.ctrlKey || event.altKey || event.metaKey) return;
  if (document.querySelector("dialog[open]")) return;
  const isAwaiting = Date.now() - awaiting < 1500;
  awaiting = 0;
  if (isAwaiting) {
    const link = document.querySelector(`.menu a[data-key="${CSS.escape(event.key)}"]`);
    if (link) { event.preventDefault(); link.click(); }
    return;
  }
  if (event.key === "g") awaiting = Date.now();
  else if (event.key === "/") search(event);
  else if (event.key === "?") { event.preventDefault(); showKeys(); }
  else if (event.key === "j") { if (walk("next") || step(1)) event.preventDefault(); }
  else if (event.key === "k") { if (walk("prev") || step(-1)) event.preventDefault(); }
  else if (event.key === "f") {
    const filter = document.querySelector(".chips input:not([type=hidden]), .chips summary, .chips .chip");
    if (filter) { event.preventDefault(); filter.focus(); }
  }
}

export function startKeys() {
  document.addEventListener("keydown", press);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-show-keys]")) showKeys();
  });
}
