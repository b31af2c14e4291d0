"use strict";
(() => {
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const make = (name, text) => Object.assign(document.createElement(name), { textContent: text });

  // A link that leads into something folded opens it.
  const reveal = () => {
    const name = decodeURIComponent(location.hash.slice(1));
    const target = name && document.getElementById(name);
    if (!target) return;
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();

  // Paper shows all that is folded.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details:not([open])");
    folded.forEach((one) => { one.open = true; });
  });
  addEventListener("afterprint", () => folded.forEach((one) => { one.open = false; }));

  // Sentences are copied.
  if (navigator.clipboard) {
    for (const sentence of all(".copy")) {
      const text = sentence.textContent.trim();
      const button = make("button", "Copy");
      button.type = "button";
      button.setAttribute("aria-label", "Copy: " + text.slice(0, 60));
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(text);
          button.textContent = "Copied";
        } catch {
          button.textContent = "Not copied";
        }
        setTimeout(() => { button.textContent = "Copy"; }, 2000);
      });
      sentence.append(" ", button);
    }
  }

  // Tables are sorted by a column: numbers and ranges of lengths as such, all else as words.
  const units = { d: 86400, h: 3600, min: 60, s: 1 };
  const value = (row, at) => {
    const cell = row.cells[at];
    const text = cell ? cell.textContent.trim() : "";
    const lengths = [...text.split(" to ")[0].matchAll(/(\d+) (d|h|min|s)\b/g)];
    if (lengths.length) return lengths.reduce((sum, [, n, unit]) => sum + n * units[unit], 0);
    const bare = text.replaceAll(",", "");
    return /^\d+(\.\d+)?( %)?$/.test(bare) ? parseFloat(bare) : text.toLowerCase();
  };
  const compare = (a, b) => {
    if (typeof a === typeof b) return a < b ? -1 : a > b ? 1 : 0;
    return typeof a === "number" ? -1 : 1;
  };
  for (const table of all("table[data-sort]")) {
    const body = table.tBodies[0];
    all("thead th", table).forEach((head, at) => {
      const button = make("button", head.textContent);
      button.type = "button";
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending";
        all("thead th", table).forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const rows = [...body.rows].map((row, place) => ({ row, place, key: value(row, at) }));
        rows.sort((a, b) => (up ? 1 : -1) * compare(a.key, b.key) || a.place - b.place);
        body.append(...rows.map(({ row }) => row));
      });
    });
  }

  // Rows, cards and claims are filtered by site, claimant and result; clocks by zone.
  const select = (label, options) => {
    const outer = make("label", label + " ");
    const inner = make("select", "");
    for (const [key, text] of options) inner.append(new Option(text, key));
    outer.append(inner);
    return [outer, inner];
  };
  const distinct = (list) => [...new Set(list)].filter(Boolean).sort();
  const tools = make("form", "");
  tools.className = "tools";
  tools.setAttribute("role", "search");
  tools.setAttribute("aria-label", "Filter the page");
  tools.addEventListener("submit", (event) => event.preventDefault());
  const label = make("label", "Site ");
  const site = make("input", "");
  site.type = "search";
  label.append(site);
  const speakers = distinct(all("details.claim").map((one) => one.dataset.who));
  const results = distinct(all("tr[data-result]").map((one) => one.dataset.result));
  const any = [["", "all"]];
  const [whoLabel, who] = select("Claimant", any.concat(speakers.map((one) => [one, one])));
  const words = (one) => one.replaceAll("_", " ");
  const [resultLabel, result] = select("Result", any.concat(results.map((one) => [one, words(one)])));
  const count = make("output", "");
  count.setAttribute("aria-live", "polite");
  tools.append(label);
  if (speakers.length > 1) tools.append(whoLabel);
  if (results.length > 1) tools.append(resultLabel);
  const local = document.querySelector(".local + .utc");
  if (local) {
    const zones = [["", "local and UTC"], ["local", "local"], ["utc", "UTC"]];
    const [zoneLabel, zone] = select("Clock", zones);
    zone.addEventListener("change", () => { document.documentElement.dataset.zone = zone.value; });
    tools.append(zoneLabel);
  }
  tools.append(count);
  const items = all("table[data-filter] tbody tr, article.card");
  const sift = () => {
    const find = site.value.trim().toLowerCase();
    let shown = 0;
    for (const item of items) {
      const claim = item.closest("details.claim");
      const speaker = claim ? claim.dataset.who : item.dataset.who;
      const text = (item.textContent + " " + (item.dataset.find || "")).toLowerCase();
      const fits = (!find || text.includes(find))
        && (!who.value || speaker === undefined || speaker === who.value)
        && (!result.value || !claim || item.dataset.result === result.value);
      item.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    for (const claim of all("details.claim")) {
      const rows = all("tbody tr", claim);
      const empty = rows.length > 0 && rows.every((row) => row.hidden);
      claim.hidden = empty || (who.value !== "" && claim.dataset.who !== who.value);
    }
    const active = find || who.value || result.value;
    count.textContent = active ? shown + " of " + items.length + " rows and cards shown" : "";
  };
  tools.addEventListener("input", sift);
  if (items.length > 3 || local) document.querySelector("nav").after(tools);
})();
