// Texts that lie on each other, that are cut off, or that widen the page: one line for each, none on a page that is well.
scope => {
  const found = [];
  const name = text => `"${text.textContent.trim().slice(0, 40)}"`;
  const scrolls = style => /auto|scroll/.test(style.overflowX) || /auto|scroll/.test(style.overflowY);
  const cuts = style => /hidden|clip/.test(style.overflowX) || /hidden|clip/.test(style.overflowY);
  const inside = (a, b) => a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
  const meet = (a, b) => ({ left: Math.max(a.left, b.left), right: Math.min(a.right, b.right), top: Math.max(a.top, b.top), bottom: Math.min(a.bottom, b.bottom) });

  if (document.documentElement.scrollWidth > innerWidth)
    found.push(`the page is ${document.documentElement.scrollWidth} pixels wide in a window of ${innerWidth}`);

  const boxes = [];
  const walker = document.createTreeWalker(document.querySelector(scope), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.textContent.trim() || parent.closest("script, style, title, .skip, option") || !parent.checkVisibility({ visibilityProperty: true }))
      continue;
    const svg = parent.closest("svg");
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of svg ? [parent.getBoundingClientRect()] : range.getClientRects()) {
      if (rect.width < 1)
        continue;
      // A line's box has room above and below its letters.
      const room = rect.height * (svg ? 0.22 : 0.12);
      let box = { left: rect.left, right: rect.right, top: rect.top + room, bottom: rect.bottom - room };
      for (let up = svg ? svg : parent; up; up = up.parentElement) {
        const [style, frame] = [getComputedStyle(up), up.getBoundingClientRect()];
        if (up === svg && !inside(box, frame))
          found.push(`${name(node)} leaves its drawing`);
        if (scrolls(style))
          box = meet(box, frame);
        else if (up !== svg && cuts(style) && !inside(box, frame))
          found.push(`${name(node)} is cut off by ${up.tagName}.${up.className}`);
      }
      if (box.right - box.left > 1 && box.bottom - box.top > 1)
        boxes.push({ ...box, node });
    }
  }

  boxes.sort((a, b) => a.top - b.top);
  boxes.forEach((a, i) => {
    for (let k = i + 1; k < boxes.length && boxes[k].top < a.bottom - 1; k++) {
      const common = meet(a, boxes[k]);
      if (a.node !== boxes[k].node && common.right - common.left > 1.5 && common.bottom - common.top > 1.5)
        found.push(`${name(a.node)} and ${name(boxes[k].node)} overlap by ${(common.right - common.left).toFixed(0)} x ${(common.bottom - common.top).toFixed(0)}`);
    }
  });
  return found;
}
