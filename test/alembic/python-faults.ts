import type { RevisionReading } from '../../packages/policy-core/src/migrations/alembic/revision-reading.ts';
import type { TextPart } from '../../packages/policy-core/src/parsers/python/text.ts';
import { lostCalls } from './lost-calls.ts';
import type { PythonCalls } from './python-calls.ts';
import { differenceClass } from './python-differences.ts';
import { canBeSame } from './open-texts.ts';
import { OPEN } from './python-oracle.ts';
import { type Fault, sqlTexts } from './reading-laws.ts';

/** Where we and CPython do not see the same file. */
export function callFaults(text: string, reading: RevisionReading, calls: PythonCalls): readonly Fault[] {
  const isRead = reading.kind === 'revision';
  if (isRead !== (calls.problem === null)) {
    if (differenceClass(text, reading, calls.problem) !== undefined) return [];
    const how = isRead ? `CPython: ${calls.problem}` : `we: ${reading.problem}`;
    const law = isRead ? 'what CPython refuses is not read' : 'what CPython reads is read';
    return [{ law, how, isAtBorder: true }];
  }
  const lost = lostCalls(text, reading, calls).filter(({ call, source }) => !isBare(call.name, source));
  return lost.map(({ call, source, found }) => ({
    law: `no ${call.name} is lost`,
    how: `${call.name} in ${source}, found: ${found.join(' ')}`,
  }));
}

/**
 * Alembic does nothing without arguments but raise an error, and others have methods of these names. Nor does it
 * do anything where all that is given has a name that it does not know.
 */
function isBare(name: string, source: string): boolean {
  // With False, Alembic leaves the default as it is.
  const changes =
    /(?<![\p{L}\p{N}_])(?:nullable|server_default(?!\s*=\s*False\b)|new_column_name|type_|comment)(?![\p{L}\p{N}_])/u;
  if (name === 'alter_column' && !changes.test(source)) return true;
  return new RegExp(`\\b${name}\\(\\s*\\)`, 'u').test(source);
}

/** Expressions in the file whose text was read, and what was read. */
export interface ReadExpression {
  readonly expression: string;
  readonly parts: readonly TextPart[];
}

export function readExpressions(text: string, reading: RevisionReading): readonly ReadExpression[] {
  if (reading.kind === 'unanalyzable') return [];
  return sqlTexts(reading).map(({ start, end, parts }) => ({ expression: text.slice(start, end), parts }));
}

/** `value` is what CPython makes of it; `null` where that is not known. */
export function textFaults({ expression, parts }: ReadExpression, value: string | null): readonly Fault[] {
  if (value === null) return [];
  const read = parts.map((part) => (part.kind === 'known' ? part.text : OPEN)).join('');
  // Space is nothing to SQL, so what takes it away or puts it in is passed over.
  const isTrimmed = /\b(?:[lr]?strip|dedent|cleandoc)\b|%[-#0 +]*[ \d.*]+[a-zA-Z]/.test(expression);
  const [ours, theirs] = [read, value].map((text) =>
    isTrimmed ? text.replaceAll(/\s+/g, '') : text.replaceAll(/\r\n?/g, '\n'),
  );
  if (canBeSame(ours ?? '', theirs ?? '')) return [];
  const how = `${expression} is ${JSON.stringify(value)}, not ${JSON.stringify(read)}`;
  return [{ law: 'no text is lost', how }];
}
