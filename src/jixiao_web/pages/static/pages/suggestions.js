// Suggestions below a search field: a combobox whose list htmx fills. Arrows walk it, Enter opens, Esc closes.
import { each } from "./dom.js";

function start(field) {
  const list = document.getElementById(field.getAttribute("aria-controls"));
  const options = () => [...list.querySelectorAll("[role=option]")];
  let isWanted = false;
  let at = -1;

  function mark(to) {
    at = to;
    options().forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
    const option = options()[at];
    if (option) {
      field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  }

  function show(isOpen) {
    isWanted = isOpen;
    list.hidden = !isOpen || !options().length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    mark(-1);
  }

  function ask() {
    isWanted = Boolean(field.value.trim());
    if (isWanted) field.dispatchEvent(new CustomEvent("suggest"));
    else show(false);
  }

  field.addEventListener("input", (event) => { if (!event.isComposing) ask(); });
  field.addEventListener("compositionend", ask);
  field.addEventListener("htmx:beforeRequest", (event) => { if (!isWanted) event.preventDefault(); });
  list.addEventListener("htmx:afterSwap", () => show(isWanted));
  list.addEventListener("mousedown", (event) => event.preventDefault());  // the field keeps the focus
  field.addEventListener("blur", () => show(false));
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    const count = options().length;
    if (event.key === "ArrowDown") mark(at + 1 < count ? at + 1 : -1);
    else if (event.key === "ArrowUp") mark(at < 0 ? count - 1 : at - 1);
    else if (event.key === "Enter" && at >= 0) options()[at].click();
    else if (event.key === "Escape") {
      show(false);
      event.stopPropagation();  // the next one leaves the field
    } else return;
    event.preventDefault();
  });
}

export function startSuggestions() {
  each("[role=combobox][aria-controls]", start);
}
