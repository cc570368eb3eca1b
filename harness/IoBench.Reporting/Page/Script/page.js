// What the page can do beyond being read. Every word that is shown comes from the page's data; nothing here says any.
const { words, explorer } = JSON.parse(document.getElementById("page-data").textContent);
const root = document.documentElement;
root.classList.add("js");

/** A sentence of the page's words with its holes filled. */
const say = (template, ...holes) => template.replace(/\{(\d)\}/g, (_, i) => holes[i]);

/** An element with attributes (a function is a listener) and children. */
const make = (name, attributes = {}, ...children) => fill(document.createElement(name), attributes, children);

/** The same in a drawing. */
const draw = (name, attributes = {}, ...children) => fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);

function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes))
    if (typeof value === "function")
      element.addEventListener(key, value);
    else if (value !== undefined && value !== false)
      element.setAttribute(key, value === true ? "" : value);
  element.append(...children);
  return element;
}

/** A list to choose one of; choices are [value, text]. */
function choice(label, choices, chosen, changed) {
  const select = make("select", { change: () => changed(select.value) }, ...choices.map(([value, text]) => make("option", { value, selected: value === chosen }, text)));
  return make("label", {}, label + " ", select);
}

// Where a browser keeps nothing for a file, the choice lasts as long as the page.
const kept = {
  get theme() { try { return localStorage.getItem("iobench-theme") ?? ""; } catch { return ""; } },
  set theme(value) { try { localStorage.setItem("iobench-theme", value); } catch { } },
};
const paint = theme => theme ? root.setAttribute("data-theme", theme) : root.removeAttribute("data-theme");
paint(kept.theme);
document.querySelector("header").append(make("p", { class: "theme" }, choice(
  words.theme, [["", words.themeSystem], ["light", words.themeLight], ["dark", words.themeDark]], kept.theme,
  theme => paint(kept.theme = theme))));

// A box is a stop of the keyboard only while there is something to scroll.
const reach = box => box.tabIndex = box.scrollWidth > box.clientWidth ? 0 : -1;
const boxes = new ResizeObserver(entries => entries.forEach(entry => reach(entry.target)));
document.querySelectorAll(".scroll").forEach(box => boxes.observe(box));
document.addEventListener("toggle", event => event.target.closest(".scroll") && reach(event.target.closest(".scroll")), true);
