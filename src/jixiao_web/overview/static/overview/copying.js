// Copies the sentence as plain words.
import { toast } from "../pages/toasts.js";

document.addEventListener("click", (event) => {
  const copier = event.target.closest("[data-copy]");
  if (copier) copy(document.getElementById(copier.dataset.copy).innerText.replace(/\s+/g, " ").trim(), copier.dataset.copied);
});

function copy(text, said) {
  if (navigator.clipboard) {
    navigator.clipboard.writeText(text).then(() => toast(said), () => copyOld(text, said));
    return;
  }
  copyOld(text, said);
}

// Without https there is no clipboard but this old one.
function copyOld(text, said) {
  const put = (event) => { event.preventDefault(); event.clipboardData.setData("text/plain", text); };
  document.addEventListener("copy", put, { once: true });
  if (document.execCommand("copy")) toast(said);
  document.removeEventListener("copy", put);
}
