import {
  checkerFor,
  loadPolicy,
  observed,
  parseSnapshot,
  snapshotText,
  type Parsers,
  type SharedVerdict,
  type Undetermined,
} from '@lockkeeper/policy-core';
import { describe, expect, test } from 'vitest';

import type { SecondJudge } from '../ports/index.ts';
import { fakeObservers, type Files } from '../testing/fake-repository.ts';
import { AT_HOME } from './circumstances.ts';
import { judge, snapshotOf } from './judge.ts';
import { observe, type ObserveRequest } from './observe.ts';
import type { Seen } from './seen.ts';

type Focus = ObserveRequest['focus'];

const POLICY = `version: 1
dependencies: [{ id: api, source: r.txt, lock: r.lock }]
migrations: { sql: ['db/*.sql'] }
`;

async function seenOf(base: Files, head: Files, focus: Focus = { kind: 'change' }): Promise<Seen> {
  const observers = fakeObservers({
    commits: { base: { files: base }, head: { files: head, parents: ['base'] } },
    names: { main: 'base', HEAD: 'head' },
  });
  const seen = await observe(
    {
      focus,
      base: 'main',
      head: 'HEAD',
      policyFrom: 'base',
      branch: undefined,
      compare: 'merge-base',
      circumstances: AT_HOME,
    },
    observers,
  );
  if (seen.kind !== 'seen') throw new Error(seen.kind);
  return seen;
}

/** Drops nothing and counts how often it was wanted. */
function countingParsers() {
  const parsers: Parsers = {
    sql: { parse: () => ({ kind: 'statements', statements: [] }) },
    python: { parse: () => ({ kind: 'unanalyzable', problem: 'it is not needed here' }) },
  };
  const wanted = { times: 0 };
  const loadParsers = async () => {
    wanted.times += 1;
    return parsers;
  };
  return { wanted, loadParsers };
}

const BASE = { 'lockkeeper.yaml': POLICY, 'r.txt': 'a==1\n', 'r.lock': 'a==1\n' };

describe('the parsers are loaded', () => {
  test.each([
    { what: 'never for a change of pins', head: { ...BASE, 'r.txt': 'a==2\n' }, times: 0 },
    { what: 'never for a change of nothing', head: BASE, times: 0 },
    { what: 'once for migrations', head: { ...BASE, 'db/1.sql': '', 'db/2.sql': '' }, times: 1 },
  ])('$what', async ({ head, times }) => {
    const { wanted, loadParsers } = countingParsers();
    await judge(await seenOf(BASE, head), { stage: 'ci', loadParsers });
    expect(wanted.times).toBe(times);
  });

  test('and a failure to load them is not swallowed', async () => {
    const seen = await seenOf(BASE, { ...BASE, 'db/1.sql': 'SELECT 1;' });
    const loadParsers = () => Promise.reject(new Error('The file is damaged.'));
    await expect(judge(seen, { stage: 'ci', loadParsers })).rejects.toThrow('The file is damaged.');
  });
});

describe('a second judge', () => {
  const names = Array.from({ length: 1200 }, (_, index) => `db/${index}.sql`);
  const many: Files = { ...BASE, ...Object.fromEntries(names.map((name) => [name, 'SELECT 1;\n'])) };
  const nothing: SharedVerdict = { findings: [], undetermined: [], crashed: [], yielding: [] };

  async function treeOf(files: Files): Promise<Seen> {
    const seen = await seenOf(BASE, files, { kind: 'tree' });
    // Without a release or another point all is judged.
    return { ...seen, observations: { ...seen.observations, settled: observed({ from: 'start' }) } };
  }

  /** Says that much of its share, and notes in which order things happen. */
  function secondSaying(verdict: SharedVerdict | undefined) {
    const happened: string[] = [];
    const second: SecondJudge = {
      begin: ({ files }) => {
        happened.push(`${files.length} files are handed over`);
        return async () => {
          happened.push('they are asked');
          return verdict;
        };
      },
    };
    const { loadParsers } = countingParsers();
    const load = () => {
      happened.push('the parsers are loaded');
      return loadParsers();
    };
    return { happened, options: { stage: 'local', loadParsers: load, second } as const };
  }

  test('begins before anything else, and is asked when all else is judged', async () => {
    const { happened, options } = secondSaying(nothing);
    const { files } = await judge(await treeOf(many), options);
    expect(happened).toEqual(['660 files are handed over', 'the parsers are loaded', 'they are asked']);
    expect(files).toBeGreaterThan(1200);
  });

  test('has a say in the report', async () => {
    const crashed = [{ rule: 'migrations/drop-table', error: 'it broke' }];
    const seen = await treeOf(many);
    const { options } = secondSaying({ ...nothing, undetermined: [UNDECIDED] });
    expect((await judge(seen, options)).undetermined).toContainEqual(UNDECIDED);
    const failing = secondSaying({ ...nothing, undetermined: [UNDECIDED], crashed });
    expect((await judge(seen, failing.options)).undetermined).not.toContainEqual(UNDECIDED);
  });

  test('changes nothing where it fails', async () => {
    const { options } = secondSaying(undefined);
    const { stage, loadParsers } = options;
    const seen = await treeOf(many);
    expect(await judge(seen, options)).toEqual(await judge(seen, { stage, loadParsers }));
  });

  test.each([
    { where: 'of few files', files: BASE, only: undefined },
    { where: 'where single rules are asked for', files: many, only: ['migrations/drop-table'] },
  ])('gets nothing $where', async ({ files, only }) => {
    const { happened, options } = secondSaying(nothing);
    await judge(await treeOf({ ...files, 'db/1.sql': '' }), { ...options, only });
    expect(happened).toEqual(['the parsers are loaded']);
  });
});

const UNDECIDED: Undetermined = {
  rule: 'migrations/drop-table',
  severity: 'error',
  subject: 'orders',
  message: 'It cannot be told.',
  at: undefined,
  waitsFor: 'observation',
  missing: [],
  evidence: [],
  related: [],
  fingerprint: '0'.repeat(32),
};

describe('a report', () => {
  const noParsers = () => Promise.reject(new Error('Nothing here needs a parser.'));

  test.each(['local', 'ci', 'deploy'] as const)('is of the stage it was asked for: %s', async (stage) => {
    expect(await judge(await seenOf(BASE, BASE), { stage, loadParsers: noParsers })).toMatchObject({ stage });
  });

  test('says whose policy judged', async () => {
    expect(await judge(await seenOf(BASE, BASE), { stage: 'ci', loadParsers: noParsers })).toMatchObject({
      policy: { path: 'lockkeeper.yaml', source: 'base', bootstrap: false },
    });
  });

  test('hands on the sentences about the run', async () => {
    const seen = await seenOf(BASE, { ...BASE, 'lockkeeper.yaml': `${POLICY}# edited\n` });
    const { notices } = await judge(seen, { stage: 'ci', loadParsers: noParsers });
    expect(notices).toEqual(seen.notices);
    expect(notices).toHaveLength(1);
  });
});

describe('a snapshot', () => {
  test('that is written, read and judged gives the report of the run', async () => {
    const seen = await seenOf(BASE, { ...BASE, 'r.txt': 'a>=1\n', 'r.lock': 'b==2\n' });
    const report = await judge(seen, { stage: 'ci', loadParsers: () => Promise.reject(new Error('never')) });
    const read = parseSnapshot(snapshotText(snapshotOf(seen, { stage: 'ci', toolVersion: '1.2.3' })));
    if (read.kind !== 'snapshot') throw new Error(read.problem);
    const { policy, stage, observations, notices } = read.snapshot;
    const checker = checkerFor(loadPolicy({ path: policy.path, text: policy.text }), undefined);
    const options = { stage, policyOrigin: policy.origin, bootstrap: policy.bootstrap, notices };
    expect(report.verdict).toBe('fail');
    expect(checker.check(observations, options)).toEqual(report);
  });

  test('holds no file that was not judged', async () => {
    const seen = await seenOf(BASE, { ...BASE, 'r.txt': 'a==2\n', 'secret.env': 'TOKEN=1\n' });
    expect(snapshotText(snapshotOf(seen, { stage: 'ci', toolVersion: '1' }))).not.toContain('TOKEN');
  });

  test('without a baseline says so', async () => {
    const seen = await seenOf(BASE, BASE);
    expect(snapshotOf(seen, { stage: 'ci', toolVersion: '1' }).baseline).toBeNull();
    expect(snapshotOf({ ...seen, baseline: 'x' }, { stage: 'ci', toolVersion: '1' }).baseline).toBe('x');
  });
});
