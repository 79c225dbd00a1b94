// The words that scripts say, from the page's own JSON.
const holder = document.getElementById("words");
const known = holder ? JSON.parse(holder.textContent) : {};

export function word(name, filled = {}) {
  return (known[name] || name).replace(/\{(\w+)\}/g, (whole, key) => (key in filled ? filled[key] : whole));
}
