import { expect, it } from 'vitest';

import { checkerFor, loadPolicy, observed, type DependencyPair } from '@lockkeeper/policy-core';
import { requirementsPair, type RequirementsPair } from '@lockkeeper/policy-core/dependencies';
import { keptModes } from '../../packages/policy-core/src/dependencies/facts/kept-modes.ts';
import { compiledDifferences } from '../../packages/policy-core/src/dependencies/facts/compiled-comparison.ts';
import { compiledEntry } from '../../packages/policy-core/src/dependencies/facts/compiled-entry.ts';
import {
  expandedRequirements,
  type ExpandedLine,
} from '../../packages/policy-core/src/dependencies/facts/expanded-requirements.ts';
import { lineEntry } from '../../packages/policy-core/src/dependencies/facts/line-entry.ts';
import { comparePair } from '../../packages/policy-core/src/dependencies/facts/pair-comparison.ts';
import { requirementsFile } from '../../packages/policy-core/src/dependencies/facts/requirements-file.ts';
import type { SyncDifference } from '../../packages/policy-core/src/dependencies/facts/sync-difference.ts';
import { caseRows, describeCases } from './case-files.ts';

interface PairCase {
  readonly repo: string;
  readonly source: string;
  readonly lock: string;
  readonly files: Readonly<Record<string, string>>;
  readonly expected: Expected;
}

interface Expected {
  readonly source_reqs: number;
  readonly lock_reqs: number;
  readonly source_unpinned: readonly string[];
  readonly lock_unpinned: readonly string[];
  readonly missing_in_lock: readonly string[];
  readonly violations: readonly unknown[];
  readonly unverifiable: readonly string[];
  readonly extra_in_lock: number;
  readonly semantic_mirror_equal: boolean;
  readonly lock_hashed: number;
  readonly invalid_source: number;
  readonly invalid_lock: number;
  readonly superset_ok_ignoring_markers: boolean;
  readonly compiled: {
    readonly python: string;
    readonly platform: 'linux';
    readonly missing_in_lock: readonly string[];
    readonly violations: readonly unknown[];
    readonly superset_ok: boolean;
  };
  readonly seed_textual_equal: boolean;
  readonly seed_textual_missing: number;
  readonly seed_textual_extra: number;
}

const cases = caseRows<PairCase>('requirement-pairs.jsonl.gz');

describeCases('pairs of real repositories', () => {
  const rows = cases.map((truth) => ({ truth, pair: pairOf(truth) }));

  function expectAll(answer: (pair: RequirementsPair) => unknown, truth: (expected: Expected) => unknown) {
    const different = rows.flatMap((row) => {
      const [ours, theirs] = [answer(row.pair), truth(row.truth.expected)];
      const isSame = JSON.stringify(ours) === JSON.stringify(theirs);
      return isSame ? [] : [{ pair: `${row.truth.repo} ${row.truth.lock}`, ours, theirs }];
    });
    expect(different).toEqual([]);
    expect(rows).toHaveLength(79);
  }

  it.each(['source', 'lock'] as const)('ask for as many requirements as pip counts: %s', (side) => {
    expectAll(
      (pair) => asking(pair, side).length,
      (expected) => expected[`${side}_reqs`],
    );
  });

  it.each(['source', 'lock'] as const)('leave open what pip leaves open: %s', (side) => {
    expectAll(
      (pair) => namesOf(asking(pair, side).filter((line) => lineEntry(line).version === undefined)),
      (expected) => expected[`${side}_unpinned`],
    );
  });

  it.each(['source', 'lock'] as const)('hold as many lines that pip refuses: %s', (side) => {
    expectAll(
      (pair) => linesOf(pair, side).filter(({ line }) => line.entry.kind === 'invalid').length,
      (expected) => expected[`invalid_${side}`],
    );
  });

  it('name the same lines nobody can verify', () => {
    expectAll(
      (pair) =>
        asking(pair, 'source')
          .map(lineEntry)
          .flatMap(({ project, text }) => (project === undefined ? [text] : [])),
      ({ unverifiable }) => unverifiable,
    );
  });

  it('hold as many projects in the lock alone', () => {
    expectAll(
      (pair) => {
        const wanted = new Set(asking(pair, 'source').map((line) => lineEntry(line).project));
        const held = new Set(asking(pair, 'lock').flatMap((line) => lineEntry(line).project ?? []));
        return [...held].filter((project) => !wanted.has(project)).length;
      },
      ({ extra_in_lock: extra }) => extra,
    );
  });

  it('hold as many hashed requirements in the lock', () => {
    expectAll(
      (pair) => asking(pair, 'lock').filter(({ line }) => line.hashes.length > 0).length,
      ({ lock_hashed: hashed }) => hashed,
    );
  });

  it('miss and violate the same in the mode compiled, markers evaluated [row 1.16]', () => {
    expectAll(
      (pair) => {
        const found = compared(pair, 'compiled');
        return [namesMissing(found), violations(found).length, found.every(({ kind }) => kind === 'stale')];
      },
      ({ compiled }) => [compiled.missing_in_lock, compiled.violations.length, compiled.superset_ok],
    );
  });

  it('miss and violate the same where no marker is looked at', () => {
    expectAll(
      (pair) => {
        const [source, lock] = (['source', 'lock'] as const).map((side) =>
          asking(pair, side).flatMap((line) => {
            const entry = compiledEntry(line);
            return entry === undefined ? [] : [{ ...entry, marker: undefined }];
          }),
        );
        const found = compiledDifferences(source ?? [], lock ?? [], { python: '3.11', platform: 'linux' });
        return [namesMissing(found), violations(found).length, found.length === 0];
      },
      (expected) => [
        expected.missing_in_lock,
        expected.violations.length,
        expected.superset_ok_ignoring_markers,
      ],
    );
  });

  it('are judged for the Python that the lock names', () => {
    expectAll(
      ({ lock, pair }) =>
        pair.sync.python ?? (lock.known && lock.value.kind === 'read' && lock.value.header?.python),
      ({ compiled }) => compiled.python,
    );
  });

  it('mirror each other in the same cases [row 1.14]', () => {
    expectAll(
      (pair) => keptModes(pair).includes('mirror'),
      ({ semantic_mirror_equal: isEqual }) => isEqual,
    );
  });

  it('hold as many lines that the other file lacks [row 1.14]', () => {
    expectAll(
      (pair) => {
        const found = compared(pair, 'textual');
        const both = found.filter(({ kind }) => kind === 'differs').length;
        const missing = found.filter(({ kind }) => kind === 'missing').length;
        const stale = found.filter(({ kind }) => kind === 'stale').length;
        return [found.length === 0, both + missing, both + stale];
      },
      (expected) => [expected.seed_textual_equal, expected.seed_textual_missing, expected.seed_textual_extra],
    );
  });

  it('pass the rules in the mode compiled exactly where the lock covers the source', () => {
    const different = rows.filter(({ truth, pair }) => {
      const { findings } = reportOf(truth, pair.pair);
      const isOutOfSync = findings.some(({ rule }) => rule === 'dependencies/lock-in-sync');
      return isOutOfSync === truth.expected.compiled.superset_ok;
    });
    expect(different.map(({ truth }) => `${truth.repo} ${truth.lock}`)).toEqual([]);
  });
});

function pairOf(truth: PairCase): RequirementsPair {
  const fileAt = (path: string) => {
    const text = truth.files[`tree/${path}`];
    return observed(requirementsFile(path, text === undefined ? { kind: 'absent' } : { kind: 'text', text }));
  };
  const plain = requirementsPair(policyOf(truth, {}).pair, fileAt);
  const says = plain.lock.known && plain.lock.value.kind === 'read' && plain.lock.value.header?.python;
  return says ? plain : requirementsPair(policyOf(truth, { python: '3.11' }).pair, fileAt);
}

function policyOf({ source, lock }: PairCase, sync: { readonly python?: string | undefined }) {
  const pair = { id: 'pair', source, lock, sync: { mode: 'compiled', platform: 'linux', ...sync } };
  const text = JSON.stringify({ version: 1, dependencies: [pair] });
  const policy = loadPolicy({ path: 'lockkeeper.json', text });
  if (policy.kind === 'invalid' || policy.dependencies[0] === undefined) throw new Error('It is valid.');
  return { policy, pair: policy.dependencies[0] };
}

function reportOf(truth: PairCase, { sync }: DependencyPair) {
  const { policy } = policyOf(truth, { python: sync.python });
  const files = Object.entries(truth.files).flatMap(([path, text]) =>
    path.startsWith('tree/') ? [{ path: path.slice('tree/'.length), text }] : [],
  );
  return checkerFor(policy, undefined).checkFiles(files);
}

function compared({ pair, source, lock, fileAt }: RequirementsPair, mode: 'textual' | 'compiled') {
  if (!source.known || !lock.known) throw new Error('Both are there.');
  const files = { source: source.value, lock: lock.value, fileAt };
  return comparePair(files, { ...pair.sync, mode })?.differences ?? [];
}

function linesOf(pair: RequirementsPair, side: 'source' | 'lock'): readonly ExpandedLine[] {
  const file = pair[side];
  if (!file.known || file.value.kind !== 'read') throw new Error('It is a text.');
  return expandedRequirements(file.value, pair.fileAt).lines;
}

function asking(pair: RequirementsPair, side: 'source' | 'lock'): readonly ExpandedLine[] {
  return linesOf(pair, side).filter((line) => compiledEntry(line) !== undefined);
}

function namesOf(lines: readonly ExpandedLine[]): readonly string[] {
  return distinct(lines.map(lineEntry).map(({ project, text }) => project ?? text));
}

function namesMissing(found: readonly SyncDifference[]): readonly string[] {
  return distinct(
    found.flatMap(({ kind, entry }) => (kind === 'missing' ? (entry.project ?? entry.text) : [])),
  );
}

function violations(found: readonly SyncDifference[]): readonly SyncDifference[] {
  return found.filter(({ kind }) => kind === 'unsatisfied');
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)].toSorted();
}
