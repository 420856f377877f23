import { expect, it } from 'vitest';

import { checkerFor, loadPolicy, type Report } from '@lockkeeper/policy-core';
import { caseRows, describeCases } from './case-files.ts';

const IN_SYNC = 'dependencies/lock-in-sync';
const STALE = 'dependencies/lock-stale-entry';
const SYNC = [IN_SYNC, STALE];

interface MirrorCase {
  readonly mutation: string;
  readonly source: string;
  readonly lock: string;
  /** The sets of stripped lines that are neither blank nor comments are equal. */
  readonly textual_equal: boolean;
  readonly semantic_mirror: boolean;
  readonly source_pinned: boolean;
  readonly lock_pinned: boolean;
}

const cases = caseRows<MirrorCase>('mirror-cases.jsonl.gz');

describeCases('locks under mutation', () => {
  const rows = cases.map((truth) => ({
    truth,
    textual: judge('textual', truth),
    mirror: judge('mirror', truth),
  }));

  it.each([
    { mode: 'textual', truth: 'textual_equal' },
    { mode: 'mirror', truth: 'semantic_mirror' },
  ] as const)('keep the mode $mode exactly where $truth says so [row 1.14]', ({ mode, truth: field }) => {
    const different = rows.filter((row) => inSync(row[mode]) !== row.truth[field]);
    expect(different.map(({ truth }) => truth.mutation)).toEqual([]);
    expect(rows).toHaveLength(574);
  });

  it.each(['textual', 'mirror'] as const)('are always decided about in the mode %s', (mode) => {
    const undecided = rows.filter((row) => row[mode].undetermined.some(({ rule }) => SYNC.includes(rule)));
    expect(undecided.map(({ truth }) => truth.mutation)).toEqual([]);
  });

  it('that keep the mode textual keep the mode mirror as well', () => {
    const different = rows.filter(({ textual, mirror }) => inSync(textual) && !inSync(mirror));
    expect(different.map(({ truth }) => truth.mutation)).toEqual([]);
  });

  it.each([
    { side: 'source', path: 'r.txt', rule: 'dependencies/requirements-pinned' },
    { side: 'lock', path: 'r.lock', rule: 'dependencies/lock-unpinned' },
  ] as const)('are pinned where pip says so: $side', ({ side, path, rule }) => {
    const different = rows.filter(({ truth, textual }) => {
      const unpinned = findingsOf(textual, rule).filter((finding) => finding.at?.path === path);
      return (unpinned.length === 0) !== truth[`${side}_pinned`];
    });
    expect(different.map(({ truth }) => truth.mutation)).toEqual([]);
  });

  it('without a mutation pass whole', () => {
    const identical = rows.filter(({ truth }) => truth.mutation === 'identical' && truth.source_pinned);
    expect(new Set(identical.map(({ textual }) => textual.verdict))).toEqual(new Set(['pass']));
  });

  it.each([
    { mutation: 'u2028-both', says: 'hiddenLine' },
    { mutation: 'wildcard-both', says: 'notExact' },
    { mutation: 'unpinned-both', says: 'notExact' },
    { mutation: 'missing', says: 'notInLock' },
    { mutation: 'extra', says: 'stale' },
    { mutation: 'version-differs', says: 'differs' },
  ])('with $mutation are told what is wrong [row 1.16]', ({ mutation, says }) => {
    const silent = rows.filter(
      ({ truth, textual }) =>
        truth.mutation === mutation && !textual.findings.some(({ messageId }) => messageId === says),
    );
    expect(silent).toEqual([]);
  });

  it.each(['name-form', 'spaces', 'trailing-zero', 'hash-added', 'inline-comment'])(
    'with %s are told that the mode mirror would do',
    (mutation) => {
      const changed = rows.filter(({ truth }) => truth.mutation === mutation && !truth.textual_equal);
      const untold = changed.filter(
        ({ textual }) =>
          !textual.findings.some(({ evidence }) => evidence.some(({ value }) => value === 'the mode mirror')),
      );
      expect(untold).toEqual([]);
      expect(changed.length).toBeGreaterThan(10);
    },
  );
});

function judge(mode: 'textual' | 'mirror', texts: Pick<MirrorCase, 'source' | 'lock'>): Report {
  const pair = { id: 'pair', source: 'r.txt', lock: 'r.lock', sync: { mode } };
  // `===` counts as a pin in the cases.
  const policy = { version: 1, dependencies: [{ ...pair, pinned: { operators: ['==', '==='] } }] };
  const checker = checkerFor(
    loadPolicy({ path: 'lockkeeper.json', text: JSON.stringify(policy) }),
    undefined,
  );
  return checker.checkFiles([
    { path: pair.source, text: texts.source },
    { path: pair.lock, text: texts.lock },
  ]);
}

function inSync({ findings }: Report): boolean {
  return !findings.some(({ rule }) => SYNC.includes(rule));
}

function findingsOf({ findings }: Report, rule: string) {
  return findings.filter((finding) => finding.rule === rule);
}
