import { calledText, type CalledRoutine } from '../operations/called-routine.ts';
import type { Policy } from '../../policy/policy.ts';

/** Whether the policy says of a function that it changes no rows: by its name, as statements write it. */
export function vouchedFunctions({ migrations }: Policy): (called: CalledRoutine) => boolean {
  const names = new Set(migrations.harmlessFunctions.map(({ name }) => name));
  if (names.size === 0) return () => false;
  return (called) => names.has(calledText(called).replace(/^public\./, ''));
}
