import { describe, expect, test } from 'vitest';

import { policyOf } from '../testing/any-repository.ts';
import { textOf } from '../testing/text-of.ts';
import { loadPolicy } from '../checker/load-policy.ts';

const PAIR = { dependencies: [{ id: 'api', source: 'r.txt', lock: 'r.lock' }] };

describe('a scope', () => {
  test('is for AI agents unless it says otherwise', () => {
    expect(policyOf({ change_scope: {} }).changeScope).toMatchObject({
      appliesTo: ['ai'],
      branches: undefined,
      allow: undefined,
      deny: [],
      alsoAllow: [],
      additiveOnly: [],
      featureFlags: undefined,
    });
  });

  test('is none where the policy says nothing', () => {
    expect(policyOf({}).changeScope).toBeUndefined();
  });

  test('holds its parts, each at its line', () => {
    const scope = policyOf({
      ...PAIR,
      branches: { ai: { match: ['auto/*'] } },
      change_scope: {
        applies_to: ['ai', 'automation'],
        branches: ['ai'],
        allow: ['docs/*'],
        deny: { paths: ['core/**'], unless: { label: 'ok' } },
        also_allow: [{ dependencies: 'api', unless_missing: { label: 'deps' }, branches: ['auto/deps-*'] }],
        additive_only: ['api/deps.py'],
        feature_flags: { paths: ['routers/'], dependencies: ['flag'] },
      },
    }).changeScope;
    expect(scope?.allow?.map(({ pattern }) => pattern.text)).toEqual(['docs/*']);
    expect(scope).toMatchObject({
      denyUnlessLabel: 'ok',
      alsoAllow: [{ pair: { id: 'api' }, unlessMissingLabel: 'deps' }],
      featureFlags: { dependencies: ['flag'], decorators: [] },
    });
  });

  test('that lets in a pair nobody described is refused', () => {
    const text = 'version: 1\nchange_scope: { also_allow: [{ dependencies: api }] }\n';
    const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
    expect(
      policy.kind === 'invalid' && policy.problems.map(({ message, at }) => [message, textOf(text, at)]),
    ).toEqual([['There is no pair "api" under dependencies. Describe it there.', 'api']]);
  });
});

describe('files of machines', () => {
  const owned = (draft: object, path: string) =>
    policyOf(draft).machineOwned.filter(({ paths }) => paths.some(({ pattern }) => pattern.matches(path)));

  test('are the deploy record and the log, without a word in the policy', () => {
    expect(owned({}, 'infrastructure/last-good-deploy.json')).toMatchObject([{ writers: [] }]);
    expect(owned({}, 'infrastructure/deploys/audit.jsonl')).toMatchObject([{ writers: [] }]);
    expect(owned({}, 'infrastructure/app.json')).toEqual([]);
  });

  test('[D-4] are the records of every service, also where the policy says who writes the log', () => {
    const draft = {
      deployment: { record: 'ops/last.json', services: ['api', 'worker'] },
      branches: { develop: { match: ['develop'], environment: 'staging' } },
      change_scope: {
        machine_owned: [
          { paths: ['infrastructure/deploys/audit.jsonl'], writers: ['ci[bot]'] },
          { paths: ['infrastructure/deploys/staging/api.json'], writers: ['cd[bot]'] },
        ],
      },
    };
    expect(owned(draft, 'infrastructure/deploys/audit.jsonl')).toMatchObject([{ writers: ['ci[bot]'] }]);
    expect(owned(draft, 'infrastructure/deploys/staging/api.json')).toMatchObject([{ writers: ['cd[bot]'] }]);
    for (const path of [
      'ops/last.json',
      'infrastructure/deploys/production/worker.json',
      'infrastructure/deploys/staging/worker.json',
    ])
      expect(owned(draft, path)).toMatchObject([{ writers: [] }]);
  });

  test('are those the policy names, beside them', () => {
    const draft = { change_scope: { machine_owned: [{ paths: ['dist/**'], writers: ['ci[bot]'] }] } };
    expect(owned(draft, 'dist/a.js')).toMatchObject([{ writers: ['ci[bot]'] }]);
    expect(owned(draft, 'infrastructure/last-good-deploy.json')).toMatchObject([{ writers: [] }]);
  });
});
