// `node log-decision.mjs FILE`: reads an audit log and decides by it as a promotion does, once and cold as in a command. Prints
// how many milliseconds each took.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import process from 'node:process';

import { verifyLog } from '@lockkeeper/policy-core/deployment/audit-log';
import { blockedCommits, placeState, runsInLog, testsOf } from '@lockkeeper/policy-core/deployment/run';

const text = readFileSync(process.argv[2] ?? '', 'utf8');
const started = performance.now();
const { reading, problems } = verifyLog({
  text,
  isUtf8: true,
  end: 'absent',
  known: [],
  digest: (whole) => createHash('sha256').update(whole).digest('hex'),
});
const { entries } = reading;
const read = performance.now();
const ready = placeState(entries, { environment: 'staging', service: 'api' }).ready.at(-1);
const { active, failed } = placeState(entries, { environment: 'production', service: 'api' });
const blocked = blockedCommits(entries);
const tests = testsOf(entries, ready?.commit ?? '');
const waiting = runsInLog(entries).findLast(({ state }) => state.kind === 'begun');
const decided = performance.now();

// A log without its end beside it has that one problem; whoever reads more or less than was written measures nothing.
if (problems.length !== 1 || ready === undefined || active !== undefined || waiting !== undefined)
  throw new Error(`The log was not read as it was written: ${JSON.stringify(problems)}`);
if (failed.size + blocked.size + tests.length > 0) throw new Error('Nothing failed, was blocked or tested.');
console.log(JSON.stringify({ entries: entries.length, read: read - started, decision: decided - read }));
