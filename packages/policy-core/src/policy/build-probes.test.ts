import { expect, test } from 'vitest';

import { policyOf } from '../testing/any-repository.ts';

test('a probe asks at a place for the commit that runs there', () => {
  const probe = { environment: 'production', url: '${SHOP_URL}/health', identity: '$.build.sha' };
  expect(policyOf({ deployment: { probes: [probe] } }).probes).toEqual([
    { environment: 'production', service: undefined, url: '${SHOP_URL}/health', identity: ['build', 'sha'] },
  ]);
  expect(policyOf({}).probes).toEqual([]);
});
