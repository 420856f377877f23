import type { Fix } from '../../model/fix.ts';
import type { JudgedRevision } from '../analysis/judged-revisions.ts';
import type { TextRange } from '../../model/text-range.ts';
import { inQuotesOf } from './quote-habit.ts';

const UNNAMED = /^[\w.]+\(\s*(None)\b/;

export interface ConstraintName {
  readonly name: string;
  /** Who calls it so. */
  readonly by: 'PostgreSQL' | 'the upgrade';
}

/** Writes a name where a directive says None. None where the name stands somewhere else. */
export function nameConstraint(
  judged: JudgedRevision,
  call: TextRange,
  { name, by }: ConstraintName,
): readonly Fix[] {
  const found = UNNAMED.exec(judged.text.slice(call.start, call.end));
  if (found === null) return [];
  const end = call.start + found[0].length;
  const place = judged.span({ start: end - 'None'.length, end });
  const text = inQuotesOf(judged, JSON.stringify(name));
  return [
    {
      title: `Name it ${name}, as ${by} does`,
      safety: 'needs-review',
      edits: [{ path: judged.path, start: place.start, end: place.end, text }],
    },
  ];
}
