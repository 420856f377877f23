import { isDeepStrictEqual } from 'node:util';

import type {
  ReadRevision,
  RevisionReading,
} from '../../packages/policy-core/src/migrations/alembic/revision-reading.ts';
import type { Direction, SqlText } from '../../packages/policy-core/src/migrations/operations/direction.ts';
import type { TextPart } from '../../packages/policy-core/src/parsers/python/text.ts';
import type { TextRange } from '../../packages/policy-core/src/model/text-range.ts';

/** A law that a reading breaks, and how. */
export interface Fault {
  readonly law: string;
  readonly how: string;
  /** Only one of CPython and our grammar takes the file for Python, and says so: nothing in it is misread. */
  readonly isAtBorder?: true;
}

/** What must hold of a reading whatever the text is. */
export function readingFaults(text: string, reading: RevisionReading): readonly Fault[] {
  if (reading.kind === 'unanalyzable') return placeFaults(text, [reading]);
  return [
    ...placeFaults(text, rangesOf(reading)),
    ...sqlTexts(reading).flatMap((sql) => sql.parts.flatMap((part) => partFaults(text, part))),
    ...workFaults(text, reading),
  ];
}

/** Two readings of one text. */
export function sameFaults(one: RevisionReading, other: RevisionReading): readonly Fault[] {
  if (isDeepStrictEqual(one, other)) return [];
  return [{ law: 'the same text is read in the same way', how: JSON.stringify([one, other]) }];
}

export function sqlTexts({ upgrade, downgrade }: ReadRevision): readonly SqlText[] {
  return [...upgrade.sql, ...downgrade.sql];
}

function rangesOf(reading: ReadRevision): readonly TextRange[] {
  const { header, upgrade, downgrade, imports } = reading;
  return [
    ...Object.values(header).flatMap((value) => {
      if (value.kind === 'absent') return [];
      return value.kind === 'ids' ? [value, ...value.ids] : [value];
    }),
    ...[upgrade, downgrade].flatMap(rangesOfDirection),
    ...imports,
  ];
}

function rangesOfDirection({ name, body, raise, steps, sql }: Direction): readonly TextRange[] {
  const parts = sql.flatMap((text) => [text, ...text.parts]);
  return [name, body, raise, ...steps, ...parts].filter((range) => range !== undefined);
}

function placeFaults(text: string, ranges: readonly TextRange[]): readonly Fault[] {
  return ranges
    .filter(({ start, end }) => !(0 <= start && start <= end && end <= text.length))
    .map((range) => ({ law: 'every place lies in the file', how: JSON.stringify(range) }));
}

function partFaults(text: string, part: TextPart): readonly Fault[] {
  if (part.kind === 'unknown' || !part.verbatim || text.slice(part.start, part.end) === part.text) return [];
  return [{ law: 'what is told word for word stands so in the file', how: JSON.stringify(part) }];
}

/** Work is bounded by the length of the file: a loop or a helper is not followed without end. */
function workFaults(text: string, reading: ReadRevision): readonly Fault[] {
  const texts = sqlTexts(reading);
  const done =
    reading.upgrade.steps.length +
    reading.downgrade.steps.length +
    texts.reduce((sum, { parts }) => sum + 1 + parts.length, 0);
  if (done <= MOST_WORK + text.length * 2) return [];
  return [{ law: 'what is told grows with the file', how: `${done} steps and parts` }];
}

const MOST_WORK = 5_000;
