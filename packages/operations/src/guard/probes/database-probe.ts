import type { Policy } from '@lockkeeper/policy-core';
import type { DatabaseAudit } from '@lockkeeper/policy-core/database';
import {
  databaseChecks,
  type GuardCheck,
  type ReleaseMigrations,
  type PendingMigrations,
  type ProofRun,
} from '@lockkeeper/policy-core/deployment';

import type { ReleaseContext, GuardProbe } from '../guard-probe.ts';
import { proveMigrations, type ProofTools } from '../../prove/prove-migrations.ts';

/** Both databases against each other, against the migrations of the release, and what is pending between them. */
export const databaseProbe: GuardProbe = (release) => rowsFor(release, undefined);

/** The same, with the pending migrations run on a scratch database. */
export function provingProbe(toolsFor: (policy: Policy) => ProofTools): GuardProbe {
  return (release) => rowsFor(release, toolsFor(release.policy));
}

async function rowsFor(
  release: ReleaseContext,
  tools: ProofTools | undefined,
): Promise<readonly GuardCheck[]> {
  const seen = await release.migrations();
  const proof =
    tools === undefined
      ? ('not-asked' as const)
      : { run: await runOf(seen, (pending) => proofOf(pending, release, tools)) };
  return databaseChecks(seen, release.policy, proof);
}

/** `undefined` where nothing is pending, or that is not known. */
async function runOf(
  seen: ReleaseMigrations,
  prove: (pending: PendingMigrations) => Promise<ProofRun>,
): Promise<ProofRun | undefined> {
  if (seen.kind === 'not-asked' || !seen.pending.known) return undefined;
  const { audit, pending } = seen;
  return pending.value.revisions.length === 0
    ? undefined
    : await proofBeside(audit, () => prove(pending.value));
}

/** Production is never what is taken for development, and copied. */
async function proofBeside(
  { development, production, reasons }: DatabaseAudit,
  prove: () => Promise<ProofRun>,
): Promise<ProofRun> {
  const nextStep = 'Let each variable lead to its own database, and run the guard again.';
  if (!development.seen)
    return { kind: 'not-run', reason: `development was not seen: ${development.reason}`, nextStep };
  if (!reasons.some(({ kind }) => kind === 'same-database')) return await prove();
  const reason = `${development.variable} and ${production.variable} lead to the same database`;
  return { kind: 'not-run', reason, nextStep };
}

/** Alembic runs what lies on disk, so that has to be the commit. */
async function proofOf(
  pending: PendingMigrations,
  { policy, commit, observers }: ReleaseContext,
  tools: ProofTools,
): Promise<ProofRun> {
  const changes = await observers.git?.changes({ from: commit, to: 'worktree' });
  const reason = changes?.known === false ? changes.reason : 'there is no git repository to ask';
  const changed = changes?.known === true ? changes.value.filter(({ path }) => RUNS.test(path)) : undefined;
  if (changed === undefined)
    return { kind: 'not-run', reason, nextStep: 'Run it in a clone of the repository.' };
  const [first] = changed;
  if (first !== undefined)
    return {
      kind: 'not-run',
      reason: `${first.path} on disk is not the one of the commit`,
      nextStep: 'Check the commit out, with nothing changed, and run the guard again.',
    };
  return proveMigrations({ pending, commit, schemas: policy.databases.schemas }, tools);
}

/** What Alembic runs and reads. */
const RUNS = /\.(?:py|ini|cfg|toml|sql|mako)$/;
