import { describe, expect, test } from 'vitest';

import { loadPolicy } from '../../checker/load-policy.ts';
import { trialPlace } from './trial-place.ts';

const BRANCH = 'auto/dependency-upgrade-20261121-001';
const driver = 'driver: { kind: manual, checklist: [push] }';
const BRANCHES = `branches:
  main: { match: [main] }
  agents: { match: ['auto/**'] }
  deploy_from: { staging: [agents], production: [main] }
`;

/** @param environments lines of the service, as YAML */
function placed(
  environments: readonly string[],
  { named, branches = '', branch = BRANCH }: { named?: string; branches?: string; branch?: string } = {},
) {
  const lines = environments.map((line) => `        ${line}\n`).join('');
  const text = `version: 1\n${branches}deployment:\n  services:\n    shop:\n      environments:\n${lines}`;
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
  if (policy.kind === 'invalid') throw new Error(policy.problems.map(({ message }) => message).join(' '));
  const [service] = policy.deployedServices;
  if (service === undefined) throw new Error('The policy has no service.');
  const place = trialPlace(policy, { service, named, branch });
  return place.kind === 'place' ? place.environment.name : place.problem;
}

const STAGING = `staging: { ${driver} }`;
const PRODUCTION = `production: { promote_from: staging, ${driver} }`;

describe('where an upgrade is tried', () => {
  test('[row 2.05] is the environment that nothing is promoted to', () => {
    expect(placed([STAGING, PRODUCTION])).toBe('staging');
    expect(placed([STAGING, PRODUCTION], { branches: BRANCHES })).toBe('staging');
    expect(placed([STAGING, PRODUCTION], { named: 'Staging' })).toBe('staging');
  });

  test('[row 2.05] is never production, whatever the policy says of it and whoever names it', () => {
    expect(placed([`production: { ${driver} }`])).toMatch(
      /^The policy has no environment where shop is tried/,
    );
    expect(placed([STAGING, `production: { ${driver} }`])).toBe('staging');
    expect(placed([STAGING, PRODUCTION], { named: 'production' })).toBe(
      'production is no environment where shop is tried. Those are: staging.',
    );
  });

  test('is asked for where there are several', () => {
    const several = [STAGING, `preview: { ${driver} }`];
    expect(placed(several)).toBe(
      'There are several environments to try it in. Say which with --environment: staging, preview.',
    );
    expect(placed(several, { named: 'preview' })).toBe('preview');
  });

  test('is none that nothing deploys', () => {
    expect(placed(['staging: {}'])).toMatch(
      /^The policy does not say what deploys shop to staging\. Add a driver/,
    );
  });

  test.each([
    [STAGING, 'main'],
    [STAGING, 'deps/1'],
    [`staging: { from: ['auto/fix-*'], ${driver} }`, BRANCH],
  ])('is none that does not take the branch: %s %s', (environment, branch) => {
    expect(placed([environment, PRODUCTION], { branches: BRANCHES, branch })).toMatch(
      /^lockkeeper\.yaml does not let .* be deployed to staging\./,
    );
  });
});
