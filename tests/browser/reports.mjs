// Makes the reports that are tested: run once before the tests, as `npm test` does. The program is
// $CORROBORATE, or the release build of this repository.

import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { incidents } from "./incidents.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../..");
/** Folder of the incidents and of their reports; git ignores it. */
export const MADE = join(here, "made");

/** Incidents of this repository, made again: the committed reports may be of an earlier page. */
const DATASETS = ["usa-offline-2022", "airports-2022"];

/** Path of the page of one report. */
export const pageOf = (name) => join(MADE, "reports", name, "report.html");

/** Path of the page of each report, by its name. */
export const pages = () => [...Object.keys(incidents()), ...DATASETS]
  .map((name) => ({ name, path: pageOf(name) }));

const program = process.env.CORROBORATE ?? join(root, "target/release/corroborate");

const report = (folder, name) => {
  const output = join(MADE, "reports", name);
  execFileSync(program, ["report", folder, "-o", output], { stdio: ["ignore", "ignore", "inherit"] });
};

const make = () => {
  rmSync(MADE, { recursive: true, force: true });
  for (const [name, files] of Object.entries(incidents())) {
    const folder = join(MADE, "incidents", name);
    mkdirSync(folder, { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
    report(folder, name);
  }
  for (const name of DATASETS) report(join(root, "datasets", name), name);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) make();
