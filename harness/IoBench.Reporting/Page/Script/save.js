// Charts and tables leave the page as files, or through the clipboard.
const pngScale = 2;

const save = (name, blob) => {
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};

/** RFC 4180; rows of texts. */
const csv = rows => new Blob([rows.map(row => row.map(cell => /[",\r\n]/.test(cell) ? `"${cell.replaceAll("\"", "\"\"")}"` : cell).join(",") + "\r\n").join("")], { type: "text/csv" });

/** A drawing that stands alone, on white paper. Each text keeps its length where the reader's font is another. */
function alone(svg) {
  const copy = svg.cloneNode(true);
  const { width, height } = svg.viewBox.baseVal;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  copy.removeAttribute("aria-describedby");
  const texts = copy.querySelectorAll("text");
  svg.querySelectorAll("text").forEach((text, i) => {
    const length = text.getComputedTextLength();
    if (length > 0)
      texts[i].setAttribute("textLength", length.toFixed(1));
  });
  return copy;
}

const asText = svg => new XMLSerializer().serializeToString(svg);

// A picture of a drawing sees no font but its own.
const fonts = () => [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).filter(rule => rule instanceof CSSFontFaceRule).map(rule => rule.cssText).join("");

async function asPng(svg) {
  const copy = alone(svg);
  copy.prepend(draw("style", {}, fonts()));
  const picture = new Image();
  picture.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(asText(copy));
  await picture.decode();
  const { width, height } = svg.viewBox.baseVal;
  const canvas = make("canvas", { width: Math.ceil(width * pngScale), height: Math.ceil(height * pngScale) });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise(done => canvas.toBlob(done, "image/png"));
}

/** A line of buttons; each is [text, action], and an action may return what there is to say afterwards. */
function tools(name, buttons) {
  const said = make("span", { role: "status" });
  return make("p", { class: "tools" }, ...buttons.map(([text, act]) =>
    make("button", { type: "button", "aria-label": say(words.of, text, name), click: async () => said.textContent = await act() ?? "" }, text)), said);
}

const copied = promise => promise.then(() => words.copied, () => words.notCopied);

/** What can be done with a drawing; it is asked for when it is wanted. */
const chartTools = (file, svg) => [
  [say(words.save, "SVG"), () => save(file + ".svg", new Blob([asText(alone(svg()))], { type: "image/svg+xml" }))],
  [say(words.save, "PNG"), async () => save(file + ".png", await asPng(svg()))],
  ...navigator.clipboard ? [
    [say(words.copy, "SVG"), () => copied(navigator.clipboard.writeText(asText(alone(svg()))))],
    [say(words.copy, "PNG"), () => copied(navigator.clipboard.write([new ClipboardItem({ "image/png": asPng(svg()) })]))],
  ] : [],
];
