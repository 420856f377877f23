import { expect, test } from 'vitest';

import { systemClock } from './system-clock.ts';

test('the clock gives UTC in whole seconds', () => {
  const before = Date.now();
  const now = systemClock().now();
  expect(now).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect(Date.parse(now)).toBeGreaterThan(before - 1000);
  expect(Date.parse(now)).toBeLessThanOrEqual(Date.now());
});
