// Tables can be sorted by a click on a head; without this script they stand in their own order.
for (const table of document.querySelectorAll("table.sortable"))
  table.querySelectorAll("th").forEach((head, column) => {
    const button = document.createElement("button");
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
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
    });
  });
