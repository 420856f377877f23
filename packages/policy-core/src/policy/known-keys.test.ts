import { describe, expect, test } from 'vitest';

import { knownKeysAt } from './known-keys.ts';
import { policySchema } from './policy-schema.ts';

describe('the keys a map may have', () => {
  test('are those of the schema at the top', () => {
    expect(knownKeysAt([])).toEqual(Object.keys(policySchema.shape));
  });

  test.each([
    { steps: ['policy'], keys: ['title', 'version', 'status'] },
    { steps: ['patterns'], keys: ['dialect', 'case', 'unicode'] },
    { steps: ['protected', 3, 'require'], keys: ['label'] },
    { steps: ['change_scope', 'deny'], keys: ['paths', 'unless'] },
    { steps: ['change_scope', 'machine_owned', 0], keys: ['paths', 'writers'] },
    { steps: ['actors', 'ai', 'trailers', 0], keys: ['key', 'value'] },
  ])('are found in maps and lists: $steps', ({ steps, keys }) => {
    expect(knownKeysAt(steps)).toEqual(keys);
  });

  test('are those of the values where any name may stand', () => {
    expect(knownKeysAt(['labels', 'any name'])).toEqual(['grants', 'applied_by', 'expires']);
    expect(knownKeysAt(['labels', 'any name', 'applied_by'])).toEqual(['actors', 'not', 'permission']);
    expect(knownKeysAt(['branches', 'production'])).toContain('force_push');
    expect(knownKeysAt(['branches'])).toEqual(['deploy_from', 'production_requires']);
  });

  test.each([[['nothing']], [['since', 'deeper']], [['protected', 'id']], [['scope', 0, 'x']]])(
    'are none where there is no map: %j',
    (steps) => {
      expect(knownKeysAt(steps)).toEqual([]);
    },
  );
});
