import { describe, expect, it } from 'vitest';

import { isMarker } from '../../packages/policy-core/src/facts/marker-syntax.ts';
import { parseRequirement, type Requirement } from '../../packages/policy-core/src/facts/requirement.ts';
import { caseRows } from './case-files.ts';

/** The verdict of the `packaging` library on one line. */
interface RequirementCase {
  readonly kind: 'requirement';
  readonly input: string;
  readonly valid: boolean;
  readonly name: string;
  readonly norm: string;
  readonly url: string | null;
  readonly specs: readonly (readonly [operator: string, version: string])[];
  /** One `==` or `===` clause without a wildcard. */
  readonly exact_pinned: boolean;
}

interface MarkerCase {
  readonly kind: 'marker';
  readonly input: string;
  readonly valid: boolean;
}

interface VersionCase {
  readonly kind: 'version';
  readonly input: string;
  readonly valid: boolean;
}

const requirements = caseRows<RequirementCase | { readonly kind: 'other' }>('pep508-cases.jsonl.gz')?.filter(
  (row) => row.kind === 'requirement',
);
const markers = caseRows<MarkerCase | { readonly kind: 'other' }>('pep508-cases.jsonl.gz')?.filter(
  (row) => row.kind === 'marker',
);
const versions = caseRows<VersionCase | { readonly kind: 'other' }>('pep440-cases.jsonl.gz')?.filter(
  (row) => row.kind === 'version',
);

describe.skipIf(requirements === undefined)('requirement lines, judged by packaging', () => {
  // A line of a file never holds a line end, nor white space around it.
  const lines = (requirements ?? []).filter(({ input }) => !/[\n\r]/.test(input));
  const rows = lines.map((truth) => ({ truth, ours: parseRequirement(truth.input.trim()) }));

  it('are called pinned only where they are', () => {
    const pinned = rows.filter(({ ours }) => isPinned(ours));
    expect(pinned.filter(({ truth }) => !isExactPin(truth)).map(inputOf)).toEqual([]);
    expect(pinned.length, 'the rows hold many pins').toBeGreaterThan(250);
  });

  it('are called unpinned only where they are not pinned', () => {
    const unpinned = rows.filter(({ ours }) => ours.kind === 'named' && !isPinned(ours));
    expect(unpinned.filter(({ truth }) => isExactPin(truth)).map(inputOf)).toEqual([]);
    // Not a requirement, and a finding all the same: ~= takes no local version.
    expect(unpinned.filter(({ truth }) => !truth.valid).map(inputOf)).toEqual([
      'name ~= 1.0+local.version.label',
    ]);
    expect(unpinned.length, 'the rows hold many ranges').toBeGreaterThan(500);
  });

  it('carry the name that packaging reads', () => {
    const wrong = rows.filter(
      ({ ours, truth }) =>
        truth.valid &&
        ours.kind === 'named' &&
        (ours.name !== truth.name || ours.normalizedName !== truth.norm),
    );
    expect(wrong.map(inputOf)).toEqual([]);
  });

  it('carry the version that packaging reads', () => {
    const wrong = rows.filter(
      ({ ours, truth }) =>
        ours.kind === 'named' && truth.valid && isPinned(ours) && ours.pinnedVersion !== truth.specs[0]?.[1],
    );
    expect(wrong.map(inputOf)).toEqual([]);
  });

  it('that point to an address are never called pinned or ranged', () => {
    const wrong = rows.filter(
      ({ ours, truth }) => truth.valid && truth.url !== null && ours.kind === 'named',
    );
    expect(wrong.map(inputOf)).toEqual([]);
  });

  it('that are no requirements never pass', () => {
    const passing = rows.filter(({ ours, truth }) => !truth.valid && isPinned(ours));
    expect(passing.map(inputOf)).toEqual([]);
  });

  it('are judged, but for versions in brackets, as nobody writes them any more', () => {
    const valid = rows.filter(({ truth }) => truth.valid);
    const unjudged = valid.filter(({ ours }) => ours.kind === 'unjudged');
    const reasons = countBy(unjudged, ({ ours }) => (ours.kind === 'unjudged' ? ours.problem : ''));
    console.info(`requirements: ${unjudged.length} of ${valid.length} valid lines are not judged`, reasons);
    expect(unjudged.filter(({ truth }) => !/^[^;]*\(/.test(truth.input)).map(inputOf)).toEqual([]);
  });
});

describe.skipIf(markers === undefined)('markers, judged by packaging', () => {
  // Neither does a marker.
  const rows = (markers ?? []).filter(({ input }) => !/[\n\r]/.test(input));

  it('are read where they are valid', () => {
    const refused = rows.filter(({ input, valid }) => valid && !isMarker(input));
    expect(refused.map(({ input }) => input)).toEqual([]);
    expect(rows.length).toBeGreaterThan(1_000);
  });

  it('are refused where they are not', () => {
    const accepted = rows.filter(({ input, valid }) => !valid && isMarker(input));
    expect(accepted.map(({ input }) => input)).toEqual([]);
  });
});

describe.skipIf(versions === undefined)('versions, judged by packaging', () => {
  const rows = (versions ?? []).map((truth) => ({
    truth,
    ours: parseRequirement(`a==${truth.input.trim()}`),
  }));

  it('that are valid make a pin', () => {
    const refused = rows.filter(({ ours, truth }) => truth.valid && !isPinned(ours));
    expect(refused.map(inputOf)).toEqual([]);
    expect(rows.filter(({ truth }) => truth.valid).length).toBeGreaterThan(400);
  });

  it('that are not valid never make a pin', () => {
    const accepted = rows.filter(({ ours, truth }) => !truth.valid && isPinned(ours));
    expect(accepted.map(inputOf)).toEqual([]);
    expect(rows.filter(({ truth }) => !truth.valid).length).toBeGreaterThan(20);
  });
});

function isPinned(requirement: Requirement): boolean {
  return requirement.kind === 'named' && requirement.pinnedVersion !== undefined;
}

/** `===` compares texts and is not what the policy calls a pin. */
function isExactPin({ valid, exact_pinned, specs }: RequirementCase): boolean {
  return valid && exact_pinned && specs[0]?.[0] === '==';
}

function inputOf({ truth }: { readonly truth: { readonly input: string } }): string {
  return truth.input;
}

function countBy<T>(items: readonly T[], key: (item: T) => string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
}
