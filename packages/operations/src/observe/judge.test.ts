import { checkerFor, loadPolicy, parseSnapshot, snapshotText, type Parsers } from '@lockkeeper/policy-core';
import { describe, expect, test } from 'vitest';

import { fakeObservers, type Files } from '../testing/fake-repository.ts';
import { LOCAL_CIRCUMSTANCES } from './circumstances.ts';
import { judge, snapshotOf } from './judge.ts';
import { observe } from './observe.ts';
import type { Seen } from './seen.ts';

const POLICY = `version: 1
dependencies: [{ id: api, source: r.txt, lock: r.lock }]
migrations: { sql: ['db/*.sql'] }
`;

async function seenOf(base: Files, head: Files): Promise<Seen> {
  const observers = fakeObservers({
    commits: { base: { files: base }, head: { files: head, parents: ['base'] } },
    names: { main: 'base', HEAD: 'head' },
  });
  const seen = await observe(
    {
      focus: { kind: 'change' },
      base: 'main',
      head: 'HEAD',
      policyFrom: 'base',
      branch: undefined,
      compare: 'merge-base',
      circumstances: LOCAL_CIRCUMSTANCES,
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
