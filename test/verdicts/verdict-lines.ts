import { createHash } from 'node:crypto';

import type { Finding, Report, SourceSpan, Undetermined } from '@lockkeeper/policy-core';

/** One material that is judged: a row of a case set, a file, or a whole history. */
export interface JudgedCase {
  /** Unique in its set; what is written of it is sorted by this. */
  readonly id: string;
  readonly judge: () => Report;
}

interface Told {
  readonly id: string;
  readonly at: SourceSpan | undefined;
  readonly line: string;
}

/**
 * What is said of the cases, one line each: case, path, span, outcome, severity, rule, message id, data and, where
 * there are any, fixes. No sentences: those may change.
 */
export function verdictLines(cases: readonly JudgedCase[]): readonly string[] {
  return cases
    .flatMap(({ id, judge }) => toldOf(id, judge()))
    .toSorted((a, b) => byText(a.id, b.id) || byPlace(a.at, b.at) || byText(a.line, b.line))
    .map(({ line }) => line);
}

function toldOf(id: string, { findings, undetermined, crashed }: Report): readonly Told[] {
  return [
    ...findings.map((one) => told(id, one, ['finding', fixesOf(one)])),
    ...undetermined.map((one) => told(id, one, [`undetermined: ${one.waitsFor}`, undefined])),
    ...crashed.map(({ rule, error }) => {
      return { id, at: undefined, line: JSON.stringify([id, '', '', 'crashed', '', rule, '', { error }]) };
    }),
  ];
}

function told(
  id: string,
  { rule, severity, messageId, data, at }: Finding | Undetermined,
  [outcome, fixes]: readonly [outcome: string, fixes: string | undefined],
): Told {
  const path = at === undefined || at.path === id ? '' : at.path;
  const line = [id, path, spanText(at), outcome, severity, rule, messageId, shortData(data)];
  return { id, at, line: JSON.stringify(fixes === undefined ? line : [...line, fixes]) };
}

function spanText(at: SourceSpan | undefined): string {
  if (at === undefined) return '';
  const { start, end } = at;
  const until = start.line === end.line ? end.character : `${end.line}:${end.character}`;
  return `${start.line}:${start.character}-${until}`;
}

/** How safe each is, and a digest of what it writes where. */
function fixesOf({ fixes }: Finding): string | undefined {
  if (fixes.length === 0) return undefined;
  return fixes.map(({ safety, edits }) => `${safety} ${digestOf(JSON.stringify(edits))}`).join(', ');
}

/** A longer value is told apart by its digest, so that the lines stay lines and hold no sources. */
const LONGEST_VALUE = 100;

function shortData(data: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const shortened = (value: string) =>
    value.length <= LONGEST_VALUE ? value : `${value.slice(0, LONGEST_VALUE / 2)}… ${digestOf(value)}`;
  return Object.fromEntries(
    Object.entries(data)
      .toSorted(([a], [b]) => byText(a, b))
      .map(([name, value]) => [name, shortened(value)]),
  );
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

function byPlace(a: SourceSpan | undefined, b: SourceSpan | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return byText(a.path, b.path) || a.start.line - b.start.line || a.start.character - b.start.character;
}

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
