import { describe, expect, test } from 'vitest';

import { applyFixes } from '../../model/apply-edits.ts';
import type { SyncDifference } from '../facts/sync-difference.ts';
import type { Fix } from '../../model/fix.ts';
import { readLines, readPair } from '../../testing/read-pair.ts';
import { addToLock } from './add-to-lock.ts';
import { agreeOnPin } from './agree-on-pin.ts';
import { appendedLine } from './appended-line.ts';
import { createLock } from './create-lock.ts';
import { removeFromLock } from './remove-from-lock.ts';

const HASH = `--hash=sha256:${'0'.repeat(64)}`;

function fixesIn(source: string, lock: string, mode = 'mirror'): readonly Fix[] {
  const judged = readPair({ 'r.txt': source, 'r.lock': lock }, { mode });
  const read = readLines(lock, 'r.lock');
  return (judged.comparison()?.differences ?? []).flatMap((found: SyncDifference) => {
    if (found.kind === 'missing') return addToLock(found, { pair: judged.pair, lock: read });
    if (found.kind === 'stale') return removeFromLock(found, read);
    return found.kind === 'unclear' ? [] : agreeOnPin(found, judged.pair);
  });
}

/** What each fix alone makes of the file it changes. */
function results(source: string, lock: string, mode = 'mirror') {
  return fixesIn(source, lock, mode).map((fix) => ({
    title: fix.title,
    safety: fix.safety,
    ...applyFixes({ 'r.txt': source, 'r.lock': lock }, [fix]).texts,
  }));
}

describe('a line at the end of a file', () => {
  test.each([
    ['', 'b==2\n'],
    ['a==1\n', 'a==1\nb==2\n'],
    ['a==1', 'a==1\nb==2'],
    ['a==1\r\n', 'a==1\r\nb==2\r\n'],
    ['x\r\na==1', 'x\r\na==1\r\nb==2'],
    ['a==1\r', 'a==1\rb==2\r'],
    ['\uFEFF', '\uFEFFb==2\n'],
    ['# only a comment', '# only a comment\nb==2'],
  ])('of %j', (text, after) => {
    const edit = appendedLine(readLines(text), 'b==2');
    const fix: Fix = { title: 'Add', safety: 'safe', edits: edit === undefined ? [] : [edit] };
    expect(applyFixes({ 'r.txt': text }, [fix]).texts['r.txt']).toBe(after);
  });

  test.each(['a==1 \\', 'a==1\u2028', 'a==1\x0bb', 'a==1\x85'])('is not put into %j', (text) => {
    expect(appendedLine(readLines(text), 'b==2')).toBeUndefined();
  });
});

describe('adding to a lock', () => {
  test('is safe, and in the one spelling of the mode mirror', () => {
    expect(results('Foo[X,a] == 1.0 ;os_name=="nt" # why\n', '')).toEqual([
      {
        title: 'Add Foo[X,a]==1.0 ; os_name == "nt" to r.lock',
        safety: 'safe',
        'r.lock': 'Foo[X,a]==1.0 ; os_name == "nt"\n',
      },
    ]);
  });

  test('keeps the line as it is in the mode textual', () => {
    expect(results(`A == 1 ${HASH} # why\n`, '', 'textual')).toEqual([
      {
        title: `Add A == 1 ${HASH} # why to r.lock`,
        safety: 'safe',
        'r.lock': `A == 1 ${HASH} # why\n`,
      },
    ]);
  });

  test.each([
    ['hashes of everything else', 'a==1\nb==2\n', `b==2 ${HASH}\n`],
    ['another line of the project', 'b==1\nb==1 ; os_name == "nt"\n', 'b==1\n'],
  ])('needs a look because of %s', (_why, source, lock) => {
    const [first] = fixesIn(source, lock);
    expect(first?.title).toMatch(/^Add/);
    expect(first?.safety).toBe('needs-review');
  });

  test.each([
    'a>=1\n',
    'a==1.*\n',
    'a\n',
    'a==1,==1\n',
    'a==${VERSION}\n',
    '-e .\n',
    './a\n',
    '--pre\n',
    'a==\n',
  ])('is not offered for %j', (source) => {
    expect(fixesIn(source, '')).toEqual([]);
    expect(fixesIn(source, '', 'textual')).toEqual([]);
  });

  test('is not offered for a part of a line', () => {
    expect(fixesIn(`a==1 \\\n  ${HASH}\n`, '', 'textual')).toEqual([]);
  });
});

describe('making two lines agree', () => {
  test('goes both ways between two pins, and keeps what stands around them', () => {
    expect(results('Foo==1 # source\n', 'foo==2 # lock\n')).toEqual([
      { title: 'Replace foo==2 by foo==1 in r.lock', safety: 'needs-review', 'r.lock': 'foo==1 # lock\n' },
      { title: 'Replace Foo==1 by Foo==2 in r.txt', safety: 'needs-review', 'r.txt': 'Foo==2 # source\n' },
    ]);
  });

  test('keeps hashes as long as the version stays', () => {
    const lock = `a[x] (==1.0) \\\n    ${HASH}\n    # via b\n`;
    expect(results('a==1 ; os_name == "nt"\n', lock)[0]).toMatchObject({
      title: 'Replace a[x]==1.0 by a==1 ; os_name == "nt" in r.lock',
      'r.lock': `a==1 ; os_name == "nt" \\\n    ${HASH}\n    # via b\n`,
    });
  });

  test('drops hashes of another version, and says so', () => {
    expect(results('a==1\n', `a==2 \\\n    ${HASH} \\\n    ${HASH}\n    # via b\n`)[0]).toMatchObject({
      title: 'Replace a==2 by a==1 in r.lock, without its hashes',
      'r.lock': 'a==1\n    # via b\n',
    });
  });

  test.each([
    { what: 'a range', source: 'a>=2\n', lock: 'a==1\n', files: ['r.txt'] },
    { what: 'a range in the lock', source: 'a==1\n', lock: 'a>=2\n', files: ['r.lock'] },
    { what: 'two ranges', source: 'a>=1\n', lock: 'a>=2\n', files: [] },
  ])('takes over a pin only: $what', ({ source, lock, files }) => {
    const paths = fixesIn(source, lock).flatMap(({ edits }) => edits.map(({ path }) => path));
    expect(paths).toEqual(files);
  });

  test('takes over only the version in the mode compiled', () => {
    expect(results('a[x]==1 ; os_name=="posix"\n', 'a==2 # via b\n', 'compiled')).toEqual([
      { title: 'Replace a==2 by a==1 in r.lock', safety: 'needs-review', 'r.lock': 'a==1 # via b\n' },
      {
        title: 'Replace a[x]==1 ; os_name == "posix" by a[x]==2 ; os_name == "posix" in r.txt',
        safety: 'needs-review',
        'r.txt': 'a[x]==2 ; os_name == "posix"\n',
      },
    ]);
  });

  test.each([
    ['an option behind the line', 'a==2 --config-settings=x=y\n'],
    ['an unusual separator', 'a==2\u2028b==1\n'],
  ])('leaves a line alone with %s', (_what, lock) => {
    const titles = fixesIn('a==1\n', lock).filter(({ edits }) => edits.some(({ path }) => path === 'r.lock'));
    expect(titles).toEqual([]);
  });
});

describe('removing from a lock', () => {
  test.each([
    ['a==1\nb==2\nc==3\n', 'a==1\nc==3\n'],
    ['a==1\nc==3\nb==2', 'a==1\nc==3\n'],
    ['b==2\r\na==1\r\nc==3\r\n', 'a==1\r\nc==3\r\n'],
    ['\uFEFFb==2\na==1\nc==3\n', '\uFEFFa==1\nc==3\n'],
    [
      `a==1\nb==2 \\\n    ${HASH} \\\n    ${HASH}\n    # via\n    #   a\nc==3\n    # via a\n`,
      'a==1\nc==3\n    # via a\n',
    ],
    ['a==1\nb==2 # via a\n# of c\nc==3\n', 'a==1\n# of c\nc==3\n'],
    ['b==2\na==1\nB==2.0\nc==3\n', 'a==1\nc==3\n'],
  ])('from %j', (lock, after) => {
    expect(results('a==1\nc==3\n', lock)).toEqual([
      { title: 'Remove b==2 from r.lock', safety: 'needs-review', 'r.lock': after },
    ]);
  });

  test('takes the hashes along line by line in the mode textual', () => {
    const [first] = results('a==1\n', `a==1\nb==2 \\\n    ${HASH}\n`, 'textual');
    expect(first).toMatchObject({ title: 'Remove b==2 \\ from r.lock', 'r.lock': 'a==1\n' });
  });

  test('is not offered where one of several options is stale', () => {
    expect(fixesIn('--pre\n', '--pre --no-index\n')).toEqual([]);
    expect(fixesIn('', '--no-index\n')).toHaveLength(1);
  });
});

describe('a first lock', () => {
  const textOf = (mode: string, files: Readonly<Record<string, string>>, lock = 'r.lock') => {
    const { pair, source, fileAt } = readPair(files, { mode }, lock);
    if (!source.known || source.value.kind !== 'read') throw new Error('It is there.');
    const [fix] = createLock(pair, { source: source.value, fileAt });
    if (fix === undefined) return undefined;
    expect([fix.title, fix.safety]).toEqual([`Create ${lock}`, 'needs-review']);
    return applyFixes(files, [fix]).texts[lock];
  };

  test('is the source, where lines are compared', () => {
    const source = '# mine\r\na==1 # why\r\n--pre\r\n';
    expect(textOf('textual', { 'r.txt': source })).toBe(source);
  });

  test('is what the source and its files ask for, where meanings are', () => {
    const files = { 'r.txt': '# mine\n-r more.txt\na==1 # why\n', 'more.txt': `b==2 \\\n  ${HASH}\n` };
    expect(textOf('mirror', files)).toBe(`b==2   ${HASH}\na==1\n`);
  });

  test.each([
    ['in the mode compiled', 'compiled', { 'r.txt': 'a==1\n' }],
    ['of a range', 'textual', { 'r.txt': 'a>=1\n' }],
    ['of an address', 'mirror', { 'r.txt': 'a @ https://a.example/a.zip\n' }],
    ['of a range that is brought in', 'textual', { 'r.txt': '-r b.txt\n', 'b.txt': 'b>1\n' }],
    ['of nothing', 'textual', { 'r.txt': '# later\n' }],
    ['of a version in a variable', 'mirror', { 'r.txt': 'a==${VERSION}\n' }],
  ])('is not made %s', (_why, mode, files) => {
    expect(textOf(mode, files)).toBeUndefined();
  });

  test('is no copy in another folder, where a line would name another file', () => {
    const files = { 'r.txt': '-r b.txt\n', 'b.txt': 'b==1\n' };
    expect(textOf('textual', files, 'locks/r.lock')).toBeUndefined();
    expect(textOf('mirror', files, 'locks/r.lock')).toBe('b==1\n');
  });
});
