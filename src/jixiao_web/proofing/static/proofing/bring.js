// A file that is dropped anywhere on the zone is the file of the form, and is sent at once.
const form = document.querySelector("form[data-bring]");
const zone = form.querySelector("[data-drop]");
const input = form.querySelector('input[type="file"]');

for (const name of ["dragenter", "dragover"]) {
  zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("over"); });
}
for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("over"));
zone.addEventListener("drop", (event) => {
  event.preventDefault();
  if (!event.dataTransfer.files.length) return;
  input.files = event.dataTransfer.files;
  form.requestSubmit();
});
// Beside the zone a dropped file would replace the page.
for (const name of ["dragover", "drop"]) document.addEventListener(name, (event) => event.preventDefault());
