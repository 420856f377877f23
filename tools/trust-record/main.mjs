import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { lockkeeper, makeShops, nameOf } from './shop.mjs';
import { tryAttacks } from './try-attacks.mjs';
import { pickerOf, toldAbout, tryTamperings } from './try-tampering.mjs';

// Tampers with log and record of real repositories, as somebody does who may merge to main and push by force to the
// branch of the records, and writes down what was told: `node tools/trust-record/main.mjs [count] [seed]`.

const PAGE = fileURLToPath(new URL('../../docs/evidence/trust-record.md', import.meta.url));
const [count, seed] = [Number(process.argv[2] ?? 100), Number(process.argv[3] ?? 20)];

/** As `audit verify`, `record verify` and `guard` were before. */
const MENDED = [
  'Signed: all made anew by signers of his own, or by none, with an entry that gives up every version there was; also as an orphan history that was merged, and by running `record repair` on a deleted log: verified.',
  'The policy went back to `mode: file`, or named another branch that ends at an earlier deploy: verified.',
  'The record said other approvals, checks, times or another commit before, with its entry and a higher number; also at another place that the policy names: verified.',
  'An entry that lacked only its line end, with a signature of nobody: the next signer signed behind it and so vouched for it.',
  'The file beside the log named another length, or no entry: verified.',
  'Lines that say a key twice, with their hash over that spelling: an entry like others.',
  'The branch went back to an earlier deploy and its witness was deleted: verified in a fresh clone.',
  'Two writers at once: the one who saw the branch behind a write and the witness before it was told that the remote could not be reached.',
];

const shops = makeShops();
try {
  const honest = [];
  for (const place of /** @type {const} */ (['tree', 'branch']))
    for (const isSigned of [false, true]) {
      const kind = { place, isSigned };
      const work = path.join(shops.copyOf(kind), 'work');
      const { outcome } = toldAbout(work);
      const guard = lockkeeper(work, ['guard']).status;
      honest.push(`| ${nameOf(kind)} | ${outcome} | ${guard === 0 ? 'passed' : 'failed'} |`);
    }
  const tried = told(tryTamperings(count, seed, shops));
  const attacked = told(tryAttacks(pickerOf(seed), shops));
  const page = [
    '# Record and log: what tampering with them comes to',
    '',
    `Written by \`node tools/trust-record/main.mjs ${count} ${seed}\`: real repositories with three deploys, a remote, and the built`,
    'program. The attacker commits and merges to main and pushes by force to the branch of the records. He cannot rewrite main,',
    "and has no signer's key. *Detected*: `record verify`, `audit verify` or `guard` fails or is not proved. *Not provable*: all of",
    'it is consistent, nobody signs, and both say that it is not provable without signers. *Verified*: it got through.',
    '',
    ...classes(tried),
    '',
    '## Nobody tampered',
    '',
    '| class | verdict | guard |',
    '| --- | --- | --- |',
    ...honest,
    '',
    '## Each of them',
    '',
    ...rows(tried),
    '',
    '## By somebody who did not write the code',
    '',
    'Whole histories, policies, clones, spellings and refs, each once, at a place that is drawn; all are seen from a clone that saw',
    'nothing before. *Told*: nothing of it counts, and `audit verify` says that it is there. *Says the same*: as after an editor that',
    'writes a byte order mark or other line ends.',
    '',
    ...classes(attacked),
    '',
    ...rows(attacked),
    '',
    '### What got through at first, and was mended',
    '',
    ...MENDED.map((line) => `- ${line}`),
    '',
  ];
  writeFileSync(PAGE, page.join('\n'));
  const isThrough = [...tried, ...attacked].some(
    ({ outcome, where }) =>
      outcome === 'verified' || (outcome === 'not provable' && where.includes(', signed')),
  );
  process.exitCode = isThrough ? 1 : 0;
} finally {
  shops.remove();
}

/** @typedef {import('./try-tampering.mjs').Tried} Tried */

/** @param {Iterable<Tried>} all */
function told(all) {
  /** @type {Tried[]} */
  const tried = [];
  for (const one of all) {
    tried.push(one);
    process.stdout.write(`${tried.length} ${one.outcome}: ${one.name} (${one.where}): ${one.by}\n`);
  }
  return tried;
}

/** @param {readonly Tried[]} tried */
function classes(tried) {
  const outcomes = ['detected', 'told', 'says the same', 'not provable', 'verified'];
  const kinds = ['tree, without signers', 'tree, signed', 'branch, without signers', 'branch, signed', 'all'];
  return [
    `| class | tried | ${outcomes.join(' | ')} |`,
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...kinds.map((kind) => {
      const those = tried.filter(({ where }) => kind === 'all' || where.startsWith(kind));
      const counts = outcomes.map((outcome) => those.filter((one) => one.outcome === outcome).length);
      return `| ${kind} | ${those.length} | ${counts.join(' | ')} |`;
    }),
  ];
}

/** @param {readonly Tried[]} tried */
function rows(tried) {
  return [
    '| tampering | where, how, seen from | outcome | by |',
    '| --- | --- | --- | --- |',
    ...tried.map(({ name, where, outcome, by }) => `| ${name} | ${where} | ${outcome} | ${by} |`),
  ];
}
