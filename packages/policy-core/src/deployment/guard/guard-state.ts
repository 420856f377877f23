import type { GuardCheck } from './guard-check.ts';

/** Failed beats undetermined, which beats passed. A table in which nothing passed proves nothing. */
export function guardState(
  table: readonly Pick<GuardCheck, 'state'>[],
): 'passed' | 'failed' | 'undetermined' {
  const has = (wanted: GuardCheck['state']) => table.some(({ state }) => state === wanted);
  if (has('failed')) return 'failed';
  return has('undetermined') || !has('passed') ? 'undetermined' : 'passed';
}
