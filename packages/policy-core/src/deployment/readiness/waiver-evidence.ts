import type { Waiver } from '../../policy/policy.ts';
import type { PlacedEvidence } from './quality.ts';
import type { GuardedRelease } from './quality-sight.ts';
import { notRun } from './rules-evidence.ts';

/** What the policy lets pass, for how long, and by whose word: told, so that nobody has to look for it. */
export function waiverEvidence(guard: GuardedRelease, now: string): readonly PlacedEvidence[] {
  const at = {
    of: 'compliant',
    id: 'waivers-told',
    title: 'Every waiver is recorded, with its approver and its end.',
  } as const;
  if (guard.kind === 'not-run')
    return [{ ...at, state: 'unknown', seen: [notRun(guard)], source: 'lockkeeper guard' }];
  const today = now.slice(0, 10);
  const inForce = guard.policy.waivers.filter(
    ({ expires, unfinished }) => expires >= today && unfinished === undefined,
  );
  const seen = inForce.length === 0 ? ['No waiver is in force.'] : inForce.map(told);
  return [{ ...at, state: 'shown', seen, source: guard.policy.path }];
}

function told({ rule, pattern, approver, expires, reason }: Waiver): string {
  return `${rule} for ${pattern.text} until ${expires}, by ${approver}: ${reason.replace(/[.!?]$/, '')}.`;
}
