// Copies the words of a field (复制).
import { copied } from "../pages/copying.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button || !(await copied(document.getElementById(button.dataset.copy).value))) return;
  const word = button.lastChild;
  const before = word.textContent;
  word.textContent = button.dataset.done;
  setTimeout(() => { word.textContent = before; }, 2000);
});
