import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { readParserBytes } from '../../packages/host-node/dist/read/index.js';
import { loadPolicy, observed, textContent } from '../../packages/policy-core/dist/index.js';
import {
  explainMigration,
  revisionFindings,
  wholeHistories,
} from '../../packages/policy-core/dist/migrations/index.js';
import { loadParsers } from '../../packages/policy-core/dist/parsers/index.js';

const NOW = '2026-11-21T08:00:00Z';

/** Rules that say something about the way back. */
const RULES = new Set([
  'migrations/downgrade-empty',
  'migrations/downgrade-incomplete',
  'migrations/downgrade-loses-data',
  'migrations/irreversible-upgrade',
  'migrations/unnamed-constraint',
]);

const WASM = path.join(import.meta.dirname, '../../packages/cli/dist/wasm');

/**
 * Says of each revision of real histories whether it can be taken back: one line of JSON each.
 *
 * @param {string} corpus a folder of Alembic repositories
 */
export async function printAnswers(corpus) {
  const parsers = await loadParsers(await readParserBytes(WASM));
  for (const repository of readdirSync(corpus).toSorted())
    for (const line of answersOf({ corpus, repository, parsers })) console.log(JSON.stringify(line));
}

/** @param {{ corpus: string, repository: string, parsers: Awaited<ReturnType<typeof loadParsers>> }} about */
function answersOf({ corpus, repository, parsers }) {
  const root = path.join(corpus, repository);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /[/\\]versions[/\\][^/\\]+\.py$/.test(file))
    .toSorted();
  const texts = Object.fromEntries(
    files.map((file) => [file, observed(textContent(readFileSync(path.join(root, file), 'utf8')))]),
  );
  const folders = [...new Set(files.map((file) => path.dirname(file)))];
  const text = JSON.stringify({ version: 1, migrations: { alembic: folders } });
  const policy = loadPolicy({ path: 'lockkeeper.json', text });
  if (policy.kind === 'invalid') throw new Error(`No policy for ${repository}: ${text}`);
  const revisions = { paths: observed(files), files: texts };
  return wholeHistories(policy, revisions, parsers).flatMap((history) =>
    history.graph.order.flatMap((id) => {
      const explanation = explainMigration({ history, id });
      if (explanation === undefined) return [];
      const file = explanation.revision.path;
      const { answer, reasons } = explanation.reversible;
      const findings = revisionFindings(policy, { path: file, revisions, parsers, now: NOW })
        .filter(({ rule }) => RULES.has(rule))
        .map(({ rule, message, at }) => `${rule} ${(at?.start.line ?? 0) + 1}: ${message}`);
      return [
        { repository, path: file, id, answer, reasons: reasons.map(({ text: reason }) => reason), findings },
      ];
    }),
  );
}
