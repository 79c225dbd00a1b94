// A figure that is asked where it comes from: a small popover beside it, Esc closes it and focus returns.
import { make } from "./dom.js";
import { word } from "./words.js";

const ROWS = ["reason", "document", "formula", "used"];
let popover = null;
let asked = null;

function close({ focus = false } = {}) {
  if (!popover) return;
  popover.remove();
  popover = null;
  asked.setAttribute("aria-expanded", "false");
  if (focus) asked.focus();
  asked = null;
}

function open(figure) {
  close();
  const told = figure.dataset;
  const name = told.title || figure.getAttribute("aria-label") || "";
  const head = make("div", { class: "fig-pop-head" }, make("span", {}, `${name} ${figure.textContent}`.trim()));
  if (told.source) head.append(make("span", { class: "push" }, told.source));
  popover = make("div", { class: "fig-pop", role: "dialog", "aria-label": `${name} ${figure.textContent}`.trim(), tabindex: "-1" }, head);
  const rows = make("dl");
  for (const row of ROWS) {
    if (told[row]) rows.append(make("dt", {}, word(row)), make("dd", {}, told[row]));
  }
  if (rows.children.length) popover.append(rows);
  if (told.link) popover.append(make("div", { class: "fig-pop-foot" }, make("a", { href: told.link }, told.linkWord || told.link)));
  document.body.append(popover);
  place(figure);
  asked = figure;
  figure.setAttribute("aria-expanded", "true");
  popover.focus({ preventScroll: true });
}

function place(figure) {
  const at = figure.getBoundingClientRect();
  const size = popover.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - size.width - 8));
  const below = at.bottom + size.height + 12 < window.innerHeight || at.top < size.height + 12;
  popover.style.left = `${left + window.scrollX}px`;
  popover.style.top = `${(below ? at.bottom + 6 : at.top - size.height - 6) + window.scrollY}px`;
}

export function startFigures() {
  document.addEventListener("click", (event) => {
    const figure = event.target.closest("button.fig");
    if (figure) {
      if (figure === asked) close();
      else open(figure);
      event.preventDefault();
    } else if (popover && !popover.contains(event.target)) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && popover) {
      close({ focus: true });
      event.preventDefault();
      event.stopPropagation();
    }
  }, true);
  window.addEventListener("resize", () => close());
  document.addEventListener("scroll", (event) => {
    if (popover && event.target !== document && event.target.contains && event.target.contains(asked)) close();
  }, true);
}
