import type { GuardedRelease, GuardSight } from '@lockkeeper/policy-core/deployment';

/** What a checklist or a diagnosis tells of the guard. */
export function guardSight(guard: GuardedRelease): GuardSight {
  if (guard.kind === 'not-run') return guard;
  const { exit, headline, explanation } = guard.decision;
  return { kind: 'ran', commit: guard.commit, exit, headline, explanation };
}
