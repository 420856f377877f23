import { allRules } from '@lockkeeper/policy-core';
import { expect, test } from 'vitest';

import { PACKAGE_NAMES, testFilesOf, typescriptBelow } from '../architecture/source-files.ts';
import { endsOfSentences, repeatedIn } from './repeated-sentences.ts';

/** Literals of all tests that say again what a rule says: reporters with samples of their own, and real editors. */
const MOST_REPEATED = 22;

/** What touches the world knows no rules, and its own words are its own. */
const KNOWING = PACKAGE_NAMES.filter((name) => name !== 'host-node');

test('sentences of rules stand in the table of messages, and tests tell them by id and data', () => {
  const ends = allRules.flatMap(({ messages }) => Object.values<string>(messages).flatMap(endsOfSentences));
  const files = [...KNOWING.flatMap(testFilesOf), ...typescriptBelow('test')].filter(
    ({ file }) => !file.startsWith('test/messages/'),
  );
  const repeated = files.flatMap(({ file, text }) =>
    repeatedIn(text, ends).map((said) => `${file}: ${said}`),
  );
  expect(repeated.length, `the ratchet may only fall:\n${repeated.join('\n')}`).toBeLessThanOrEqual(
    MOST_REPEATED,
  );
});

test('the law finds how a sentence begins or ends, in a string or around a slot, and no shorter words', () => {
  const message = 'This drops the whole table {name} and every row in it that was there. Keep {name}.';
  const ends = endsOfSentences(message);
  expect(ends).toEqual(['This drops the whole table', 'and every row in it that was there.']);
  const text = "expect(a).toBe('This drops the whole table x'); // and every row in it that was there.\n";
  expect(repeatedIn(text, ends)).toEqual(['This drops the whole table x']);
  expect(repeatedIn('const b = `${a} and every row in it that was there.`;', ends)).toHaveLength(1);
  expect(repeatedIn("const c = 'Keep x.';", ends)).toEqual([]);
});
