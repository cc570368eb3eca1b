// The reader chooses, and the chart follows; the address tells what is chosen.
if (explorer) {
  const section = document.getElementById("explore");
  const [controls, models, stage, tip] = [make("div", { class: "controls" }), make("fieldset", { class: "models" }), make("div", { class: "chart stage" }), make("div", { class: "tip", role: "status" })];
  const link = make("a", {}, words.link);
  let view, points = [], current = null, width = 0;

  const chosen = change => show({ ...view, ...change }, true);

  function show(next, tell) {
    view = viewOf(hashOf(next));
    if (view.as === "ratio" && !metricOf(view).compared)
      view.as = "value";
    if (tell)
      history.replaceState(null, "", hashOf(view));
    link.href = hashOf(view);
    control();
    render();
  }

  // Made anew at each choice, since what can be chosen depends on it; the one that was used keeps the focus.
  function control() {
    const used = [...controls.querySelectorAll("select")].indexOf(document.activeElement);
    const [metric, axis] = [metricOf(view), axisOf(view)];
    const ratio = choice(words.form, [["value", words.absolute], ["ratio", say(words.ratio, explorer.baseline)]], view.as, as => chosen({ as }));
    if (!metric.compared)
      fill(ratio.querySelector("option[value=ratio]"), { disabled: true }, []).parentElement.title = say(words.noRatio, metric.title);
    const form = [["log", words.logarithmic], ["linear", words.linear]];
    controls.replaceChildren(
      choice(words.metric, explorer.metrics.map(m => [m.id, m.upwards]), view.metric, metric => chosen({ metric })),
      choice(words.axis, explorer.axes.map(a => [a.id, a.noun]), view.axis, axis => chosen({ axis, load: "" })),
      choice(words.load, axis.loads.map(l => [l.id, l.title]), view.load, load => chosen({ load })),
      ratio,
      choice(words.upwards, form, view.y, y => chosen({ y })),
      choice(words.across, form, view.x, x => chosen({ x })));
    if (used >= 0)
      controls.querySelectorAll("select")[used].focus();
    models.querySelectorAll("input").forEach(box => box.checked = view.models.includes(box.value));
  }

  // Texts keep their size on every screen, so the drawing is made for the room that there is.
  const fitting = () => Math.max(280, Math.min(1000, stage.clientWidth));

  function render() {
    width = fitting();
    const drawn = plot(view, width);
    points = drawn.points;
    current = null;
    tip.textContent = "";
    stage.querySelector("svg")?.remove();
    stage.prepend(drawn.svg);
  }

  function point(p) {
    current = p;
    stage.querySelector(".ring")?.remove();
    tip.textContent = p?.words ?? "";
    if (!p)
      return;
    stage.querySelector("svg").append(draw("circle", { class: "ring", cx: p.x, cy: p.y, r: 9, fill: "none", stroke: explorer.ink.text, "stroke-width": 1.5 }));
    tip.style.left = `${Math.max(0, Math.min(p.x + 14, width - tip.offsetWidth - 4))}px`;
    tip.style.top = `${p.y - tip.offsetHeight - 14}px`;
  }

  // Along the line, or to the next line at the same place on the axis.
  function step(along, across) {
    if (!current)
      return points[0];
    if (along)
      return points.filter(p => p.line === current.line)[points.filter(p => p.line === current.line).indexOf(current) + along] ?? current;
    const here = points.filter(p => Math.abs(p.x - current.x) < 0.5).sort((a, b) => a.y - b.y);
    return here[here.indexOf(current) + across] ?? current;
  }

  const keys = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  fill(stage, {
    tabindex: 0, role: "application", "aria-label": words.keys,
    pointermove: event => {
      const box = stage.getBoundingClientRect();
      const far = p => Math.hypot(p.x - event.clientX + box.left, p.y - event.clientY + box.top);
      const near = points.length ? points.reduce((a, b) => far(b) < far(a) ? b : a) : null;
      point(near && far(near) < 40 ? near : null);
    },
    pointerleave: () => point(null),
    blur: () => point(null),
    keydown: event => {
      if (event.key === "Escape")
        point(null);
      else if (keys[event.key]) {
        event.preventDefault();
        point(step(...keys[event.key]) ?? null);
      }
    },
  }, [tip]);

  const choose = boxes => chosen({ models: boxes.filter(box => box.checked).map(box => box.value) });
  const every = checked => () => {
    const boxes = [...models.querySelectorAll("input")];
    boxes.forEach(box => box.checked = checked);
    choose(boxes);
  };
  models.append(
    make("legend", {}, words.models),
    ...explorer.models.map(model => make("label", {},
      make("input", { type: "checkbox", value: model.label, change: () => choose([...models.querySelectorAll("input")]) }),
      draw("svg", { class: "chart", viewBox: "-8 -8 16 16", width: 16, height: 16, "aria-hidden": "true" }, draw("path", { d: model.marker, fill: model.colour })),
      model.label)),
    make("button", { type: "button", click: every(true) }, words.all),
    make("button", { type: "button", click: every(false) }, words.none));

  // A saved chart has the width of all others, whatever the screen's; it is drawn out of sight, since texts are measured.
  const large = () => {
    const { svg } = plot(view, 1000);
    const aside = make("div", { class: "unseen" }, svg);
    document.body.append(aside);
    const copy = alone(svg);
    aside.remove();
    return copy;
  };
  const bar = tools(section.querySelector("h2").textContent, [...chartTools(`${explorer.file}-view`, large), [say(words.save, "CSV"), () => save(`${explorer.file}-view.csv`, csv(rowsOf(view)))]]);
  bar.append(link);
  section.append(controls, models, stage, bar);

  // Links to other places of the page leave the view alone.
  const isView = () => location.hash.startsWith(viewMark);
  show(viewOf(location.hash), false);
  addEventListener("hashchange", () => isView() && show(viewOf(location.hash), false));
  new ResizeObserver(() => fitting() !== width && render()).observe(stage);
  document.fonts.ready.then(render);
  if (isView())
    section.scrollIntoView();
}
