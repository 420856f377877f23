import { expect, test } from 'vitest';

import { unseenFile } from './unseen-file.ts';

test('a file that nobody could read is undecided as a whole, for the reason that was given', () => {
  const place = { line: 0, character: 0 };
  expect(unseenFile('unknown', 'api/r.txt', 'it is not valid UTF-8')).toEqual({
    kind: 'undecided',
    messageId: 'unknown',
    data: { path: 'api/r.txt' },
    at: { path: 'api/r.txt', start: place, end: place },
    subject: 'api/r.txt',
    waitsFor: 'observation',
    missing: [{ fact: 'api/r.txt', reason: 'it is not valid UTF-8' }],
  });
});
