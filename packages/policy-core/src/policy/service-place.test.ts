import { describe, expect, test } from 'vitest';

import { policyOf } from '../testing/any-repository.ts';
import { policyOfPlace, recordPlaceFor } from './record-places.ts';
import { backupMaxAgeAt, serviceEnvironmentAt } from './service-place.ts';

const HOUR = 3_600_000;
const policy = policyOf({
  databases: { backup_max_age: '12h' },
  deployment: {
    services: {
      api: { environments: { production: { requires: { backup: '2h' } }, staging: {} } },
      web: { environments: { production: { soak: '1m' } } },
      worker: {},
    },
  },
});

/** The policy as it judges by the record of a service in production. */
function policyOfService(service: string) {
  const found = recordPlaceFor(policy, { service });
  if (found.kind === 'unknown') throw new Error(found.problem);
  return policyOfPlace(policy, found.place);
}

describe('what a policy says of a place', () => {
  test('is that of the service whose record it judges by, the first unless another is asked about', () => {
    expect(serviceEnvironmentAt(policy, 'Production')?.requires.backupMs).toBe(2 * HOUR);
    expect(serviceEnvironmentAt(policyOfService('web'), 'production')?.soakMs).toBe(60_000);
    expect(serviceEnvironmentAt(policyOfService('worker'), 'production')).toBeUndefined();
    expect(serviceEnvironmentAt(policy, 'demo')).toBeUndefined();
    expect(serviceEnvironmentAt(policyOf({}), 'production')).toBeUndefined();
  });

  test('may want a younger backup there than elsewhere', () => {
    expect(backupMaxAgeAt(policy, 'production')).toBe(2 * HOUR);
    expect(backupMaxAgeAt(policy, 'staging')).toBe(12 * HOUR);
    expect(backupMaxAgeAt(policyOfService('web'), 'production')).toBe(12 * HOUR);
  });
});
