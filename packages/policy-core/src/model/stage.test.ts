import { expect, test } from 'vitest';

import { mustBeProved, STAGES } from './stage.ts';

test('only where a change is let through must everything be proved', () => {
  expect(STAGES.filter(mustBeProved)).toEqual(['ci', 'deploy']);
});
