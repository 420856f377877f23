import { describe, expect, test } from 'vitest';

import { applyFixes } from '../../model/apply-edits.ts';
import { pinnedHead } from './pinned-head.ts';

const PATH = 'alembic/versions/.alembic-head';

function mended(text: string, ...heads: readonly string[]): string | undefined {
  const [fix] = pinnedHead({ path: PATH, text, heads });
  return fix && applyFixes({ [PATH]: text }, [fix]).texts[PATH];
}

describe('the head is written into the file that names it', () => {
  test.each([
    ['', 'ab12\n'],
    ['5a9d', 'ab12\n'],
    ['5a9d\n', 'ab12\n'],
    ['5a9d\r\n', 'ab12\r\n'],
    ['<<<<<<< HEAD\n5a9d\n=======\ncd34\n>>>>>>> other\n', 'ab12\n'],
  ])('instead of %j', (text, expected) => {
    expect(mended(text, 'ab12')).toBe(expected);
  });

  test('each of several in a line', () => {
    expect(mended('5a9d\n', 'ab12', 'cd34')).toBe('ab12\ncd34\n');
  });

  test('without asking, and under a name that says what is done', () => {
    expect(pinnedHead({ path: PATH, text: '', heads: ['ab12', 'cd34'] })).toMatchObject([
      { title: 'Write ab12 and cd34 into .alembic-head', safety: 'safe' },
    ]);
  });
});
