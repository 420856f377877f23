import { expect, test } from 'vitest';

import { systemClock } from './system-clock.ts';

test('the clock gives UTC in whole seconds', () => {
  const now = systemClock().now();
  expect(now).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(5000);
});
