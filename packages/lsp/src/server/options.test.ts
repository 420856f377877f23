import { expect, test } from 'vitest';

import { readOptions } from './options.ts';

test('what the client names is taken', () => {
  const sent = {
    trusted: false,
    parserFolder: '/x/wasm',
    pageLink: 'vscode://x/{rule}',
    copyCommand: 'x.copy',
    historyCommand: 'x.history',
    showsMessageInHover: true,
  };
  expect(readOptions(sent)).toEqual({
    trusted: false,
    parserFolder: '/x/wasm',
    pageLink: 'vscode://x/{rule}',
    copyCommand: 'x.copy',
    historyCommand: 'x.history',
    showsMessageInHover: true,
  });
});

test.each([
  [undefined],
  [null],
  ['text'],
  [{}],
  [{ parserFolder: '', pageLink: 7, copyCommand: {}, showsMessageInHover: 1 }],
])('a client that sends %j is trusted and gets what lies beside the server', (sent) => {
  expect(readOptions(sent)).toEqual({
    trusted: true,
    parserFolder: undefined,
    pageLink: undefined,
    copyCommand: undefined,
    showsMessageInHover: false,
  });
});
