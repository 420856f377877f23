import { expect, test } from 'vitest';

import { fakeSession } from '../testing/fake-session.ts';
import { SOURCE_URI, unpinned, verdict, waitsForApproval } from '../testing/sample-verdict.ts';
import { hover } from './hover.ts';

const at = (line: number, character: number) => ({ uri: SOURCE_URI, position: { line, character } });

test('what is underlined explains itself', async () => {
  const session = fakeSession(verdict({ findings: [unpinned(1)] }));
  expect(await hover(at(1, 3), session)).toMatchObject({
    contents: {
      kind: 'markdown',
      value: expect.stringContaining('Every requirement pins exactly one version with ==.'),
    },
    range: { start: { line: 1, character: 0 }, end: { line: 1, character: 5 } },
  });
});

test('several reasons at one place are all given', async () => {
  const second = unpinned(1, { rule: 'dependencies/lock-in-sync', message: 'flask is not in the lock.' });
  const found = await hover(at(1, 0), fakeSession(verdict({ findings: [unpinned(1), second] })));
  expect(JSON.stringify(found?.contents)).toMatch(/has no version.*---.*is not in the lock/);
});

test('a file that waits for approval says so on its first line', async () => {
  const session = fakeSession(verdict({ undetermined: [waitsForApproval()] }), { markdown: false });
  expect(await hover(at(0, 40), session)).toMatchObject({
    contents: { kind: 'plaintext', value: expect.stringContaining('needs the label approved-core-change') },
  });
});

test('where nothing is underlined nothing is said', async () => {
  const silent = waitsForApproval({ waitsFor: 'observation' });
  const session = fakeSession(verdict({ findings: [unpinned(1)], undetermined: [silent] }));
  expect(await hover(at(0, 0), session)).toBeUndefined();
  expect(await hover(at(1, 6), session)).toBeUndefined();
});
