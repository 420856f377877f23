import { describe, expect, it } from 'vitest';

import type { Finding, Severity } from '../model/finding.ts';
import { dedupeFindings } from './dedupe-findings.ts';

interface Told {
  readonly rule: string;
  readonly severity?: Severity;
  readonly path?: string;
  /** Counts from zero; `undefined`: it has no place. */
  readonly line?: number | undefined;
  readonly character?: number;
  readonly yieldsTo?: string;
}

function finding({ rule, severity = 'error', path = 'a.py', line = 1, character = 4 }: Told): Finding {
  const start = { line, character };
  const at = { path, start, end: { line, character: character + 1 } };
  const told = { rule, severity, message: rule, messageId: 'told', data: {} };
  return { ...told, at, evidence: [], related: [], fixes: [], fingerprint: rule };
}

/** Rules of the findings that are left. */
function left(...told: readonly Told[]): readonly string[] {
  const made = told.map((one) => ({ one, made: finding(one) }));
  const yielding = new Map(
    made.flatMap(({ one, made: found }) =>
      one.yieldsTo === undefined ? [] : [[found, one.yieldsTo] as const],
    ),
  );
  return dedupeFindings(
    made.map(({ made: found }) => found),
    yielding,
  ).map(({ rule }) => rule);
}

const ROOT: Told = { rule: 'root' };
const OTHER: Told = { rule: 'other', yieldsTo: 'root' };

describe('a finding yields', () => {
  it.each<[string, readonly Told[]]>([
    ['to the root at its place', [ROOT, OTHER]],
    ['whichever comes first', [OTHER, ROOT]],
    ['where it weighs less', [ROOT, { ...OTHER, severity: 'warning' }]],
    [
      'where both weigh little',
      [
        { ...ROOT, severity: 'info' },
        { ...OTHER, severity: 'info' },
      ],
    ],
    ['with others of its kind', [OTHER, ROOT, { ...OTHER, severity: 'info' }]],
  ])('%s', (_, told) => {
    expect(left(...told)).toEqual(['root']);
  });
});

describe('one thing about one place', () => {
  it('is told once, however often it was said', () => {
    expect(left(ROOT, ROOT, ROOT)).toEqual(['root']);
    expect(left(ROOT, { rule: 'other' }, ROOT, { rule: 'other' })).toEqual(['root', 'other']);
  });

  it.each<[string, Told]>([
    ['in another line', { ...ROOT, line: 2 }],
    ['further on in its line', { ...ROOT, character: 5 }],
    ['in another file', { ...ROOT, path: 'b.py' }],
    ['where it weighs otherwise', { ...ROOT, severity: 'info' }],
  ])('is told again %s', (_, other) => {
    expect(left(ROOT, other, ROOT, other)).toEqual(['root', 'root']);
  });

  it('is told again where it reaches further, and so is another thing', () => {
    const short = finding(ROOT);
    const start = { line: 1, character: 4 };
    const long: Finding = { ...short, at: { path: 'a.py', start, end: { line: 3, character: 0 } } };
    const other: Finding = { ...short, fingerprint: 'another' };
    expect(dedupeFindings([short, long, other, short], new Map())).toEqual([short, long, other]);
  });

  it('is told each time where it has no place', () => {
    const { at: _, ...everywhere } = finding(ROOT);
    const one: Finding = { ...everywhere, at: undefined };
    expect(dedupeFindings([one, one], new Map())).toEqual([one, one]);
  });

  it('does not yield by halves', () => {
    expect(left(ROOT, OTHER, OTHER, ROOT)).toEqual(['root']);
  });
});

describe('a finding stays', () => {
  it.each<[string, readonly Told[]]>([
    ['where there is no root', [OTHER]],
    ['where the root weighs less', [{ ...ROOT, severity: 'warning' }, OTHER]],
    ['where the root is in another line', [{ ...ROOT, line: 2 }, OTHER]],
    ['where the root is further on in its line', [{ ...ROOT, character: 5 }, OTHER]],
    ['where the root is in another file', [{ ...ROOT, path: 'b.py' }, OTHER]],
    ['where it yields to nothing', [ROOT, { rule: 'other' }]],
    ['where it yields to another rule', [ROOT, { ...OTHER, yieldsTo: 'elsewhere' }]],
  ])('%s', (_, told) => {
    expect(left(...told)).toEqual(told.map(({ rule }) => rule));
  });

  it('where neither has a place', () => {
    const [root, other] = [ROOT, OTHER].map((one) => ({ ...finding(one), at: undefined }));
    if (root === undefined || other === undefined) throw new Error('There are two.');
    expect(dedupeFindings([root, other], new Map([[other, 'root']]))).toEqual([root, other]);
  });
});
