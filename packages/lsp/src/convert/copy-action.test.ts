import type { Evidence } from '@lockkeeper/policy-core';
import { WRITTEN_BY_COMMAND } from '@lockkeeper/policy-core/dependencies';
import { expect, test } from 'vitest';

import { LOCK } from '../testing/sample-verdict.ts';
import { copyActions } from './copy-action.ts';

const DIAGNOSTIC = {
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 5 } },
  message: 'Wrong.',
};
const COMMAND = 'pip-compile --output-file=requirements.lock requirements.in';
const written = (value: string): Evidence => ({ subject: LOCK, relation: WRITTEN_BY_COMMAND, value });

test('the command that writes a lock can be copied, and is not run', () => {
  expect(copyActions({ evidence: [written(COMMAND)] }, DIAGNOSTIC, 'x.copy')).toEqual([
    {
      title: `Copy: ${COMMAND}`,
      kind: 'quickfix',
      diagnostics: [DIAGNOSTIC],
      command: { title: `Copy: ${COMMAND}`, command: 'x.copy', arguments: [COMMAND] },
    },
  ]);
});

test('a long command is shortened where it is shown, and copied whole', () => {
  const long = `pip-compile ${'--extra-index-url=https://example.com '.repeat(5)}requirements.in`;
  const [action] = copyActions({ evidence: [written(long)] }, DIAGNOSTIC, 'x.copy');
  expect(action?.title).toMatch(/^Copy: pip-compile --extra-index-url.{1,70}…$/);
  expect(action?.command?.arguments).toEqual([long]);
});

test('other evidence is nothing to copy', () => {
  const evidence = [{ subject: LOCK, relation: 'is written by', value: 'the pipeline' }];
  expect(copyActions({ evidence }, DIAGNOSTIC, 'x.copy')).toEqual([]);
});
