// Every page, in every state, by every check.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { violations } from "./checks/axe.mjs";
import { ran } from "./checks/hostile.mjs";
import { unanswered, unreached } from "./checks/keyboard.mjs";
import { badLinks, notRevealed, withoutAnchor } from "./checks/links.mjs";
import { manySheets, notPrinted, smallOnPaper, wideOnPaper, withoutHeads } from "./checks/paper.mjs";
import { clocksStay, notCopied, pale, unfiltered, unsorted, untouched, wordless } from "./checks/tools.mjs";
import { brokenWords, sideways, tooSmall, tooWide, unfilled, unlabelled } from "./checks/widths.mjs";
import { open, start, unfold } from "./chromium.mjs";
import { HOSTILE } from "./incidents.mjs";
import { pageOf, pages } from "./reports.mjs";

const WIDTHS = [360, 768, 1024, 1100, 1280, 1920];
/** Pages that are short enough to be walked through key by key. */
const WALKED = ["one", "twelve", "healthy", "unprobed", "scripts", "airports-2022"];

let browser;
before(async () => { browser = await start(); });
after(() => browser.close());

/** Runs checks on a page; each returns the faults that it found. */
const holds = async (path, settings, checks) => {
  const { page, faults, close } = await open(browser, path, settings);
  for (const check of checks) assert.deepEqual(await check(page), [], check.name);
  assert.deepEqual(faults, []);
  await close();
};

for (const { name, path } of pages()) {
  describe(name, () => {
    test("tables are put in order, rows filtered, clocks chosen, sentences copied, bars show their words", () =>
      holds(path, {}, [unsorted, unfiltered, clocksStay, notCopied, wordless]));

    test("a finger reads the words of a bar", () => holds(path, { width: 360 }, [untouched]));

    test("drawings are dark in the dark", () => holds(path, { scheme: "dark" },
      [unfold, pale].map((check) => async (page) => await check(page) ?? [])));

    test("every link has its target, every row an anchor, and what is folded opens", async () => {
      await holds(path, {}, [badLinks, withoutAnchor]);
      const { page, close } = await open(browser, path);
      // A drawing in the form of another width is not shown here, folded or not.
      const ids = await page.evaluate(() => {
        const closed = [...document.querySelectorAll("details:not([open])")];
        for (const one of closed) one.open = true;
        const shown = [...document.querySelectorAll("details [id]")]
          .filter((one) => one.getClientRects().length > 0).map((one) => one.id).slice(0, 200);
        for (const one of closed) one.open = false;
        return shown;
      });
      for (const id of [ids[0], ids.at(-1)]) {
        if (id) assert.deepEqual(await notRevealed(page, id), []);
      }
      await close();
    });

    for (const scheme of ["light", "dark"]) {
      test(`axe-core finds no violation (${scheme})`, async () => {
        await holds(path, { scheme }, [violations]);
        await holds(path, { scheme, width: 360 }, [unfold, violations].map((check) =>
          async (page) => await check(page) ?? []));
      });
    }

    test("every verdict is printed, with a script and without", async () => {
      await holds(path, {}, [notPrinted]);
      await holds(path, { script: false }, [notPrinted]);
    });

    test("charts can be read on paper", () => holds(path, {}, [smallOnPaper]));

    test("tables fit the paper, and each of its pages has their heads", async () => {
      await holds(path, {}, [withoutHeads, wideOnPaper]);
      await holds(path, { script: false }, [withoutHeads]);
    });

    for (const width of WIDTHS) {
      test(`fits a window of ${width} pixels`, async () => {
        const unfolded = async (page) => {
          await unfold(page);
          return tooWide(page);
        };
        const readable = (page) => tooSmall(page, width === 360 ? 12 : 11);
        await holds(path, { width }, [tooWide, readable, unfolded, readable, sideways, unfilled,
          brokenWords]);
        if (width <= 1024) await holds(path, { width }, [unlabelled]);
      });
    }

    if (WALKED.includes(name)) {
      test("can be used by keyboard alone", () => holds(path, {}, [unreached, unanswered]));
    }
  });
}

/** Sheets that the pages of the bundled incidents take at most. */
const SHEETS = { "usa-offline-2022": 32, "airports-2022": 6 };

for (const [name, most] of Object.entries(SHEETS)) {
  test(`${name} wastes no paper`, () => holds(pageOf(name), {}, [manySheets(most)]));
}

test("hostile names and claims run nothing", async () => {
  await holds(pageOf("hostile"), {}, [(page) => ran(page, HOSTILE), unfold, (page) => ran(page, HOSTILE)]
    .map((check) => async (page) => await check(page) ?? []));
});
