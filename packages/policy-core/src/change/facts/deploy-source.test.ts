import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import type { Deployment } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { findDeploySource, type DeploySource } from './deploy-source.ts';

const policy = policyOf({
  branches: {
    production: { match: ['main', 'release/*'] },
    ai: { match: ['auto/**'] },
    anything: { match: ['release/**', 'feature/*'] },
    deploy_from: { staging: ['ai', 'anything'], production: ['production'] },
  },
});

const deployment = (environment: string, branches: Deployment['branches']): Deployment => ({
  environment,
  branches,
  tags: observed([]),
  reviews: observed([]),
  checks: observed([]),
});

function source(environment: string, ...branches: readonly string[]): DeploySource {
  const found = findDeploySource(policy, { deployment: deployment(environment, observed(branches)) });
  if (found === undefined) throw new Error('The policy of this test says from where to deploy.');
  return found;
}

function kindsOf({ branches }: DeploySource): Readonly<Record<string, string | undefined>> {
  return branches.known ? Object.fromEntries(branches.value.map(({ name, kind }) => [name, kind])) : {};
}

describe('the source of a deploy', () => {
  test('names the kinds of branches its environment may come from', () => {
    expect(source('production')).toMatchObject({ environment: 'production', allowed: ['production'] });
    expect(source('staging').allowed).toEqual(['ai', 'anything']);
  });

  test.each(['Production', 'PRODUCTION'])('takes %s for production, as the forge does', (name) => {
    expect(source(name)).toMatchObject({ environment: name, allowed: ['production'] });
  });

  test('names none for an environment the policy does not know, and those it knows', () => {
    expect(source('prod')).toMatchObject({ allowed: undefined, environments: ['staging', 'production'] });
  });

  test.each(['constructor', 'toString', '__proto__', ''])('does not know the environment %j', (name) => {
    expect(source(name).allowed).toBeUndefined();
  });

  test('says of each branch of which kind it is', () => {
    const names = ['main', 'auto/x', 'auto/x/y', 'auto', 'wip', 'Main', 'feature/a', 'feature/a/b'];
    expect(kindsOf(source('staging', ...names))).toEqual({
      main: 'production',
      'auto/x': 'ai',
      'auto/x/y': 'ai',
      auto: undefined,
      wip: undefined,
      Main: undefined,
      'feature/a': 'anything',
      'feature/a/b': undefined,
    });
  });

  test('takes a branch for the first kind that covers it', () => {
    expect(kindsOf(source('staging', 'release/1', 'release/1/fix'))).toEqual({
      'release/1': 'production',
      'release/1/fix': 'anything',
    });
  });

  test('keeps the reason why the branches are not known', () => {
    const seen = { deployment: deployment('production', unobserved('this is a shallow clone')) };
    expect(findDeploySource(policy, seen)?.branches).toEqual(unobserved('this is a shallow clone'));
  });

  test('points at the part of the policy that decides', () => {
    expect(source('production').at).toMatchObject({ path: policy.path });
  });
});

describe('there is no source', () => {
  test('where nothing is deployed', () => {
    expect(findDeploySource(policy, { deployment: null })).toBeUndefined();
  });

  test('where the policy does not say from where anything is', () => {
    const seen = { deployment: deployment('production', observed(['main'])) };
    expect(findDeploySource(policyOf({}), seen)).toBeUndefined();
    const kinds = policyOf({ branches: { production: { match: ['main'] } } });
    expect(findDeploySource(kinds, seen)).toBeUndefined();
  });
});

test('what a branch is does not hang on what else holds the commit', () => {
  const anyName = fc.constantFrom('main', 'auto/x', 'release/1', 'feature/a', 'wip', 'auto', 'x/y/z');
  fc.assert(
    fc.property(anyName, fc.uniqueArray(anyName), (name, others) => {
      const alone = kindsOf(source('staging', name))[name];
      expect(kindsOf(source('staging', ...others, name))[name]).toBe(alone);
    }),
  );
});
