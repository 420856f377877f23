import type { JudgedUpgrade } from '../analysis/judged-upgrade.ts';
import type { JudgedEffects } from './judged-effects.ts';

/** Of each transaction the first step where something is found; behind it nobody looks any more. */
export function* oncePerTransaction<Found>(
  all: readonly JudgedEffects[],
  find: (judged: JudgedEffects) => Found | undefined,
): Iterable<{ readonly judged: JudgedEffects; readonly found: Found }> {
  const told = new Map<JudgedUpgrade, Set<number>>();
  for (const judged of all) {
    const { upgrade } = judged.step;
    const { ended } = judged.transaction;
    if (told.get(upgrade)?.has(ended) === true) continue;
    const found = find(judged);
    if (found === undefined) continue;
    told.set(upgrade, (told.get(upgrade) ?? new Set()).add(ended));
    yield { judged, found };
  }
}
