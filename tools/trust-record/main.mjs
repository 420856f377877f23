import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { lockkeeper, makeShops, nameOf } from './shop.mjs';
import { toldAbout, tryTamperings } from './try-tampering.mjs';

// Tampers with log and record of real repositories, as somebody does who may merge to main and push by force to the
// branch of the records, and writes down what was told: `node tools/trust-record/main.mjs [count] [seed]`.

const PAGE = fileURLToPath(new URL('../../docs/evidence/trust-record.md', import.meta.url));
const [count, seed] = [Number(process.argv[2] ?? 100), Number(process.argv[3] ?? 20)];

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
  /** @type {import('./try-tampering.mjs').Tried[]} */
  const tried = [];
  for (const one of tryTamperings(count, seed, shops)) {
    tried.push(one);
    process.stdout.write(`${tried.length} ${one.outcome}: ${one.name} (${one.where}): ${one.by}\n`);
  }
  /** @param {string} outcome @param {string} kind */
  const countOf = (outcome, kind) =>
    tried.filter((one) => one.outcome === outcome && one.where.startsWith(kind)).length;
  const kinds = ['tree, without signers', 'tree, signed', 'branch, without signers', 'branch, signed'];
  const page = [
    '# Record and log: what tampering with them comes to',
    '',
    `Written by \`node tools/trust-record/main.mjs ${count} ${seed}\`: real repositories with three deploys, a remote, and the built`,
    'program. The attacker commits and merges to main and pushes by force to the branch of the records. He cannot rewrite main,',
    "and has no signer's key. *Detected*: `record verify`, `audit verify` or `guard` fails or is not proved. *Not provable*: all of",
    'it is consistent, nobody signs, and both say that it is not provable without signers. *Verified*: it got through.',
    '',
    '| class | tried | detected | not provable | verified |',
    '| --- | --- | --- | --- | --- |',
    ...kinds.map(
      (kind) =>
        `| ${kind} | ${tried.filter(({ where }) => where.startsWith(kind)).length} | ${countOf('detected', kind)} | ${countOf('not provable', kind)} | ${countOf('verified', kind)} |`,
    ),
    `| all | ${tried.length} | ${countOf('detected', '')} | ${countOf('not provable', '')} | ${countOf('verified', '')} |`,
    '',
    '## Nobody tampered',
    '',
    '| class | verdict | guard |',
    '| --- | --- | --- |',
    ...honest,
    '',
    '## Each of them',
    '',
    '| tampering | where, how, seen from | outcome | by |',
    '| --- | --- | --- | --- |',
    ...tried.map(({ name, where, outcome, by }) => `| ${name} | ${where} | ${outcome} | ${by} |`),
    '',
  ];
  writeFileSync(PAGE, page.join('\n'));
  process.exitCode = tried.some(
    ({ outcome, where }) => outcome === 'verified' || (outcome !== 'detected' && where.includes(', signed')),
  )
    ? 1
    : 0;
} finally {
  shops.remove();
}
