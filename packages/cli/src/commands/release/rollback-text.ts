import { displayText } from '@lockkeeper/policy-core';
import type { RollbackDecision } from '@lockkeeper/policy-core/deployment/rollback';

import { short } from './release-text.ts';

const VERDICTS: Readonly<Record<RollbackDecision['verdict'], string>> = {
  safe: 'The commit can be deployed as it is.',
  'upgrade-first': 'The commit needs revisions that production lacks: they run first.',
  'downgrade-first': 'Revisions are taken back before the commit is deployed.',
  refused: 'It cannot roll back there. Roll forward, or resolve the objections.',
};

/** What going back does to code, dependencies and the database. */
export function rollbackLines({
  verdict,
  current,
  target,
  commits,
  dependencies,
  database,
}: RollbackDecision): readonly string[] {
  const out = commits.out.known ? commits.out.value : [];
  return [
    `From ${short(current)} back to ${short(target)}. ${VERDICTS[verdict]}`,
    ...(commits.out.known
      ? [`  code          ${out.length} commit${out.length === 1 ? '' : 's'} taken out`]
      : [`  code          not known: ${commits.out.reason}`]),
    ...out.map(({ id, subject }) => `                ${short(id)} ${subject}`),
    ...dependencies
      .filter(({ change }) => change !== 'same')
      .map(({ path, change }) => `  dependencies  ${path}: ${change}`),
    `  database      ${database.relation}${database.live === null ? '' : `, at ${database.live.join(', ')}`}`,
    ...database.notes.map((note) => `                ${note}`),
    ...database.losses.map(({ text }) => `  lost          ${text}`),
  ].map(displayText);
}
