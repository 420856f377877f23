import process from 'node:process';
import { pathToFileURL } from 'node:url';

import { onCorpus } from './corpus.mjs';
import { medianOf, outputOf } from './measure.mjs';
import { ROOT } from './programs.mjs';

const [FEW, MANY] = [200, 5000];
const ROUNDS = 5;
const LIBRARY = pathToFileURL(`${ROOT}packages/policy-core/dist/npm/index.js`).href;
const CORPUS = new URL('corpus.mjs', import.meta.url).href;

/** What a key costs in the newest revision of a long history, against one in a short history: in the judgement alone. */
export function keysInALongHistory() {
  return onCorpus(() => {
    const rounds = Array.from({ length: ROUNDS }, () => [FEW, MANY].map(timeOfAKey));
    const [few, many] = [0, 1].map((at) => medianOf(rounds.map((round) => round[at] ?? Number.NaN)));
    return [
      {
        name: `key in the last of ${MANY.toLocaleString('en')} real revisions, judged again`,
        unit: /** @type {const} */ ('ms'),
        ours: many ?? Number.NaN,
        peers: [{ name: `the same of ${FEW}`, value: few ?? Number.NaN }],
        must: 1.5 * (few ?? Number.NaN),
        goal: 1.1 * (few ?? Number.NaN),
      },
    ];
  });
}

/** Median of the processor time of 60 keys, in a process of its own, in milliseconds. @param {number} count */
export function timeOfAKey(count) {
  const args = ['--input-type=module', '--eval', `const COUNT = ${count};\n${SCRIPT}`];
  return Number(outputOf({ program: process.execPath, args }).stdout);
}

/** A statement more at each key. Everything else is the same object, as in an editor. */
const SCRIPT = `
const { createChecker, loadPolicy } = await import(${JSON.stringify(LIBRARY)});
const { realHistory } = await import(${JSON.stringify(CORPUS)});
const policy = loadPolicy({ path: 'lockkeeper.yaml', text: 'version: 1\\nmigrations: { alembic: [versions/] }' });
const checker = await createChecker(policy);
const known = (value) => ({ known: true, value });
const unknown = { known: false, reason: 'nobody looked' };
const contentOf = (text) => known({ kind: 'text', text });
const files = realHistory(COUNT);
const revisions = {
  paths: known(files.map(({ path }) => path)),
  files: Object.fromEntries(files.map(({ path, text }) => [path, contentOf(text)])),
};
const last = files.at(-1);
const seen = (text) => ({
  focus: { kind: 'document', path: last.path }, files: { [last.path]: contentOf(text) }, revisions,
  filesBefore: {}, links: {}, folders: {}, present: {}, agentSigns: [], deployment: null,
  listing: unknown, change: unknown, labels: unknown, pullRequest: unknown, author: unknown,
  settled: unknown, recordedCommit: unknown, now: unknown,
});
checker.check(seen(last.text));
const times = [];
for (let key = 0; key < 60; key += 1) {
  const text = last.text.replace(/def upgrade\\(\\)[^:]*:\\n/, (head) => head + '    op.execute("UPDATE a SET b = ' + key + '")\\n');
  const observations = seen(text);
  const started = process.cpuUsage();
  checker.check(observations);
  const { user, system } = process.cpuUsage(started);
  times.push((user + system) / 1000);
}
console.log(times.sort((one, other) => one - other)[30]);
`;
