// A table that feels like a spreadsheet: one tab stop, arrows, ranges, copying, sums of what is selected.
import { copied } from "./copying.js";
import { each, make } from "./dom.js";
import { toast } from "./toasts.js";
import { word } from "./words.js";

class Sheet {
  constructor(table) {
    this.table = table;
    this.at = null;
    this.from = null;
    this.status = document.querySelector(`[data-status-of="${table.id}"]`) || (table.closest(".sheet") && table.closest(".sheet").nextElementSibling);
    this.place(0, 0, { focus: false, show: false });
    table.addEventListener("keydown", (event) => this.press(event));
    table.addEventListener("mousedown", (event) => this.point(event));
    table.addEventListener("mouseover", (event) => { if (this.dragging && event.buttons === 1) this.reach(event); });
    document.addEventListener("mouseup", () => { this.dragging = false; });
    table.addEventListener("focusin", (event) => {
      const cell = event.target.closest("td, th");
      if (cell && cell === event.target && !cell.classList.contains("cursor")) this.place(...this.placeOf(cell), { focus: false });
    });
    table.addEventListener("dblclick", (event) => this.open(event.target.closest("tr")));
  }

  rows() {
    return [...this.table.tBodies].flatMap((body) => [...body.rows]).filter((row) => !row.hidden);
  }

  cells(row) {
    return [...row.cells].filter((cell) => cell.offsetParent !== null || !this.table.offsetParent);
  }

  placeOf(cell) {
    const row = this.rows().indexOf(cell.parentElement);
    return [row, this.cells(cell.parentElement).indexOf(cell)];
  }

  cell(row, column) {
    const line = this.rows()[row];
    return line ? this.cells(line)[column] : undefined;
  }

  place(row, column, { focus = true, extend = false, show = true } = {}) {
    const rows = this.rows();
    if (!rows.length) return;
    row = Math.max(0, Math.min(rows.length - 1, row));
    column = Math.max(0, Math.min(this.cells(rows[row]).length - 1, column));
    const cell = this.cell(row, column);
    if (!cell) return;
    if (this.current) {
      this.current.classList.remove("cursor");
      this.current.tabIndex = -1;
      this.current.parentElement.classList.remove("at");
    }
    cell.tabIndex = 0;
    this.current = cell;
    this.at = [row, column];
    if (!extend || !this.from) this.from = this.at;
    if (show) {
      cell.classList.add("cursor");
      cell.parentElement.classList.add("at");
    }
    if (focus) {
      cell.focus({ preventScroll: true });
      cell.scrollIntoView({ block: "nearest", inline: "nearest" });
      this.clearOfHead(cell);
    }
    this.mark();
  }

  // A sticky head or total must not lie over the cell.
  clearOfHead(cell) {
    const box = this.table.closest(".sheet, .scroll");
    if (!box || !this.table.tHead) return;
    const at = cell.getBoundingClientRect();
    const head = this.table.tHead.getBoundingClientRect();
    if (at.top < head.bottom && head.bottom > box.getBoundingClientRect().top) box.scrollTop -= head.bottom - at.top;
    const foot = this.table.tFoot && this.table.tFoot.getBoundingClientRect();
    if (foot && at.bottom > foot.top) box.scrollTop += at.bottom - foot.top;
  }

  range() {
    const [top, bottom] = [this.from[0], this.at[0]].sort((one, other) => one - other);
    const [left, right] = [this.from[1], this.at[1]].sort((one, other) => one - other);
    return { top, bottom, left, right };
  }

  selected() {
    const { top, bottom, left, right } = this.range();
    return this.rows().slice(top, bottom + 1).map((row) => this.cells(row).slice(left, right + 1));
  }

  mark() {
    for (const cell of this.table.querySelectorAll(".selected")) cell.classList.remove("selected");
    const lines = this.selected();
    const count = lines.reduce((sum, line) => sum + line.length, 0);
    if (count > 1) for (const line of lines) for (const cell of line) cell.classList.add("selected");
    this.tell(lines.flat());
  }

  tell(cells) {
    const holder = this.status && this.status.querySelector("[data-selection]");
    if (!holder) return;
    holder.textContent = "";
    if (cells.length < 2) return;
    const numbers = cells.map(numberIn).filter((number) => number !== null);
    holder.append(word("selected", { cells: cells.length, count: numbers.length }));
    if (!numbers.length) return;
    const places = Math.max(...numbers.map((number) => number.places));
    const total = numbers.reduce((sum, number) => sum + number.digits * 10n ** BigInt(places - number.places), 0n);
    holder.append(` ${word("sum")} `, make("b", {}, printed(total, places)));
    const count = BigInt(numbers.length);
    holder.append(` ${word("average")} `, make("b", {}, printed(halfUp(total, count), places)));
  }

  press(event) {
    if (event.isComposing || event.target.matches("input, textarea, select")) return;
    const [row, column] = this.at;
    const far = 1e6;
    const extend = event.shiftKey;
    const moves = {
      ArrowUp: [event.ctrlKey ? -far : row - 1, column], ArrowDown: [event.ctrlKey ? far : row + 1, column],
      ArrowLeft: [row, event.ctrlKey ? -far : column - 1], ArrowRight: [row, event.ctrlKey ? far : column + 1],
      Home: [event.ctrlKey ? 0 : row, 0], End: [event.ctrlKey ? far : row, far], PageUp: [row - 15, column], PageDown: [row + 15, column],
    };
    if (moves[event.key]) {
      event.preventDefault();
      this.place(...moves[event.key], { extend });
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "c" && !String(window.getSelection())) {
      event.preventDefault();
      this.copy();
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "a") {
      event.preventDefault();
      this.from = [0, 0];
      this.place(far, far, { extend: true, focus: false });
    } else if (event.key === "Enter" && event.target.matches("td, th")) this.open(event.target.parentElement, event);
    else if (event.key === "Escape") this.place(row, column);
    else if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      this.place(row + (event.key === "j" ? 1 : -1), column);
    }
  }

  point(event) {
    const cell = event.target.closest("td, th");
    if (!cell || event.button !== 0 || event.target.closest("a, button, input, select, label, summary") || !cell.closest("tbody")) return;
    event.preventDefault();
    this.dragging = true;
    this.place(...this.placeOf(cell), { extend: event.shiftKey });
  }

  reach(event) {
    const cell = event.target.closest("tbody td, tbody th");
    if (cell) this.place(...this.placeOf(cell), { extend: true });
  }

  open(row, event) {
    const link = row && row.querySelector("a[href]");
    if (!link || !row.closest("tbody")) return;
    if (event) event.preventDefault();
    link.click();
  }

  copy() {
    const lines = this.selected();
    const text = lines.map((line) => line.map(plain).join("\t")).join("\n");
    const cells = lines.reduce((sum, line) => sum + line.length, 0);
    copied(text).then((done) => { if (done) toast(word("copied", { cells })); });
  }
}

function plain(cell) {
  const told = "value" in cell.dataset ? cell.dataset.value : cell.innerText;
  return told.replace(/\s+/g, " ").trim().replace(/,(?=\d{3})/g, "").replace(/^\u2212/, "-");
}

// Exact: digits and places, no binary fractions.
function numberIn(cell) {
  const found = /^[+\-]?\d+(\.\d+)?$/.exec(plain(cell));
  if (!found) return null;
  const [whole, part = ""] = found[0].replace("+", "").split(".");
  return { digits: BigInt(whole + part), places: part.length };
}

function halfUp(total, count) {
  const sign = total < 0n ? -1n : 1n;
  return sign * ((2n * total * sign + count) / (2n * count));
}

function printed(total, places) {
  const sign = total < 0n ? "\u2212" : "";
  const digits = String(total < 0n ? -total : total).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, ",");
  return places ? `${sign}${whole}.${digits.slice(-places)}` : `${sign}${whole}`;
}

export function startSheets() {
  each(".sheet table.data", (table) => new Sheet(table));
}
