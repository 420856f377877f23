import { describe, expect, test } from 'vitest';

import { parseRequirements } from '../requirements/parse-requirements.ts';
import { addressOf, isHeldFast, localPathOf } from './requirement-address.ts';

function lineOf(text: string) {
  const [line] = parseRequirements(`${text}\n`).lines;
  if (line === undefined) throw new Error('There is one line.');
  return line;
}

const COMMIT = '3f786850e387550fdab836ed7e6dc881de23001b';
const SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

describe('a line installs from', () => {
  test.each([
    ['a @ https://x.example/a.zip', 'https://x.example/a.zip', undefined],
    ['git+ssh://git@x.example/a.git', 'git+ssh://git@x.example/a.git', undefined],
    ['-e git+https://x.example/a.git#egg=a', 'git+https://x.example/a.git#egg=a', undefined],
    ['a @ file:///srv/a.whl', undefined, 'file:///srv/a.whl'],
    ['file:///srv/a.zip', undefined, 'file:///srv/a.zip'],
    ['git+file:///srv/a.git', undefined, 'git+file:///srv/a.git'],
    ['./sdk', undefined, './sdk'],
    ['-e ./sdk', undefined, undefined],
    ['-e file:.', undefined, undefined],
    ['a==1', undefined, undefined],
    ['--index-url https://x.example', undefined, undefined],
    ['-r https://x.example/r.txt', undefined, undefined],
  ])('%s: address %s, path %s', (text, url, path) => {
    expect(addressOf(lineOf(text))?.url).toBe(url);
    expect(localPathOf(lineOf(text))?.path).toBe(path);
  });
});

describe('an address', () => {
  test.each([
    `git+https://x.example/a.git@${COMMIT}`,
    `git+https://x.example/a.git@${COMMIT.toUpperCase()}#egg=a`,
    `git+ssh://git@x.example/a.git@${COMMIT}#subdirectory=b`,
    `hg+https://x.example/a@${COMMIT}`,
    `git+https://x.example/a.git@${SHA256}`,
    `https://x.example/a.zip#sha256=${SHA256}`,
    `https://x.example/a.zip#egg=a&sha256=${SHA256}`,
    `https://x.example/a.zip?x=1#sha512=${SHA256}${SHA256}`,
    `git+https://ana@x.example/a.git@${COMMIT}`,
  ])('%s always brings the same', (url) => {
    expect(isHeldFast(url, { hashes: [] })).toBe(true);
  });

  test.each([
    'git+https://x.example/a.git',
    'git+https://x.example/a.git@v1.0',
    `git+https://x.example/a.git@${COMMIT.slice(1)}`,
    `git+https://x.example/a.git@${COMMIT}0`,
    `git+https://x.example/a.git#sha256=${SHA256}`,
    `git+https://x.example/a.git?ref=${COMMIT}`,
    `svn+https://x.example/a@${COMMIT}`,
    'https://x.example/a.zip',
    `https://x.example/${SHA256}/a.zip`,
    `https://x.example/a.zip#md5=${SHA256.slice(0, 32)}`,
    `https://x.example/a.zip#sha256=${SHA256.slice(1)}`,
    `https://x.example/a.zip#xsha256=${SHA256}`,
    `https://x.example/a.zip#SHA256=${SHA256}`,
    `https://x.example/a.zip#md5=${SHA256.slice(0, 32)}&sha256=${SHA256}`,
    `https://x.example/a.zip?x&sha256=${SHA256}`,
    `git+https://x.example/a.git?at=@${COMMIT}`,
    `git+https://x.example/a.git#at=@${COMMIT}`,
    `git+https://x.example/a.git@main?at=@${COMMIT}`,
    `git+https://ana@${COMMIT}`,
  ])('%s may bring something else', (url) => {
    expect(isHeldFast(url, { hashes: [] })).toBe(false);
  });

  test('of an archive is held by a hash of the line, and that of a repository is not', () => {
    const hashes = [{ algorithm: 'sha256', digest: SHA256, range: { start: 0, end: 0 } }];
    expect(isHeldFast('https://x.example/a.zip', { hashes })).toBe(true);
    expect(isHeldFast('git+https://x.example/a.git@main', { hashes })).toBe(false);
    expect(
      isHeldFast('https://x.example/a.zip', { hashes: hashes.map((hash) => ({ ...hash, digest: '00' })) }),
    ).toBe(false);
  });
});
