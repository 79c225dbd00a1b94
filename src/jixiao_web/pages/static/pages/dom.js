// Makes elements without ever reading text as markup.
export function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((each) => each !== null && each !== undefined));
  return made;
}

// Calls back for every element that matches, now and in what is put into the page later.
export function each(selector, start) {
  const seen = new WeakSet();
  const look = (root) => {
    const found = root.matches && root.matches(selector) ? [root] : [];
    for (const element of [...found, ...root.querySelectorAll(selector)]) {
      if (seen.has(element)) continue;
      seen.add(element);
      start(element);
    }
  };
  look(document);
  document.addEventListener("htmx:load", (event) => look(event.target));
}

// Whether a key that was pressed belongs to a field, or to an input method that composes.
export function isTyping(event) {
  if (event.isComposing || event.keyCode === 229) return true;
  const at = event.target;
  return at.isContentEditable || (at.matches && at.matches("input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select"));
}
