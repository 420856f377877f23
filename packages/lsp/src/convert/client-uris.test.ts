import { expect, test } from 'vitest';

import { ROOT, verdict } from '../testing/sample-verdict.ts';
import { NO_VERDICT } from '../worker/messages.ts';
import { pathIn, clientUris } from './client-uris.ts';

test('an open document keeps the spelling its editor gave it', () => {
  const uriOf = clientUris(verdict(), [`${ROOT}/caf%c3%a9/a+b.txt`]);
  expect(uriOf('café/a+b.txt')).toBe(`${ROOT}/caf%c3%a9/a+b.txt`);
  expect(uriOf('café/c.txt')).toBe(`${ROOT}/caf%C3%A9/c.txt`);
});

test('a document has a path only below the folder of the policy', () => {
  expect(pathIn(verdict(), `${ROOT}/a.txt`)).toBe('a.txt');
  expect(pathIn(verdict(), 'file:///elsewhere/a.txt')).toBeUndefined();
  expect(pathIn(NO_VERDICT, `${ROOT}/a.txt`)).toBeUndefined();
});
