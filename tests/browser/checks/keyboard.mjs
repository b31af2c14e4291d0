// The keyboard alone: all that can be pressed is reached in order, shows that it is, and works.

/** Goes with Tab through a page that was just opened; lists what is not reached, and what does not show its focus. */
export const unreached = async (page) => {
  const wanted = await page.evaluate(() => {
    const can = "a[href], button, input, select, summary, [tabindex='0']";
    const all = [...document.querySelectorAll(can)].filter((one) => one.checkVisibility());
    all.forEach((one, at) => { one.dataset.stop = at; });
    return all.length;
  });
  const faults = [];
  let last = -1;
  for (let at = 0; at < wanted; at += 1) {
    await page.keyboard.press("Tab");
    const { stop, shown, what } = await page.evaluate(() => {
      const one = document.activeElement;
      const style = getComputedStyle(one);
      const marked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
      const inside = one.ownerSVGElement && [...one.querySelectorAll("rect, path, circle")]
        .some((part) => parseFloat(getComputedStyle(part).strokeWidth) >= 2);
      const box = one.getBoundingClientRect();
      return {
        stop: one.dataset?.stop, what: one.outerHTML.slice(0, 80),
        shown: (marked || Boolean(inside)) && box.bottom > 0 && box.top < innerHeight,
      };
    });
    if (stop === undefined || Number(stop) !== last + 1) {
      faults.push(`after stop ${last} comes ${stop}: ${what}`);
      if (stop === undefined) break;
    }
    if (!shown) faults.push(`does not show its focus: ${what}`);
    last = Number(stop);
    if (faults.length > 5) break;
  }
  if (wanted < 10) faults.push("hardly anything to press");
  return faults;
};

/** Presses Enter and the space bar on what folds and sorts; lists what does not answer. */
export const unanswered = async (page) => {
  const faults = [];
  const folded = page.locator("details.more > summary").first();
  for (const key of ["Enter", " "]) {
    const before = await folded.evaluate((one) => one.parentElement.open);
    await folded.focus();
    await page.keyboard.press(key);
    const after = await folded.evaluate((one) => one.parentElement.open);
    if (before === after) faults.push(`"${key}" does not fold`);
    const sort = page.locator("table[data-sort] th button").first();
    if (await sort.count() === 0) continue;
    const order = () => sort.evaluate((one) => one.parentElement.getAttribute("aria-sort"));
    const ordered = await order();
    await sort.focus();
    await page.keyboard.press(key);
    if (await order() === ordered) faults.push(`"${key}" does not sort`);
  }
  return faults;
};
