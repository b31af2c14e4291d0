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

  // The words of a bar stand at the foot of the window while it has the focus or the mouse is on it.
  // A finger that touches it reads them; a second touch, or one of the link in them, goes to its row.
  const tip = make("p", "");
  tip.className = "tip";
  tip.hidden = true;
  document.body.append(tip);
  const barAt = (event) => event.target.closest(".drawing a");
  // Narrow drawings leave the words to the one for a desk.
  const wordsOf = (bar) => {
    const same = bar.closest("figure").querySelector(`.desk a[href="${bar.getAttribute("href")}"]`);
    return (same ?? bar).querySelector("title")?.textContent ?? "";
  };
  let touched = null;
  const show = (bar) => {
    tip.textContent = wordsOf(bar);
    tip.hidden = !tip.textContent;
  };
  const hide = () => {
    tip.hidden = true;
    touched = null;
  };
  for (const drawing of all(".drawing")) {
    for (const event of ["focusin", "pointerover"]) {
      drawing.addEventListener(event, (at) => barAt(at) && show(barAt(at)));
    }
    drawing.addEventListener("focusout", hide);
    drawing.addEventListener("pointerout", (at) => at.pointerType === "mouse" && hide());
    drawing.addEventListener("click", (at) => {
      const bar = barAt(at);
      if (!bar || at.pointerType !== "touch") return;
      if (touched === bar) return hide();
      at.preventDefault();
      show(bar);
      touched = bar;
      const link = make("a", "Show it");
      link.href = bar.getAttribute("href");
      link.addEventListener("click", hide);
      tip.append(" ", link);
    });
  }
  addEventListener("keydown", (at) => at.key === "Escape" && hide());

  // Sentences are copied.
  if (navigator.clipboard) {
    for (const sentence of all(".copy")) {
      const text = sentence.textContent.trim();
      const button = make("button", "");
      button.type = "button";
      const say = (word) => {
        button.textContent = word;
        button.setAttribute("aria-label", word + ": " + text.slice(0, 60));
      };
      say("Copy");
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(text);
          say("Copied");
        } catch {
          say("Not copied");
        }
        setTimeout(() => say("Copy"), 2000);
      });
      sentence.append(" ", button);
    }
  }

  // Tables are sorted by a column: numbers and ranges of lengths as such, all else as words.
  const units = { d: 86400, h: 3600, min: 60, s: 1 };
  const value = (row, at) => {
    const cell = row.cells[at];
    const text = cell ? cell.textContent.trim() : "";
    const lengths = [...text.split(" to ")[0].matchAll(/(\d+)\s(d|h|min|s)\b/g)];
    if (lengths.length) return lengths.reduce((sum, [, n, unit]) => sum + n * units[unit], 0);
    const bare = text.replaceAll(",", "");
    return /^\d+(\.\d+)?(\s%)?$/.test(bare) ? parseFloat(bare) : text.toLowerCase();
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

  // Rows, cards and claims are filtered by site, group, claimant and result; clocks by zone. No
  // filter concerns what has no word on it, such as an outage on claimants.
  const tools = make("form", "");
  tools.className = "tools";
  tools.setAttribute("role", "search");
  tools.setAttribute("aria-label", "Filter the page");
  tools.addEventListener("submit", (event) => event.preventDefault());
  const select = (label, options) => {
    const outer = make("label", label + " ");
    const inner = make("select", "");
    for (const [key, text] of options) inner.append(new Option(text, key));
    outer.append(inner);
    tools.append(outer);
    return inner;
  };
  const label = make("label", "Site ");
  const site = make("input", "");
  site.type = "search";
  label.append(site);
  tools.append(label);

  const items = all("table[data-filter] tbody tr, article.card");
  const about = (item, name) => {
    if (name === "who" && item.closest(".of-chronicle")) return [item.cells[2].textContent];
    const holder = item.closest("[data-" + name + "]");
    return holder && holder.dataset[name].split("\n");
  };
  const filters = [];
  const filter = (name, title, holders) => {
    const found = all(holders + "[data-" + name + "]").flatMap((one) => about(one, name));
    const values = [...new Set(found)].sort();
    if (values.length < 2) return;
    const words = (one) => name === "result" ? one.replaceAll("_", " ") : one;
    const field = select(title, [["", "all"], ...values.map((one) => [one, words(one)])]);
    field.dataset.by = name;
    filters.push([name, field]);
  };
  filter("group", "Group", "");
  filter("who", "Claimant", "details.claim");
  filter("result", "Result", "tr");

  const zoned = document.querySelector(".zoned");
  if (zoned) {
    const zones = [["", "local and UTC"], ["local", "local"], ["utc", "UTC"]];
    const zone = select("Clock", zones);
    zone.dataset.tool = "clock";
    zone.addEventListener("change", () => { document.documentElement.dataset.zone = zone.value; });
  }
  const count = make("output", "");
  count.setAttribute("aria-live", "polite");
  tools.append(count);

  const texts = new Map(items.map((item) => [
    item, (item.textContent + " " + (item.dataset.find || "")).replace(/\s/g, " ").toLowerCase(),
  ]));
  const sift = () => {
    const find = site.value.trim().toLowerCase();
    const chosen = filters.map(([name, field]) => [name, field.value]).filter(([, value]) => value);
    let shown = 0;
    for (const item of items) {
      const fits = texts.get(item).includes(find) && chosen.every(([name, value]) => {
        const values = about(item, name);
        return values === null || values.includes(value);
      });
      item.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    for (const claim of all("details.claim")) {
      const rows = all("tbody tr", claim);
      const who = chosen.find(([name]) => name === "who");
      const empty = rows.length > 0 && rows.every((row) => row.hidden);
      claim.hidden = empty || (who !== undefined && claim.dataset.who !== who[1]);
    }
    const active = find || chosen.length;
    count.textContent = active ? shown + " of " + items.length + " rows and cards shown" : "";
  };
  tools.addEventListener("input", sift);
  // Behind the chart, which no filter concerns: nothing stands between the finding and it.
  if (items.length > 3 || zoned) document.getElementById("chart").after(tools);
})();
