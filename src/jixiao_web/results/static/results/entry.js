// The entry screen: kept on the server while one types, rows added and removed, phrases inserted.
const form = document.getElementById("entry");

if (form) {
  const state = document.querySelector("[data-server-state]");
  const count = document.querySelector("[data-gap-count]");
  const moved = document.getElementById("moved");
  let clock, busy = false, again = false, stopped = false, last = null;

  const told = () => {
    const data = new FormData(form);
    data.delete("seen");
    return data;
  };
  const text = (data) => JSON.stringify([...data].filter(([name]) => name !== "version"));

  async function keep() {
    if (stopped) return;
    if (busy) { again = true; return; }
    const data = told();
    if (text(data) === last) return;
    busy = true;
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: data, headers: { "X-Requested-With": "fetch" } });
      if (answer.redirected || answer.status === 401 || answer.status === 403) throw new Error("away");
      const said = await answer.json();
      if (answer.status === 409) {
        stopped = true;
        moved.querySelector("[data-moved]").textContent = said.message;
        if (said.is_over) moved.querySelector("button").hidden = true;
        moved.hidden = false;
      } else {
        last = text(data);
        form.elements.version.value = said.version;
        state.textContent = `${state.dataset.saved} ${said.at}`;
        count.textContent = said.gaps;
      }
    } catch {
      state.textContent = state.dataset.local;
    }
    busy = false;
    if (again) { again = false; keep(); }
  }

  last = text(told());
  const soon = () => { clearTimeout(clock); clock = setTimeout(keep, 1500); };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  const official = document.getElementById("official");
  official?.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(clock);
    await keep();
    official.elements.version.value = form.elements.version.value;
    official.submit();
  });
  form.addEventListener("submit", () => { stopped = true; clearTimeout(clock); });

  const wrong = form.querySelector("[aria-invalid='true']");
  if (wrong) { wrong.focus(); wrong.scrollIntoView({ block: "center" }); }

  function add(table) {
    const body = form.querySelector(`[data-rows="${table}"] tbody`);
    const numbers = [...body.querySelectorAll("[name]")].map((field) => Number(field.name.split("-")[1]) || 0);
    const next = Math.max(-1, ...numbers) + 1;
    const row = form.querySelector(`[data-blank="${table}"]`).content.firstElementChild.cloneNode(true);
    for (const field of row.querySelectorAll("[name]")) {
      field.name = field.name.replace("-NEW-", `-${next}-`);
      if (field.id) field.id = field.id.replace("-NEW-", `-${next}-`);
    }
    body.append(row);
    return row;
  }

  function put(field, words) {
    const start = field.selectionStart === undefined || field.selectionStart === null ? field.value.length : field.selectionStart;
    const at = document.activeElement === field || field.dataset.touched ? start : field.value.length;
    field.value = field.value.slice(0, at) + words + field.value.slice(at);
    field.focus();
    field.selectionStart = field.selectionEnd = at + words.length;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  let lastText = form.elements.results;
  form.addEventListener("focusin", (event) => {
    if (event.target.matches("textarea")) { lastText = event.target; event.target.dataset.touched = "1"; }
  });

  for (const button of form.querySelectorAll("[data-add-row]")) {
    button.hidden = false;
    button.addEventListener("click", () => add(button.dataset.addRow).querySelector("input, select, textarea").focus());
  }
  const removed = { outputs: [], shortcomings: [] };
  for (const button of form.querySelectorAll("[data-bring-row]")) {
    const rows = removed[button.dataset.bringRow];
    button.addEventListener("click", () => {
      const { row, body, before } = rows.pop();
      body.insertBefore(row, before && before.parentNode === body ? before : null);
      button.hidden = !rows.length;
      row.querySelector("input, select, textarea").focus();
      soon();
    });
  }

  form.addEventListener("click", (event) => {
    const gone = event.target.closest("[data-remove-row]");
    if (gone) {
      const row = gone.closest("[data-row]");
      const next = row.nextElementSibling || row.previousElementSibling;
      const table = row.closest("[data-rows]").dataset.rows;
      removed[table].push({ row, body: row.parentNode, before: row.nextElementSibling });
      form.querySelector(`[data-bring-row="${table}"]`).hidden = false;
      row.remove();
      const focus = next && next.querySelector("input, select, textarea");
      if (focus) focus.focus();
      soon();
      return;
    }
    const insert = event.target.closest("[data-insert]");
    if (!insert) return;
    if (insert.dataset.into) put(document.getElementById(insert.dataset.into), insert.dataset.insert);
    else if (insert.dataset.intoLast) {
      const rows = [...form.querySelectorAll(`[data-rows="${insert.dataset.intoLast}"] [data-row]`)];
      const free = rows.find((row) => !row.querySelector("textarea").value.trim()) || add(insert.dataset.intoLast);
      put(free.querySelector("textarea"), insert.dataset.insert);
    } else put(lastText, insert.dataset.insert);
  });
}
