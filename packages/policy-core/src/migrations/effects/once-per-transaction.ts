import type { JudgedUpgrade } from '../analysis/judged-upgrade.ts';
import type { JudgedEffects } from './judged-effects.ts';

/** Answers `true` for the first step of each transaction that it is asked for. */
export function oncePerTransaction(): (judged: JudgedEffects) => boolean {
  const told = new Map<JudgedUpgrade, Set<number>>();
  return ({ step: { upgrade }, transaction: { ended } }) => {
    const known = told.get(upgrade) ?? new Set();
    told.set(upgrade, known);
    if (known.has(ended)) return false;
    known.add(ended);
    return true;
  };
}
