// `pnpm bench [--only WORD] [--json FILE]`: how long things take, beside what others take in the same run.
// Exits with 1 when a figure misses its must, and with 2 when it is asked for what there is not. docs/benchmarks.md says how to read the table.
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import process from 'node:process';

import { activationOfExtension } from './activation.mjs';
import { askedFrom } from './asked.mjs';
import { verificationOfTheAuditLog } from './audit-log.mjs';
import { checkOfAChange } from './check-change.mjs';
import { startOfCommandLine } from './cli-start.mjs';
import { auditOfDatabases } from './db-audit.mjs';
import { searchForDroppedTables } from './dropped-tables.mjs';
import { keysOfAnEditor } from './editor.mjs';
import { sizeOfExtension } from './extension-size.mjs';
import { judgementOf, tableOf } from './figure.mjs';
import { manyFindings } from './findings.mjs';
import { decisionOfHook } from './hook-decision.mjs';
import { waitsOfAnEditor } from './language-server.mjs';
import { loadingOfTheLibrary } from './library.mjs';
import { keysInALongHistory } from './long-history.mjs';
import { matchingOfPaths } from './path-matching.mjs';
import { decisionsOfReleases } from './releases.mjs';
import { replayOfCommits } from './replay-commits.mjs';
import { checkOfARequirementsPair } from './requirements-pair.mjs';
import { readingOfRequirements } from './requirements-parse.mjs';
import { judgementOfRevisions } from './revisions.mjs';
import { updatesOfAService } from './self-update.mjs';
import { judgementOfSql } from './sql.mjs';
import { costOfTracking } from './tracking.mjs';
import { judgementOfVersions } from './versions.mjs';

/** @type {Readonly<Record<string, () => readonly import('./figure.mjs').Figure[] | Promise<readonly import('./figure.mjs').Figure[]>>>} */
const BENCHMARKS = {
  change: checkOfAChange,
  start: startOfCommandLine,
  library: loadingOfTheLibrary,
  hook: decisionOfHook,
  paths: matchingOfPaths,
  versions: judgementOfVersions,
  replay: replayOfCommits,
  parse: readingOfRequirements,
  requirements: checkOfARequirementsPair,
  tables: searchForDroppedTables,
  databases: auditOfDatabases,
  revisions: judgementOfRevisions,
  keys: keysInALongHistory,
  sql: judgementOfSql,
  findings: manyFindings,
  tracking: costOfTracking,
  server: waitsOfAnEditor,
  editor: keysOfAnEditor,
  activation: activationOfExtension,
  audit: verificationOfTheAuditLog,
  releases: decisionsOfReleases,
  updates: updatesOfAService,
  size: sizeOfExtension,
};

const asked = askedFrom(process.argv.slice(2), Object.keys(BENCHMARKS));
if (typeof asked === 'string') {
  process.stderr.write(`${asked}\n`);
  process.exit(2);
}
const { names, json } = asked;

const figures = [];
for (const name of names) {
  process.stderr.write(`${name}…\n`);
  figures.push(...((await BENCHMARKS[name]?.()) ?? []));
}
const machine = { cores: os.availableParallelism(), platform: process.platform, node: process.version };
const missed = figures.filter((figure) => judgementOf(figure) === 'must missed');

console.log(`Node ${machine.node}, ${machine.cores} cores, ${machine.platform}. Times are medians.\n`);
console.log(tableOf(figures));
for (const { name } of missed) console.log(`\nMust missed: ${name}.`);
if (json !== undefined) {
  const judged = figures.map((figure) => ({ ...figure, judgement: judgementOf(figure) }));
  writeFileSync(json, `${JSON.stringify({ machine, figures: judged }, undefined, 2)}\n`);
}
process.exitCode = missed.length === 0 ? 0 : 1;
