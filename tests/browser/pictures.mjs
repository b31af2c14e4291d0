// Pictures to look at: each page at four widths, in the dark, and as a PDF, in `made/pictures`.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { open, start, unfold } from "./chromium.mjs";
import { MADE, pages } from "./reports.mjs";

const folder = join(MADE, "pictures");
mkdirSync(folder, { recursive: true });
const wanted = process.argv.slice(2);
const browser = await start();
for (const { name, path } of pages()) {
  if (wanted.length && !wanted.includes(name)) continue;
  for (const width of [360, 768, 1280, 1920]) {
    const { page, close } = await open(browser, path, { width });
    // The first screens: Chromium draws no picture of a page of many thousand pixels.
    const clip = { x: 0, y: 0, width, height: 6000 };
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true, clip });
    await close();
  }
  const dark = await open(browser, path, { scheme: "dark" });
  await dark.page.screenshot({ path: join(folder, `${name}-dark.png`) });
  await dark.close();
  const { page, close } = await open(browser, path);
  await unfold(page);
  await page.pdf({ path: join(folder, `${name}.pdf`), format: "A4", preferCSSPageSize: true });
  await close();
}
await browser.close();
