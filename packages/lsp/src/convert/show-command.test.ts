import { expect, test } from 'vitest';

import { SHOW_COMMAND, showCommand, uriToShow } from './show-command.ts';

test('a file that is to be shown is what the client is asked to show', () => {
  const { command, arguments: given = [] } = showCommand('file:///shop/a%20b.py');
  expect(uriToShow({ command, arguments: given })).toBe('file:///shop/a%20b.py');
});

test.each([
  { command: 'other', arguments: ['file:///a.py'] },
  { command: SHOW_COMMAND },
  { command: SHOW_COMMAND, arguments: [] },
  { command: SHOW_COMMAND, arguments: [7] },
  { command: SHOW_COMMAND, arguments: [{ uri: 'file:///a.py' }] },
])('nothing is shown for %j', (params) => {
  expect(uriToShow(params)).toBeUndefined();
});
