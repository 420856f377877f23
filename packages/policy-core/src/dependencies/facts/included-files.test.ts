import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { textContent } from '../../model/file-content.ts';
import { observed, unobserved } from '../../model/known.ts';
import { includedFiles, MOST_FOLLOWED } from './included-files.ts';

const reading = (files: Readonly<Record<string, string>>) => (path: string) => {
  const text = files[path];
  return text === undefined ? unobserved('it was not read') : observed(textContent(text));
};
const found = (files: Readonly<Record<string, string>>, ...starts: readonly string[]) =>
  includedFiles(starts, reading(files)).map(({ path, as }) => `${as} ${path}`);

describe('what requirements bring in', () => {
  test('is followed as far as files name files', () => {
    const files = { 'a/r.txt': '-r b.txt\nx==1\n', 'a/b.txt': '--requirement=../c.txt\n', 'c.txt': 'y==1\n' };
    expect(found(files, 'a/r.txt')).toEqual(['requirements a/b.txt', 'requirements c.txt']);
  });

  test('is named once, however many lines name it, and in a circle', () => {
    const files = {
      'r.txt': '-r a.txt\n-r ./a.txt\n',
      'a.txt': '-r r.txt\n-r b.txt\n',
      'b.txt': '-r a.txt\n',
    };
    expect(found(files, 'r.txt')).toEqual(['requirements a.txt', 'requirements b.txt']);
  });

  test('is constraints, unless something asks for it', () => {
    const files = { 'r.txt': '-c c.txt\n-c d.txt\n', 'c.txt': '-r d.txt\n' };
    expect(found(files, 'r.txt')).toEqual(['constraints c.txt', 'requirements d.txt']);
  });

  test.each(['-r d.txt\n-c d.txt\n', '-c d.txt\n-r d.txt\n', '-c d.txt\n-r e.txt\n'])(
    'is asked for, whatever else names it as constraints: %j',
    (text) => {
      expect(found({ 'r.txt': text, 'e.txt': '-r d.txt\n' }, 'r.txt')).toContain('requirements d.txt');
    },
  );

  test('is named also where nobody read it', () => {
    const [missing] = includedFiles(['r.txt'], reading({ 'r.txt': '-r gone.txt\n' }));
    expect(missing).toMatchObject({ path: 'gone.txt', file: { known: false }, from: { path: 'r.txt' } });
  });

  test('leaves out what is no file of the repository', () => {
    expect(found({ 'r.txt': '-r https://x.example/r.txt\n-r /etc/r.txt\n-r ../r.txt\n' }, 'r.txt')).toEqual(
      [],
    );
  });

  test.each([
    ['behind blanks', '  -r b.txt\n'],
    ['behind a separator that nobody sees', 'a==1\u2028-r b.txt\n'],
    ['behind a next line', 'a==1\u0085-r b.txt\n'],
    ['behind a byte order mark', '\ufeff-r b.txt\n'],
    ['behind a continuation', '\\\n-r b.txt\n'],
    ['over two lines', '-r \\\nb.txt\n'],
    ['behind a hash that belongs to nothing', '--hash=sha256:00 -r b.txt\n'],
    ['at the end of the file', 'a==1\r-rb.txt'],
  ])('is found %s', (_name, text) => {
    expect(found({ 'r.txt': text }, 'r.txt')).toEqual(['requirements b.txt']);
  });

  test('is not looked for in a lock with hashes', () => {
    const lock = 'a==1 \\\n    --hash=sha256:00 \\\n    --hash=sha256:11\n'.repeat(3);
    expect(found({ 'r.lock': lock }, 'r.lock')).toEqual([]);
  });

  test('ends somewhere', () => {
    const lines = Array.from({ length: 3 * MOST_FOLLOWED }, (_, index) => `-r ${index}.txt\n`).join('');
    expect(found({ 'r.txt': lines }, 'r.txt')).toHaveLength(MOST_FOLLOWED);
  });

  test.each([' ', '\f', '\t', '\ufeff', '\u00a0', '\u2028', '--hash=x', '\\\n', '# '])(
    'is looked for in a time that grows with the text: %j',
    (part) => {
      expect(found({ 'r.txt': `a${part.repeat(100_000)}x` }, 'r.txt')).toEqual([]);
    },
  );

  test('is found wherever a line with a dash stands', () => {
    const line = fc.constantFrom('a==1', '# c', '', '  --hash=sha256:00', '--pre', '\\');
    const end = fc.constantFrom('\n', '\r\n', '\r', '\u2029', '\f');
    fc.assert(
      fc.property(fc.array(line), end, fc.constantFrom('', ' ', '\t'), (lines, separator, gap) => {
        const text = [...lines.filter((one) => one !== '\\'), `${gap}-r b.txt`].join(separator);
        expect(found({ 'r.txt': text }, 'r.txt')).toEqual(['requirements b.txt']);
      }),
    );
  });
});
