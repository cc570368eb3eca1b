// Draws a view. SVG made by hand, and no library: a plot on a canvas could be neither saved as SVG, nor printed sharply, nor follow the
// page's colours, and the whole of it is these lines.
const size = { body: 400, left: 64, side: 28, row: 15 };

// Too little room beside the lines for their names: the list of models has them too.
const leastNamed = 640;

const measure = document.createElement("canvas").getContext("2d");
const wide = (text, font) => (measure.font = `${font} "IBM Plex Sans", sans-serif`, measure.measureText(text).width);
const wrap = (text, font, width) => text.split(" ").reduce((rows, word) => {
  if (rows.at(-1) && wide(`${rows.at(-1)} ${word}`, font) > width)
    rows.push(word);
  else
    rows.push(`${rows.pop()} ${word}`.trim());
  return rows;
}, [""]);
const write = (text, x, y, more = {}) => draw("text", { x: x.toFixed(1), y: y.toFixed(1), fill: explorer.ink.muted, "font-size": 13, ...more }, text);
const path = (d, more) => draw("path", { d, fill: "none", ...more });

// A word, that is; p99 stays as it is.
const sentenceCase = text => /^\p{Ll}{2}/u.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;

const titleOf = view => sentenceCase(say(words.title, metricOf(view).title, axisOf(view).noun, loadOf(view).title));

function upwardsOf(view, lines) {
  const plain = view.as === "ratio" ? say(words.ratioOf, metricOf(view).upwards, explorer.baseline) : metricOf(view).upwards;
  const text = sentenceCase(view.y === "log" ? say(words.axisLogarithmic, plain) : plain);
  return lines.some(line => line.points.some(p => p.cell.bound)) ? `${text}. ${words.hollow}` : text;
}

const sentence = (view, line, p) =>
  say(words.point, line.model.label, p.text, axisOf(view).noun, view.as === "ratio" ? p.figure : `${p.figure} ${metricOf(view).unit}`, p.cell.n) + (p.cell.bound ? `; ${words.bound}` : "");

/** The drawing of a view, and its points: { line, x, y, words }. */
function plot(view, width) {
  const lines = linesOf(view);
  const { svg, frame } = paper(view, width, lines);
  if (lines.length === 0) {
    svg.append(write(words.nothing, width / 2, frame.top + size.body / 2, { "text-anchor": "middle", fill: explorer.ink.text }));
    return { svg, points: [] };
  }
  const at = axes(svg, view, lines, frame);
  return { svg, points: curves(svg, view, lines, frame, at) };
}

/** Title, foot, and the frame that is left between them. */
function paper(view, width, lines) {
  const { ink } = explorer;
  const room = width - 2 * size.side;
  const [title, upwards, foot] = [wrap(titleOf(view), "600 17px", room), wrap(upwardsOf(view, lines), "13px", room), explorer.foot.flatMap(line => wrap(line, "11.5px", room))];
  const names = width >= leastNamed ? 30 + Math.max(0, ...lines.map(line => wide(line.model.label, "600 13px"))) : 0;
  const top = 32 + title.length * 23 + upwards.length * 18;
  const frame = { top, bottom: top + size.body, left: size.left, right: width - size.side - names, named: names > 0 };
  const height = frame.bottom + 62 + foot.length * 16;
  const svg = draw("svg", {
    viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": titleOf(view), "font-family": "'IBM Plex Sans', Inter, 'Helvetica Neue', Arial, sans-serif",
  }, draw("rect", { width, height, fill: ink.paper }));
  title.forEach((row, i) => svg.append(write(row, size.side, 28 + i * 23, { fill: ink.text, "font-size": 17, "font-weight": 600 })));
  upwards.forEach((row, i) => svg.append(write(row, size.side, 26 + title.length * 23 + i * 18)));
  svg.append(path(`M${size.side} ${frame.bottom + 50}H${width - size.side}`, { stroke: ink.faint }));
  foot.forEach((row, i) => svg.append(write(row, size.side, frame.bottom + 66 + i * 16, { "font-size": 11.5 })));
  return { svg, frame };
}

/** Both axes with their ticks; gives the places of values across (x) and upwards (y). */
function axes(svg, view, lines, { top, bottom, left, right }) {
  const { ink } = explorer;
  const log = view.y === "log";
  const values = lines.flatMap(line => line.points).flatMap(p => [p.centre, p.low ?? p.centre, p.high ?? p.centre]).concat(view.as === "ratio" ? [1] : []).filter(v => !log || v > 0);
  const y = scale(values, log, bottom, top, (least, most) => log ? [least - 0.08, most + 0.08] : [0, most * 1.05 || 1]);
  const range = log ? [Math.min(...values) * Math.exp(-0.08), Math.max(...values) * Math.exp(0.08)] : [0, Math.max(...values) * 1.05];
  for (const tick of upwardTicks(view.as === "ratio" ? explorer.ratioTicks : metricOf(view).ticks, log, ...range))
    svg.append(path(`M${left} ${y(tick.at).toFixed(1)}H${right}`, { stroke: ink.faint, "stroke-width": 0.6 }), write(tick.text, left - 8, y(tick.at) + 4, { "text-anchor": "end" }));
  if (view.as === "ratio")
    svg.append(path(`M${left} ${y(1).toFixed(1)}H${right}`, { stroke: ink.muted }));

  const measured = new Set(lines.flatMap(line => line.points.map(p => p.at)));
  const x = scale(measured, view.x === "log", left + 16, right - 16, (a, b) => [a, b]);
  let free = -Infinity;
  for (const tick of axisOf(view).values.filter(v => measured.has(v.at))) {
    const [place, half] = [x(tick.at), wide(tick.text, "13px") / 2];
    svg.append(path(`M${place.toFixed(1)} ${bottom}v5`, { stroke: ink.bound }));
    if (place - half < free)
      continue;
    svg.append(write(tick.text, place, bottom + 20, { "text-anchor": "middle" }));
    free = place + half + 8;
  }
  const noun = axisOf(view).noun;
  svg.append(path(`M${left} ${top}V${bottom}H${right}`, { stroke: ink.bound }));
  svg.append(write(view.x === "log" ? say(measured.has(0) ? words.axisApart : words.axisLogarithmic, noun) : noun, (left + right) / 2, bottom + 40, { "text-anchor": "middle" }));
  return { x, y };
}

/** Bands below all lines, lines below all markers, so that no model hides what another one is. */
function curves(svg, view, lines, { top, bottom, right, named }, { x, y }) {
  const [bands, strokes, marks] = ["band", "line", "mark"].map(kind => svg.appendChild(draw("g", { class: kind })));
  const at = (p, value) => `${x(p.at).toFixed(1)} ${y(value).toFixed(1)}`;
  const isSure = p => p?.low > 0 || view.y === "linear" && p?.low === 0;
  const mark = (model, px, py, fill) => draw("path", { d: model.marker, transform: `translate(${px.toFixed(1)} ${py.toFixed(1)})`, fill, stroke: model.colour });
  const ends = spread(lines.map(line => y(line.points.at(-1).centre)), size.row, top, bottom);
  const points = [];
  lines.forEach((line, i) => {
    const { colour, label } = line.model;
    line.points.forEach((p, k) => {
      // A band ends where a point has no interval: nothing is known beside it.
      const next = line.points[k + 1];
      if (isSure(p))
        bands.append(path(`M${at(p, p.low)}V${y(p.high).toFixed(1)}`, { stroke: colour, "stroke-opacity": 0.5 }));
      if (isSure(p) && isSure(next))
        bands.append(path(`M${at(p, p.high)}L${at(next, next.high)}L${at(next, next.low)}L${at(p, p.low)}Z`, { fill: colour, "fill-opacity": 0.1 }));
      marks.append(mark(line.model, x(p.at), y(p.centre), p.cell.bound ? explorer.ink.paper : colour));
      points.push({ line: i, x: x(p.at), y: y(p.centre), words: sentence(view, line, p) });
    });
    strokes.append(path(`M${line.points.map(p => at(p, p.centre)).join("L")}`, { class: "model", stroke: colour, "stroke-width": 1.6 }));
    if (!named)
      return;
    const last = line.points.at(-1);
    strokes.append(path(`M${Math.min(x(last.at) + 8, right).toFixed(1)} ${y(last.centre).toFixed(1)}L${right + 8} ${ends[i].toFixed(1)}`, { stroke: explorer.ink.faint }));
    marks.append(mark(line.model, right + 15, ends[i], colour), write(label, right + 25, ends[i] + 4.5, { fill: colour, "font-weight": 600 }));
  });
  return points;
}
