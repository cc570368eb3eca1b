// Tables can be sorted by a click on a head, and saved; without this script they stand in their own order.
for (const table of document.querySelectorAll("table.sortable"))
  table.querySelectorAll("th").forEach((head, column) => {
    const sort = () => {
      const down = head.getAttribute("aria-sort") !== "descending" && head.classList.contains("n");
      const direction = head.getAttribute("aria-sort") === "ascending" || down ? -1 : 1;
      const key = row => row.cells[column].dataset.sort;
      const compare = (a, b) => {
        const [x, y] = [key(a), key(b)];
        if (x === undefined && y === undefined)
          return direction * a.cells[column].textContent.localeCompare(b.cells[column].textContent);
        return x === undefined ? 1 : y === undefined ? -1 : direction * (x - y);
      };
      table.tBodies[0].append(...[...table.tBodies[0].rows].sort(compare));
      table.querySelectorAll("th").forEach(other => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
    };
    head.replaceChildren(make("button", { type: "button", click: sort }, ...head.childNodes));
  });

for (const table of document.querySelectorAll(".scroll > table")) {
  const box = table.parentElement;
  // Figures as they are sorted by, since thin spaces and units are for eyes; a folded strip is no text of its cell.
  const text = cell => cell.dataset.sort ?? (cell.querySelector("summary") ?? cell).textContent.trim();
  const file = (table.closest("section")?.id ?? "table") + (table.closest("details") ? "-figures" : "") + ".csv";
  box.after(tools(box.getAttribute("aria-label"), [[say(words.save, "CSV"), () => save(file, csv([...table.rows].map(row => [...row.cells].map(text))))]]));
}
