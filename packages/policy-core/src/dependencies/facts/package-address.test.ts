import { describe, expect, test } from 'vitest';

import { readPair } from '../../testing/read-pair.ts';

const COMMIT = '1234567890123456789012345678901234567890';
const DIGEST = 'a'.repeat(64);

const ARCHIVE = `[packages.archive]
url = "https://a.example/a-1.tar.gz"
hashes = { sha256 = "${DIGEST}" }`;

const CHECKOUT = `[packages.vcs]
type = "git"
url = "https://git.example/a.git"
requested-revision = "v1"
commit-id = "${COMMIT}"`;

function differences(source: string, keys: string) {
  const lock = `lock-version = "1.0"\ncreated-by = "pip"\n[[packages]]\nname = "a"\n${keys}\n`;
  const pair = readPair({ 'r.txt': `${source}\n`, 'pylock.toml': lock }, { mode: 'compiled' }, 'pylock.toml');
  return (pair.comparison()?.differences ?? []).map((found) =>
    'locked' in found ? `${found.kind} ${found.locked.text}` : found.kind,
  );
}

describe('a lock of the standard form holds', () => {
  test.each([
    ['an archive', 'a @ https://a.example/a-1.tar.gz', ARCHIVE],
    ['an archive by its hash', `a @ https://a.example/a-1.tar.gz#sha256=${DIGEST}`, ARCHIVE],
    ['an archive by its name', 'https://a.example/a-1.tar.gz#egg=a', ARCHIVE],
    [
      'a folder of an archive',
      'a @ https://a.example/a-1.tar.gz#subdirectory=one',
      `${ARCHIVE}\nsubdirectory = "one"`,
    ],
    [
      'a folder of an archive by its hash, in either order',
      `a @ https://a.example/a-1.tar.gz#sha256=${DIGEST}&subdirectory=one`,
      `${ARCHIVE}\nsubdirectory = "one"`,
    ],
    [
      'a folder of an archive by its hash',
      `a @ https://a.example/a-1.tar.gz#egg=a&subdirectory=one&sha256=${DIGEST}`,
      `${ARCHIVE}\nsubdirectory = "one"`,
    ],
    ['an archive by a hash that the lock does not give', 'a @ https://a.example/a-1.tar.gz#sha1=00', ARCHIVE],
    [
      'a folder of an archive by a hash that the lock does not give',
      'a @ https://a.example/a-1.tar.gz#sha1=00&subdirectory=one',
      `${ARCHIVE}\nsubdirectory = "one"`,
    ],
    ['a checkout', 'a @ git+https://git.example/a.git', CHECKOUT],
    ['a checkout of what it was asked for', 'a @ git+https://git.example/a.git@v1', CHECKOUT],
    ['a checkout of a commit', `a @ git+https://git.example/a.git@${COMMIT}`, CHECKOUT],
    [
      'a folder of a checkout',
      `a @ git+https://git.example/a.git@${COMMIT}#egg=a&subdirectory=one`,
      `${CHECKOUT}\nsubdirectory = "one"`,
    ],
    ['a folder on disk', 'a @ file:./libs/a', '[packages.directory]\npath = "libs/a"'],
  ])('%s', (_what, source, keys) => {
    expect(differences(source, keys)).toEqual([]);
  });
});

describe('a lock of the standard form does not hold, and says what it holds', () => {
  test.each([
    {
      what: 'an archive with another hash',
      source: `a @ https://a.example/a-1.tar.gz#sha256=${'b'.repeat(64)}`,
      keys: ARCHIVE,
      found: `unsatisfied a @ https://a.example/a-1.tar.gz#sha256=${DIGEST}`,
    },
    {
      what: 'another archive by a hash that it does not give',
      source: 'a @ https://a.example/a-2.tar.gz#sha1=00',
      keys: ARCHIVE,
      found: `unsatisfied a @ https://a.example/a-1.tar.gz#sha256=${DIGEST}`,
    },
    {
      what: 'another archive',
      source: 'a @ https://a.example/a-2.tar.gz',
      keys: ARCHIVE,
      found: `unsatisfied a @ https://a.example/a-1.tar.gz#sha256=${DIGEST}`,
    },
    {
      what: 'another commit',
      source: `a @ git+https://git.example/a.git@${'0'.repeat(40)}`,
      keys: CHECKOUT,
      found: `unsatisfied a @ git+https://git.example/a.git@${COMMIT}`,
    },
    {
      what: 'another folder of a checkout',
      source: 'a @ git+https://git.example/a.git@v1#subdirectory=two',
      keys: `${CHECKOUT}\nsubdirectory = "one"`,
      found: `unsatisfied a @ git+https://git.example/a.git@${COMMIT}#subdirectory=one`,
    },
    {
      what: 'all of a checkout',
      source: 'a @ git+https://git.example/a.git@v1',
      keys: `${CHECKOUT}\nsubdirectory = "one"`,
      found: `unsatisfied a @ git+https://git.example/a.git@${COMMIT}#subdirectory=one`,
    },
    {
      what: 'a version, where it has a version',
      source: 'a==2',
      keys: `version = "1"\n${CHECKOUT}`,
      found: 'unsatisfied a==1',
    },
    {
      what: 'an address, where it has a version from an index',
      source: 'a @ https://a.example/a-1.tar.gz',
      keys: `version = "1"\n[[packages.wheels]]\nurl = "https://f.example/a-1-py3-none-any.whl"\nhashes = { sha256 = "${DIGEST}" }`,
      found: 'unsatisfied a==1',
    },
    {
      what: 'an address with a password, which nobody has to see',
      source: 'a @ https://a.example/a-2.tar.gz',
      keys: ARCHIVE.replace('https://', 'https://ana:secret@'),
      found: `unsatisfied a @ https://a.example/a-1.tar.gz#sha256=${DIGEST}`,
    },
  ])('$what', ({ source, keys, found }) => {
    expect(differences(source, keys)).toEqual([found]);
  });
});
