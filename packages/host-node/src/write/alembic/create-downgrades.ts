import { setTimeout } from 'node:timers/promises';

import type { DatabaseDowngrades, Downgrade, DowngradeOutcome } from '@lockkeeper/operations/ports';

import { DEFAULT_TIMEOUTS } from '../../read/postgres/create-databases.ts';
import type { AlembicSight } from '../../read/postgres/read-alembic-place.ts';
import { settingsOfVariable } from '../../read/postgres/settings-of-variable.ts';
import { exportTree } from '../git/export-tree.ts';
import { IDENTITY_SQL, SESSION_NAME } from './alembic-program.ts';
import { redirectDatabaseVariables } from './database-variables.ts';
import { runAlembic, type AlembicPlace } from './run-alembic.ts';

export interface DowngradeOptions extends Pick<AlembicPlace, 'env' | 'python' | 'signal' | 'timeoutMs'> {
  /** Absolute: the repository that has the trees. */
  readonly repository: string;
  /** Name of the variable that leads to the database; its value is given to nobody but Alembic. */
  readonly variable: string;
  /** Names of the others that lead to databases: they lead to this one meanwhile. */
  readonly others: readonly string[];
}

/**
 * Real Alembic, with the files of the tree that has the revisions in a folder of their own. What came of it is told by the
 * database and not by Alembic: at which revision it is.
 */
export function createDowngrades(options: DowngradeOptions): DatabaseDowngrades {
  return {
    find: async (downgrade) => placeOf(await look(options), downgrade),
    run: async (downgrade) => {
      const before = await look(options);
      const place = placeOf(before, downgrade);
      if (place.kind !== 'not-begun') return place;
      if (before.kind === 'unseen') return failed(before.why.reason);
      const told = await runOn(before, downgrade, options);
      const after = placeOf(await lookBehind(options), downgrade);
      return after.kind === 'not-begun' ? failed(told) : after;
    },
  };
}

async function look({ env, variable }: DowngradeOptions): Promise<AlembicSight> {
  const found = settingsOfVariable(env, variable);
  if (found.kind === 'unseen') return found;
  // pg is loaded only where there is a database to ask.
  const { readAlembicPlace } = await import('../../read/postgres/read-alembic-place.ts');
  return await readAlembicPlace(found.settings, {
    patience: DEFAULT_TIMEOUTS,
    identity: IDENTITY_SQL,
    session: SESSION_NAME,
  });
}

/** A session outlives its program for a moment. */
async function lookBehind(options: DowngradeOptions): Promise<AlembicSight> {
  let sight = await look(options);
  for (let left = MOST_LOOKS; left > 0 && sight.kind === 'seen' && sight.sessions > 0; left -= 1) {
    await setTimeout(BETWEEN_LOOKS_MS);
    sight = await look(options);
  }
  return sight;
}

const MOST_LOOKS = 20;
const BETWEEN_LOOKS_MS = 250;

/** Where the database is on the way. */
function placeOf(
  sight: AlembicSight,
  { from, leaves }: Downgrade,
): DowngradeOutcome | { readonly kind: 'not-begun' } {
  if (sight.kind === 'unseen') return { kind: 'unknown', why: sight.why.reason };
  if (sight.sessions > 0) return { kind: 'unknown', why: 'Alembic is still at work in the database' };
  const { versions } = sight;
  if (versions === undefined)
    return { kind: 'unknown', why: 'the database does not say which revision it is at' };
  if (isSame(versions, leaves)) return { kind: 'done' };
  if (isSame(versions, from)) return { kind: 'not-begun' };
  const at = versions.length === 0 ? 'no revision' : versions.join(', ');
  return {
    kind: 'unknown',
    why: `the database is at ${at}, which is neither where it was nor where it shall be`,
  };
}

/** Why it did not go through, as a clause, where the database says that it did not. */
async function runOn(
  { database, identity }: Extract<AlembicSight, { kind: 'seen' }>,
  { tree, config, section, to }: Downgrade,
  { repository, env, variable, others, ...place }: DowngradeOptions,
): Promise<string> {
  const exported = await exportTree(repository, tree);
  if (!exported.known) return `the files of ${tree.slice(0, 8)} could not be written: ${exported.reason}`;
  const { root } = exported.value;
  const url = env[variable]?.trim() ?? '';
  const address = (scheme: string) => url.replace(/^[^:]*/, () => scheme);
  try {
    const outcome = await runAlembic(
      { config, section: section ?? undefined, direction: 'downgrade', revision: to },
      {
        ...place,
        root,
        env: {
          ...redirectDatabaseVariables(env, { variables: [variable, ...others], address }),
          [variable]: url,
          LOCKKEEPER_DATABASE: database,
          LOCKKEEPER_DATABASE_URL: url,
          LOCKKEEPER_DATABASE_IDENTITY: identity,
        },
      },
    );
    return whyNot(outcome);
  } finally {
    await exported.value.remove();
  }
}

function whyNot(outcome: Awaited<ReturnType<typeof runAlembic>>): string {
  switch (outcome.kind) {
    case 'done':
      return 'Alembic ended without an error, and the database is where it was';
    case 'failed':
      return outcome.error === undefined ? 'Alembic failed' : `Alembic failed with ${outcome.error}`;
    case 'not-run':
      return outcome.reason;
  }
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id) => other.includes(id));
}

function failed(why: string): DowngradeOutcome {
  return { kind: 'failed', why };
}
