import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import { readLines } from '../../testing/read-pair.ts';
import { expandedRequirements, MOST_BROUGHT_IN, MOST_OPENED } from './expanded-requirements.ts';
import { requirementsFile } from './requirements-file.ts';

function expand(files: Readonly<Record<string, string>>, start = 'r.txt') {
  const { lines, unseen } = expandedRequirements(readLines(files[start] ?? '', start), (path) => {
    const text = files[path];
    return observed(requirementsFile(path, text === undefined ? { kind: 'absent' } : { kind: 'text', text }));
  });
  return { lines: lines.map(({ file, line }) => `${file.path}: ${line.content}`), unseen };
}

describe('what a file asks for', () => {
  test('is its own lines where it brings nothing in', () => {
    expect(expand({ 'r.txt': 'a==1\n# b\n--pre\n' })).toEqual({
      lines: ['r.txt: a==1', 'r.txt: --pre'],
      unseen: [],
    });
  });

  test('is what it brings in, at its place, from beside the file that names it', () => {
    const files = {
      'api/r.txt': 'a==1\n-r deep/more.txt\nb==2\n',
      'api/deep/more.txt': 'c==3\n-r ../other.txt\n',
      'api/other.txt': 'd==4\n',
    };
    expect(expand(files, 'api/r.txt').lines).toEqual([
      'api/r.txt: a==1',
      'api/deep/more.txt: c==3',
      'api/other.txt: d==4',
      'api/r.txt: b==2',
    ]);
  });

  test('is twice what it names twice, as for pip', () => {
    expect(expand({ 'r.txt': '-r a.txt\n-r a.txt\n', 'a.txt': 'a==1\n' }).lines).toHaveLength(2);
  });

  test('is nothing of constraints', () => {
    expect(expand({ 'r.txt': '-c a.txt\nb==1\n', 'a.txt': 'a==1\n' }).lines).toEqual(['r.txt: b==1']);
  });

  test('is what constraints bring in with -r, as for pip', () => {
    const files = {
      'r.txt': 'b==1\n-c a.txt\n-c none.txt\n',
      'a.txt': 'a==1\n-c c.txt\n',
      'c.txt': 'c==1\n-r d.txt\n-r https://a.example/r.txt\n',
      'd.txt': 'd==1\n-c a.txt\n',
    };
    expect(expand(files)).toEqual({
      lines: ['r.txt: b==1', 'd.txt: d==1', 'c.txt: -r https://a.example/r.txt'],
      unseen: [],
    });
  });

  test('goes round no circle', () => {
    expect(expand({ 'r.txt': 'a==1\n-r b.txt\n', 'b.txt': '-r r.txt\nb==2\n-r b.txt\n' }).lines).toEqual([
      'r.txt: a==1',
      'b.txt: b==2',
    ]);
  });

  test.each(['-r none.txt', '-r https://a.example/r.txt', '-r ../../out.txt', '-r ${FILE}'])(
    'keeps a line that leads to no lines: %s',
    (line) => {
      expect(expand({ 'r.txt': `${line}\n` })).toEqual({ lines: [`r.txt: ${line}`], unseen: [] });
    },
  );

  test('keeps a line that leads to a lock of the standard form', () => {
    expect(expand({ 'r.txt': '-r pylock.toml\n', 'pylock.toml': 'lock-version = "1.0"\n' }).lines).toEqual([
      'r.txt: -r pylock.toml',
    ]);
  });
});

describe('a file that cannot be looked at', () => {
  const start = readLines('-r more.txt\na==1\n');

  test('is named, where nobody read it', () => {
    const { unseen } = expandedRequirements(start, () => unobserved('permission was denied'));
    expect(unseen).toEqual([{ path: 'more.txt', reason: 'permission was denied' }]);
  });

  test('is named, where it is no text', () => {
    const { unseen } = expandedRequirements(start, (path) =>
      observed({ kind: 'unreadable', path, problem: 'it is a folder' }),
    );
    expect(unseen).toEqual([{ path: 'more.txt', reason: 'it is a folder' }]);
  });

  test('is one too many', () => {
    const { unseen, lines } = expandedRequirements(readLines('-r 0.txt\n'), (path) => {
      const next = Number.parseInt(path, 10) + 1;
      return observed(requirementsFile(path, { kind: 'text', text: `a==${next}\n-r ${next}.txt\n` }));
    });
    expect(unseen).toEqual([
      { path: `${MOST_OPENED}.txt`, reason: `more than ${MOST_OPENED} files are brought in` },
    ]);
    expect(lines).toHaveLength(MOST_OPENED);
  });
});

test('files that bring in two each, again and again, are not read for ever', () => {
  const files = Object.fromEntries(
    Array.from({ length: 40 }, (_, number) => [
      `${number}.txt`,
      `a==${number}\n-r ${number + 1}.txt\n-r ${number + 1}.txt\n`,
    ]),
  );
  const { lines } = expand({ ...files, 'r.txt': '-r 0.txt\n' });
  expect(new Set(lines).size).toBe(41);
  expect(lines.length).toBeLessThan(2 * MOST_OPENED);
});

test('a long file that is named again and again is read until there is enough of it', () => {
  const base = Array.from({ length: 4_000 }, (_, number) => `a${number}==1\n`).join('');
  const { lines, unseen } = expand({
    'base.txt': base,
    'more.txt': 'b==1\n',
    'r.txt': `${'-r base.txt\n'.repeat(100)}-r more.txt\n`,
  });
  expect(lines.length).toBe(MOST_BROUGHT_IN);
  // It was seen before, and says nothing new; the other one nobody has seen.
  expect(unseen).toEqual([{ path: 'more.txt', reason: 'more than 20,000 lines are brought in' }]);
});
