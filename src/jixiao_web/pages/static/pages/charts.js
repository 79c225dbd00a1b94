// Charts stand beside the tables that hold their figures: <div class="chart" data-chart="…" data-source="…"> and,
// after it, a <table>. The button 表 of the panel's head swaps them; without ECharts the table remains.
//
// What an address must answer, amounts and rates as text of decimals, with what is printed as `label`:
//   waterfall  {unit, bars: [{kind, name, from, to, label}]}   kinds: adjusted increase reduction spent balance
//   progress   {unit, rate, names: {spent, planned, pro_rata}, points: [{label, spent, planned, pro_rata}], has_plan}
//   offices    {unit, names: {office, project, balance}, bound, offices: [{name, rate, label, balance, projects: [{name, rate}]}]}
//   project    {unit, names: {budget, spent, pro_rata}, start, end, budget: [{date, amount}], spent: [{date, amount}],
//               pro_rata: [{date, amount}], marks: [{date, label}], budget_label, spent_label}
import { make } from "./dom.js";
import { word } from "./words.js";

const kinds = { waterfall, progress, offices, project };
const charts = new Set();

function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function base() {
  return {
    animation: false,
    aria: { enabled: true },
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12, color: color("ink") },
    tooltip: { renderMode: "richText", confine: true, textStyle: { fontSize: 12, color: color("ink") }, borderColor: color("line-strong") },
  };
}

function amountAxis() {
  return {
    type: "value",
    axisLabel: { color: color("ink-2"), formatter: (value) => grouped(value) },
    splitLine: { lineStyle: { color: "#e6eaef" } },
  };
}

function nameAxis(names) {
  return {
    type: "category", data: names, axisTick: { show: false },
    axisLine: { lineStyle: { color: color("line-strong") } }, axisLabel: { color: color("ink-2"), interval: 0, hideOverlap: true },
  };
}

function grouped(value, places) {
  const told = places === undefined ? String(Math.round(value * 100) / 100) : value.toFixed(places);
  const [whole, part] = told.replace("-", "").split(".");
  return (value < 0 ? "\u2212" : "") + whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? `.${part}` : "");
}

function number(text) {
  return text === null || text === undefined || text === "" ? null : Number(text);
}

function waterfall(told) {
  const colors = { adjusted: color("adjusted"), increase: color("increase"), reduction: color("reduction"), spent: color("spent"), balance: color("ink-3") };
  const hatch = { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: -Math.PI / 4, color: "rgba(255,255,255,.65)" };
  const bars = told.bars.map((bar) => {
    const [low, high] = [number(bar.from), number(bar.to)].sort((one, other) => one - other);
    return {
      ...bar,
      base: low > 0 ? low : Math.min(high, 0),
      above: Math.max(high, 0) - Math.max(low, 0),
      below: Math.min(low, 0) - Math.min(high, 0),
      style: { color: colors[bar.kind], decal: bar.kind === "reduction" ? hatch : { symbol: "none" } },
    };
  });
  const series = (values, rest) => ({ type: "bar", stack: "all", barWidth: "56%", data: values, ...rest });
  return {
    ...base(),
    tooltip: { ...base().tooltip, trigger: "axis", axisPointer: { type: "shadow" }, formatter: (items) => `${bars[items[0].dataIndex].name}  ${bars[items[0].dataIndex].label}` },
    grid: { left: 8, right: 8, top: 28, bottom: 24 },
    xAxis: nameAxis(bars.map((bar) => bar.name)),
    yAxis: { type: "value", show: false, min: (range) => Math.min(0, range.min) },
    series: [
      series(bars.map((bar) => bar.base), { itemStyle: { color: "transparent", decal: { symbol: "none" } }, silent: true }),
      series(bars.map((bar) => ({ value: bar.below, itemStyle: bar.style })), {}),
      series(bars.map((bar) => ({ value: bar.above, itemStyle: bar.style })), {
        barMinHeight: 2,
        label: { show: true, position: "top", color: color("ink"), formatter: (item) => bars[item.dataIndex].label },
      }),
    ],
  };
}

function progress(told) {
  const points = told.points;
  const line = (key, style, rest = {}) => ({
    type: "line", name: told.names[key], data: points.map((point) => number(point[key])), showSymbol: false, connectNulls: true,
    lineStyle: style, itemStyle: { color: style.color }, ...rest,
  });
  const spent = points.map((point) => number(point.spent));
  const last = spent.reduce((at, value, index) => (value === null ? at : index), -1);
  const series = [
    line("spent", { color: color("spent"), width: 2.5 }, {
      z: 4, areaStyle: { color: color("brand"), opacity: 0.07 },
      markPoint: last < 0 ? undefined : {
        symbol: "circle", symbolSize: 7, silent: true, data: [{ coord: [last, spent[last]] }],
        label: { show: true, position: last > points.length - 3 ? "left" : "right", distance: 8, formatter: told.rate, fontWeight: 600, color: color("spent"), offset: [0, last > points.length - 3 ? -12 : 0] },
      },
    }),
  ];
  if (told.has_plan) series.push(line("planned", { color: color("reduction"), width: 1.75, type: "dotted" }));
  series.push(line("pro_rata", { color: color("ink-3"), width: 1.25, type: "dashed" }));
  return {
    ...base(),
    tooltip: { ...base().tooltip, trigger: "axis", valueFormatter: (value) => (value === null || value === undefined ? "—" : grouped(value, 2)) },
    legend: { top: 0, right: 8, itemHeight: 8, itemWidth: 22, textStyle: { color: color("ink-2"), fontSize: 12 } },
    grid: { left: 56, right: 16, top: 40, bottom: 24 },
    xAxis: { ...nameAxis(points.map((point) => point.label)), boundaryGap: false, axisLabel: { color: color("ink-2"), hideOverlap: true } },
    yAxis: amountAxis(),
    series,
  };
}

function offices(told, box) {
  const rows = told.offices.filter((office) => office.rate !== null);
  const bound = number(told.bound);
  const rates = rows.flatMap((office) => [number(office.rate), ...office.projects.map((each) => number(each.rate))]);
  if (bound !== null) rates.push(bound);
  const spread = Math.max(...rates, 100) - Math.min(...rates);
  const interval = [5, 10, 20, 25, 50].find((step) => spread / step <= 5) || 100;
  const low = Math.max(0, Math.floor((Math.min(...rates) - interval / 10) / interval) * interval);
  const high = Math.ceil(Math.max(...rates, 100) / interval) * interval;
  const isBelow = (rate) => bound !== null && rate < bound;
  const longest = Math.max(...rows.map((office) => [...office.name].reduce((sum, letter) => sum + (letter > "\u2e80" ? 12 : 7), 0)), 48);
  const left = Math.min(longest + 16, box.clientWidth * 0.36);
  return {
    ...base(),
    tooltip: { ...base().tooltip, trigger: "item", formatter: (item) => `${item.data.name}  ${item.data.label}` },
    grid: { left, right: 124, top: 22, bottom: 24 },
    xAxis: { type: "value", min: low, max: high, interval, axisLabel: { color: color("ink-2"), formatter: "{value}%" }, splitLine: { lineStyle: { color: "#e6eaef" } } },
    yAxis: [
      { ...nameAxis(rows.map((office) => office.name)), inverse: true, axisLine: { show: false }, axisLabel: { color: color("ink"), interval: 0, width: left - 10, overflow: "break", lineHeight: 14 } },
      { ...nameAxis(rows.map((office) => `${office.label}  ${told.names.balance} ${office.balance}`)), inverse: true, position: "right", axisLine: { show: false }, axisLabel: { color: color("ink-2"), interval: 0 } },
    ],
    series: [
      {
        type: "scatter", name: told.names.project, symbol: "circle", symbolSize: 8,
        data: rows.flatMap((office, at) => office.projects.map((each) => ({
          value: [number(each.rate), at], name: each.name, label: `${number(each.rate).toFixed(2)}%`,
          itemStyle: { color: color("paper"), borderWidth: 1.75, borderColor: isBelow(number(each.rate)) ? color("red-mark") : color("adjusted") },
        }))).map(({ label, ...point }) => ({ ...point, told: label })),
        tooltip: { formatter: (item) => `${item.data.name}  ${item.data.told}` },
        markLine: bound === null ? undefined : {
          silent: true, symbol: "none", data: [{ xAxis: bound }], lineStyle: { color: color("red"), type: "dashed" },
          label: { formatter: `${bound}%`, color: color("red"), position: "start", distance: 4 },
        },
      },
      {
        type: "scatter", name: told.names.office, symbol: "diamond", symbolSize: 11, z: 4,
        data: rows.map((office, at) => ({ value: [number(office.rate), at], name: office.name, told: office.label, itemStyle: { color: isBelow(number(office.rate)) ? color("red-mark") : color("spent") } })),
        tooltip: { formatter: (item) => `${item.data.name}  ${item.data.told}` },
      },
    ],
  };
}

function project(told) {
  const points = (list) => (list || []).map((each) => [each.date, number(each.amount)]);
  const step = (key, style, rest) => ({ type: "line", name: told.names[key], data: points(told[key]), showSymbol: key === "spent" && told[key].length < 3, symbolSize: 7, step: "end", lineStyle: style, itemStyle: { color: style.color }, ...rest });
  const ending = (text, style, offset) => ({ show: Boolean(text), formatter: text, color: style.color, distance: 6, offset: [0, offset], fontSize: 12, fontWeight: style.width > 2 ? 600 : 400 });
  const budget = { color: color("ink-2"), width: 1.5 };
  const spent = { color: color("spent"), width: 2.5 };
  const marks = (told.marks || []).map((mark) => ({ xAxis: mark.date, label: { formatter: mark.label, color: color("reduction"), position: "end" } }));
  return {
    ...base(),
    tooltip: { ...base().tooltip, trigger: "axis", valueFormatter: (value) => (value === null || value === undefined ? "—" : grouped(value, 2)) },
    grid: { left: 56, right: 96, top: 30, bottom: 24 },
    xAxis: { type: "time", min: told.start, max: told.end, axisLabel: { color: color("ink-2"), hideOverlap: true, formatter: monthLabel }, splitLine: { show: false }, axisTick: { show: false }, axisLine: { lineStyle: { color: color("line-strong") } } },
    yAxis: amountAxis(),
    series: [
      step("budget", budget, { endLabel: ending(told.budget_label, budget, -9), markLine: marks.length ? { silent: true, symbol: "none", lineStyle: { color: color("reduction"), type: "dotted" }, data: marks } : undefined }),
      step("spent", spent, { z: 4, areaStyle: { color: color("brand"), opacity: 0.08 }, endLabel: ending(told.spent_label, spent, 9) }),
      { type: "line", name: told.names.pro_rata, data: points(told.pro_rata), showSymbol: false, lineStyle: { color: color("ink-3"), width: 1.25, type: "dashed" }, itemStyle: { color: color("ink-3") } },
    ],
  };
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function monthLabel(at) {
  const month = new Date(at).getMonth();
  return document.documentElement.lang === "en" ? MONTHS[month] : `${month + 1}月`;
}

// ---- placing them

let library;

function load() {
  const address = document.body.dataset.echarts;
  if (!address) return Promise.reject(new Error("no ECharts"));
  library = library || new Promise((done, failed) => {
    const script = make("script", { src: address });
    script.addEventListener("load", () => done(window.echarts));
    script.addEventListener("error", failed);
    document.head.append(script);
  });
  return library;
}

function tableOf(box) {
  return box.parentElement.querySelector("table");
}

function draw(echarts, box, told) {
  box.classList.add("drawn");
  const chart = echarts.init(box, null, { renderer: "svg", locale: document.documentElement.lang === "en" ? "EN" : "ZH" });
  chart.setOption(kinds[box.dataset.chart](told, box));
  const fit = () => {
    if (window.matchMedia("print").matches || !box.clientWidth) return;
    chart.resize();
    const svg = box.querySelector("svg");
    if (svg) svg.setAttribute("viewBox", `0 0 ${box.clientWidth} ${box.clientHeight}`);
  };
  fit();
  new ResizeObserver(fit).observe(box);
  offerTable(box);
}

function offerTable(box) {
  const table = tableOf(box);
  const panel = box.closest(".panel");
  const head = panel && panel.querySelector(".panel-head");
  if (!table || !head) return;
  const button = make("button", { type: "button", class: "btn small plain push chart-toggle", "aria-pressed": "false" }, word("table"));
  const heading = head.querySelector("h2, h3");
  if (heading) button.setAttribute("aria-label", `${word("table")} · ${heading.textContent.trim()}`);
  const show = (asTable) => {
    button.setAttribute("aria-pressed", String(asTable));
    table.hidden = !asTable;
    box.hidden = asTable;
    box.parentElement.classList.toggle("as-table", asTable);
  };
  button.addEventListener("click", () => show(!box.hidden));
  head.append(button);
  show(false);
}

function fall(box) {
  box.classList.add("failed");
  if (!box.nextElementSibling || !box.nextElementSibling.matches(".no-chart")) box.after(make("p", { class: "caption no-chart" }, word("no_chart")));
}

async function start(box) {
  if (charts.has(box) || !(box.dataset.chart in kinds)) return;
  charts.add(box);
  try {
    const [echarts, answer] = await Promise.all([load(), fetch(box.dataset.source, { headers: { Accept: "application/json" }, credentials: "same-origin" })]);
    if (!answer.ok) throw new Error(String(answer.status));
    draw(echarts, box, await answer.json());
  } catch {
    fall(box);
  }
}

export function startCharts() {
  document.querySelectorAll(".chart[data-chart]").forEach(start);
  document.addEventListener("htmx:load", (event) => event.target.querySelectorAll(".chart[data-chart]").forEach(start));
}
