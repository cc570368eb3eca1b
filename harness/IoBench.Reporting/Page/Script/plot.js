// Draws a view. SVG made by hand, and no library: a plot on a canvas could be neither saved as SVG, nor printed sharply, nor follow the
// page's colours, and the whole of it is these lines.
const size = { body: 400, left: 64, right: 28, label: 15 };

/** A scale from values to pixels with its ticks: [{ at, text }]. */
function scale(values, log, from, to, ticks, room) {
  // None has no logarithm: it stands a step to the left of the least that has one.
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const some = sorted.filter(v => v > 0);
  const step = some.length > 1 ? Math.log(some.at(-1) / some[0]) / (some.length - 1) : 1;
  const place = v => !log ? v : v > 0 ? Math.log(v) : Math.log(some[0]) - step;
  const [least, most] = room(place(sorted[0]), place(sorted.at(-1)));
  const at = v => from + (place(v) - least) / (most - least || 1) * (to - from);
  return { at, ticks: ticks.filter(t => place(t.at) >= least - 1e-9 && place(t.at) <= most + 1e-9 && (!log || t.at > 0 || sorted[0] === 0)) };
}

/** Of round values those that make a clear axis. */
function upwardTicks(all, log, least, most) {
  if (!log) {
    const step = [1, 2, 5].flatMap(m => Array.from({ length: 24 }, (_, k) => m * 10 ** (k - 10))).sort((a, b) => a - b).find(s => most / s <= 6);
    return all.filter(t => t.at <= most && Math.abs(t.at / step - Math.round(t.at / step)) < 1e-6);
  }
  const mantissa = t => t.at / 10 ** Math.floor(Math.log10(t.at) + 1e-9);
  const inside = all.filter(t => t.at >= least && t.at <= most);
  const among = set => inside.filter(t => set.some(m => Math.abs(mantissa(t) - m) < 1e-6));
  return [[1], [1, 2, 5], [1, 1.5, 2, 3, 4, 5, 6, 8]].map(among).find(ticks => ticks.length >= 3) ?? inside;
}

/** Places of the names at the lines' ends: as near to their lines as they may without touching each other. */
function spread(wanted, gap, top, bottom) {
  const order = wanted.map((y, i) => [y, i]).sort((a, b) => a[0] - b[0]);
  const places = [];
  order.forEach(([y], k) => places[k] = Math.max(y, k ? places[k - 1] + gap : top));
  for (let k = places.length - 1, limit = bottom; k >= 0; k--, limit = places[k + 1] - gap)
    places[k] = Math.min(places[k], limit);
  return order.reduce((result, [, i], k) => (result[i] = places[k], result), []);
}

const sentenceCase = text => text.charAt(0).toUpperCase() + text.slice(1);

const titleOf = view => sentenceCase(say(words.title, metricOf(view).title, axisOf(view).noun, loadOf(view).title));

function plot(view, width) {
  const { ink } = explorer;
  const write = (text, x, y, more = {}) => draw("text", { x: x.toFixed(1), y: y.toFixed(1), fill: ink.muted, "font-size": 13, ...more }, text);
  const lines = linesOf(view);
  const measure = document.createElement("canvas").getContext("2d");
  const wide = (text, font) => (measure.font = `${font} "IBM Plex Sans", sans-serif`, measure.measureText(text).width);
  const wrap = (text, font) => text.split(" ").reduce((rows, word) =>
    (wide(`${rows.at(-1)} ${word}`, font) > width - 2 * size.right && rows.at(-1) ? rows.push(word) : rows.push(`${rows.pop()} ${word}`.trim()), rows), [""]);
  // Too little room beside the lines for their names: the list of models names them.
  const named = width >= 640;
  const labels = named ? 30 + Math.max(0, ...lines.map(line => wide(line.model.label, "600 13px"))) : 0;
  const [metric, axis] = [metricOf(view), axisOf(view)];
  const texts = { title: wrap(titleOf(view), "600 17px"), upwards: wrap(upwardsOf(view), "13px"), foot: explorer.foot.flatMap(line => wrap(line, "11.5px")) };
  const top = 16 + texts.title.length * 23 + texts.upwards.length * 18 + 16;
  const bottom = top + size.body;
  const height = bottom + 62 + texts.foot.length * 16;
  const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": titleOf(view), "font-family": "'IBM Plex Sans', Inter, 'Helvetica Neue', Arial, sans-serif" },
    draw("rect", { width, height, fill: ink.paper }));
  texts.title.forEach((row, i) => svg.append(write(row, size.right, 28 + i * 23, { fill: ink.text, "font-size": 17, "font-weight": 600 })));
  texts.upwards.forEach((row, i) => svg.append(write(row, size.right, 30 + texts.title.length * 23 + i * 18 - 4)));
  texts.foot.forEach((row, i) => svg.append(write(row, size.right, bottom + 66 + i * 16, { "font-size": 11.5 })));
  svg.append(draw("path", { d: `M${size.right} ${bottom + 50}H${width - size.right}`, stroke: ink.faint }));
  if (lines.length === 0) {
    svg.append(write(words.nothing, width / 2, top + size.body / 2, { "text-anchor": "middle", fill: ink.text }));
    return { svg, points: [] };
  }

  const values = lines.flatMap(line => line.points).flatMap(p => [p.centre, p.low ?? p.centre, p.high ?? p.centre]).concat(view.as === "ratio" ? [1] : []).filter(v => view.y === "linear" || v > 0);
  const y = scale(values, view.y === "log", bottom, top, [], (least, most) => view.y === "log" ? [least - 0.08, most + 0.08] : [0, most * 1.05]);
  const [least, most] = view.y === "log" ? [Math.min(...values) / 1.083, Math.max(...values) * 1.083] : [0, Math.max(...values) * 1.05];
  for (const tick of upwardTicks(view.as === "ratio" ? explorer.ratioTicks : metric.ticks, view.y === "log", least, most))
    svg.append(draw("path", { d: `M${size.left} ${y.at(tick.at).toFixed(1)}H${width - size.right - labels}`, stroke: ink.faint, "stroke-width": 0.6 }), write(tick.text, size.left - 8, y.at(tick.at) + 4, { "text-anchor": "end" }));

  const x = scale(lines.flatMap(line => line.points.map(p => p.at)), view.x === "log", size.left + 16, width - size.right - labels - 16, axis.values, (a, b) => [a, b]);
  let free = -Infinity;
  for (const tick of x.ticks) {
    const [at, half] = [x.at(tick.at), wide(tick.text, "13px") / 2];
    svg.append(draw("path", { d: `M${at.toFixed(1)} ${bottom}v5`, stroke: ink.bound }));
    if (at - half < free)
      continue;
    svg.append(write(tick.text, at, bottom + 20, { "text-anchor": "middle" }));
    free = at + half + 8;
  }
  svg.append(draw("path", { d: `M${size.left} ${top}V${bottom}H${width - size.right - labels}`, stroke: ink.bound, fill: "none" }));
  svg.append(write(view.x === "log" ? say(x.ticks.some(t => t.at === 0) ? words.axisApart : words.axisLogarithmic, axis.noun) : axis.noun, (size.left + width - size.right - labels) / 2, bottom + 40, { "text-anchor": "middle" }));
  if (view.as === "ratio")
    svg.append(draw("path", { d: `M${size.left} ${y.at(1).toFixed(1)}H${width - size.right - labels}`, stroke: ink.muted }));

  const points = [];
  const at = (p, v) => `${x.at(p.at).toFixed(1)} ${y.at(v).toFixed(1)}`;
  const ends = spread(lines.map(line => y.at(line.points.at(-1).centre)), size.label, top, bottom);
  // Bands below all lines, lines below all markers, so that no model hides what another one is.
  const layers = ["band", "line", "mark"].map(kind => svg.appendChild(draw("g", { class: kind })));
  lines.forEach((line, i) => {
    const colour = line.model.colour;
    const isSure = p => p?.low > 0 || view.y === "linear" && p?.low === 0;
    // A band ends where a point has no interval: nothing is known beside it.
    line.points.forEach((p, k) => {
      const next = line.points[k + 1];
      if (isSure(p))
        layers[0].append(draw("path", { d: `M${at(p, p.low)}V${y.at(p.high).toFixed(1)}`, stroke: colour, "stroke-opacity": 0.5 }));
      if (isSure(p) && isSure(next))
        layers[0].append(draw("path", { d: `M${at(p, p.high)}L${at(next, next.high)}L${at(next, next.low)}L${at(p, p.low)}Z`, fill: colour, "fill-opacity": 0.1 }));
    });
    layers[1].append(draw("path", { d: `M${line.points.map(p => at(p, p.centre)).join("L")}`, stroke: colour, fill: "none", "stroke-width": 1.6 }));
    for (const p of line.points) {
      const [px, py] = [x.at(p.at), y.at(p.centre)];
      layers[2].append(draw("path", { d: line.model.marker, transform: `translate(${px.toFixed(1)} ${py.toFixed(1)})`, fill: p.cell.bound ? ink.paper : colour, stroke: colour }));
      points.push({ line: i, x: px, y: py, words: sentence(view, line, p) });
    }
    if (!named)
      return;
    const [last, end] = [line.points.at(-1), width - size.right - labels];
    const from = Math.min(x.at(last.at) + 8, end);
    layers[1].append(draw("path", { d: `M${from.toFixed(1)} ${y.at(last.centre).toFixed(1)}L${end + 8} ${ends[i].toFixed(1)}`, stroke: ink.faint, fill: "none" }));
    layers[2].append(draw("path", { d: line.model.marker, transform: `translate(${end + 15} ${ends[i].toFixed(1)})`, fill: colour }),
      write(line.model.label, end + 25, ends[i] + 4.5, { fill: colour, "font-weight": 600 }));
  });
  return { svg, points };
}

const upwardsOf = view => sentenceCase([
  [view.as === "ratio" ? say(words.ratioOf, metricOf(view).upwards, explorer.baseline) : metricOf(view).upwards].map(text => view.y === "log" ? say(words.axisLogarithmic, text) : text),
  linesOf(view).some(line => line.points.some(p => p.cell.bound)) ? [words.grey] : [],
].flat().join(". "));

const sentence = (view, line, p) => say(words.point, line.model.label, p.text, axisOf(view).noun, p.figure, view.as === "ratio" ? "" : metricOf(view).unit, p.cell.n).replace(" ,", ",") + (p.cell.bound ? `; ${words.bound}` : "");
