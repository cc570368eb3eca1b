// Where values lie on an axis, and which of them are named there.

/** A scale from values to pixels. */
function scale(values, log, from, to, room) {
  // None has no logarithm: it stands a step to the left of the least that has one.
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const some = sorted.filter(v => v > 0);
  const step = some.length > 1 ? Math.log(some.at(-1) / some[0]) / (some.length - 1) : 1;
  const place = v => !log ? v : v > 0 ? Math.log(v) : Math.log(some[0]) - step;
  const [least, most] = room(place(sorted[0]), place(sorted.at(-1)));
  return v => from + (place(v) - least) / (most - least || 1) * (to - from);
}

/** Of round values those that make a clear axis. */
function upwardTicks(all, log, least, most) {
  if (!log) {
    const steps = Array.from({ length: 24 }, (_, k) => 10 ** (k - 10)).flatMap(power => [power, 2 * power, 5 * power]);
    const step = steps.find(s => most / s <= 6);
    return all.filter(t => t.at <= most && Math.abs(t.at / step - Math.round(t.at / step)) < 1e-6);
  }
  const inside = all.filter(t => t.at > 0 && t.at >= least && t.at <= most);
  const mantissa = t => t.at / 10 ** Math.floor(Math.log10(t.at) + 1e-9);
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
