// Anchors: each link within the page has its target, each target its own name.

/** Lists links to nowhere, ids that are there twice, and links that lead out of the page but to a
 * file beside it. */
export const badLinks = (page) => page.evaluate(() => {
  const faults = [];
  const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
  const known = new Set(ids);
  if (known.size < ids.length) {
    const twice = ids.filter((id, place) => ids.indexOf(id) !== place);
    faults.push(...twice.map((id) => `id ${id} is there twice`));
  }
  const links = document.querySelectorAll("a");
  if (links.length < 10) faults.push("hardly any link");
  for (const link of links) {
    const href = link.getAttribute("href") ?? link.getAttribute("xlink:href") ?? "";
    if (href.startsWith("#")) {
      if (!known.has(decodeURIComponent(href.slice(1)))) faults.push(`${href} has no target`);
    } else if (!/^(tables|charts)\/[^:]+$/.test(href)) {
      faults.push(`"${href}" leads elsewhere`);
    }
  }
  for (const one of document.querySelectorAll("[aria-labelledby], [aria-describedby]")) {
    const names = one.getAttribute("aria-labelledby") ?? one.getAttribute("aria-describedby");
    for (const id of names.split(" ")) if (!known.has(id)) faults.push(`no label ${id}`);
  }
  return faults.slice(0, 10);
});

/** Lists rows, cards and claims that cannot be linked to. */
export const withoutAnchor = (page) => page.evaluate(() => {
  const all = document.querySelectorAll("section, article, details.claim, tr[data-result], figure");
  return [...all].filter((one) => !one.id).map((one) => `no id: ${one.textContent.slice(0, 60)}`);
});

/** Follows a link to something folded; lists what is wrong with where it leads. */
export const notRevealed = async (page, id) => {
  await page.evaluate((id) => { location.hash = "#" + id; }, id);
  await page.waitForTimeout(100);
  return page.evaluate((id) => {
    const target = document.getElementById(id);
    if (!target) return [`no ${id}`];
    if (!target.checkVisibility()) return [`${id} stays folded`];
    const box = target.getBoundingClientRect();
    return box.top >= -1 && box.top < innerHeight ? [] : [`${id} is at ${box.top}`];
  }, id);
};
