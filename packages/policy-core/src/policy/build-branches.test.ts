import { describe, expect, test } from 'vitest';

import { policyOf } from '../testing/any-repository.ts';
import { textOf } from '../testing/text-of.ts';
import { loadPolicy } from '../checker/load-policy.ts';

function problems(text: string) {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
  return policy.kind === 'policy'
    ? []
    : policy.problems.map(({ message, at }) => [message, textOf(text, at)]);
}

describe('a kind of branch', () => {
  test('holds what the policy says of it', () => {
    const { branches } = policyOf({
      branches: {
        production: {
          match: ['main'],
          environment: 'production',
          service: 'shop-prod',
          direct_push: 'deny',
          force_push: 'deny',
        },
        integration: { match: ['develop'], merge: 'pull_request', optional: true },
        ai: { match: ['auto/**'], force_push: 'allow' },
        deploy_from: { staging: ['ai', 'integration'], production: ['production'] },
        production_requires: ['human_approval', 'tagged'],
      },
    });
    expect(
      branches.classes.map(({ name, needsPullRequest, keepsHistory }) => [
        name,
        needsPullRequest,
        keepsHistory,
      ]),
    ).toEqual([
      ['production', true, true],
      ['integration', true, false],
      ['ai', false, false],
    ]);
    expect(branches.classes[0]).toMatchObject({ environment: 'production', service: 'shop-prod' });
    expect([...branches.deployFrom]).toEqual([
      ['staging', ['ai', 'integration']],
      ['production', ['production']],
    ]);
    expect(branches.productionRequires).toEqual(['human_approval', 'tagged']);
  });

  test('is none where the policy says nothing', () => {
    expect(policyOf({}).branches).toMatchObject({ classes: [], productionRequires: [], at: undefined });
  });

  test('that is named and not described is a problem, with the likely one', () => {
    expect(
      problems(
        'version: 1\nbranches:\n  ai: { match: [auto/*] }\n  deploy_from: { staging: [aii] }\nchange_scope: { branches: [people] }\n',
      ),
    ).toEqual([
      ['There is no kind of branch "aii" under branches. Did you mean ai?', 'aii'],
      [
        'There is no kind of branch "people" under branches. Describe it there: people: { match: [...] }.',
        'people',
      ],
    ]);
  });

  test.each([
    ['branches: { production: { match: [] } }', 'production.match'],
    ['branches: { production: { match: [main], direct_push: no } }', 'direct_push'],
    ['branches: { production: 1 }', 'production'],
    ['branches: { production_requires: [luck] }', 'production_requires'],
  ])('%s is refused and named: %s', (text, part) => {
    expect(problems(`version: 1\n${text}\n`)[0]?.[0]).toContain(part);
  });
});
