// Paper: the whole text of a page is in its PDF, in order and uncut.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Parts of a text whose letters come back from a PDF as they went in: those that run from right to
 * left come in the order of sight, and of some Chinese ones the PDF names a twin. */
const parts = (text) => text.split(/[^\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}\p{P}\s]+/u);
const bare = (text) => text.normalize("NFKC").replace(/[\s\u00AD\u200B-\u200F\u202A-\u202E]+/g, "");

/** Prints a page; returns the PDF and the text of each of its pages without blanks (`pdftotext` of
 * poppler). */
export const printed = async (page) => {
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
  const folder = mkdtempSync(join(tmpdir(), "report-"));
  writeFileSync(join(folder, "report.pdf"), pdf);
  const text = execFileSync("pdftotext", ["-raw", "report.pdf", "-"], { cwd: folder, encoding: "utf8",
    maxBuffer: 64 << 20 });
  rmSync(folder, { recursive: true });
  const pages = text.split("\f").map(bare);
  return { pdf, pages, text: pages.join("") };
};

/** Lists verdicts, cards, rows of the timeline and claims whose words the PDF lacks. */
export const notPrinted = async (page) => {
  const wanted = await page.evaluate(() => {
    const cells = "tr[data-result] > *, article.card .copy, .of-chronicle td:nth-child(2), "
      + "details.claim > summary strong, details.claim > .meta, #unknown li, #finding";
    const words = (one) => [...one.childNodes].filter((part) => part.nodeName !== "BUTTON")
      .map((part) => part.textContent).join("");
    return [...document.querySelectorAll(cells)].map(words);
  });
  const { text } = await printed(page);
  if (!wanted.length) return ["nothing to print"];
  const lost = wanted.filter((one) => !parts(one).every((part) => text.includes(bare(part))));
  return lost.slice(0, 10).map((one) => `not in the PDF (${lost.length} in all): ${one}`);
};

/** Width of a page of A4 between its margins, in pixels of 1/96 inch. */
const PAPER = 703;

/** Lists drawings with text of less than six points on A4, and those that are higher than a page of
 * Letter. */
export const smallOnPaper = async (page) => {
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: PAPER, height: 900 });
  const faults = await page.evaluate((letter) => {
    for (const one of document.querySelectorAll("details")) one.open = true;
    const least = (drawing) => Math.min(...[...drawing.querySelectorAll("text")]
      .map((one) => parseFloat(getComputedStyle(one).fontSize)));
    const found = [];
    for (const drawing of document.querySelectorAll(".drawing svg")) {
      const box = drawing.getBoundingClientRect();
      if (box.width < 10 || !drawing.checkVisibility() || drawing.closest(".cut .desk")) continue;
      const whole = drawing.querySelector("use") && document.querySelector(drawing.querySelector("use").getAttribute("href"));
      const points = least(whole ?? drawing) * drawing.getScreenCTM().a * 0.75;
      const name = drawing.closest("figure").id;
      if (points < 5.95) found.push(`${name}: ${points.toFixed(1)} points`);
      if (box.height > letter) found.push(`${name} is ${Math.round(box.height)} high`);
    }
    return found;
  }, 253 * 96 / 25.4);
  await page.emulateMedia({ media: null });
  return faults;
};

/** Lists tables that are wider than the paper, for which all pages would be made smaller, those with
 * a cell of words too narrow for a word, and text of less than six points beside drawings. */
export const wideOnPaper = async (page) => {
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: PAPER, height: 900 });
  const faults = await page.evaluate((paper) => {
    for (const one of document.querySelectorAll("details")) one.open = true;
    const found = new Set();
    for (const table of document.querySelectorAll("table")) {
      const width = Math.round(table.getBoundingClientRect().width);
      if (width > paper + 1) found.add(`${table.className} is ${width} wide`);
    }
    for (const cell of document.querySelectorAll(".of-card td:nth-child(5)")) {
      const width = Math.round(cell.getBoundingClientRect().width);
      if (width < 95) found.add(`failed probes in a column of ${width}`);
    }
    for (const one of document.querySelectorAll("p, li, td, th, dd, dt, caption, summary, span")) {
      const points = parseFloat(getComputedStyle(one).fontSize) * 0.75;
      if (points < 5.95 && one.checkVisibility()) {
        found.add(`${one.tagName} ${one.className}: ${points.toFixed(1)} points`);
      }
    }
    return [...found];
  }, PAPER);
  await page.emulateMedia({ media: null });
  return faults;
};

/** Says of a page that it takes more sheets of A4 than a number. */
export const manySheets = (most) => async (page) => {
  const { pages } = await printed(page);
  // The text of a PDF ends with the end of a page.
  const sheets = pages.length - 1;
  return sheets > most ? [`${sheets} sheets of paper, more than ${most}`] : [];
};

/** Lists the printed pages that hold rows of the timeline and not its head. */
export const withoutHeads = async (page) => {
  const [head, rows] = await page.evaluate(() => [
    [...document.querySelectorAll(".of-chronicle thead th")].map((one) => one.textContent).join(""),
    [...document.querySelectorAll(".of-chronicle td:nth-child(2)")].map((one) => one.textContent),
  ]);
  if (!head) return [];
  const { pages } = await printed(page);
  const wanted = [...new Set(rows.map(bare))].filter((one) => one.length > 12);
  // Single rows have the words of other tables, too.
  const holds = (text) => wanted.filter((one) => text.includes(one)).length > 5;
  return pages.flatMap((text, at) =>
    holds(text) && !text.includes(bare(head)) ? [`page ${at + 1} has rows without a head`] : []);
};
