import { describe, expect, test } from 'vitest';

import { linesOf } from './architecture/line-limits.ts';
import {
  PACKAGE_NAMES,
  productFiles,
  testFilesOf,
  typescriptBelow,
  type SourceFile,
} from './architecture/source-files.ts';

const MOST_LINES = 600;

describe('size of files', () => {
  test.each(PACKAGE_NAMES)('no file of %s is over 600 lines', (name) => {
    expect(over([...productFiles(name), ...testFilesOf(name)])).toEqual([]);
  });

  test('no file of the tests beside the packages is over 600 lines', () => {
    expect(over(typescriptBelow('test'))).toEqual([]);
  });

  test('lines are counted with blank ones and comments, and without what stands behind the last', () => {
    expect(['', 'x', 'x\n', '// x\n\ny\n'].map((text) => linesOf({ file: 'a.ts', text }))).toEqual([
      0, 1, 1, 3,
    ]);
  });
});

/** Split it by idea: going over is a design conversation, not a disable comment. */
function over(files: readonly SourceFile[]) {
  return files.filter((file) => linesOf(file) > MOST_LINES).map(({ file }) => file);
}
