import { describe, expect, test } from 'vitest';

import { readPair } from '../../testing/read-pair.ts';

function differences(source: string, lock: string, more: Readonly<Record<string, string>> = {}) {
  const pair = readPair({ 'r.txt': source, 'r.lock': lock, ...more }, { mode: 'mirror' });
  return (pair.comparison()?.differences ?? []).map((found) =>
    'locked' in found
      ? `${found.kind} ${found.entry.text} / ${found.locked.text}`
      : `${found.kind} ${found.entry.text}`,
  );
}

describe('files mirror each other', () => {
  test.each([
    ['in another spelling', 'Foo.Bar==1.0\n', 'foo_bar == 1\n'],
    ['with hashes on one side', 'a==1\n', 'a==1 --hash=sha256:00\n'],
    ['with options in one line or two', '--pre --no-index\n', '--no-index\n--pre\n'],
    ['with constraints on one side', '-c c.txt\na==1\n', 'a==1\n'],
    ['that bring in the same', '-r more.txt\n', 'b==2\na==1\n'],
    ['that name the same file, which does not exist', '-r none.txt\n', '-r ./none.txt\n'],
    ['with the same line that pip refuses', 'a==\n', '  a==\n'],
    ['where one brings in the other', 'a==1\n', '-r r.txt\n'],
  ])('%s', (_how, source, lock) => {
    expect(differences(source, lock, { 'more.txt': 'a==1\nb==2\n', 'c.txt': 'x==1\n' })).toEqual([]);
  });
});

describe('files do not mirror each other', () => {
  test.each([
    { how: 'in a requirement', source: 'a==1\n', lock: 'b==1\n', found: ['missing a==1', 'stale b==1'] },
    { how: 'in a version', source: 'a==1\n', lock: 'a==2\n', found: ['differs a==1 / a==2'] },
    { how: 'in an operator', source: 'a==1\n', lock: 'a===1\n', found: ['differs a==1 / a===1'] },
    { how: 'in extras', source: 'a[x]==1\n', lock: 'a==1\n', found: ['differs a[x]==1 / a==1'] },
    {
      how: 'in a marker',
      source: 'a==1\n',
      lock: "a==1;os_name=='nt'\n",
      found: ['differs a==1 / a==1 ; os_name == "nt"'],
    },
    { how: 'in a second pin', source: 'a==1\n', lock: 'a==1\na==2\n', found: ['stale a==2'] },
    {
      how: 'in what is editable',
      source: '-e ./a\n',
      lock: './a\n',
      found: ['missing -e ./a', 'stale ./a'],
    },
    { how: 'in an option', source: 'a==1\n', lock: '--pre\na==1\n', found: ['stale --pre'] },
    { how: 'in a file named by one', source: '', lock: '-r none.txt\n', found: ['stale -r none.txt'] },
    {
      how: 'in an address, of which no secrets are told',
      source: 'a @ https://me:pw@a.example/1.zip\n',
      lock: 'a @ https://a.example/2.zip\n',
      found: ['differs a @ https://a.example/1.zip / a @ https://a.example/2.zip'],
    },
  ])('$how', ({ source, lock, found }) => {
    expect(differences(source, lock)).toEqual(found);
  });
});

test('a comparison is made once, and by whoever asks first', () => {
  const pair = readPair({ 'r.txt': 'a==1\n', 'r.lock': '' }, { mode: 'mirror' });
  expect(pair.comparison()).toBe(pair.comparison());
});
