// `pnpm durations [FILE]...`: runs the unit and integration tests, or some files, and writes down how long each takes, hooks
// and imports with it. `.ci/run` parts the integration tests into quarters by that, and every run begins with the longest.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { startVitest } from 'vitest/node';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Of more than a thousand unit tests the few are written down that would be waited for at the end; in seconds. */
const LONG_FOR_A_UNIT = 5;
const FILE = path.join(ROOT, 'test/durations.json');

const vitest = await startVitest('test', process.argv.slice(2), {
  project: ['unit', 'integration'],
  watch: false,
});
const modules = vitest.state.getTestModules();
await vitest.close();

/** @type {Record<string, number>} */
const durations = JSON.parse(readFileSync(FILE, 'utf8'));
for (const module of modules) {
  const { collectDuration, duration } = module.diagnostic();
  // What failed may have ended early.
  if (module.state() !== 'passed') continue;
  const seconds = Math.max(1, Math.round((collectDuration + duration) / 1000));
  if (module.project.name === 'integration' || seconds >= LONG_FOR_A_UNIT)
    durations[module.relativeModuleId] = seconds;
  else delete durations[module.relativeModuleId];
}
const kept = Object.entries(durations).filter(([file]) => existsSync(path.join(ROOT, file)));
const sorted = kept.toSorted(([one], [other]) => (one < other ? -1 : 1));
writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
