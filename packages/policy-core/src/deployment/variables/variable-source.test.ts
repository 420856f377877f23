import { expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import { placeName, seenSources, type VariableSource } from './variable-source.ts';

const source = (environment: string, service?: string): VariableSource => ({
  environment,
  service,
  where: '.env',
  seen: observed(new Map()),
});

test('a place is called by its environment, and its service where it is of one', () => {
  expect(placeName(source('production'))).toBe('production');
  expect(placeName(source('production', 'api'))).toBe('production/api');
});

test('what was not seen is left out', () => {
  const unseen = { ...source('staging'), seen: unobserved('there is no such file') };
  expect(seenSources([source('production'), unseen]).map(({ environment }) => environment)).toEqual([
    'production',
  ]);
  expect(seenSources([unseen])).toEqual([]);
  expect(seenSources([source('production', 'api')])[0]?.seen).toEqual(new Map());
});
