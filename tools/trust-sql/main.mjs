// Measures on real repositories what is not known of their SQL, and writes docs/evidence/trust-sql.md.
//
//   lockkeeper check --format json --stage ci > NOW/NAME.json       in each repository of REPOSITORIES/NAME
//   lockkeeper check --format json --stage ci > BEFORE/NAME.json    the same with the version before
//   node tools/build.mjs
//   node tools/trust-sql/main.mjs REPOSITORIES NOW BEFORE
//
// What people judged or tried stands in docs/evidence/trust-sql.json.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { draw } from '../draw-findings/draw.mjs';
import { bound, newFindings } from './reports.mjs';
import { drawnStatements } from './statements.mjs';

const ROOT = path.join(import.meta.dirname, '../..');
const SEED = 20;
const [repositories = '', now = '', before = ''] = process.argv.slice(2);

const reports = readReports(now);
const rows = bound(reports);
const gained = newFindings(reports, readReports(before));
const drawn = [...new Set(gained.map(({ rule }) => rule))].flatMap((rule) =>
  draw(
    gained.filter((one) => one.rule === rule),
    { size: 20, seed: SEED, most: 3 },
  ),
);
const statements = drawnStatements(repositories, reports, { size: 200, seed: SEED });
const judged = JSON.parse(readFileSync(path.join(ROOT, 'docs/evidence/trust-sql.json'), 'utf8'));

const files = sum(rows.map((row) => row.files));
const unknown = sum(rows.map((row) => row.unknown));
const page = `# SQL: unknown is never harmless

Written by \`node tools/trust-sql/main.mjs\`; what people judged stands in \`trust-sql.json\` beside it.

## What is not known on the corpus

Files of which an error rule says "undetermined". Asked for: at most 3 % of all, and 8 % of one repository.

${table(
  ['repository', 'files', 'undetermined', 'share'],
  [...rows, { repository: 'all', files, unknown }].map((row) => [
    row.repository,
    row.files,
    row.unknown,
    share(row.unknown, row.files),
  ]),
)}

## 200 harmless statements, drawn with seed ${SEED}

Statements of the SQL files that begin with none of the words by which rows or objects go. Called unknown: ${statements.unknown.length}
of ${statements.drawn}. Asked for: at most 2. Files of ClickHouse are left out, whose SQL PostgreSQL's grammar refuses: they stand
in one repository beside those of PostgreSQL. That was decided after a first draw, of which 4 were such statements. They are
counted in the table above.
${statements.unknown.map((text) => `\n- \`${text}\``).join('')}

## Findings that the corpus gained

${table(
  ['rule', 'gained', 'drawn and read', 'false'],
  [...new Set(gained.map(({ rule }) => rule))].map((rule) => [
    rule,
    gained.filter((one) => one.rule === rule).length,
    drawn.filter((one) => one.rule === rule).length,
    judged.false_findings[rule] ?? 'not read',
  ]),
)}

## Classes

Tried by who wrote the code. What others tried comes below, in rows of its own.

${table(['class', 'tests', 'tried', 'got through', 'mended'], judged.classes)}

## Attacked

Tried by an attacker who did not write the code, statement kind by statement kind, on real PostgreSQL. Got through: called
trivial, or held up by no error rule, though rows, values or sequences may be others afterwards. 61 of them stand in
\`test/postgres/attacked-history.integration.test.ts\`; with the 49 of \`harmless-functions.integration.test.ts\` and the 23 of
\`functions-of-history.integration.test.ts\`, none is called harmless.

${table(['class', 'tests', 'tried', 'got through', 'mended'], judged.attacked)}

Functions of triggers that are taken for harmless; \`test/postgres/trigger-helpers.integration.test.ts\` shows of each on real
PostgreSQL that it changes no more than the row that is written: ${judged.trigger_helpers.map((/** @type {string} */ name) => `\`${name}\``).join(', ')}.

Still open:
${judged.open.map((/** @type {string} */ one) => `\n- ${one}`).join('')}
`;
writeFileSync(path.join(ROOT, 'docs/evidence/trust-sql.md'), page);
for (const one of drawn) console.log(JSON.stringify(one));

/**
 * @param {string} folder
 * @returns {ReadonlyMap<string, import('./reports.mjs').Report>}
 */
function readReports(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return new Map(
    names.map((name) => [
      name.slice(0, -'.json'.length),
      JSON.parse(readFileSync(path.join(folder, name), 'utf8')),
    ]),
  );
}

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly unknown[])[]} lines
 */
function table(head, lines) {
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/**
 * @param {number} part
 * @param {number} whole
 */
function share(part, whole) {
  return `${((100 * part) / whole).toFixed(1)} %`;
}

/** @param {readonly number[]} numbers */
function sum(numbers) {
  return numbers.reduce((total, one) => total + one, 0);
}
