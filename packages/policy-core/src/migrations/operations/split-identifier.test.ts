import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { sharesStem, splitIdentifier } from './split-identifier.ts';

describe('The words of a name', () => {
  test.each([
    ['ship_date', ['ship', 'date']],
    ['Ship_Date', ['ship', 'date']],
    ['shipdate', ['shipdate']],
    ['_id', ['', 'id']],
    ['a__b', ['a', '', 'b']],
    ['', ['']],
  ])('%s', (name, words) => {
    expect(splitIdentifier(name)).toEqual(words);
  });

  test('are all of it', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(splitIdentifier(name).join('_')).toBe(name.toLowerCase());
      }),
    );
  });
});

describe('Two words of one stem', () => {
  test.each([
    ['create', 'created'],
    ['created', 'create'],
    ['ship', 'shipping'],
    ['note', 'note'],
  ])('%s and %s', (one, other) => {
    expect(sharesStem(one, other)).toBe(true);
  });

  test.each([
    ['too short to tell', 'id', 'idea'],
    ['of other endings', 'created', 'creator'],
    ['of another beginning', 'note', 'footnote'],
    ['nothing', '', 'note'],
    ['nothing at all', '', ''],
  ])('none where one is %s', (_, one, other) => {
    expect(sharesStem(one, other)).toBe(false);
  });

  test('are so in either order', () => {
    const word = fc.stringMatching(/^[ab]{0,6}$/);
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(sharesStem(one, other)).toBe(sharesStem(other, one));
        expect(sharesStem(`${one}aaaa`, `${one}aaaa${other}`)).toBe(true);
      }),
    );
  });
});
