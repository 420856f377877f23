import { expect, test } from 'vitest';

import { fileExtension, isArchiveName } from './archive-name.ts';

test.each([
  ['a.zip', '.zip'],
  ['a.tar.gz', '.tar.gz'],
  ['a.TAR.GZ', '.TAR.GZ'],
  ['a.tar', '.tar'],
  ['.tar.gz', '.tar.gz'],
  ['.zip', ''],
  ['..zip', ''],
  ['a..zip', '.zip'],
  ['a.zip/b', ''],
  ['a/.b', ''],
  ['a.tar.b', '.tar.b'],
  ['a', ''],
  ['a.', '.'],
  ['', ''],
])('%j ends in %j', (path, extension) => {
  expect(fileExtension(path)).toBe(extension);
});

test.each([
  'a.zip',
  'a.whl',
  'A.WHL',
  'a.tar',
  'a.tgz',
  'a.tbz',
  'a.txz',
  'a.tlz',
  'a.tar.bz2',
  'a.tar.lzma',
  'x/a.tar.lz',
])('pip unpacks %s', (path) => {
  expect(isArchiveName(path)).toBe(true);
});

test.each(['a', 'a.gz', 'a.bz2', 'a.egg', 'a.tar.zip', '.zip', 'a.zip.asc', 'a.7z', 'a.tar.zst'])(
  'pip does not unpack %s',
  (path) => {
    expect(isArchiveName(path)).toBe(false);
  },
);
