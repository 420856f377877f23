import { describe, expect, it } from 'vitest';

import { checkerFor, loadPolicy, type Report } from '@lockkeeper/policy-core';
import { caseRows } from './case-files.ts';

const SYNC = 'dependencies/lock-in-sync';
const PINNED = 'dependencies/requirements-pinned';

interface MirrorCase {
  readonly mutation: string;
  readonly source: string;
  readonly lock: string;
  /** The sets of stripped lines that are neither blank nor comments are equal. */
  readonly textual_equal: boolean;
  readonly source_pinned: boolean;
  readonly lock_pinned: boolean;
}

interface PairCase {
  readonly repo: string;
  readonly source: string;
  readonly lock: string;
  readonly files: Readonly<Record<string, string>>;
  readonly expected: {
    readonly seed_textual_equal: boolean;
    readonly seed_textual_missing: number;
    readonly seed_textual_extra: number;
    readonly source_unpinned: readonly string[];
    readonly lock_unpinned: readonly string[];
  };
}

const mirrors = caseRows<MirrorCase>('mirror-cases.jsonl.gz');
const pairs = caseRows<PairCase>('requirement-pairs.jsonl.gz');

describe.skipIf(mirrors === undefined)('locks under mutation', () => {
  const rows = (mirrors ?? []).map((truth) => ({ truth, report: judge('r.txt', 'r.lock', truth) }));

  it('are in sync exactly where the sets of lines are equal', () => {
    const different = rows.filter(
      ({ truth, report }) => (findingsOf(report, SYNC).length === 0) !== truth.textual_equal,
    );
    expect(different.map(({ truth }) => truth.mutation)).toEqual([]);
    expect(rows).toHaveLength(574);
  });

  it('are always decided about', () => {
    const undecided = rows.filter(({ report }) => report.undetermined.some(({ rule }) => rule === SYNC));
    expect(undecided.map(({ truth }) => truth.mutation)).toEqual([]);
  });

  it.each([
    { side: 'source', path: 'r.txt' },
    { side: 'lock', path: 'r.lock' },
  ] as const)('pass as pinned only where pip agrees: $side', ({ side, path }) => {
    const passing = rows.filter(({ report }) => !about(report, PINNED).some(({ at }) => at?.path === path));
    const wrong = passing.filter(({ truth }) => !truth[`${side}_pinned`]);
    expect(wrong.map(({ truth }) => truth.mutation)).toEqual([]);
    expect(passing.length).toBeGreaterThan(250);
  });

  it('without a mutation pass whole', () => {
    const identical = rows.filter(({ truth }) => truth.mutation === 'identical' && truth.source_pinned);
    expect(new Set(identical.map(({ report }) => report.verdict))).toEqual(new Set(['pass']));
  });

  it.each([
    { mutation: 'u2028-both', says: 'pip ends a line at U+2028' },
    { mutation: 'wildcard-both', says: 'admits more than one version' },
    { mutation: 'unpinned-both', says: 'admits more than one version' },
    { mutation: 'missing', says: 'Regenerate the lock, or add the line to it.' },
    { mutation: 'extra', says: 'Regenerate the lock, or remove the line.' },
  ])('with $mutation are told what is wrong', ({ mutation, says }) => {
    const silent = rows.filter(
      ({ truth, report }) =>
        truth.mutation === mutation && !report.findings.some(({ message }) => message.includes(says)),
    );
    expect(silent).toEqual([]);
  });

  it.each(['reordered', 'blank-lines', 'comment-header', 'crlf', 'bom', 'duplicate-line'])(
    'with %s alone are in sync',
    (mutation) => {
      const found = rows.filter(
        ({ truth, report }) => truth.mutation === mutation && findingsOf(report, SYNC).length > 0,
      );
      expect(found).toEqual([]);
    },
  );
});

describe.skipIf(pairs === undefined)('pairs of real repositories', () => {
  const rows = (pairs ?? []).map((truth) => {
    const { source, lock, files } = truth;
    const texts = { source: files[`tree/${source}`] ?? '', lock: files[`tree/${lock}`] ?? '' };
    return { truth, report: judge(source, lock, texts) };
  });
  const name = ({ truth }: { readonly truth: PairCase }) => `${truth.repo} ${truth.lock}`;

  it('are in sync exactly where the lines are equal', () => {
    const different = rows.filter(
      ({ truth, report }) => (findingsOf(report, SYNC).length === 0) !== truth.expected.seed_textual_equal,
    );
    expect(different.map(name)).toEqual([]);
    expect(rows).toHaveLength(79);
  });

  it('miss as many lines in the lock as were counted', () => {
    const different = rows.filter(
      ({ truth, report }) => at(report, truth.source).length !== truth.expected.seed_textual_missing,
    );
    expect(different.map(name)).toEqual([]);
  });

  it('have as many lines too many in the lock as were counted', () => {
    const different = rows.filter(
      ({ truth, report }) => at(report, truth.lock).length !== truth.expected.seed_textual_extra,
    );
    expect(different.map(name)).toEqual([]);
  });

  it('pass as pinned only where pip agrees', () => {
    const wrong = rows.filter(({ truth, report }) => {
      const { source_unpinned: source, lock_unpinned: lock } = truth.expected;
      return about(report, PINNED).length === 0 && source.length + lock.length > 0;
    });
    expect(wrong.map(name)).toEqual([]);
  });

  it('are told the name of what is not pinned', () => {
    const wrong = rows.filter(({ truth, report }) => {
      const { source_unpinned: source, lock_unpinned: lock } = truth.expected;
      const unpinned = new Set([...source, ...lock]);
      const said = findingsOf(report, PINNED).flatMap(
        ({ message }) => /^([A-Za-z0-9._-]+) has no version/.exec(message)?.[1] ?? [],
      );
      return said.some((found) => !unpinned.has(found.toLowerCase().replace(/[-_.]+/g, '-')));
    });
    expect(wrong.map(name)).toEqual([]);
  });

  function at(report: Report, path: string) {
    return findingsOf(report, SYNC).filter((finding) => finding.at?.path === path);
  }
});

function judge(
  source: string,
  lock: string,
  texts: { readonly source: string; readonly lock: string },
): Report {
  const policy = { version: 1, dependencies: [{ id: 'pair', source, lock }] };
  const checker = checkerFor(
    loadPolicy({ path: 'lockkeeper.json', text: JSON.stringify(policy) }),
    undefined,
  );
  return checker.checkFiles([
    { path: source, text: texts.source },
    { path: lock, text: texts.lock },
  ]);
}

function findingsOf({ findings }: Report, rule: string) {
  return findings.filter((finding) => finding.rule === rule);
}

/** Findings and what could not be decided: a rule has passed where there is neither. */
function about({ findings, undetermined }: Report, rule: string) {
  return [...findings, ...undetermined].filter((subject) => subject.rule === rule);
}
