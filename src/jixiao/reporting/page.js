(function () {
  "use strict";
  var root = document.documentElement;
  var cards = Array.prototype.slice.call(document.querySelectorAll(".card"));
  var article = document.querySelector("article");
  var sheet = document.querySelector(".sheet");
  var map = document.querySelector(".map");
  var current = null;
  var turn = 0;
  root.classList.add("scripted");

  function number(card) { return card.id.slice(1); }
  function places(card) {
    return Array.prototype.slice.call(document.querySelectorAll('[id^="p' + number(card) + '-"]'));
  }
  function visible() { return cards.filter(function (card) { return !card.hidden; }); }
  function open(card, wanted) {
    card.classList.toggle("open", wanted);
    card.querySelector(".head").setAttribute("aria-expanded", String(wanted));
  }
  function tint(card) {
    document.querySelectorAll("mark.on").forEach(function (mark) { mark.classList.remove("on"); });
    if (!card) { return; }
    document.querySelectorAll("mark[data-n]").forEach(function (mark) {
      if (mark.dataset.n.split(" ").indexOf(number(card)) >= 0) { mark.classList.add("on"); }
    });
  }
  function show(anchor) {
    if (!anchor) { return; }
    var block = anchor.closest(".block");
    if (article.classList.contains("only") && block && !block.classList.contains("found")) { only(false); }
    var row = anchor.closest("tr");
    if (article.classList.contains("only") && row && row.offsetParent === null) { only(false); }
    anchor.scrollIntoView({ block: "center" });
  }
  function choose(card, jump) {
    if (current && current !== card) {
      current.classList.remove("current");
      open(current, false);
    }
    current = card;
    turn = 0;
    card.classList.add("current");
    open(card, true);
    tint(card);
    card.scrollIntoView({ block: "nearest" });
    if (jump) { show(places(card)[0]); }
  }
  function step(by) {
    var seen = visible();
    if (!seen.length) { return; }
    var at = seen.indexOf(current);
    var next = seen[Math.min(Math.max(at + by, 0), seen.length - 1)];
    choose(next, true);
    next.querySelector(".head").focus({ preventScroll: true });
  }
  function only(wanted) {
    article.classList.toggle("only", wanted);
    document.getElementById("only").setAttribute("aria-pressed", String(wanted));
    document.getElementById("whole").setAttribute("aria-pressed", String(!wanted));
    draw();
  }
  function draw() {
    map.textContent = "";
    var height = sheet.scrollHeight;
    if (!height || getComputedStyle(map).display === "none") { return; }
    cards.forEach(function (card) {
      var anchor = places(card)[0];
      if (!anchor || card.hidden || anchor.getClientRects().length === 0) { return; }
      var top = anchor.getBoundingClientRect().top - sheet.getBoundingClientRect().top + sheet.scrollTop;
      var tick = document.createElement("a");
      tick.className = card.dataset.kind;
      tick.href = "#" + anchor.id;
      tick.tabIndex = -1;
      tick.style.top = (100 * top / height) + "%";
      tick.addEventListener("click", function (event) { event.preventDefault(); choose(card, true); });
      map.appendChild(tick);
    });
  }

  cards.forEach(function (card) {
    card.querySelector(".head").addEventListener("click", function () {
      if (current === card && card.classList.contains("open")) { open(card, false); return; }
      choose(card, true);
    });
    card.querySelectorAll("a.jump").forEach(function (link) {
      link.addEventListener("click", function (event) {
        event.preventDefault();
        choose(card, false);
        show(document.getElementById(link.getAttribute("href").slice(1)));
      });
    });
  });
  document.querySelectorAll(".tag").forEach(function (tag) {
    tag.addEventListener("click", function (event) {
      event.preventDefault();
      var card = document.getElementById("f" + tag.dataset.n);
      if (card.hidden) { filter(""); }
      choose(card, false);
      card.querySelector(".head").focus();
    });
  });
  function filter(kind) {
    document.querySelectorAll("[data-show]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.show === kind));
    });
    cards.forEach(function (card) { card.hidden = Boolean(kind) && card.dataset.kind !== kind; });
    draw();
  }
  document.querySelectorAll("[data-show]").forEach(function (button) {
    button.addEventListener("click", function () { filter(button.dataset.show); });
  });
  document.getElementById("only").addEventListener("click", function () { only(true); });
  document.getElementById("whole").addEventListener("click", function () { only(false); });
  document.getElementById("sound").addEventListener("change", function (event) {
    article.classList.toggle("no-sound", !event.target.checked);
  });
  document.addEventListener("keydown", function (event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.key === "j" || event.key === "J") { step(1); }
    else if (event.key === "k" || event.key === "K") { step(-1); }
    else if ((event.key === "v" || event.key === "V") && current) {
      var all = places(current);
      turn = (turn + 1) % all.length;
      show(all[turn]);
    }
    else if (event.key === "Escape" && current) { open(current, false); }
  });
  window.addEventListener("resize", draw);
  cards.forEach(function (card, at) { open(card, at === 0); });
  window.addEventListener("load", function () {
    if (cards.length && window.matchMedia("(min-width: 861px)").matches) { choose(cards[0], true); }
    draw();
  });
}());
