import type { Fix } from '../fix.ts';
import type { JudgedRevision } from '../history/judged-revisions.ts';

/** A downgrade that undoes the upgrade step by step. None unless every step has a known inverse. */
export function filledDowngrade(_judged: JudgedRevision): readonly Fix[] {
  return [];
}
