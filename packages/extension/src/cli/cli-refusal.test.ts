import { expect, test } from 'vitest';

import { refusalIn } from './cli-refusal.ts';

test('a refusal is said in the words of the CLI', () => {
  expect(refusalIn('{"schema_version":1,"error":{"kind":"usage","message":"There is no repository."}}')).toBe(
    'There is no repository.',
  );
});

test.each(['', 'There is no repository.', '{}', '{"error":"no"}', '{"error":{"message":1}}', '[1]'])(
  '%j is no refusal',
  (stdout) => {
    expect(refusalIn(stdout)).toBeUndefined();
  },
);
