import { describe, expect, test } from 'vitest';

import { sizesOf, totalLines } from './architecture/line-limits.ts';
import {
  PACKAGE_NAMES,
  productFiles,
  testFilesOf,
  typescriptAt,
  type PackageName,
} from './architecture/source-files.ts';

/**
 * Tests that need more than their package, such as git, a started program, case sets or the pages of
 * rules: folders, single files and beginnings of file names. They lie outside it and count for it.
 */
const TESTS_OUTSIDE: Record<PackageName, readonly string[]> = {
  'policy-core': [
    'test/paths/',
    'test/cases/',
    'test/rule-pages/',
    'test/scenarios/',
    'test/rule-catalogue.test.ts',
    'test/policy-page.test.ts',
    'test/databases-page.test.ts',
    'test/policy-schema.test.ts',
    'test/packages/parsers',
    'test/generate/',
    'test/attacks/',
    'test/pip/',
    'test/toml/',
    'test/alembic/',
    'test/postgres/',
    'test/locks/',
    'test/sql/',
    'test/plans/',
  ],
  operations: [],
  'host-node': ['test/github/'],
  cli: ['test/cli/', 'test/hook/'],
  lsp: ['test/lsp/'],
  extension: ['test/editor/'],
};

const LINES_OF_TEST_PER_LINE: Record<PackageName, number> = {
  'policy-core': 2,
  operations: 1,
  'host-node': 1,
  cli: 1,
  lsp: 1,
  extension: 1,
};

describe('size of files', () => {
  test('policy-core is written in small files', () => {
    const { median, p95 } = sizesOf(productFiles('policy-core'));
    expect(median, 'half of the files fit on one screen, so that each holds one idea').toBeLessThanOrEqual(
      70,
    );
    expect(p95, 'a long file is a rare exception').toBeLessThanOrEqual(250);
  });

  test.each(PACKAGE_NAMES)('no file of %s is over 400 lines', (name) => {
    const longest = [productFiles(name), testFilesOf(name)].map((files) => sizesOf(files).longest);
    const over = longest.filter((file) => file !== undefined && file.lines > 400);
    expect(over, 'split it by idea: going over is a design conversation, not a disable comment').toEqual([]);
  });

  test('sizes are read from the sorted list of lines', () => {
    const files = [5, 1, 3, 2, 4].map((lines) => ({ file: `${lines}.ts`, text: 'x\n'.repeat(lines) }));
    expect(sizesOf(files)).toEqual({ median: 3, p95: 5, longest: { file: '5.ts', lines: 5 } });
  });
});

describe('weight of tests', () => {
  test.each(PACKAGE_NAMES)('%s has enough lines of test', (name) => {
    const source = totalLines(productFiles(name));
    const tests = totalLines([...testFilesOf(name), ...testsOutside(name)]);
    const wanted = LINES_OF_TEST_PER_LINE[name];
    expect(
      tests,
      `${name} has ${source} lines of source and wants ${wanted} lines of test for each`,
    ).toBeGreaterThanOrEqual(source * wanted);
  });

  test('a test outside counts for one package only', () => {
    const counted = PACKAGE_NAMES.flatMap((name) => testsOutside(name).map(({ file }) => file));
    expect(counted.filter((file, index) => counted.indexOf(file) < index)).toEqual([]);
  });

  test('every place that is counted exists', () => {
    const places = Object.values(TESTS_OUTSIDE).flat();
    expect(places.filter((place) => typescriptAt(place).length === 0)).toEqual([]);
  });
});

function testsOutside(name: PackageName) {
  return TESTS_OUTSIDE[name].flatMap(typescriptAt);
}
