import type { UnmatchedPlace } from '../model/observations.ts';
import { startOf } from '../model/source-span.ts';

export function unmatchedAt(
  section: string,
  written: readonly string[],
  more: Partial<Pick<UnmatchedPlace, 'meant' | 'hidden'>> = {},
): UnmatchedPlace {
  return { section, written, at: startOf('lockkeeper.json'), meant: null, hidden: null, ...more };
}
