import { observed, type Parsers, type Report } from '@lockkeeper/policy-core';
import { describe, expect, test } from 'vitest';

import { testParsers } from '../../../policy-core/src/testing/load-parsers.ts';
import type { VerdictStore } from '../ports/index.ts';
import { fakeObservers, type Files } from '../testing/fake-repository.ts';
import { LOCAL_CIRCUMSTANCES } from './circumstances.ts';
import { judge, type JudgeOptions } from './judge.ts';
import { cacheableVerdict, reportFromCache, verdictCacheKey } from './verdict-cache.ts';
import { observe } from './observe.ts';
import type { Seen } from './seen.ts';

const WAIVER = `
waivers:
  - { rule: migrations/drop-table, path: db/2.sql, reason: nobody reads it, approver: ada, expires: 2026-12-31 }
`;
const POLICY = `version: 1
migrations: { sql: ['db/*.sql'] }
${WAIVER}`;

const TREE: Files = {
  'lockkeeper.yaml': POLICY,
  'db/1.sql': 'DROP TABLE orders;\n',
  'db/2.sql': 'DROP TABLE customers;\n',
};

async function seenOf(files: Files): Promise<Seen> {
  const seen = await observe(
    {
      focus: { kind: 'tree' },
      base: undefined,
      head: 'worktree',
      policyFrom: 'head',
      branch: undefined,
      compare: 'merge-base',
      circumstances: LOCAL_CIRCUMSTANCES,
    },
    fakeObservers({ commits: { head: { files } }, names: { HEAD: 'head' } }),
  );
  if (seen.kind !== 'seen') throw new Error(seen.kind);
  return seen;
}

/** As a host keeps them, with whatever JSON does to them. */
function storeInMemory() {
  const kept = new Map<string, string>();
  const store: VerdictStore = {
    get: (inputs) => {
      const text = kept.get(inputs);
      return text === undefined ? undefined : JSON.parse(text);
    },
    set: (inputs, report) => void kept.set(inputs, JSON.stringify(report)),
  };
  return { kept, store };
}

function options(verdicts: VerdictStore, parsers: () => Promise<Parsers>): JudgeOptions {
  return { stage: 'local', loadParsers: parsers, loadVerdicts: async () => verdicts };
}

const notAgain = () => Promise.reject(new Error('It was judged again.'));

describe('a verdict that is kept', () => {
  test('is the report of the first run, waivers included, and needs no parser', async () => {
    const { store } = storeInMemory();
    const first = await judge(await seenOf(TREE), options(store, testParsers));
    expect(first.findings.map(({ rule }) => rule)).toContain('migrations/drop-table');
    expect(first.waived.map(({ waiver }) => waiver.approver)).toEqual(['ada']);
    const again = await judge(await seenOf(TREE), options(store, notAgain));
    expect(JSON.stringify(again)).toBe(JSON.stringify(first));
  });

  test.each<[string, Files, Partial<JudgeOptions>]>([
    ['another text', { ...TREE, 'db/1.sql': 'DROP TABLE orders; \n' }, {}],
    ['one file more', { ...TREE, 'db/3.sql': '' }, {}],
    ['another policy', { ...TREE, 'lockkeeper.yaml': `${POLICY}# mine\n` }, {}],
    ['another stage', TREE, { stage: 'ci' }],
    ['fewer rules', TREE, { only: ['migrations/drop-table'] }],
  ])('is none of a run with %s', async (_, files, others) => {
    const { kept, store } = storeInMemory();
    await judge(await seenOf(TREE), options(store, testParsers));
    await judge(await seenOf(files), { ...options(store, testParsers), ...others });
    expect(kept.size).toBe(2);
  });

  test('is not asked for where no migration is judged', async () => {
    const asked = { times: 0 };
    const loadVerdicts = async () => void (asked.times += 1);
    const seen = await seenOf({ 'lockkeeper.yaml': 'version: 1\n' });
    await judge(seen, { stage: 'local', loadParsers: notAgain, loadVerdicts });
    expect(asked.times).toBe(0);
  });

  test('is not kept where a rule crashed', async () => {
    const { kept, store } = storeInMemory();
    const broken = async (): Promise<Parsers> => ({
      ...(await testParsers()),
      sql: {
        parse: () => {
          throw new Error('out of memory');
        },
      },
    });
    const run = judge(await seenOf(TREE), options(store, broken));
    const report = await run.catch(() => undefined);
    expect(report?.crashed ?? ['the run itself']).not.toEqual([]);
    expect(kept.size).toBe(0);
  });
});

describe('what went into a verdict', () => {
  const at = (seen: Seen, now: string) =>
    verdictCacheKey(
      { ...seen, observations: { ...seen.observations, now: observed(now) } },
      { stage: 'local' },
    );

  test('is the day, and not the hour', async () => {
    const seen = await seenOf(TREE);
    const morning = at(seen, '2026-03-01T08:00:00.000Z');
    expect(at(seen, '2026-03-01T20:00:00.000Z')).toBe(morning);
    expect(at(seen, '2026-03-02T08:00:00.000Z')).not.toBe(morning);
  });
});

describe('a report that is taken from what is kept', () => {
  const REPORT = { verdict: 'pass', crashed: [], waived: [] } as unknown as Report;

  test('is none where the policy has no such waiver, or what is kept is no report', async () => {
    const { policy } = await seenOf(TREE);
    const waived = [{ finding: {}, waiver: 1 }];
    expect(reportFromCache({ ...REPORT, waived }, policy)).toBeUndefined();
    for (const other of [undefined, null, 7, 'pass', {}])
      expect(reportFromCache(other, policy)).toBeUndefined();
    expect(reportFromCache(cacheableVerdict(REPORT, policy), policy)).toEqual(REPORT);
  });
});
