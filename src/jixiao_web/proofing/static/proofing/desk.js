// The document beside its findings: jumps both ways, one finding open at a time, filters, keys, the map.
import { isTyping } from "../pages/dom.js";

const article = document.querySelector(".paper article");
const paper = document.querySelector(".sheet-of-paper");
const map = document.querySelector(".paper .map");
const list = document.querySelector(".cards");
let current = "";
let turn = 0;
let shown = "open";

const card = (number) => document.getElementById(`f${number}`);
const cards = () => [...list.querySelectorAll(".card")];
const isPhone = () => window.matchMedia("(max-width: 767px)").matches;
// The places of a finding, the accused one first.
const places = (number) => [...article.querySelectorAll(`[id^="p${number}-"]`)]
  .sort((one, other) => Number(one.id.split("-")[1]) - Number(other.id.split("-")[1]));
const matches = (each) => shown === "all" || each.dataset.state === shown
  || (each.dataset.kind === shown && each.dataset.state === "open");

function open(each, isOpen) {
  each.classList.toggle("is-open", isOpen);
  each.querySelector(".head").setAttribute("aria-expanded", String(isOpen));
}

function tint(number) {
  for (const mark of article.querySelectorAll("mark.on")) mark.classList.remove("on");
  if (!number) return;
  for (const mark of article.querySelectorAll("mark[data-n]")) {
    if (mark.dataset.n.split(" ").includes(number)) mark.classList.add("on");
  }
}

function only(isOnly) {
  article.classList.toggle("only", isOnly);
  document.querySelector("[data-only]").setAttribute("aria-pressed", String(isOnly));
  document.querySelector("[data-whole]").setAttribute("aria-pressed", String(!isOnly));
  drawMap();
}

// Scrolls the text so that the places of a finding show together where they can.
function show(anchor, together) {
  if (!anchor) return;
  const isHidden = (element) => element && element.getClientRects().length === 0;
  if (article.classList.contains("only") && (isHidden(anchor.closest(".block")) || isHidden(anchor.closest("tr")))) only(false);
  if (isPhone()) { anchor.scrollIntoView({ block: "center" }); return; }
  const top = (element) => element.getBoundingClientRect().top + paper.scrollTop - paper.getBoundingClientRect().top;
  const goal = top(anchor);
  let low = goal, high = goal;
  for (const each of together.map(top).sort((one, other) => Math.abs(one - goal) - Math.abs(other - goal))) {
    if (Math.max(high, each) - Math.min(low, each) > paper.clientHeight - 120) continue;
    low = Math.min(low, each);
    high = Math.max(high, each);
  }
  paper.scrollTop = (low + high) / 2 - paper.clientHeight / 2;
}

function choose(number, jumps = true) {
  const chosen = card(number);
  if (!chosen) return;
  for (const each of cards()) if (each !== chosen) { open(each, false); each.classList.remove("current"); }
  current = number;
  turn = 0;
  chosen.classList.add("current");
  open(chosen, true);
  chosen.scrollIntoView({ block: "nearest" });
  tint(number);
  const found = places(number);
  if (jumps) show(found[0], found);
}

function filter(what) {
  shown = what;
  for (const chip of document.querySelectorAll("#tallies [data-show]")) {
    chip.setAttribute("aria-pressed", String(chip.dataset.show === what));
  }
  for (const each of cards()) each.hidden = !matches(each);
  for (const tag of article.querySelectorAll(".tag[data-n]")) {
    const its = card(tag.dataset.n);
    tag.classList.toggle("settled", Boolean(its) && its.dataset.state !== "open");
  }
  drawMap();
}

function step(by) {
  const seen = cards().filter((each) => !each.hidden);
  if (!seen.length) return;
  const at = seen.findIndex((each) => each.dataset.number === current);
  const next = seen[Math.max(0, Math.min(seen.length - 1, at < 0 ? 0 : at + by))];
  choose(next.dataset.number);
  next.querySelector(".head").focus({ preventScroll: true });
}

function nextPlace() {
  const found = places(current);
  if (!found.length) return;
  turn = (turn + 1) % found.length;
  show(found[turn], []);
}

function drawMap() {
  map.replaceChildren();
  if (!paper.scrollHeight) return;
  for (const each of cards()) {
    const anchor = article.querySelector(`[id="p${each.dataset.number}-0"]`);
    if (!anchor || each.hidden || anchor.getClientRects().length === 0) continue;
    const mark = document.createElement("a");
    mark.href = `#f${each.dataset.number}`;
    mark.tabIndex = -1;
    mark.className = each.dataset.kind;
    mark.dataset.n = each.dataset.number;
    const top = anchor.getBoundingClientRect().top + paper.scrollTop - paper.getBoundingClientRect().top;
    mark.style.top = `${(100 * top) / paper.scrollHeight}%`;
    map.append(mark);
  }
}

function listHeadings() {
  const select = document.getElementById("headings");
  const heads = [...article.querySelectorAll("h2, h3, h4, h5, h6")];
  if (heads.length < 2) return;
  heads.forEach((head, number) => {
    const option = document.createElement("option");
    option.value = String(number);
    const depth = Number(head.tagName[1]) - 2;
    const words = [...head.childNodes].filter((node) => !node.classList || !node.classList.contains("tag")).map((node) => node.textContent).join("");
    option.textContent = `${"　".repeat(Math.max(0, depth - 1))}${words.trim().slice(0, 30)}`;
    select.append(option);
  });
  select.hidden = false;
  select.addEventListener("change", () => show(heads[Number(select.value)], []));
  paper.addEventListener("scroll", () => {
    const top = paper.getBoundingClientRect().top + 40;
    let at = 0;
    heads.forEach((head, number) => { if (head.getClientRects().length && head.getBoundingClientRect().top <= top) at = number; });
    select.value = String(at);
  }, { passive: true });
}

function press(event) {
  if (isTyping(event) || event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
  if (document.body.dataset.keys === "off" || localStorage.getItem("jixiao:keys-off") === "1") return;
  const its = current ? card(current) : null;
  const acts = {
    j: () => step(1),
    k: () => step(-1),
    v: nextPlace,
    a: () => { const button = its && its.querySelector("[data-accept]"); if (button) button.click(); },
    d: () => {
      const why = its && its.querySelector("[data-dismiss]");
      if (!why) return;
      why.parentElement.open = true;
      why.parentElement.querySelector("input").focus();
    },
  };
  const act = acts[event.key];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

document.addEventListener("keydown", press, true);
list.addEventListener("click", (event) => {
  const head = event.target.closest(".head");
  if (head) {
    const its = head.closest(".card");
    if (its.dataset.number === current && its.classList.contains("is-open")) open(its, false);
    else choose(its.dataset.number);
    return;
  }
  const jump = event.target.closest("a.jump");
  if (jump) {
    event.preventDefault();
    const number = jump.closest(".card").dataset.number;
    if (number !== current) choose(number, false);
    turn = places(number).findIndex((each) => `#${each.id}` === jump.getAttribute("href"));
    show(document.querySelector(jump.getAttribute("href")), []);
  }
});
list.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches('input[name="reason"]')) return;
  event.preventDefault();
  event.target.closest(".why-body").querySelector("[data-send]").click();
});
for (const area of [article, map]) {
  area.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-n]");
    if (!mark) return;
    event.preventDefault();
    const numbers = mark.dataset.n.split(" ");
    const number = mark.matches("a") ? numbers[0] : numbers[(numbers.indexOf(current) + 1) % numbers.length];
    if (card(number).hidden) filter("all");
    choose(number, area === map);
  });
}
document.addEventListener("click", (event) => {
  const chip = event.target.closest("#tallies [data-show]");
  if (chip) { filter(chip.dataset.show); if (current && card(current).hidden) step(1); }
});
document.querySelector("[data-whole]").addEventListener("click", () => only(false));
document.querySelector("[data-only]").addEventListener("click", () => only(true));
document.querySelector("[data-sound]").addEventListener("change", (event) => article.classList.toggle("no-sound", !event.target.checked));
// After a decision: the card that came back is open where it was, and the next one that waits is chosen.
document.addEventListener("htmx:afterSettle", (event) => {
  const its = event.detail.target && event.detail.target.closest ? document.getElementById(event.detail.target.id) : null;
  if (!its || !its.matches(".card")) return;
  const isWrong = Boolean(its.querySelector('[aria-invalid="true"]'));
  const after = cards().slice(cards().indexOf(its) + 1).find((each) => each.dataset.state === "open" && (shown === "all" || shown === "open" || each.dataset.kind === shown));
  filter(shown);
  if (isWrong || its.dataset.state === "open" || !after) {
    choose(its.dataset.number, false);
    const field = its.querySelector('[aria-invalid="true"]');
    if (field) field.focus(); else if (!its.hidden) its.querySelector(".head").focus({ preventScroll: true });
  } else {
    choose(after.dataset.number);
    after.querySelector(".head").focus({ preventScroll: true });
  }
});
window.addEventListener("resize", drawMap);

document.documentElement.classList.add("scripted");
for (const each of cards()) open(each, false);
listHeadings();
filter("open");
const asked = location.hash.match(/^#f(\d+)$/);
if (asked && card(asked[1])) { if (card(asked[1]).hidden) filter("all"); choose(asked[1]); }
else if (!isPhone() && cards().some((each) => !each.hidden)) choose(cards().find((each) => !each.hidden).dataset.number);
const download = document.querySelector("a[data-downloads-now]");
if (download) { history.replaceState(null, "", location.pathname); download.click(); }
