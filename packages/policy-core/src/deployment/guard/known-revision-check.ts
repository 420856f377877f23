import type { DatabaseAudit } from '../../database/database-audit.ts';
import { loadingProblem } from '../../database/history-schema.ts';
import { displayText } from '../../model/display-text.ts';
import type { RevisionHistory } from '../../migrations/history/revision-history.ts';
import type { Known } from '../../model/known.ts';
import {
  guardCheck,
  unproved,
  type GuardCheck,
  type GuardEvidence,
  type GuardProblem,
} from './guard-check.ts';

/**
 * Whether the release has the revision that production is at. Alembic of a release that has not stops with
 * "Can't locate revision": it can go neither forward nor back, as after a rollback over a migration.
 */
export function knownRevisionCheck(
  { production }: Pick<DatabaseAudit, 'production'>,
  histories: Known<readonly RevisionHistory[]>,
): GuardCheck {
  const open = (text: string, next_step: string, cause: Pick<GuardProblem, 'because'> = {}) =>
    unproved('known-revision', { text, where: production.variable, path: null, next_step, ...cause });
  if (!production.seen)
    return open(`Production was not seen because ${production.reason}.`, LOOK, {
      because: { check: 'databases', reason: production.reason },
    });
  const { versions } = production;
  if (versions === null || versions.length === 0)
    return open('Production is at no revision that could be looked for.', LOOK);
  if (!histories.known)
    return open(`The revisions of the release were not read because ${histories.reason}.`, LOOK);
  const places = versions.map((version) => placeOf(version, histories.value));
  return guardCheck('known-revision', {
    evidence: places.filter((place) => !('kind' in place)),
    problems: places.filter((place) => 'kind' in place),
  });
}

const LOOK = 'Fix the `databases` check, then run the guard again.';

function placeOf(version: string, histories: readonly RevisionHistory[]): GuardEvidence | GuardProblem {
  const id = displayText(version);
  const path = histories
    .map(({ graph }) => graph.revisions.get(version)?.path)
    .find((each) => each !== undefined);
  if (path !== undefined) return { text: `Production is at ${id}, which the release has.`, where: path };
  const problem = histories.map(({ graph }) => loadingProblem(graph)).find((each) => each !== undefined);
  if (problem !== undefined)
    return {
      kind: 'undetermined',
      text: `Whether the release has ${id}, which production is at, is not known because ${problem}.`,
      where: null,
      path: null,
      next_step: 'Fix the history of the migrations.',
    };
  return {
    kind: 'failed',
    text: `Production is at ${id}, which the release does not have: Alembic would stop with "Can't locate revision identified by '${id}'".`,
    where: null,
    path: null,
    next_step: `Deploy a commit that has ${id}, or take it back first with one that has it: \`alembic downgrade\`, with a backup. Never stamp over it.`,
  };
}
