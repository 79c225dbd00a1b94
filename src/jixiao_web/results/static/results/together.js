// Many forms in one table: kept while one types, a block pasted over it from a spreadsheet, all ticked at once.
const form = document.getElementById("together");

if (form) {
  const state = document.querySelector("[data-server-state]");
  const touched = new Set();
  let clock, busy = false, sent = false;

  function lineOf(field) {
    const body = field.closest("[data-line]");
    return body && body.dataset.line;
  }

  // What is sent is what was touched: the rest of a long table stays where it is.
  function told(lines) {
    const data = new FormData();
    for (const [name, value] of new FormData(form)) {
      const line = name.split(":")[0];
      if (name === "csrfmiddlewaretoken" || (name.includes(":") && lines.has(line))) data.append(name, value);
    }
    data.append("do", "keep");
    return data;
  }

  async function keep() {
    clearTimeout(clock);
    if (busy || sent || !touched.size) return;
    busy = true;
    const lines = new Set(touched);
    touched.clear();
    try {
      const answer = await fetch(location.href, { method: "POST", body: told(lines), headers: { "X-Requested-With": "fetch", Accept: "application/json" } });
      if (answer.redirected || !answer.ok) throw new Error("away");
      const said = await answer.json();
      for (const [line, seen] of Object.entries(said.seen)) form.elements[`${line}:seen`].value = seen;
      for (const [line, gaps] of Object.entries(said.gaps)) form.querySelector(`[data-gaps="${line}"]`).textContent = gaps;
      for (const line of said.contested) touched.add(line);
      state.textContent = said.contested.length ? state.dataset.clash : `${state.dataset.saved} ${said.at}`;
    } catch {
      for (const line of lines) touched.add(line);
      state.textContent = state.dataset.local;
    }
    busy = false;
  }

  function soon(event) {
    const line = event.target.name && event.target.name.includes(":") ? lineOf(event.target) : null;
    if (line === null) return;
    touched.add(line);
    clearTimeout(clock);
    clock = setTimeout(keep, 1500);
  }
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("submit", () => { sent = true; clearTimeout(clock); });
  window.addEventListener("beforeunload", (event) => {
    if (sent || !touched.size) return;
    keep();
    event.preventDefault();
    event.returnValue = "";
  });

  const all = form.querySelector("[data-tick-all]");
  const ticks = () => [...form.querySelectorAll("[data-tick]")];
  if (all) {
    all.addEventListener("change", () => { for (const tick of ticks()) tick.checked = all.checked; });
    form.addEventListener("change", (event) => {
      if (!event.target.matches("[data-tick]")) return;
      const on = ticks().filter((tick) => tick.checked).length;
      all.checked = on === ticks().length;
      all.indeterminate = on > 0 && !all.checked;
    });
  }

  const field = document.getElementById("fill-field");
  const words = document.getElementById("fill-words");
  if (field) {
    const phrases = [...words.options].map((option) => option.value);
    field.addEventListener("change", () => {
      const own = field.selectedOptions[0].dataset.words;
      words.replaceChildren(...(own ? own.split("|") : phrases).map((text) => Object.assign(document.createElement("option"), { value: text })));
    });
    document.getElementById("fill-text").addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit(form.querySelector("[value='fill']"));
    });
  }

  // A block from a spreadsheet goes into the fields below and to the right of the one where it is pasted.
  const control = "input[type=text], input[type=date], select, textarea";
  const rows = () => [...form.querySelectorAll("[data-pasting] tbody tr")].map((row) => [...row.querySelectorAll(control)]);
  form.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    if (!event.target.matches(control) || !event.target.closest("[data-pasting]")) return;
    if (!text.includes("\t") && (!text.includes("\n") || event.target.matches("textarea"))) return;
    event.preventDefault();
    const table = rows();
    const top = table.findIndex((row) => row.includes(event.target));
    const left = table[top].indexOf(event.target);
    text.split("\n").forEach((line, down) => {
      line.split("\t").forEach((value, right) => put((table[top + down] || [])[left + right], value.trim()));
    });
  });

  function put(target, value) {
    if (!target) return;
    if (target.matches("select")) {
      const option = [...target.options].find((each) => each.value === value || each.text.trim() === value);
      if (!option && value) return;
      target.value = option ? option.value : "";
    } else target.value = value;
    target.dispatchEvent(new Event("input", { bubbles: true }));
  }

  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || !event.target.matches("input[type=text]") || !event.target.closest("[data-pasting]")) return;
    event.preventDefault();
    const table = rows();
    const at = table.findIndex((row) => row.includes(event.target));
    const next = table[at + (event.shiftKey ? -1 : 1)];
    if (next) (next[table[at].indexOf(event.target)] || next[0] || event.target).focus();
  });
}
