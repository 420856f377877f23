import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { changeObservations, type ChangeInput } from '../../checker/observations-from-input.ts';
import { observed, unobserved } from '../../model/known.ts';
import type { Account, Observations } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { AUTHOR } from '../../testing/sample-approval.ts';
import { BY_AN_AGENT } from '../../testing/sample-change.ts';
import { findAuthorship } from './authorship.ts';
import { isWriter } from './machine-writer.ts';
import { findScopedChange } from './scoped-change.ts';

const RECORD = 'infrastructure/LAST_PROD_DEPLOY.json';
const POLICY = {
  branches: { ai: { match: ['auto/*'] } },
  dependencies: [{ id: 'backend', source: 'r.txt', lock: 'r.lock' }],
  deployment: { record: RECORD },
  change_scope: {
    branches: ['ai'],
    allow: ['docs/**', 'infrastructure/*', 'generated/**'],
    deny: { paths: ['core/**', 'docs/secret/**'] },
    also_allow: [{ dependencies: 'backend' }],
    machine_owned: [{ paths: ['generated/**'], writers: ['ci-writer', '4242'] }],
  },
};
const policy = policyOf(POLICY);

function scoped(about: Partial<ChangeInput>, draft: object = POLICY, seen: Partial<Observations> = {}) {
  const judged = policyOf(draft);
  const all = { ...changeObservations({ changes: [], ...BY_AN_AGENT, ...about }, { stage: 'ci' }), ...seen };
  return findScopedChange(judged, all, findAuthorship(judged, all));
}

/** What is said of each path, `free` where nothing is. */
function verdicts(changes: readonly string[], draft: object = POLICY): Readonly<Record<string, string>> {
  const found = scoped({ changes }, draft);
  const denied = new Set(found?.denied.map(({ path }) => path));
  const outside = new Set(found?.outside.map(({ path }) => path));
  return Object.fromEntries(
    changes.map((path) => [path, denied.has(path) ? 'denied' : outside.has(path) ? 'outside' : 'free']),
  );
}

const anyPath = fc.constantFrom(
  'docs/a.md',
  'docs/secret/a.md',
  'docs',
  'core/a.py',
  'core',
  'Makefile',
  'r.txt',
  'r.lock',
  'generated/api.ts',
  'infrastructure/a.tf',
  'infrastructure/deep/a.tf',
  RECORD,
);

describe('each path is judged by itself', () => {
  test.each([
    ['docs/a.md', 'free'],
    ['docs/secret/a.md', 'denied'],
    ['docs/secret', 'denied'],
    ['core', 'denied'],
    ['core/deep/a.py', 'denied'],
    ['Core/a.py', 'outside'],
    ['core2/a.py', 'outside'],
    ['infrastructure/a.tf', 'free'],
    ['infrastructure/deep/a.tf', 'outside'],
    ['generated/api.ts', 'denied'],
    ['r.txt', 'outside'],
    ['backend/r.txt', 'outside'],
    ['', 'outside'],
    [RECORD, 'denied'],
  ])('%j is %s', (path, verdict) => {
    const flow = { ...POLICY.change_scope, also_allow: [] };
    expect(verdicts([path], { ...POLICY, change_scope: flow })).toEqual({ [path]: verdict });
  });

  test('whatever else changes, and in whatever order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyPath, { minLength: 1 }), (paths) => {
        for (const [path, verdict] of Object.entries(verdicts(paths)))
          expect(verdicts([path])).toEqual({ [path]: verdict });
      }),
    );
  });

  test('once, however many lists it is on', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyPath), (changes) => {
        const found = scoped({ changes });
        const told = [...(found?.denied ?? []), ...(found?.outside ?? [])].map(({ path }) => path);
        expect(new Set(told).size).toBe(told.length);
      }),
    );
  });
});

describe('a scope that says more', () => {
  const anyPaths = fc.uniqueArray(anyPath, { minLength: 1 });
  const pattern = fc.constantFrom('docs/**', 'core/**', '*.txt', 'Makefile', '**', 'infrastructure/deep/**');

  test('in deny never frees a path', () => {
    fc.assert(
      fc.property(anyPaths, pattern, (paths, more) => {
        const deny = { paths: [...POLICY.change_scope.deny.paths, more] };
        const wider = { ...POLICY, change_scope: { ...POLICY.change_scope, deny } };
        const [before, after] = [verdicts(paths), verdicts(paths, wider)];
        for (const path of paths) if (before[path] !== 'free') expect(after[path], path).not.toBe('free');
      }),
    );
  });

  test('in allow never denies a path, and frees none that is denied', () => {
    fc.assert(
      fc.property(anyPaths, pattern, (paths, more) => {
        const allow = [...POLICY.change_scope.allow, more];
        const wider = { ...POLICY, change_scope: { ...POLICY.change_scope, allow } };
        const [before, after] = [verdicts(paths), verdicts(paths, wider)];
        for (const path of paths) {
          expect(after[path] === 'denied', path).toBe(before[path] === 'denied');
          if (before[path] === 'free') expect(after[path], path).toBe('free');
        }
      }),
    );
  });

  test('of whom it is for holds for one class more', () => {
    const everybody = { ...POLICY, change_scope: { ...POLICY.change_scope, applies_to: ['ai', 'human'] } };
    expect(scoped({ changes: ['core/a.py'] }, everybody)?.denied).toHaveLength(1);
  });
});

test('to know less of who made a change never lets more through', () => {
  const lost = unobserved('nobody could be asked');
  const hide = fc.constantFrom<Partial<Observations>>(
    { author: lost },
    { pullRequest: lost },
    { labels: lost },
  );
  fc.assert(
    fc.property(fc.uniqueArray(anyPath, { minLength: 1 }), hide, (changes, less) => {
      const whole = scoped({ changes });
      const partly = scoped({ changes }, POLICY, less);
      const paths = (found: typeof whole) => found?.denied.map(({ path }) => path) ?? [];
      for (const path of paths(whole)) expect(paths(partly)).toContain(path);
    }),
  );
});

describe('a file that machines write', () => {
  const account = (login: string, isBot: boolean, id: number | null = null): Account => ({
    login,
    id,
    isBot,
  });
  const named = { paths: [], writers: ['ci-writer', '4242'] };
  const any = { paths: [], writers: [] };

  test.each([
    ['the one that is named', named, account('ci-writer', false), true],
    ['the one that is named, in another case', named, account('CI-Writer', true), true],
    ['the one of that number', named, account('renamed', true, 4242), true],
    ['a bot that is not named', named, account('other[bot]', true), false],
    ['any bot where none is named', any, account('github-actions[bot]', true), true],
    ['an agent, which is no mere machine', any, account('claude[bot]', true), false],
    ['a person', any, AUTHOR, false],
  ] as const)('is written by %s: %s', (...[, owned, author, writes]) => {
    expect(isWriter(policy, owned, observed(author))).toBe(writes);
  });

  test('is written by nobody as long as nobody is known', () => {
    for (const owned of [named, any]) {
      expect(isWriter(policy, owned, observed(null))).toBe(false);
      expect(isWriter(policy, owned, unobserved('no author was given'))).toBe(false);
    }
  });

  test('is denied for good, whatever label lifts the rest', () => {
    const deny = { paths: ['generated/**'], unless: { label: 'ok' } };
    const lifted = { ...POLICY, change_scope: { ...POLICY.change_scope, deny } };
    const found = scoped({ changes: ['generated/api.ts'] }, lifted)?.denied;
    expect(found?.map(({ label }) => label)).toEqual([undefined]);
  });
});

describe('a change of nothing', () => {
  test('is judged by its branch where it has commits, or may have some', () => {
    const { commits } = BY_AN_AGENT;
    expect(scoped({ changes: [], branch: 'main', commits })?.branch?.kinds).toEqual(['ai']);
    expect(scoped({ changes: [], commits: [] })).toBeUndefined();
  });
});
