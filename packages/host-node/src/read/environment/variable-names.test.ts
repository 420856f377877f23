import { expect, test } from 'vitest';

import { variableNames } from './variable-names.ts';

test('a variable that is not set, or set to nothing, has no name here', () => {
  const environment = { CLAUDECODE: '1', CURSOR_AGENT: '', CODEX_SANDBOX: undefined, ZERO: '0' };
  expect(variableNames(environment)).toEqual(new Set(['CLAUDECODE', 'ZERO']));
});

test('without another it is the environment of this program', () => {
  expect(variableNames().has('PATH')).toBe(true);
});

test('values are left behind', () => {
  expect([...variableNames({ TOKEN: 'secret' })]).toEqual(['TOKEN']);
});
