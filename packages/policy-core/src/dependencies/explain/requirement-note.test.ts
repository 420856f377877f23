import { describe, expect, test } from 'vitest';

import { pairsIn } from '../facts/pairs-in-files.ts';
import { textContent } from '../../model/file-content.ts';
import { observed } from '../../model/known.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';
import { requirementNote } from './requirement-note.ts';

const SOURCE = 'api/requirements.in';
const LOCK = 'api/requirements.lock';
const PAIR = { id: 'api', source: SOURCE, lock: LOCK, sync: { mode: 'compiled', python: '3.12' } };
const ASKED = `# What the shop needs.
Django[bcrypt] >=4.2,<5
tomli; python_version < "3.11"
-c limits.txt
flask # asgiref
`;
const LOCKED = `asgiref==3.8.1 \\
    --hash=sha256:${'a'.repeat(64)} \\
    --hash=sha256:${'b'.repeat(64)}
    # via django
django[bcrypt]==4.2.16
    # via -r requirements.in
sqlparse==0.5.1
    # via
    #   django
    #   sqlformat
sqlformat==1.0
    # via asgiref
`;
const FILES = { [SOURCE]: ASKED, [LOCK]: LOCKED, 'api/limits.txt': 'asgiref<4\n' };

function noteAt(
  path: string,
  line: number,
  given: { character?: number; files?: Readonly<Record<string, string>>; pairs?: readonly object[] } = {},
) {
  const { character = 1, files = FILES, pairs = [PAIR] } = given;
  const texts = Object.entries(files).map(([name, text]) => [name, observed(textContent(text))] as const);
  const judged = pairsIn(policyOf({ dependencies: pairs }), Object.fromEntries(texts));
  return requirementNote(path, { line, character }, judged);
}
const sentences = (...asked: Parameters<typeof noteAt>) => noteAt(...asked)?.sentences ?? [];

describe('a requirement of the source', () => {
  test('is told what the lock pins', () => {
    expect(noteAt(SOURCE, 1)).toEqual({
      at: { path: SOURCE, start: { line: 1, character: 0 }, end: { line: 1, character: 23 } },
      sentences: ['api/requirements.lock:5 locks django[bcrypt]==4.2.16.'],
    });
  });

  test('is told of also behind its end, where clients may ask', () => {
    expect(noteAt(SOURCE, 1, { character: 400 })).toEqual(noteAt(SOURCE, 1));
  });

  test('is told whether its marker counts', () => {
    expect(sentences(SOURCE, 2)).toEqual(['Its marker does not hold for Python 3.12 on linux.']);
    const unsure = [{ ...PAIR, sync: { mode: 'compiled' } }];
    expect(sentences(SOURCE, 2, { pairs: unsure })).toEqual([
      'Whether its marker holds depends on python_version.',
    ]);
  });

  test('is told how many hashes hold what is installed', () => {
    const files = { ...FILES, [SOURCE]: 'asgiref\nsqlparse\n' };
    expect(sentences(SOURCE, 0, { files })).toEqual([
      'api/requirements.lock:1 locks asgiref==3.8.1, held to 2 hashes.',
    ]);
  });

  test.each([
    ['a comment', 0, 1],
    ['an option', 3, 1],
    ['the words of a comment behind it', 4, 14],
    ['a line that is not there', 99, 0],
  ])('is not taken for %s', (_name, line, character) => {
    expect(noteAt(SOURCE, line, { character })).toBeUndefined();
  });
});

describe('a pin of the lock', () => {
  test('is told who asks for it', () => {
    expect(sentences(LOCK, 4)).toEqual([`${SOURCE}:2 asks for Django[bcrypt]>=4.2,<5.`]);
  });

  test('is told the constraints, and what it comes from', () => {
    expect(noteAt(LOCK, 0)).toEqual({
      at: { path: LOCK, start: { line: 0, character: 0 }, end: { line: 0, character: 14 } },
      sentences: [
        'api/limits.txt:1 holds it to asgiref<4.',
        `It comes from django, which ${SOURCE}:2 asks for.`,
      ],
    });
  });

  test('is not spoken of on the lines of its hashes', () => {
    expect(noteAt(LOCK, 1, { character: 10 })).toBeUndefined();
  });

  test('is told the way up, the nearest one first', () => {
    expect(sentences(LOCK, 10)).toEqual([
      `It comes from asgiref, which comes from django, which ${SOURCE}:2 asks for.`,
    ]);
    expect(sentences(LOCK, 6)[0]).toBe(`It comes from django, which ${SOURCE}:2 asks for.`);
  });

  test('of the standard form is told who needs it', () => {
    const lock = 'api/pylock.toml';
    const text = `lock-version = "1.0"
[[packages]]
name = "django"
version = "4.2.16"
dependencies = [{ name = "asgiref" }]
[[packages]]
name = "asgiref"
version = "3.8.1"
`;
    const files = { [SOURCE]: 'Django>=4.2\n', [lock]: text };
    expect(sentences(lock, 6, { character: 9, files, pairs: [{ ...PAIR, lock }] })).toEqual([
      `It comes from django, which ${SOURCE}:1 asks for.`,
    ]);
  });
});

describe('nothing is said', () => {
  const mirror = [{ ...PAIR, sync: { mode: 'mirror' } }];
  const files = { [SOURCE]: 'flask==3.0.3\n', [LOCK]: 'flask == 3.0.3\n' };

  test('where both files say the same', () => {
    expect([noteAt(SOURCE, 0, { files, pairs: mirror }), noteAt(LOCK, 0, { files, pairs: mirror })]).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('of a file that belongs to no pair, or cannot be read', () => {
    expect(noteAt('other.txt', 0, { files: { ...files, 'other.txt': 'flask\n' } })).toBeUndefined();
    expect(noteAt('gone.txt', 0)).toBeUndefined();
  });
});

test('a file of several pairs is told of each, and of no more than four things', () => {
  const pairs = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ ...PAIR, id, lock: `${id}.lock` }));
  const locks = Object.fromEntries(pairs.map(({ lock }, index) => [lock, `flask==3.0.${index}\n`]));
  expect(sentences(SOURCE, 0, { pairs, files: { [SOURCE]: 'flask\n', ...locks } })).toEqual([
    'a.lock:1 locks flask==3.0.0.',
    'b.lock:1 locks flask==3.0.1.',
    'c.lock:1 locks flask==3.0.2.',
    'd.lock:1 locks flask==3.0.3.',
  ]);
});

test('a lock of 3,000 lines is asked before the pointer has moved on', () => {
  const lines = Array.from(
    { length: 1_000 },
    (_, number) => `p${number}==1.0 \\\n    --hash=sha256:${'a'.repeat(64)}\n    # via p${number + 1}\n`,
  );
  const texts = { [SOURCE]: 'p600\n', [LOCK]: lines.join('') };
  const files = Object.fromEntries(
    Object.entries(texts).map(([path, text]) => [path, observed(textContent(text))]),
  );
  const pairs = pairsIn(policyOf({ dependencies: [PAIR] }), files);
  requirementNote(LOCK, { line: 1_500, character: 1 }, pairs);
  const started = stepsTaken();
  expect(requirementNote(LOCK, { line: 1_500, character: 1 }, pairs)?.sentences).toEqual([
    `It comes from p501, in the end from p600, which ${SOURCE}:1 asks for.`,
  ]);
  expect(stepsTaken() - started).toBeLessThan(30_000);
});
