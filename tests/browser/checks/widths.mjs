// What fits: no page is wider than its window, and no text smaller than can be read.

/** Lists what reaches beyond the window. What stands in a box that scrolls, or is folded, is in it. */
export const tooWide = (page) => page.evaluate(() => {
  const root = document.documentElement;
  const faults = [];
  if (root.scrollWidth > root.clientWidth) {
    faults.push(`the page is ${root.scrollWidth} wide in a window of ${root.clientWidth}`);
  }
  const name = (one) => `${one.tagName.toLowerCase()}.${one.className} `
    + `"${one.textContent.trim().slice(0, 40)}"`;
  for (const one of document.body.querySelectorAll("*")) {
    if (one.closest(".scroll, svg *, thead, .skip") || !one.checkVisibility()) continue;
    const box = one.getBoundingClientRect();
    if (box.right > root.clientWidth + 1 || (box.width && box.left < -1)) {
      faults.push(`${name(one)} from ${Math.round(box.left)} to ${Math.round(box.right)}`);
    }
  }
  return faults.slice(0, 10);
});

/** Lists what scrolls sideways in itself. */
export const sideways = (page) => page.evaluate(() => [...document.body.querySelectorAll("*")]
  .filter((one) => !one.closest("svg") && /auto|scroll/.test(getComputedStyle(one).overflowX))
  .filter((one) => one.clientWidth && one.scrollWidth > one.clientWidth + 1)
  .map((one) => `${one.tagName}.${one.className} is ${one.scrollWidth} wide in ${one.clientWidth}`));

/** Lists drawings that leave a part of their column empty, and charts that show no form or two. */
export const unfilled = (page) => page.evaluate(() => {
  const faults = [];
  for (const figure of document.querySelectorAll("figure.drawing")) {
    if (!figure.checkVisibility()) continue;
    const shown = [...figure.querySelectorAll("div > svg")].filter((one) => one.checkVisibility());
    if (shown.length !== 1) faults.push(`${figure.id} shows ${shown.length} forms`);
    const alone = figure.matches(".charts figure:only-child");
    const room = figure.getBoundingClientRect().width;
    const width = shown[0]?.getBoundingClientRect().width ?? 0;
    const columns = figure.closest(".charts") && !alone && innerWidth > 736 && innerWidth <= 1024 ? 2 : 1;
    const column = document.querySelector("main").getBoundingClientRect().width / columns;
    const least = innerWidth > 736 && !alone ? Math.max(0.98 * room, 0.9 * column) : 0.9 * Math.min(room, 512);
    if (width < least) faults.push(`${figure.id} is ${Math.round(width)} wide, and has ${Math.round(room)}`);
  }
  return faults;
});

/** Lists texts of less than `least` pixels as shown, those of drawings included. */
export const tooSmall = (page, least) => page.evaluate((least) => {
  const faults = [];
  for (const one of document.body.querySelectorAll("*")) {
    const hasText = [...one.childNodes].some((part) => part.nodeType === 3 && part.data.trim());
    if (!hasText || /^(script|style|title|desc)$/i.test(one.tagName)) continue;
    if (!one.checkVisibility()) continue;
    const drawing = one.ownerSVGElement;
    const scale = drawing ? drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width : 1;
    const size = parseFloat(getComputedStyle(one).fontSize) * scale;
    if (size < least - 0.01) faults.push(`${size.toFixed(1)} px: "${one.textContent.trim()}"`);
  }
  return faults.slice(0, 10);
}, least);

/** Lists cells of a page on a phone, where tables are lists, that do not begin with the name of their
 * column. Times and events of the timeline say by themselves what they are. */
export const unlabelled = (page) => page.evaluate(() => {
  const faults = [];
  for (const table of document.querySelectorAll("table.list")) {
    const heads = [...table.tHead.rows[0].cells].map((head) => head.textContent);
    const plain = table.matches(".of-chronicle") ? 2 : 0;
    for (const cell of table.querySelectorAll("tbody td")) {
      // A cell of all columns has words of its own.
      if (cell.cellIndex < plain || cell.colSpan > 1) continue;
      const label = getComputedStyle(cell, "::before").content;
      const wanted = JSON.stringify(`${heads[cell.cellIndex]}: `);
      if (label !== wanted) faults.push(`${table.className}: ${label} in place of ${wanted}`);
    }
  }
  return faults.slice(0, 10);
});

/** Lists words of a table that are broken in the middle. A word of more than nine letters may be; so
 * may a name or a checksum, which holds other signs. */
export const brokenWords = (page) => page.evaluate(() => {
  const faults = [];
  const range = document.createRange();
  for (const cell of document.querySelectorAll("td, th")) {
    if (!cell.checkVisibility()) continue;
    const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      for (const word of walk.currentNode.data.matchAll(/(?<!\S)[A-Za-z]{3,9}(?![^\s,.;:])/g)) {
        range.setStart(walk.currentNode, word.index);
        range.setEnd(walk.currentNode, word.index + word[0].length);
        const lines = [...range.getClientRects()].filter((box) => box.width > 0);
        if (new Set(lines.map((box) => Math.round(box.top))).size > 1) {
          faults.push(`${cell.closest("table").className}: ${word[0]}`);
        }
      }
    }
  }
  return faults.slice(0, 10);
});
