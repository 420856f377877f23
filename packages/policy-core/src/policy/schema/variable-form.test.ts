import { describe, expect, test } from 'vitest';

import { variableName } from './variable-form.ts';

describe('the name of a variable', () => {
  test.each(['DATABASE_URL', '_', 'a1', 'NEXT_PUBLIC_API_URL', '__x__'])('is %s', (name) => {
    expect(variableName().safeParse(name).success).toBe(true);
  });

  test.each(['', '1A', 'A-B', 'A B', 'A=b', 'Ä', 'A\n', '$A', 'postgresql://db/shop'])(
    'is not %j',
    (name) => {
      expect(variableName().safeParse(name).success).toBe(false);
    },
  );
});
