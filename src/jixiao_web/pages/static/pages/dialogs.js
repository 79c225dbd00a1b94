// Native dialogs: <button data-dialog="id"> opens, [data-close-dialog] and Esc close, focus returns by itself.
import { make } from "./dom.js";
import { word } from "./words.js";

export function openDialog(dialog) {
  if (!dialog.open) dialog.showModal();
  const first = dialog.querySelector("[autofocus], .dialog-body input, .dialog-body textarea, .dialog-body select");
  if (first) first.focus();
}

export function makeDialog(title, ...body) {
  const close = make("button", { type: "button", class: "btn plain push", "data-close-dialog": true, "aria-label": word("close") }, "×");
  const head = make("div", { class: "dialog-head" }, make("h2", {}, title), close);
  const dialog = make("dialog", { class: "sheet", "aria-label": title }, head, make("div", { class: "dialog-body" }, ...body));
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  return dialog;
}

export function startDialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.dialog);
      if (dialog) {
        event.preventDefault();
        openDialog(dialog);
      }
      return;
    }
    const closer = event.target.closest("[data-close-dialog]");
    if (closer) {
      event.preventDefault();
      closer.closest("dialog").close();
    } else if (event.target.matches && event.target.matches("dialog.sheet")) {
      const box = event.target.getBoundingClientRect();
      const outside = event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
      if (outside && !event.target.querySelector("form")) event.target.close();
    }
  });
  for (const dialog of document.querySelectorAll("dialog[data-open]")) openDialog(dialog);
}
