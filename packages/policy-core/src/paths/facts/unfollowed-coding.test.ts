import { describe, expect, test } from 'vitest';

import { textContent } from '../../model/file-content.ts';
import { requirementsFile } from '../../dependencies/facts/requirements-file.ts';
import { unfollowedCoding } from './unfollowed-coding.ts';

const problem = (named: string) =>
  `its coding comment names "${named}", which is followed only in files named .txt, .in, .lock or .pip`;

describe('a coding comment', () => {
  test.each([
    ['base.req', '# coding: utf-7\n# +AAo-evil\n', 'utf-7'],
    ['requirements', '# -*- coding: latin-1 -*-\n', 'latin-1'],
    ['base.md', 'a==1\n# vim: set fileencoding=cp1252 :\n', 'cp1252'],
    ['base.req', '# a\rcoding=rot13\n', 'rot13'],
    ['base.req', `#${' '.repeat(9000)}coding: utf-7\na==1`, 'utf-7'],
    ['base.TXT', '# coding: utf-7\n', 'utf-7'],
    ['base.txt.req', '# coding: utf-7', 'utf-7'],
  ])('in %s is told of: %j', (path, text, named) => {
    expect(unfollowedCoding(path, text)).toBe(problem(named));
  });

  test.each([
    ['a name for which the bytes are read by it', 'base.txt', '# coding: latin-1\n'],
    ['the encoding that is taken anyway', 'base.req', '# coding: utf-8\n'],
    ['the encoding that is taken anyway, in other letters', 'base.req', '# coding: UTF8\n'],
    ['a third line', 'base.req', '\n\n# coding: utf-7\n'],
    ['a line that is no comment for pip', 'base.req', ' # coding: utf-7\na  # coding: utf-7\n'],
    ['nothing', 'base.req', ''],
    ['no name', 'base.req', '# coding: \n'],
    ['other words', 'base.req', '# decoding is not for us\n'],
  ])('is none for %s', (_, path, text) => {
    expect(unfollowedCoding(path, text)).toBeUndefined();
  });

  test('takes no longer for a long line', () => {
    for (const part of ['coding:', ' ', 'coding: ', '#']) {
      expect(unfollowedCoding('base.req', `#${part.repeat(100_000)}`)).toSatisfy(
        (told) => told === undefined || told === problem('coding'),
      );
    }
  });

  test('keeps a file that is brought in from being judged by what pip would not see', () => {
    const text = '# coding: utf-7\na==1\n# +AAo-evil\n';
    expect(requirementsFile('backend/base.req', textContent(text))).toEqual({
      kind: 'unreadable',
      path: 'backend/base.req',
      problem: problem('utf-7'),
    });
    expect(requirementsFile('backend/base.txt', textContent(text)).kind).toBe('read');
    expect(requirementsFile('backend/pylock.toml', textContent(text)).kind).toBe('pylock');
  });
});
