// axe-core: rules of accessibility (WCAG 2.2 A and AA, and its best practices) on the whole page.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Lists violations, each with the first elements. */
export const violations = async (page) => {
  await page.evaluate(source);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  if (found.passes.length < 10) throw new Error("axe-core passed hardly any rule");
  return found.violations.map((one) => `${one.id}: ${one.help}: ${one.nodes.length} times, as in `
    + one.nodes.slice(0, 2).map((node) => `${node.target} ${node.failureSummary}`).join("; "));
};
