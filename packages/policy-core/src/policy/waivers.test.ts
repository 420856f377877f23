import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Finding } from '../model/finding.ts';
import { observed, unobserved } from '../model/known.ts';
import { startOf } from '../model/source-span.ts';
import { patternOf } from '../testing/pattern-table.ts';
import { anyRun, check } from '../testing/any-repository.ts';
import type { Waiver } from './policy.ts';
import { applyWaivers } from './waivers.ts';

const FINDING: Finding = {
  rule: 'paths/protected',
  severity: 'error',
  message: 'core/a.py is protected.',
  messageId: 'needsLabel',
  data: { path: 'core/a.py' },
  at: startOf('core/a.py'),
  evidence: [{ subject: 'core/a.py', relation: 'was', value: 'modified' }],
  related: [],
  fixes: [],
  fingerprint: 'f0',
};

function waiver(more: Partial<Omit<Waiver, 'pattern'>> & { readonly path?: string } = {}): Waiver {
  const { path = 'core/**', ...rest } = more;
  return {
    rule: 'paths/protected',
    pattern: patternOf(path),
    reason: 'until the upgrade',
    approver: 'ana',
    expires: '2026-11-21',
    at: startOf('lockkeeper.yaml'),
    ...rest,
  };
}

const on = (now: string, ...waivers: readonly Waiver[]) => applyWaivers(FINDING, waivers, observed(now));

test('a waiver that says nothing yet does not hold', () => {
  const unfinished = [{ key: 'reason' as const, at: startOf('lockkeeper.yaml') }];
  expect(on('2026-11-21T00:00:00Z', waiver({ unfinished }))).toEqual({ kind: 'stands', subject: FINDING });
});

describe('a waiver holds', () => {
  test.each([
    ['long before its last day', '2020-01-01T00:00:00Z'],
    ['on the day before', '2026-11-20T23:59:59Z'],
    ['at the first second of its last day', '2026-11-21T00:00:00Z'],
    ['at the last second of its last day', '2026-11-21T23:59:59Z'],
    ['at the last millisecond of it', '2026-11-21T23:59:59.999Z'],
  ])('%s', (_when, now) => {
    expect(on(now, waiver())).toMatchObject({ kind: 'waived', waiver: { approver: 'ana' } });
  });

  test('and leaves the finding as it was', () => {
    expect(on('2026-11-21T00:00:00Z', waiver()).subject).toBe(FINDING);
  });

  test('by the first that does', () => {
    const waivers = [
      waiver({ approver: 'old', expires: '2020-01-01' }),
      waiver(),
      waiver({ approver: 'bo' }),
    ];
    expect(on('2026-11-21T00:00:00Z', ...waivers)).toMatchObject({ waiver: { approver: 'ana' } });
  });
});

describe('a waiver does not hold', () => {
  test.each([
    ['the day after', '2026-11-22T00:00:00Z'],
    ['the year after', '2027-01-01T00:00:00Z'],
  ])('%s, and the finding names it', (_when, now) => {
    expect(on(now, waiver())).toEqual({
      kind: 'stands',
      subject: {
        ...FINDING,
        evidence: [
          ...FINDING.evidence,
          {
            subject: 'the waiver of ana',
            relation: 'expired on',
            value: '2026-11-21',
            source: startOf('lockkeeper.yaml'),
          },
        ],
      },
    });
  });

  test('where the day is not known', () => {
    expect(applyWaivers(FINDING, [waiver()], unobserved('no time was given')).kind).toBe('stands');
  });

  test.each([
    ['for another rule', waiver({ rule: 'dependencies/lock-in-sync' })],
    ['for another path', waiver({ path: 'docs/**' })],
    ['for a path in another case', waiver({ path: 'Core/**' })],
  ])('%s, and the finding does not speak of it', (_what, other) => {
    expect(on('2026-11-21T00:00:00Z', other)).toEqual({ kind: 'stands', subject: FINDING });
  });

  test('for a finding without a path', () => {
    const pathless = { ...FINDING, at: undefined };
    expect(applyWaivers(pathless, [waiver({ path: '**' })], observed('2026-01-01T00:00:00Z'))).toEqual({
      kind: 'stands',
      subject: pathless,
    });
  });

  test('and each that has ended is named', () => {
    const { subject } = on('2030-01-01T00:00:00Z', waiver(), waiver({ approver: 'bo' }));
    expect(subject.evidence.slice(1).map(({ subject: who }) => who)).toEqual([
      'the waiver of ana',
      'the waiver of bo',
    ]);
  });
});

describe('in any run a waiver', () => {
  const anyWaiver = fc.record({
    rule: fc.constantFrom('paths/protected', 'dependencies/requirements-pinned', 'policy/missing'),
    path: fc.constantFrom('**', 'api/**', 'core/**', '*.json'),
    reason: fc.constant('because'),
    approver: fc.constant('ana'),
    expires: fc.constantFrom('2020-01-01', '2026-11-21', '2030-01-01'),
  });

  test('only ever takes away', () => {
    fc.assert(
      fc.property(anyRun, fc.array(anyWaiver, { maxLength: 3 }), ({ draft, seen, stage }, waivers) => {
        const before = check(draft, seen, { stage });
        const after = check({ ...draft, waivers }, seen, { stage });
        const prints = ({ findings, undetermined }: typeof before) =>
          [...findings, ...undetermined].map(({ fingerprint }) => fingerprint);
        expect(prints(after).filter((print) => !prints(before).includes(print))).toEqual([]);
      }),
    );
  });

  test('loses nothing: what it takes away is reported as waived', () => {
    fc.assert(
      fc.property(anyRun, fc.array(anyWaiver, { maxLength: 3 }), ({ draft, seen, stage }, waivers) => {
        const total = (extra: object) => {
          const { findings, undetermined, waived } = check({ ...draft, ...extra }, seen, { stage });
          return findings.length + undetermined.length + waived.length;
        };
        expect(total({ waivers })).toBe(total({}));
      }),
    );
  });

  test('is named with each finding it takes away', () => {
    fc.assert(
      fc.property(anyRun, anyWaiver, ({ draft, seen, stage }, written) => {
        const { waived } = check({ ...draft, waivers: [written] }, seen, { stage });
        for (const { finding, waiver: used } of waived)
          expect([finding.rule, used.approver]).toEqual([written.rule, 'ana']);
      }),
    );
  });

  test('never makes a verdict worse', () => {
    const rank = { pass: 0, undetermined: 1, fail: 2 };
    fc.assert(
      fc.property(anyRun, anyWaiver, ({ draft, seen, stage }, written) => {
        const before = check(draft, seen, { stage }).verdict;
        const after = check({ ...draft, waivers: [written] }, seen, { stage }).verdict;
        expect(rank[after]).toBeLessThanOrEqual(rank[before]);
      }),
    );
  });
});
