// Cell by cell into another system: each copied cell is marked, and the next one stands ready.
import { copied } from "../pages/copying.js";
import { toast } from "../pages/toasts.js";

const cells = [...document.querySelectorAll("[data-cell]")];
const bar = document.querySelector("[data-next]");
let at = 0;

function show() {
  for (const cell of cells) cell.classList.toggle("at", cell === cells[at]);
  bar.querySelector("[data-next-name]").textContent = `${at + 1}/${cells.length} ${cells[at].dataset.name}`;
  bar.querySelector("[data-next-text]").textContent = cells[at].dataset.cell;
  cells[at].scrollIntoView({ block: "nearest", inline: "nearest" });
}

async function copy(number) {
  const cell = cells[number];
  if (!(await copied(cell.dataset.cell))) return;
  cell.classList.add("done");
  toast(`${cell.dataset.done} ${cell.dataset.name}`);
  at = Math.min(number + 1, cells.length - 1);
  show();
}

if (cells.length) {
  bar.hidden = false;
  show();
  cells.forEach((cell, number) => cell.addEventListener("click", () => copy(number)));
  bar.querySelector("[data-copy-next]").addEventListener("click", () => copy(at));
  bar.querySelector("[data-back]").addEventListener("click", () => { at = Math.max(0, at - 1); show(); });
  bar.querySelector("[data-copy-next]").focus({ preventScroll: true });
}
