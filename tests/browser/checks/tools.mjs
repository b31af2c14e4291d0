// What the script of a page offers: order, filters, clocks, copies.

/** Clicks each heading of each table that can be sorted, twice; lists columns out of order. The
 * order is worked out anew: lengths and numbers by size, all else by words. */
export const unsorted = (page) => page.evaluate(() => {
  const faults = [];
  const second = { d: 86400, h: 3600, min: 60, s: 1 };
  const numberOf = (text) => {
    const first = text.split(" to ")[0].replace(/^at least /, "");
    if (/^(\d+ (d|h|min|s)\s?)+$/.test(first)) {
      return first.match(/\d+ (d|h|min|s)/g)
        .map((part) => part.split(" "))
        .reduce((sum, [count, unit]) => sum + count * second[unit], 0);
    }
    return /^[\d,]+(\.\d+)?( %)?$/.test(text) ? parseFloat(text.replaceAll(",", "")) : null;
  };
  for (const table of document.querySelectorAll("table[data-sort]")) {
    const rows = () => [...table.tBodies[0].rows];
    const before = rows().length;
    for (const [column, head] of [...table.tHead.rows[0].cells].entries()) {
      const where = `${table.caption.textContent.slice(0, 30)} / ${head.textContent}`;
      const button = head.querySelector("button");
      if (!button) {
        faults.push(`${where}: no button`);
        continue;
      }
      for (const [direction, sign] of [["ascending", 1], ["descending", -1]]) {
        button.click();
        if (head.getAttribute("aria-sort") !== direction) faults.push(`${where}: not ${direction}`);
        if (table.querySelectorAll("[aria-sort]").length !== 1) faults.push(`${where}: two orders`);
        const cells = rows().map((row) => row.cells[column]?.textContent.trim() ?? "");
        const numbers = cells.map(numberOf);
        const all = numbers.every((one) => one !== null) ? numbers : null;
        const words = cells.map((cell) => cell.toLowerCase());
        const plain = words.every((word) => !/\d/.test(word)) ? words : null;
        for (const list of [all, plain].filter(Boolean)) {
          const wrong = list.findIndex((one, at) => at && sign * (list[at - 1] < one ? -1
            : list[at - 1] > one ? 1 : 0) > 0);
          if (wrong > 0) faults.push(`${where}: "${cells[wrong]}" after "${cells[wrong - 1]}"`);
        }
      }
    }
    if (rows().length !== before) faults.push("rows were lost");
  }
  return faults.slice(0, 10);
});

const ITEMS = "table[data-filter] tbody tr, article.card";

/** Sets each filter to each of its values; lists items that are shown and do not fit, that fit and
 * are hidden, and counts that are wrong. `fits` of the item is worked out from its attributes. */
export const unfiltered = (page) => page.evaluate((selector) => {
  const faults = [];
  const items = [...document.querySelectorAll(selector)];
  const tools = document.querySelector("form.tools");
  if (!tools) return items.length > 3 ? ["no filters"] : [];
  const set = (field, value) => {
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const about = (item, name) => {
    if (name === "who" && item.closest(".of-chronicle")) return item.cells[2].textContent;
    const holder = item.closest(`[data-${name}]`);
    return holder?.getAttribute(`data-${name}`) ?? null;
  };
  const hold = (label, expected) => {
    const shown = items.filter((item) => item.closest("[hidden]") === null);
    const wrong = shown.filter((item) => !expected(item));
    const lost = items.filter((item) => expected(item) && item.closest("[hidden]"));
    for (const item of wrong.slice(0, 2)) faults.push(`${label} shows ${item.textContent.slice(0, 60)}`);
    for (const item of lost.slice(0, 2)) faults.push(`${label} hides ${item.textContent.slice(0, 60)}`);
    const said = tools.querySelector("output").textContent;
    if (!said.startsWith(`${shown.length} of ${items.length} `)) {
      faults.push(`${label}: ${shown.length} of ${items.length} are shown, and it says "${said}"`);
    }
  };
  let tried = 0;
  for (const field of tools.querySelectorAll("select[data-by]")) {
    const name = field.dataset.by;
    for (const option of [...field.options].filter((one) => one.value)) {
      set(field, option.value);
      tried += 1;
      hold(`${name} ${option.value}`, (item) => {
        const value = about(item, name);
        return value === null || value.split("\n").includes(option.value);
      });
    }
    set(field, "");
  }
  const search = tools.querySelector("input[type=search]");
  const names = [...document.querySelectorAll("article.card h3, #other-sites tbody th")]
    .slice(0, 5).map((one) => one.firstChild.textContent.trim()).filter(Boolean);
  for (const name of names) {
    set(search, `  ${name.toUpperCase()} `);
    tried += 1;
    const shown = items.filter((item) => item.closest("[hidden]") === null);
    const find = name.toUpperCase().toLowerCase();
    if (shown.length === 0) faults.push(`nothing is found of "${name}"`);
    hold(`site ${name}`, (item) => `${item.textContent} ${item.dataset.find ?? ""}`
      .toLowerCase().includes(find));
  }
  set(search, "");
  if (!tried) faults.push("no filter was tried");
  const hidden = items.filter((item) => item.closest("[hidden]"));
  if (hidden.length) faults.push(`${hidden.length} items stay hidden`);
  return faults.slice(0, 10);
}, ITEMS);

/** Switches between the clocks of the incident and UTC; lists what does not follow. */
export const clocksStay = (page) => page.evaluate(([LOCAL, UTC]) => {
  const local = [...document.querySelectorAll(LOCAL)];
  const field = document.querySelector("form.tools select[data-tool=clock]");
  if (!local.length) return field ? ["a choice of clocks where there is one"] : [];
  if (!field) return ["no choice of clocks"];
  const shown = (list) => list.filter((one) => getComputedStyle(one).display !== "none").length;
  const utc = [...document.querySelectorAll(UTC)];
  const faults = [];
  for (const [value, locals, others] of [["local", local.length, 0], ["utc", 0, utc.length],
    ["", local.length, utc.length]]) {
    field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    if (shown(local) !== locals || shown(utc) !== others) {
      faults.push(`"${value}": ${shown(local)} local and ${shown(utc)} in UTC are shown`);
    }
  }
  return faults;
}, [".local, .zoned td span:not([class]):nth-child(1)", ".local + .utc, .zoned td span:not([class]):nth-child(2)"]);

/** Presses each button that copies, and compares the clipboard with the sentence beside it. */
export const notCopied = async (page) => {
  const faults = [];
  const buttons = page.locator(".copy > button");
  const count = await buttons.count();
  if (!count) return ["no button that copies"];
  for (let at = 0; at < Math.min(count, 8); at += 1) {
    const button = buttons.nth(at);
    const sentence = await button.evaluate((one) => [...one.parentElement.childNodes]
      .filter((part) => part !== one).map((part) => part.textContent).join("").trim());
    await button.evaluate((one) => one.click());
    await page.waitForTimeout(50);
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    if (copied !== sentence) faults.push(`"${copied}" was copied in place of "${sentence}"`);
    if (await button.textContent() !== "Copied") faults.push("the button does not say so");
  }
  return faults;
};

/** Puts the focus and the mouse on a bar of a drawing; lists where its words do not show. */
export const wordless = async (page) => {
  const bar = page.locator(".drawing a:has(title):visible").first();
  if (await bar.count() === 0) return [];
  const words = await bar.locator("title").textContent();
  const shown = () => page.evaluate(() => {
    const tip = document.querySelector(".tip");
    return tip?.checkVisibility() ? tip.textContent : "";
  });
  const faults = [];
  await bar.focus();
  if (!(await shown()).includes(words)) faults.push("a bar with the focus does not show its words");
  await page.keyboard.press("Escape");
  if (await shown()) faults.push("Escape does not hide the words");
  await bar.dispatchEvent("pointerover", { pointerType: "mouse" });
  if (!(await shown()).includes(words)) faults.push("a bar under the mouse does not show its words");
  await bar.dispatchEvent("pointerout", { pointerType: "mouse" });
  if (await shown()) faults.push("the words stay when the mouse has gone");
  return faults;
};

/** Touches a bar of a drawing with a finger, twice: the first touch shows its words and stays, the
 * second goes to its row. */
export const untouched = async (page) => {
  const bar = page.locator(".drawing a:has(title):visible").first();
  if (await bar.count() === 0) return [];
  const href = await bar.getAttribute("href");
  const words = await page.locator(`.desk a[href="${href}"] title`).first().textContent();
  const shown = () => page.evaluate(() => {
    const tip = document.querySelector(".tip");
    return tip?.checkVisibility() ? tip.textContent : "";
  });
  const hash = () => page.evaluate(() => location.hash);
  const faults = [];
  await bar.tap();
  if (!(await shown()).includes(words)) faults.push(`a touched bar shows "${await shown()}"`);
  if (await hash()) faults.push(`a touch leaves the drawing for ${await hash()}`);
  await bar.tap();
  if (await hash() !== href) faults.push(`a second touch goes to "${await hash()}", not ${href}`);
  if (await shown()) faults.push("the words stay when the row is shown");
  return faults;
};

/** Lists drawings with a pale ground. */
export const pale = (page) => page.evaluate(() => {
  const faults = [];
  for (const drawing of document.querySelectorAll(".drawing svg")) {
    const ground = drawing.querySelector(":scope > path");
    if (!ground || !drawing.checkVisibility()) continue;
    const light = getComputedStyle(ground).fill.match(/\d+/g).slice(0, 3).reduce((sum, one) => sum + +one, 0);
    if (light > 300) faults.push(`${drawing.closest("figure").id}: ${getComputedStyle(ground).fill}`);
  }
  return faults;
});
