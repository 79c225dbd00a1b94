// What opens from a bar: one at a time, closed by Esc (focus returns) and by a click elsewhere.
export function startDrops() {
  document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) window.print(); });
  const opened = () => document.querySelectorAll("details.drop[open], details.chip-drop[open]");
  document.addEventListener("click", (event) => {
    for (const each of opened()) if (!each.contains(event.target)) each.open = false;
  });
  document.addEventListener("focusin", (event) => {
    for (const each of opened()) if (!each.contains(event.target)) each.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const each of opened()) {
      const had = each.contains(document.activeElement);
      each.open = false;
      if (had) each.querySelector("summary").focus();
      event.preventDefault();
    }
  });
}
