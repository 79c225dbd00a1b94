// Forms never lose what was typed: kept in this browser until the server has it, put back after an error.
import { each, make } from "./dom.js";
import { word } from "./words.js";

const LASTS = 14 * 24 * 60 * 60 * 1000;
const user = document.body.dataset.user || "";

function keyOf(form) {
  return `jixiao:form:${user}:${location.pathname}:${form.dataset.autosave}`;
}

function fieldsOf(form) {
  return [...form.elements].filter((field) => field.name && !["hidden", "file", "password", "submit", "button", "reset"].includes(field.type) && !("noKeep" in field.dataset));
}

function read(form) {
  const held = {};
  for (const field of fieldsOf(form)) {
    const values = (held[field.name] = held[field.name] || []);
    if (field.type === "checkbox" || field.type === "radio") { if (field.checked) values.push(field.value); }
    else if (field.type === "select-multiple") values.push(...[...field.selectedOptions].map((option) => option.value));
    else values.push(field.value);
  }
  return held;
}

function fill(form, held) {
  const next = {};
  for (const field of fieldsOf(form)) {
    if (!(field.name in held)) continue;
    const values = held[field.name];
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (field.type === "select-multiple") for (const option of field.options) option.selected = values.includes(option.value);
    else {
      const index = (next[field.name] = (next[field.name] || 0));
      next[field.name] = index + 1;
      if (index < values.length) field.value = values[index];
    }
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

function keepDraft(form) {
  const key = keyOf(form);
  const first = read(form);
  const state = form.querySelector("[data-saved-state]");
  const wasWrong = Boolean(form.querySelector("[aria-invalid='true'], .form-errors"));
  let touched = wasWrong;
  let sent = false;
  const held = load(key);
  if (held && !wasWrong && !same(held.fields, first)) {
    fill(form, held.fields);
    touched = true;
    offerBack(form, key, first);
  } else if (held && !wasWrong) localStorage.removeItem(key);
  let clock;
  const keep = () => {
    clearTimeout(clock);
    const now = read(form);
    if (same(now, first) && !wasWrong) { localStorage.removeItem(key); touched = false; return; }
    touched = true;
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields: now }));
    if (state) state.textContent = word("kept", { time: new Date().toTimeString().slice(0, 5) });
  };
  form.addEventListener("input", () => { touched = true; clearTimeout(clock); clock = setTimeout(keep, 400); });
  form.addEventListener("change", keep);
  // The draft is dropped only when another page says that the form arrived: see `arrived` below.
  form.addEventListener("submit", () => { keep(); sent = true; sessionStorage.setItem("jixiao:sent", key); });
  window.addEventListener("beforeunload", (event) => {
    if (sent || !touched || "noGuard" in form.dataset) return;
    keep();
    if (!localStorage.getItem(key)) return;
    event.preventDefault();
    event.returnValue = "";
  });
}

function load(key) {
  try {
    const held = JSON.parse(localStorage.getItem(key) || "null");
    return held && Date.now() - held.at < LASTS ? held : null;
  } catch {
    return null;
  }
}

function offerBack(form, key, first) {
  const discard = make("button", { type: "button", class: "link-button" }, word("discard"));
  const note = make("div", { class: "note amber", role: "status" }, make("span", {}, `${word("restored")} `), discard);
  discard.addEventListener("click", () => {
    fill(form, first);
    localStorage.removeItem(key);
    note.remove();
  });
  form.before(note);
}

// A form that was sent has arrived when the page that answers shows neither errors nor a failure, nor asks to sign in.
function arrived() {
  const key = sessionStorage.getItem("jixiao:sent");
  if (!key) return;
  sessionStorage.removeItem("jixiao:sent");
  const failed = document.querySelector("[data-error-page], [data-sign-in], .form-errors, [data-not-saved]");
  if (user && !failed) localStorage.removeItem(key);
}

// A press on a button that has been pressed already is not a second wish.
function guardDouble(event) {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 5000);
}

function press(event) {
  if (event.isComposing) return;
  const form = document.activeElement && document.activeElement.closest ? document.activeElement.closest("form") : null;
  const main = form && form.method === "post" ? form : document.querySelector("form[data-autosave], form[data-keys]");
  if (event.ctrlKey && event.key === "Enter" && main) {
    event.preventDefault();
    main.requestSubmit(main.querySelector("[data-submit], .btn.primary:not([type=button])") || undefined);
  } else if (event.ctrlKey && (event.key === "s" || event.key === "S") && main) {
    event.preventDefault();
    main.requestSubmit(main.querySelector("[data-save]") || main.querySelector(".btn.primary:not([type=button])") || undefined);
  } else if (event.altKey && (event.key === "n" || event.key === "N")) {
    if (nextGap()) event.preventDefault();
  }
}

function nextGap() {
  const gaps = [...document.querySelectorAll("[aria-invalid='true'], [data-gap]:not([data-gap=''])")].filter((gap) => gap.offsetParent !== null);
  if (!gaps.length) return false;
  const at = document.activeElement;
  const next = gaps.find((gap) => at.compareDocumentPosition(gap) & Node.DOCUMENT_POSITION_FOLLOWING) || gaps[0];
  next.focus();
  next.scrollIntoView({ block: "center" });
  return true;
}

function dropZone(zone) {
  const input = zone.querySelector("input[type=file]");
  if (!input) return;
  for (const name of ["dragenter", "dragover"]) zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    if ("sendAtOnce" in zone.dataset) zone.closest("form").requestSubmit();
  });
}

// The browser's own words on a file field are in its language, not the reader's: ours lie over it, and it stays
// what is focused, pressed and read out.
function filePicker(input) {
  const name = make("span", { class: "caption" }, word("no_file"));
  const shown = make("span", { class: "file-picker" }, make("span", { class: "btn", "aria-hidden": "true" }, word("choose_file")), name);
  input.before(shown);
  shown.append(input);
  input.addEventListener("change", () => {
    const files = [...input.files].map((file) => file.name);
    name.textContent = files.length ? files.join(word("comma")) : word("no_file");
  });
}

export function startForms() {
  arrived();
  each("form[data-autosave]", keepDraft);
  each(".drop-zone", dropZone);
  each("input[type=file]", filePicker);
  each("[data-first-error]", (note) => note.focus({ preventScroll: false }));
  each("[data-submit-on-change]", (field) => field.addEventListener("change", () => field.form.requestSubmit()));
  document.addEventListener("submit", guardDouble);
  document.addEventListener("keydown", press);
  document.addEventListener("click", (event) => { if (event.target.closest("[data-next-gap]")) nextGap(); });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of document.forms) delete form.dataset.sent;
  });
}
