// Charts stand beside the tables that hold their figures; without ECharts the tables remain.
export function startCharts() {
  for (const chart of document.querySelectorAll(".chart")) chart.hidden = true;
}
