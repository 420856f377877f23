import { calledText, type CalledRoutine } from '../operations/called-routine.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import type { MigrationsSection, VouchedFunction } from '../../policy/policy.ts';

/** Whether the policy says of a function that it changes no rows: by its name, as statements write it. */
export function vouchedFunctions({ migrations }: MigrationsSection): IsVouchedFor {
  return vouchedIn(migrations.harmlessFunctions);
}

type IsVouchedFor = (called: CalledRoutine) => boolean;

/** The same function for the same ones: what was followed with it stays. */
const vouchedIn = memoizeByObject((functions: readonly VouchedFunction[]): IsVouchedFor => {
  const names = new Set(functions.map(({ name }) => name));
  if (names.size === 0) return NOBODY;
  return (called) => names.has(calledText(called).replace(/^public\./, ''));
});

const NOBODY: IsVouchedFor = () => false;
