import type { GuardedRelease } from '@lockkeeper/policy-core/deployment';

/** What a checklist or a diagnosis tells of the guard. */
export function guardSight(guard: GuardedRelease) {
  if (guard.kind === 'not-run') return guard;
  const { exit, headline, explanation } = guard.decision;
  return { kind: 'ran' as const, commit: guard.commit, exit, headline, explanation };
}
