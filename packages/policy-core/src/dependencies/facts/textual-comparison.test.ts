import { describe, expect, test } from 'vitest';

import { stepsTaken } from '../../testing/steps-taken.ts';
import { readLines } from '../../testing/read-pair.ts';
import { textualDifferences } from './textual-comparison.ts';
import { textualEntries } from './textual-entries.ts';

function differences(source: string, lock: string) {
  return textualDifferences(readLines(source), readLines(lock, 'r.lock')).map((found) =>
    'locked' in found
      ? `${found.kind} ${found.entry.text} / ${found.locked.text}`
      : `${found.kind} ${found.entry.text}`,
  );
}

describe('lines that are compared', () => {
  test.each([
    ['stripped', '  a==1\t\n', ['a==1']],
    ['without blank ones', 'a==1\n\n \t\n', ['a==1']],
    ['without comments', '# a\n  # b\na==1 # c\n', ['a==1 # c']],
    ['without a byte order mark', '\uFEFFa==1\n', ['a==1']],
    ['behind a comment with a byte order mark', '\uFEFF# a\na==1', ['a==1']],
    [
      'cut as Python cuts them',
      'a==1\u2028b==2\rc==3\x0bd==4\x85e==5',
      ['a==1', 'b==2', 'c==3', 'd==4', 'e==5'],
    ],
    ['stripped as Python strips them', '\x1f\u3000a==1\u00A0', ['a==1']],
    ['one by one, continued or not', 'a==1 \\\n  --pre\n', ['a==1 \\', '--pre']],
  ])('are %s', (_how, text, entries) => {
    const found = textualEntries({ text });
    expect(found.map((entry) => entry.text)).toEqual(entries);
    expect(found.map(({ range }) => text.slice(range.start, range.end))).toEqual(entries);
  });
});

describe('files are the same line by line', () => {
  test.each([
    ['in another order', 'a==1\nb==2\n', 'b==2\na==1\n'],
    ['with repetitions', 'a==1\n', 'a==1\na==1\n'],
    ['with other comment lines', '# a\na==1\n', 'a==1\n# b\n'],
    ['that name the same files, whatever those hold', '-r b.txt\n', '-r b.txt\n'],
    [
      'continued, in another order and moved in otherwise',
      'a==1 \\\n  --hash=sha256:00\nb==2\n',
      'b==2\na==1 \\\n      --hash=sha256:00\n',
    ],
    ['that nobody could install', 'a==\n<<<<\n', '<<<<\na==\n'],
  ])('%s', (_how, source, lock) => {
    expect(differences(source, lock)).toEqual([]);
  });
});

describe('files differ line by line', () => {
  test.each([
    { how: 'in a line of the source', source: 'a==1\n', lock: '', found: ['missing a==1'] },
    { how: 'in a line of the lock', source: '', lock: 'a==1\n', found: ['stale a==1'] },
    { how: 'in a version', source: 'a==1\n', lock: 'a==2\n', found: ['differs a==1 / a==2'] },
    { how: 'in the spelling of a name', source: 'A==1\n', lock: 'a==1\n', found: ['differs A==1 / a==1'] },
    { how: 'in a comment', source: 'a==1 # b\n', lock: 'a==1\n', found: ['differs a==1 # b / a==1'] },
    {
      how: 'in pins of one project, in their order',
      source: 'a==1\na==2\n',
      lock: 'a==3\na==4\na==5\n',
      found: ['differs a==1 / a==3', 'differs a==2 / a==4', 'stale a==5'],
    },
    {
      how: 'in the hashes below',
      source: 'a==1\n',
      lock: 'a==1 \\\n  --hash=sha256:00\n',
      found: ['differs a==1 / a==1 \\', 'stale --hash=sha256:00'],
    },
    {
      how: 'in options, which belong to no project',
      source: '--pre\n',
      lock: '--no-index\n',
      found: ['missing --pre', 'stale --no-index'],
    },
    {
      how: 'in what the same lines are joined to',
      source: 'a==1 \\\n;os_name=="x"\nb==2 \\\n;os_name=="y"\n',
      lock: 'a==1 \\\n;os_name=="y"\nb==2 \\\n;os_name=="x"\n',
      found: [
        'differs a==1 ;os_name=="x" / a==1 ;os_name=="y"',
        'differs b==2 ;os_name=="y" / b==2 ;os_name=="x"',
      ],
    },
  ])('$how', ({ source, lock, found }) => {
    expect(differences(source, lock)).toEqual(found);
  });

  test('and every copy of a line is known', () => {
    const [found] = textualDifferences(readLines(''), readLines('a==1\nb==2\na==1\n', 'r.lock'));
    expect(found?.kind === 'stale' && found.copies.map(({ range }) => range.start)).toEqual([0, 10]);
  });

  test('and whether the lock knows the project is told', () => {
    const found = textualDifferences(readLines('a==1\na==1 # b\nc==1\n'), readLines('a==1\n', 'r.lock'));
    expect(found.map((one) => one.kind === 'missing' && one.isNamedInLock)).toEqual([true, false]);
  });
});

test('many pins of one project are told apart in few steps', () => {
  const text = (from: number) =>
    Array.from({ length: 40_000 }, (_, version) => `a==${from + version}\n`).join('');
  const started = stepsTaken();
  expect(differences(text(0), text(100_000))).toHaveLength(40_000);
  expect(stepsTaken() - started).toBeLessThan(10_000_000);
});
