import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { problemsIn } from '../../testing/problems-in.ts';
import { filePath, folderPath, identifier } from './text-forms.ts';

const takes = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown) =>
  schema.safeParse(value).success;

describe('an id', () => {
  test.each(['a', 'core', 'core-2', 'a-', 'a--b', 'z9'])('may be %s', (id) => {
    expect(takes(identifier(), id)).toBe(true);
  });

  test.each(['', 'A', 'Core', '1a', '-a', 'a_b', 'a b', 'a.b', 'é', 'a\n', ' a'])('is not %j', (id) => {
    expect(takes(identifier(), id)).toBe(false);
  });
});

describe('the path of a file', () => {
  test.each(['a', 'a/b.c', '.a', '..a', 'a..', 'a/...', 'é/ü.md', 'a b', 'a:b', '-rf', '~', 'a/.b'])(
    'may be %j',
    (path) => {
      expect(takes(filePath(), path)).toBe(true);
    },
  );

  test.each(['', '/', '/a', './a', '../a', 'a/', 'a//b', 'a/./b', 'a/../b', 'a/..', 'a\\b', '.', '..'])(
    'is not %j',
    (path) => {
      expect(takes(filePath(), path)).toBe(false);
    },
  );

  test.each(['a\n/../../b', 'a\r/../b', 'a\u2028/../b', 'a\u2029/./b', 'a\u0085/..'])(
    'is not %j: a line end hides nothing behind it',
    (path) => {
      expect(takes(filePath(), path)).toBe(false);
      expect(takes(folderPath(), path)).toBe(false);
    },
  );

  test.each(['a\nb', 'a\tb', 'a\rb', '\u0000', 'a\u007f', 'a\u0085b', 'a\u2028b'])(
    'is not %j, which nobody can read',
    (path) => {
      expect(takes(filePath(), path)).toBe(false);
    },
  );
});

describe('the path of a folder', () => {
  test.each(['a', 'a/', 'a/b/', '.a/', 'a b/'])('may be %j', (path) => {
    expect(takes(folderPath(), path)).toBe(true);
  });

  test.each(['', '/', 'a//', './', '../', 'a/../', 'a/./', '/a/'])('is not %j', (path) => {
    expect(takes(folderPath(), path)).toBe(false);
  });
});

describe('any path that is taken', () => {
  const part = fc.constantFrom('a', '.', '..', '', '.a', 'é', ' ', '\n', '\\', '...', '\u2028', 'b.c');
  const path = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));

  test('stays in the repository and is written as git writes it', () => {
    fc.assert(
      fc.property(path, (written) => {
        const isPlain =
          written.split('/').every((name) => name !== '' && name !== '.' && name !== '..') &&
          !/[\\\n\u2028]/.test(written);
        expect(takes(filePath(), written)).toBe(isPlain);
      }),
    );
  });

  test('as a file is taken as a folder, and with a slash behind it', () => {
    fc.assert(
      fc.property(path, (written) => {
        fc.pre(takes(filePath(), written));
        expect(takes(folderPath(), written)).toBe(true);
        expect(takes(folderPath(), `${written}/`)).toBe(true);
      }),
    );
  });
});

describe('a path in a policy', () => {
  const CONTROL = 'is not valid: Write a path without line ends and other control characters.';

  test.each([
    ['baseline: "a\\nb"', `baseline ${CONTROL}`, '"a\\nb"'],
    ['deployment: { record: "a\\tb" }', `deployment.record ${CONTROL}`, '"a\\tb"'],
    ['migrations: { alembic: ["a\\u2028b"] }', `migrations.alembic[0] ${CONTROL}`, '"a\\u2028b"'],
    [
      'dependencies: [{ id: a, source: "r\\n.txt", lock: b }]',
      `dependencies[0].source ${CONTROL}`,
      '"r\\n.txt"',
    ],
  ])('that has a control character is named where it stands: %s', (keys, message, underlined) => {
    expect(problemsIn(keys)).toEqual([[message, underlined]]);
  });
});
