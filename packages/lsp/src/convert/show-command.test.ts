import { expect, test } from 'vitest';

import { openCommand, documentToShow, SHOW_COMMAND, showCommand } from './show-command.ts';

const URI = 'file:///shop/a%20b.py';
const SELECTION = { start: { line: 3, character: 0 }, end: { line: 3, character: 5 } };

test('a file that is to be shown is what the client is asked to show', () => {
  const { command, arguments: given = [] } = showCommand(URI);
  expect(documentToShow({ command, arguments: given })).toEqual({ uri: URI });
});

test('a place that is clicked is shown and selected', () => {
  const { title, command, arguments: given = [] } = openCommand('Builds on a1', URI, SELECTION);
  expect(title).toBe('Builds on a1');
  expect(documentToShow({ command, arguments: given })).toEqual({ uri: URI, selection: SELECTION });
});

test('what is no place selects nothing', () => {
  expect(documentToShow({ command: SHOW_COMMAND, arguments: [URI, { line: 3 }] })).toEqual({ uri: URI });
});

test.each([
  { command: 'other', arguments: ['file:///a.py'] },
  { command: SHOW_COMMAND },
  { command: SHOW_COMMAND, arguments: [] },
  { command: SHOW_COMMAND, arguments: [7] },
  { command: SHOW_COMMAND, arguments: [{ uri: 'file:///a.py' }] },
])('nothing is shown for %j', (params) => {
  expect(documentToShow(params)).toBeUndefined();
});
