// What the explorer shows, as a link tells it: #explore&metric=p99Ns&axis=connections&load=...&models=epoll,uring
const viewMark = "#explore&";

/** The view of a link; what it does not tell, or what this run does not have, is as at first. */
function viewOf(hash) {
  const asked = new URLSearchParams(hash.startsWith(viewMark) ? hash.slice(viewMark.length) : "");
  const one = (key, choices, otherwise) => choices.includes(asked.get(key)) ? asked.get(key) : otherwise;
  const view = { ...explorer.first };
  view.metric = one("metric", explorer.metrics.map(m => m.id), view.metric);
  view.axis = one("axis", explorer.axes.map(a => a.id), view.axis);
  const loads = axisOf(view).loads.map(l => l.id);
  view.load = one("load", loads, loads.includes(view.load) ? view.load : loads[0]);
  view.as = one("as", ["value", "ratio"], "value");
  view.y = one("y", ["log", "linear"], "log");
  view.x = one("x", ["log", "linear"], "log");
  if (asked.has("models"))
    view.models = explorer.models.map(m => m.label).filter(label => asked.get("models").split(",").includes(label));
  return view;
}

const hashOf = view => viewMark + new URLSearchParams(Object.entries(view).map(([key, value]) => [key, Array.isArray(value) ? value.join(",") : value]));

const axisOf = view => explorer.axes.find(a => a.id === view.axis);
const loadOf = view => axisOf(view).loads.find(l => l.id === view.load);
const metricOf = view => explorer.metrics.find(m => m.id === view.metric);

const valueOf = value => value ? { centre: value[0], low: value[1], high: value[2], figure: value[3] } : {};

/** The chosen models' lines: { model, points: [{ at, text, cell, centre, low, high, figure }] }, in the order of the run. */
function linesOf(view) {
  const [metric, axis] = [explorer.metrics.indexOf(metricOf(view)), axisOf(view)];
  return explorer.models.map((model, i) => ({
    model,
    points: loadOf(view).points.filter(p => explorer.cells[p.cell].model === i).map(p => ({
      at: p.at, text: axis.values.find(v => v.at === p.at).text, cell: explorer.cells[p.cell],
      ...valueOf((view.as === "ratio" ? explorer.cells[p.cell].ratios : explorer.cells[p.cell].values)[metric]),
    })).filter(p => p.centre > 0 || view.y === "linear" && p.centre === 0),
  })).filter(line => view.models.includes(line.model.label) && line.points.length > 0);
}

/** The same as rows; figures as they are in the page's data. */
const rowsOf = view => [
  ["model", "metric", "baseline", "load", "axis", "at", "value", "low", "high", "n", "clientBound"],
  ...linesOf(view).flatMap(line => line.points.map(p => [
    line.model.label, view.metric, view.as === "ratio" ? explorer.baseline : "", view.load, view.axis, p.at, p.centre, p.low ?? "", p.high ?? "", p.cell.n, p.cell.bound,
  ].map(String))),
];
