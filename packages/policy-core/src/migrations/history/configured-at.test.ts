import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { textOf } from '../../testing/text-of.ts';
import { configuredEnvironments, type ConfigurationFile } from './alembic-config.ts';
import { configuredAt } from './configured-at.ts';

const OPTIONS = ['version_locations', 'script_location'];

/** What is underlined in the first environment of these files, with its path. */
function underlined(
  files: readonly ConfigurationFile[],
  written?: string,
  options: readonly string[] = OPTIONS,
): string {
  const [environment] = configuredEnvironments(files);
  if (environment === undefined) throw new Error('no environment');
  const at = configuredAt(environment, { options, written }, files);
  const text = files.find(({ path }) => path === at.path)?.text ?? '';
  return `${at.path}:${at.start.line + 1} ${textOf(text, at)}`;
}

const ini = (...lines: readonly string[]) => ({
  path: 'db/alembic.ini',
  text: ['[alembic]', ...lines].join('\n'),
});
const toml = (...lines: readonly string[]) => ({
  path: 'db/pyproject.toml',
  text: ['[tool.alembic]', ...lines].join('\n'),
});

describe('in an ini file', () => {
  test.each<[string, readonly string[], string | undefined, string]>([
    ['the words themselves', ['script_location = a'], 'a', '2 a'],
    ['words behind a colon', ['script_location: a'], 'a', '2 a'],
    ['words that are also part of others', ['version_locations = ab a/b a'], 'a', '2 a'],
    ['words in quotes', ['version_locations = "a" b'], 'a', '2 a'],
    ['words between separators', ['version_path_separator = :', 'version_locations = b:a:c'], 'a', '3 a'],
    ['a place from the configuration', ['script_location = %(here)s/a'], '\0/a', '2 %(here)s/a'],
    [
      'the option where the words stand elsewhere',
      ['base = x', 'script_location = %(base)s'],
      'x',
      '3 script_location = %(base)s',
    ],
    ['the option where none are asked for', ['  script_location = a  '], undefined, '2 script_location = a'],
    ['the option where empty ones are', ['script_location = a'], '', '2 script_location = a'],
    ['a line of its own', ['version_locations =', '  a', '', '  # b', '  b'], 'b', '6 b'],
    [
      'the first option that is set',
      ['script_location = a', 'version_locations = b'],
      undefined,
      '3 version_locations = b',
    ],
    ['the second where the first is not', ['script_location = a'], undefined, '2 script_location = a'],
    ['names in capitals', ['Script_Location = a'], 'a', '2 a'],
  ])('%s', (_, lines, ...[written, expected]) => {
    expect(underlined([ini(...lines)], written)).toBe(`db/alembic.ini:${expected}`);
  });

  test('an option of DEFAULT', () => {
    const text = '[DEFAULT]\nscript_location = a\n[alembic]\n';
    expect(underlined([{ path: 'alembic.ini', text }], 'a')).toBe('alembic.ini:2 a');
  });

  test('the option of the section, not that of another', () => {
    const text = '[other]\nsqlalchemy.url = x\nversion_path_separator = os\n[alembic]\nscript_location = a\n';
    expect(underlined([{ path: 'alembic.ini', text }])).toBe('alembic.ini:5 script_location = a');
  });

  test('all lines of the option', () => {
    const files = [ini('version_locations =', '  a', '  b', 'x = y')];
    expect(underlined(files)).toBe('db/alembic.ini:2 version_locations =\n  a\n  b');
  });

  test('the beginning where the file does not say it', () => {
    expect(underlined([ini('script_location = a')], undefined, ['sourceless'])).toBe('db/alembic.ini:1 ');
  });

  test('with any ends of lines', () => {
    const text = '[alembic]\r\nx = 1\rscript_location = a\r\n';
    expect(underlined([{ path: 'alembic.ini', text }], 'a')).toBe('alembic.ini:3 a');
  });
});

describe('in pyproject.toml', () => {
  test('an item of a list', () => {
    const files = [toml('version_locations = [', '  "a/b",', '  "a",', ']')];
    expect(underlined(files, 'a')).toBe('db/pyproject.toml:4 a');
  });

  test('a value', () => {
    expect(underlined([toml('script_location = "a"')])).toBe('db/pyproject.toml:2 "a"');
  });

  test('what the ini file beside it leaves out', () => {
    const files = [ini('sqlalchemy.url = x'), toml('script_location = "a"')];
    expect(underlined(files, 'a')).toBe('db/pyproject.toml:2 a');
  });

  test('version locations before what the ini file says of its scripts', () => {
    const files = [ini('script_location = s'), toml('version_locations = ["a"]')];
    expect(underlined(files, 'a')).toBe('db/pyproject.toml:2 a');
  });
});

test('whatever the words are, they are found as they are written', () => {
  const name = fc.stringMatching(/^[a-z]{1,3}(?:\/[a-z]{1,2})?$/);
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 5 }), fc.nat(), (names, choice) => {
      const written = names[choice % names.length] ?? '';
      const files = [ini(`version_locations = ${names.join(' ')}`)];
      expect(underlined(files, written)).toBe(`db/alembic.ini:2 ${written}`);
    }),
  );
});
