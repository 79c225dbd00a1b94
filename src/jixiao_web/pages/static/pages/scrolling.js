// What scrolls by itself can be scrolled by the keyboard: it takes the focus where nothing in it does.
const BOXES = ".scroll, .sheet, .panel > table, .panel-body > table, .as-table";

function look() {
  for (const box of document.querySelectorAll(BOXES)) {
    const scrolls = box.scrollWidth > box.clientWidth + 1 || (box.scrollHeight > box.clientHeight + 1 && getComputedStyle(box).overflowY !== "visible");
    const ours = box.dataset.scrolls === "1";
    if (scrolls && !box.querySelector("a[href], button, input, select, textarea, [tabindex='0']")) {
      box.tabIndex = 0;
      box.dataset.scrolls = "1";
    } else if (ours) {
      box.removeAttribute("tabindex");
      delete box.dataset.scrolls;
    }
  }
}

export function startScrolling() {
  look();
  window.addEventListener("resize", look);
  document.addEventListener("htmx:afterSettle", look);
}
