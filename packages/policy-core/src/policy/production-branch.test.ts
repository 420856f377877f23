import { describe, expect, test } from 'vitest';

import { policyOf } from '../testing/any-repository.ts';
import { productionBranch } from './production-branch.ts';

const MAIN = { match: ['main'], environment: 'production' };

const branchOf = (branches?: object) =>
  productionBranch(policyOf({ ...(branches && { branches }) }).branches);

describe('the branch that production is deployed from', () => {
  test('is the one that the policy names for it', () => {
    expect(branchOf({ main: MAIN, deploy_from: { production: ['main'] } })).toBe('main');
    expect(
      branchOf({
        released: { match: ['release/current'] },
        develop: { match: ['develop'], environment: 'staging' },
        deploy_from: { staging: ['develop'], Production: ['released'] },
      }),
    ).toBe('release/current');
  });

  test('is the same one, however often it is named', () => {
    expect(
      branchOf({
        main: MAIN,
        trunk: { match: ['main'] },
        deploy_from: { production: ['main', 'trunk'] },
      }),
    ).toBe('main');
  });

  test('is not known where the policy says nothing of it', () => {
    expect(branchOf()).toBeUndefined();
    expect(branchOf({ main: MAIN })).toBeUndefined();
    expect(branchOf({ main: MAIN, deploy_from: { staging: ['main'] } })).toBeUndefined();
  });

  test('is not known where it may be one of several', () => {
    const several = { main: { ...MAIN, match: ['main', 'master'] } };
    expect(branchOf({ ...several, deploy_from: { production: ['main'] } })).toBeUndefined();
    const pattern = { main: { ...MAIN, match: ['release/*'] } };
    expect(branchOf({ ...pattern, deploy_from: { production: ['main'] } })).toBeUndefined();
  });
});
