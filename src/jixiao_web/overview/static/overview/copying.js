// Copies the sentence as plain words.
import { copied } from "../pages/copying.js";
import { toast } from "../pages/toasts.js";

document.addEventListener("click", async (event) => {
  const copier = event.target.closest("[data-copy]");
  if (!copier) return;
  const text = document.getElementById(copier.dataset.copy).innerText.replace(/\s+/g, " ").trim();
  if (await copied(text)) toast(copier.dataset.copied);
});
