import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { checkerFor } from './checker.ts';
import { observed, unobserved } from '../model/known.ts';
import type { Observations } from '../model/observations.ts';
import { parseSnapshot, snapshotText, type Snapshot } from './snapshot.ts';
import { observationsSchema } from './snapshot-schema.ts';
import { anyRun, check, policyOf } from '../testing/any-repository.ts';
import { AUTHOR, labelOfAuthor, PULL_REQUEST, trustedLabel } from '../testing/sample-approval.ts';
import { commitOf } from '../testing/sample-change.ts';

/** Something of every part there is. */
const FULL: Observations = {
  focus: { kind: 'release' },
  files: {
    'r.txt': observed({ kind: 'text', text: 'flask==3.0.0' }),
    'r.lock': observed({ kind: 'absent' }),
    'logo.png': observed({ kind: 'unreadable', problem: 'it is not valid UTF-8' }),
    'big.sql': unobserved('reading failed'),
  },
  listing: observed(['r.txt']),
  sqlBefore: observed({ 'db/1.sql': observed({ kind: 'text', text: 'SELECT 1;' }) }),
  sqlPaths: ['db/1.sql', 'db/2.sql'],
  filesBefore: { 'r.txt': observed({ kind: 'text', text: 'flask==2.0.0' }) },
  links: { 'docs/latest': observed('v2') },
  folders: { docs: observed([{ name: 'v2', mode: '040000' }]) },
  present: { 'docs/v2': observed(true) },
  change: observed({
    base: 'b'.repeat(40),
    head: 'worktree',
    branch: observed('auto/x'),
    entries: [{ status: 'modified', path: 'r.txt', oldMode: '100644', newMode: '100755' }],
    isWhole: true,
    commits: observed([commitOf({ paths: ['r.txt'] })]),
    push: { ref: 'refs/heads/main', rewrites: observed(false) },
  }),
  labels: observed([
    trustedLabel('ok'),
    { kind: 'unattributed', name: 'other', reason: 'the forge was not asked' },
    { kind: 'stated', name: 'said' },
  ]),
  pullRequest: observed({ ...PULL_REQUEST, head: 'c'.repeat(40) }),
  author: observed(AUTHOR),
  agentSigns: ['the environment variable CLAUDECODE is set'],
  deployment: {
    environment: 'production',
    branches: observed(['main']),
    tags: observed(['v1']),
    reviews: observed([
      {
        by: AUTHOR,
        state: 'approved',
        commit: 'c'.repeat(40),
        role: observed('write'),
        at: '2026-11-20T08:00:00Z',
      },
    ]),
    checks: observed([{ name: 'ci', outcome: 'success' }]),
  },
  merged: observed([
    {
      pullRequest: null,
      labels: observed([labelOfAuthor('ok')]),
      commits: ['c'.repeat(40)],
      paths: ['core/a.py'],
    },
  ]),
  revisions: {
    paths: observed(['alembic.ini', 'versions/a1.py']),
    files: { 'versions/a1.py': observed({ kind: 'text', text: "revision = 'a1'" }) },
    modules: { 'env.py': observed({ kind: 'text', text: 'import app' }) },
    atBase: observed({ commit: 'b'.repeat(40), files: { 'versions/a1.py': observed({ kind: 'absent' }) } }),
    atTarget: observed(null),
    atRelease: unobserved('this is a shallow clone'),
  },
  settled: observed({ from: 'since', commit: 'd'.repeat(40), changedPaths: ['a.sql'] }),
  recordedCommit: observed({
    sha: 'e'.repeat(40),
    state: 'ancestor',
    digests: { 'r.lock': observed('f'.repeat(64)), 'r.txt': observed(null) },
  }),
  now: observed('2026-11-21T08:00:00Z'),
};

const SNAPSHOT: Snapshot = {
  schema_version: 1,
  tool_version: '1.2.3',
  stage: 'ci',
  policy: { path: 'lockkeeper.yaml', text: 'version: 1\n', origin: 'base', bootstrap: false },
  baseline: null,
  notices: [],
  observations: FULL,
};

/** The problem of a snapshot in which one part is another value. */
function problemWith(steps: readonly (string | number)[], value: unknown): string | undefined {
  const read = parseSnapshot(JSON.stringify({ ...SNAPSHOT, observations: laid(FULL, steps, value) }));
  return read.kind === 'problem' ? read.problem : undefined;
}

function laid(into: unknown, [step, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(into))
    return into.map((item, index) => (index === step ? laid(item, rest, value) : item));
  const entries = typeof into === 'object' && into !== null ? Object.entries(into) : [];
  return Object.fromEntries(
    entries.map(([key, inner]) => [key, key === step ? laid(inner, rest, value) : inner]),
  );
}

/** Steps to every part of a value that is not itself a list or a map. */
function leavesOf(
  value: unknown,
  above: readonly (string | number)[] = [],
): (readonly (string | number)[])[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leavesOf(item, [...above, index]));
  if (typeof value !== 'object' || value === null) return [above];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...above, key]));
}

describe('a snapshot with every part there is', () => {
  test('is read as it was written', () => {
    expect(parseSnapshot(snapshotText(SNAPSHOT))).toEqual({ kind: 'snapshot', snapshot: SNAPSHOT });
  });

  test('is judged', () => {
    const report = checkerFor(policyOf({}), undefined).check(FULL, { stage: 'ci' });
    expect(report.crashed).toEqual([]);
  });

  test('may say of every part that it is not known', () => {
    for (const part of ['listing', 'change', 'labels', 'pullRequest', 'author', 'merged', 'settled', 'now']) {
      expect(problemWith([part], unobserved('it was lost'))).toBeUndefined();
    }
  });

  test('needs nothing of what no release has', () => {
    const { merged: _, ...observations } = FULL;
    expect(parseSnapshot(snapshotText({ ...SNAPSHOT, observations })).kind).toBe('snapshot');
    expect(problemWith(['deployment'], null)).toBeUndefined();
    expect(problemWith(['change', 'value', 'push'], null)).toBeUndefined();
    expect(problemWith(['change', 'value', 'base'], null)).toBeUndefined();
  });

  test('may hold parts of a later version, which say nothing here', () => {
    const observations = { ...FULL, weather: 'rain' };
    expect(parseSnapshot(snapshotText({ ...SNAPSHOT, observations })).kind).toBe('snapshot');
  });
});

describe('a part of another kind', () => {
  test.each([
    { steps: ['focus'], value: 'tree' },
    { steps: ['focus'], value: { kind: 'night' } },
    { steps: ['focus'], value: { kind: 'document' } },
    { steps: ['files'], value: [] },
    { steps: ['files', 'r.txt'], value: 'flask==3.0.0' },
    { steps: ['files', 'r.txt', 'value', 'kind'], value: 'binary' },
    { steps: ['files', 'r.txt', 'value', 'text'], value: 7 },
    { steps: ['files', 'logo.png', 'value', 'problem'], value: null },
    { steps: ['listing', 'value'], value: 'r.txt' },
    { steps: ['listing', 'value', 0], value: { path: 'r.txt' } },
    { steps: ['filesBefore', 'r.txt', 'known'], value: 'yes' },
    { steps: ['links', 'docs/latest', 'value'], value: ['v2'] },
    { steps: ['folders', 'docs', 'value'], value: ['v2'] },
    { steps: ['folders', 'docs', 'value', 0, 'mode'], value: 40_000 },
    { steps: ['present', 'docs/v2', 'value'], value: 'yes' },
    { steps: ['change', 'value'], value: [] },
    { steps: ['change', 'value', 'entries'], value: { 'r.txt': 'modified' } },
    { steps: ['change', 'value', 'entries', 0, 'status'], value: 'renamed' },
    { steps: ['change', 'value', 'entries', 0, 'path'], value: null },
    { steps: ['change', 'value', 'entries', 0, 'newMode'], value: 0o100755 },
    { steps: ['change', 'value', 'isWhole'], value: 'true' },
    { steps: ['change', 'value', 'branch'], value: 'auto/x' },
    { steps: ['change', 'value', 'commits', 'value', 0, 'author'], value: 'Ana' },
    { steps: ['change', 'value', 'commits', 'value', 0, 'paths'], value: 'r.txt' },
    { steps: ['change', 'value', 'push'], value: 'refs/heads/main' },
    { steps: ['change', 'value', 'push', 'rewrites'], value: false },
    { steps: ['labels', 'value'], value: ['ok'] },
    { steps: ['labels', 'value', 0, 'kind'], value: 'trusted' },
    { steps: ['labels', 'value', 0, 'by'], value: 'mona' },
    { steps: ['labels', 'value', 0, 'role', 'value'], value: 'owner' },
    { steps: ['labels', 'value', 1, 'reason'], value: 1 },
    { steps: ['pullRequest', 'value', 'number'], value: '123' },
    { steps: ['pullRequest', 'value', 'pushedAt'], value: '2026-11-20T08:00:00Z' },
    { steps: ['pullRequest', 'value', 'pushers'], value: [] },
    { steps: ['author', 'value'], value: 'ana' },
    { steps: ['author', 'value', 'isBot'], value: 'no' },
    { steps: ['agentSigns'], value: 'CLAUDECODE' },
    { steps: ['agentSigns', 0], value: { CLAUDECODE: '1' } },
    { steps: ['deployment'], value: 'production' },
    { steps: ['deployment', 'environment'], value: null },
    { steps: ['deployment', 'branches'], value: ['main'] },
    { steps: ['deployment', 'reviews', 'value', 0, 'state'], value: 'liked' },
    { steps: ['deployment', 'checks', 'value', 0, 'outcome'], value: 'green' },
    { steps: ['merged', 'value', 0, 'commits'], value: 'c' },
    { steps: ['settled', 'value', 'from'], value: 'yesterday' },
    { steps: ['settled', 'value', 'changedPaths'], value: null },
    { steps: ['recordedCommit', 'value', 'state'], value: 'lost' },
    { steps: ['recordedCommit', 'value', 'digests'], value: ['f'] },
    { steps: ['recordedCommit', 'value', 'digests', 'r.lock'], value: 'f' },
    { steps: ['recordedCommit', 'value', 'digests', 'r.lock', 'value'], value: 7 },
    { steps: ['now', 'value'], value: 1_795_248_000 },
  ])('is refused and named: $steps as $value', ({ steps, value }) => {
    expect(problemWith(steps, value)).toMatch(new RegExp(`^observations\\.${steps[0]}[.:]`));
  });

  test.each(
    leavesOf(FULL)
      .filter((steps) => !steps.includes('head') || steps[0] !== 'pullRequest')
      .map((steps) => ({ steps })),
  )('and a part that is missing are refused: $steps', ({ steps }) => {
    const isListed = typeof steps.at(-1) === 'number';
    expect(problemWith(steps, { other: 'kind' })).toBeDefined();
    expect(problemWith(steps, undefined) === undefined && !isFree(steps) && !isListed).toBe(false);
  });

  test('never reaches a rule: what is read is judged without a crash', () => {
    const anyJson = fc.oneof(fc.jsonValue(), fc.constantFrom(null, [], {}, 'x', 1, true, { known: true }));
    const anyPlace = fc.constantFrom(...leavesOf(FULL).flatMap(aboveToo));
    fc.assert(
      fc.property(anyPlace, anyJson, (steps, value) => {
        const changed = laid(FULL, steps, value);
        const read = parseSnapshot(JSON.stringify({ ...SNAPSHOT, observations: changed }));
        if (read.kind === 'problem') return;
        const { crashed } = check({}, read.snapshot.observations, { stage: 'ci' });
        expect(crashed).toEqual([]);
      }),
    );
  });
});

/** Parts that may be left out. */
function isFree([part]: readonly (string | number)[]): boolean {
  return part === 'merged';
}

function aboveToo(steps: readonly (string | number)[]): (readonly (string | number)[])[] {
  return steps.map((_, index) => steps.slice(0, index + 1));
}

describe('whatever was observed', () => {
  test('fits the form of a snapshot', () => {
    fc.assert(
      fc.property(anyRun, ({ seen }) => {
        expect(observationsSchema.safeParse(JSON.parse(JSON.stringify(seen))).success).toBe(true);
      }),
    );
  });

  test('with links, folders, earlier texts and a push gives the same verdict again', () => {
    const more = fc.record({
      link: fc.constantFrom('../core', 'core/a.py', '/etc/passwd', '.'),
      rewrites: fc.constantFrom(observed(true), observed(false), unobserved('the history is shallow')),
      before: fc.constantFrom('flask==2.0\n', ''),
      isWhole: fc.boolean(),
    });
    fc.assert(
      fc.property(anyRun, more, ({ draft, seen, stage }, { link, rewrites, before, isWhole }) => {
        const changed = seen.change.known
          ? observed({ ...seen.change.value, isWhole, push: { ref: 'refs/heads/main', rewrites } })
          : seen.change;
        const observations: Observations = {
          ...seen,
          change: changed,
          links: { 'docs/guide.md': observed(link) },
          filesBefore: { 'api/r.txt': observed({ kind: 'text', text: before }) },
          present: { 'docs/guide.md': observed(true) },
        };
        const read = parseSnapshot(snapshotText({ ...SNAPSHOT, stage, observations }));
        if (read.kind === 'problem') throw new Error(read.problem);
        expect(check(draft, read.snapshot.observations, { stage })).toEqual(
          check(draft, observations, { stage }),
        );
      }),
    );
  });
});
