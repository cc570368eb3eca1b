// Every chart of the page can be taken along.
for (const figure of document.querySelectorAll("figure[data-name]"))
  figure.append(tools(figure.querySelector(".scroll").getAttribute("aria-label"), chartTools(figure.dataset.name, () => figure.querySelector("svg"))));
