// Toasts: one at a time, ten seconds, for as long as somebody looks at it.
import { each, make } from "./dom.js";
import { word } from "./words.js";

const SECONDS = 10;

function start(toast) {
  for (const other of document.querySelectorAll("[data-toast]")) if (other !== toast) other.remove();
  let clock;
  const wait = () => { clearTimeout(clock); clock = setTimeout(() => toast.remove(), SECONDS * 1000); };
  const hold = () => clearTimeout(clock);
  toast.addEventListener("mouseenter", hold);
  toast.addEventListener("mouseleave", wait);
  toast.addEventListener("focusin", hold);
  toast.addEventListener("focusout", wait);
  const close = toast.querySelector("[data-close]");
  if (close) {
    close.hidden = false;
    close.addEventListener("click", () => toast.remove());
  }
  wait();
}

export function toast(text) {
  const made = make("div", { class: "toast", "data-toast": true }, make("span", {}, text));
  document.getElementById("toasts").append(made);
  start(made);
}

// What could not be done stays on the page until the next thing is done; it never passes by as a toast.
export function complain(text) {
  let note = document.getElementById("complaint");
  if (!note) {
    note = make("div", { class: "note red", id: "complaint", role: "alert" });
    document.getElementById("content").prepend(note);
  }
  note.textContent = text;
  note.scrollIntoView({ block: "nearest" });
}

export function startToasts() {
  each("[data-toast]", start);
  document.addEventListener("toast", (event) => toast(event.detail.text || event.detail.value));
  document.addEventListener("htmx:sendError", () => complain(word("offline")));
  document.addEventListener("htmx:timeout", () => complain(word("offline")));
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    complain(word({ 401: "signed_out", 403: "refused", 404: "gone" }[status] || "failed"));
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.isError) {
      const note = document.getElementById("complaint");
      if (note) note.remove();
    }
  });
}
