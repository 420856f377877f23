import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { shopHistory } from '../../testing/sample-stamp.ts';
import { isTrackedFrom, UNEXPECTED_VERSION, unexpectedVersionText } from './unexpected-version.ts';

/** From a1 over b2 to c3. */
const history = shopHistory(await testParsers());

describe('a database is tracked from a revision on', () => {
  test.each([
    ['a1', 'a1'],
    ['a1', 'b2'],
    ['a1', 'c3'],
    ['b2', 'b2'],
    ['b2', 'c3'],
    ['c3', 'c3'],
  ])('%s at %s', (revision, version) => {
    expect(isTrackedFrom({ history, revision }, [version])).toBe(true);
  });

  test.each([
    ['b2', ['a1']],
    ['c3', ['a1']],
    ['c3', ['b2']],
    ['a1', ['dead']],
    ['a1', []],
    ['a1', ['b2', 'c3']],
  ])('and not %s at %j', (revision, versions) => {
    expect(isTrackedFrom({ history, revision }, versions)).toBe(false);
  });
});

describe('an unexpected version is told', () => {
  test.each([
    [['dead'], 'it is at dead, which no migration of the repository has, and not at b2 or behind it.'],
    [['a1'], 'it is at a1, and not at b2 or behind it.'],
    [
      ['a1', 'dead'],
      'it is at a1 and dead, which no migration of the repository has, and not at b2 or behind it.',
    ],
    [['a1', 'c3'], 'it is at a1 and c3, and not at b2 or behind it.'],
  ])('as a sentence: %j', (versions, text) => {
    expect(unexpectedVersionText(versions, { history, revision: 'b2' })).toBe(
      `${UNEXPECTED_VERSION}: ${text}`,
    );
  });

  test('without what could mislead a terminal', () => {
    const text = unexpectedVersionText(['a\u202eb\u001b[2J'], { history, revision: 'a1' });
    for (const sign of ['\u202e', '\u001b']) expect(text).not.toContain(sign);
  });
});
