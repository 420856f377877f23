import { describe, expect, it } from 'vitest';

import { plainReleaseSatisfies } from '../../packages/policy-core/src/facts/plain-release.ts';
import { caseRows } from './case-files.ts';

/** Whether packaging finds a version in a specifier, or in a set of them. */
interface ContainsCase {
  readonly kind: 'contains' | 'setcontains';
  readonly spec: string;
  readonly version: string;
  readonly prereleases: boolean | null;
  readonly expected: boolean;
}

interface PinCase {
  readonly kind: 'pin_equal';
  readonly a: string;
  readonly b: string;
  readonly semantic: boolean;
}

const rows = caseRows<ContainsCase | PinCase | { readonly kind: 'other' }>('pep440-cases.jsonl.gz');

describe.skipIf(rows === undefined)('versions in specifiers, judged by packaging', () => {
  const judged = (rows ?? [])
    .flatMap((row) => (row.kind === 'contains' || row.kind === 'setcontains' ? [row] : []))
    .map((truth) => ({ truth, ours: plainReleaseSatisfies(truth.spec, truth.version) }));

  it('are never judged otherwise than packaging does', () => {
    const wrong = judged.filter(({ truth, ours }) => ours !== undefined && ours !== truth.expected);
    expect(wrong.map(({ truth }) => `${truth.version} in ${truth.spec}: ${truth.expected}`)).toEqual([]);
  });

  it('are judged where all of them are plain', () => {
    const decided = judged.filter(({ ours }) => ours !== undefined);
    console.info(`plain releases: ${decided.length} of ${judged.length} rows are decided`);
    expect(decided.length).toBeGreaterThan(250);
  });

  it('that are equal to packaging are equal to us, or not judged', () => {
    const pins = (rows ?? []).flatMap((row) => (row.kind === 'pin_equal' ? [row] : []));
    const wrong = pins.filter(({ a, b, semantic }) => {
      const ours = plainReleaseSatisfies(`==${a}`, b);
      return ours !== undefined && ours !== semantic;
    });
    expect(wrong).toEqual([]);
  });
});
