// What histories that do not run on PostgreSQL come to, for docs/evidence/trust-dialects.md.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Written by histories.mjs. */
export const KEPT = fileURLToPath(new URL('../../docs/evidence/trust-dialects.json', import.meta.url));

/**
 * @typedef {{ readonly repository: string, readonly commit: string, readonly history: string, readonly runsOn: string, readonly evidence: string, readonly found: string, readonly files: number, readonly findings: number, readonly undetermined: number, readonly unread: number, readonly facts: number, readonly factsBefore: number, readonly examples: readonly string[] }} History
 * @returns {readonly History[]}
 */
export function keptHistories() {
  return existsSync(KEPT) ? JSON.parse(readFileSync(KEPT, 'utf8')) : [];
}

export function dialectsSection() {
  const rows = keptHistories().map(
    (one) =>
      `| ${one.repository} at ${one.commit.slice(0, 8)} | \`${one.history}\` | ${one.runsOn} | ${one.found} | ${one.evidence} | ${one.files} | ${one.findings} | ${one.undetermined} | ${one.unread} | ${one.factsBefore} | ${one.facts} |`,
  );
  return [
    '',
    '## Real histories',
    '',
    'Every migration of each history, judged at the stages `local` and `ci`; the figures are those of the stage that tells',
    'more. A fact of PostgreSQL is a lock, a rewrite, `CONCURRENTLY`, an advice that holds for PostgreSQL, or a function that',
    'the database brings along and that is called unknown. A statement that was not read, and is told to run elsewhere, is',
    'none. Repeat it with `node tools/trust-histories.mjs OWNER/NAME=FOLDER ...`.',
    '',
    '| repository | history | runs on | found | by | migrations | findings | undetermined | not read | facts of PostgreSQL before | now |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    ...keptHistories().flatMap(({ repository, history, examples }) =>
      examples.map((example) => `\n- ${repository}, \`${history}\`: ${example}`),
    ),
  ];
}
