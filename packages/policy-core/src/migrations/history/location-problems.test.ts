import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { locationProblems, possibleFolders, startsFor, type LocationProblem } from './location-problems.ts';

interface Given {
  /** Texts by path. */
  readonly files: Readonly<Record<string, string>>;
  readonly named?: readonly string[];
  readonly paths?: readonly string[];
}

function judgedOf({ files, named = ['db/versions'], paths = [] }: Given) {
  return {
    configurations: Object.entries(files).map(([path, text]) => ({ path, text })),
    folders: named,
    isNamed: ({ folders }: { readonly folders: readonly string[] }) =>
      folders.every((folder) => named.some((one) => `${folder}/`.startsWith(`${one}/`))),
    paths,
  };
}

function told(given: Given): readonly string[] {
  return locationProblems(judgedOf(given)).map((problem) => `${problem.environment}: ${wordsFor(problem)}`);
}

function wordsFor(problem: LocationProblem): string {
  switch (problem.kind) {
    case 'unnamed':
      return problem.folder;
    case 'sourceless':
      return `compiled ${problem.folders.join(', ')}`;
    case 'linked':
      return 'linked';
    case 'unclear':
      return `? ${problem.reason}`;
  }
}

const ini = (...lines: readonly string[]) => ['[alembic]', ...lines].join('\n');

describe('a folder that is loaded', () => {
  test.each<[string, Given, readonly string[]]>([
    ['is named', { files: { 'alembic.ini': ini('script_location = db') } }, []],
    ['is not named', { files: { 'alembic.ini': ini('script_location = x') } }, ['alembic.ini: x/versions']],
    [
      'is told once by two sections',
      { files: { 'alembic.ini': '[DEFAULT]\nscript_location = x\n[alembic]\n[loggers]\nkeys = root\n' } },
      ['alembic.ini: x/versions'],
    ],
    [
      'is told by each configuration',
      { files: { 'a.ini': ini('script_location = x'), 'b.ini': ini('script_location = x') } },
      ['a.ini: x/versions', 'b.ini: x/versions'],
    ],
    [
      'is beside the configuration where nothing is anywhere',
      { files: { 'a/b/alembic.ini': ini('script_location = x') } },
      ['a/b/alembic.ini: a/b/x/versions'],
    ],
    [
      'is wherever revisions lie',
      {
        files: { 'a/b/alembic.ini': ini('script_location = x') },
        paths: ['a/x/versions/e.py', 'x/versions/f.py'],
      },
      ['a/b/alembic.ini: a/x/versions', 'a/b/alembic.ini: x/versions'],
    ],
    [
      'is named from above, and holds nothing elsewhere',
      { files: { 'db/alembic.ini': ini('script_location = db') }, paths: ['db/db/versions/README'] },
      [],
    ],
    [
      'is that of a package in a folder that Python looks in first',
      {
        files: { 'alembic.ini': ini('prepend_sys_path = .:%(here)s/evil', 'script_location = db:m') },
        named: ['src/db/m/versions'],
        paths: ['src/db/m/versions/a.py', 'evil/db/m/versions/b.py'],
      },
      ['alembic.ini: evil/db/m/versions'],
    ],
    [
      'is that of a package which the policy has elsewhere',
      {
        files: { 'pyproject.toml': '[tool.alembic]\nprepend_sys_path = ["."]\nscript_location = "db:m"\n' },
        named: ['src/db/m'],
      },
      [],
    ],
    [
      'is that of a package above the folders of the policy, where nothing is anywhere',
      {
        files: { 'src/app/db/alembic.ini': ini('prepend_sys_path = .', 'script_location = app:db:m') },
        named: ['src/app/db/m/versions/postgresql'],
        paths: ['src/app/db/m/versions/postgresql/a.py'],
      },
      ['src/app/db/alembic.ini: src/app/db/m/versions'],
    ],
    [
      'may hold compiled revisions',
      { files: { 'alembic.ini': ini('script_location = db', 'sourceless = true') } },
      ['alembic.ini: compiled db/versions'],
    ],
    [
      'leads out of the repository',
      { files: { 'alembic.ini': ini('version_locations = ../x db/versions') } },
      ['alembic.ini: ? alembic.ini names ../x, which does not lie in the repository'],
    ],
    [
      'leads out of the repository from wherever Alembic is started',
      { files: { 'a/alembic.ini': ini('version_locations = ../../x') } },
      ['a/alembic.ini: ? a/alembic.ini names ../../x, which does not lie in the repository'],
    ],
  ])('%s', (_, given, expected) => {
    expect(told(given)).toEqual(expected);
  });
});

describe('folders to list', () => {
  test('are those that may be meant, and are not named', () => {
    const files = {
      'a/alembic.ini': ini('script_location = db'),
      'b/alembic.ini': ini('script_location = %(here)s/m', 'version_locations = %(here)s/m %(here)s/m'),
      'c/alembic.ini': ini('script_location = /srv/x'),
    };
    expect(possibleFolders(judgedOf({ files }))).toEqual(['a/db/versions', 'b/m']);
  });

  test('hold every folder that is told of', () => {
    const folder = fc.stringMatching(/^[ab](?:\/[ab])?$/);
    const place = fc.oneof(
      folder,
      folder.map((one) => `%(here)s/${one}`),
      folder.map((one) => one.replace('/', ':')),
    );
    const inputs = [folder, fc.array(place, { minLength: 1, maxLength: 3 }), fc.array(folder)] as const;
    fc.assert(
      fc.property(...inputs, (own, places, full) => {
        const files = { [`${own}/alembic.ini`]: ini(`version_locations = ${places.join(' ')}`) };
        const judged = judgedOf({ files, named: ['a/b'], paths: full.map((one) => `${one}/x.py`) });
        const possible = possibleFolders(judged);
        for (const problem of locationProblems(judged)) {
          expect(possible).toContain(problem.kind === 'unnamed' ? problem.folder : '');
        }
      }),
    );
  });
});

test('Alembic is started beside its configuration or above', () => {
  expect(startsFor('a/b/c')).toEqual(['a/b/c', 'a/b', 'a', '']);
  expect(startsFor('')).toEqual(['']);
});
