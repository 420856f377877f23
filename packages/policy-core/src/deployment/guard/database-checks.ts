import type { Known } from '../../model/known.ts';
import type { Policy } from '../../policy/policy.ts';
import { databasesCheck } from './databases-check.ts';
import { notAsked, unproved, type GuardCheck } from './guard-check.ts';
import { knownRevisionCheck } from './known-revision-check.ts';
import type { ReleaseMigrations } from './release-migrations.ts';
import { pendingCheck } from './pending-check.ts';
import type { PendingMigrations } from './pending-revisions.ts';
import { isProved, proofCheck, type ProofRun } from './proof-check.ts';

/** Whether somebody asked for a proof, and what came of it; `run` is `undefined` where nothing could be run. */
export type AskedProof = 'not-asked' | { readonly run: ProofRun | undefined };

/** Both databases against each other, against the migrations of the release, and what is pending between them. */
export function databaseChecks(
  seen: ReleaseMigrations,
  { migrations: { apply, baseline } }: Pick<Policy, 'migrations'>,
  proof: AskedProof,
): readonly GuardCheck[] {
  if (seen.kind === 'not-asked')
    return [
      ...(['databases', 'known-revision', 'pending-migrations'] as const).map((id) => notAsked(id, seen.why)),
      proof === 'not-asked' ? notAsked('proof', seen.why) : nothingRun(seen.why),
    ];
  const { audit, histories, pending } = seen;
  const run = proof === 'not-asked' ? undefined : proof.run;
  return [
    databasesCheck(audit, { pending, baseline: baseline?.id }),
    knownRevisionCheck(audit, histories),
    pendingCheck(pending, { apply, isProved: run !== undefined && isProved(run) }),
    run === undefined ? unrun(pending, proof) : proofCheck(run),
  ];
}

function unrun(pending: Known<PendingMigrations>, proof: AskedProof): GuardCheck {
  if (proof === 'not-asked') return notAsked('proof', 'Ask for it with --prove.');
  return pending.known
    ? notAsked('proof', 'Nothing is pending.')
    : nothingRun('The pending migrations are unknown.');
}

/** Somebody asked for a proof, and there is none. @param why a sentence */
function nothingRun(why: string): GuardCheck {
  return unproved('proof', {
    text: `Nothing was run. ${why}`,
    where: null,
    path: null,
    next_step: 'Fix the `databases` check; if there is nothing to prove, leave out --prove.',
  });
}
