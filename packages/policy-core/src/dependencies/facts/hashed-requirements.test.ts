import { describe, expect, test } from 'vitest';

import { treeObservations } from '../../checker/observations-from-input.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { askIn } from '../../testing/ask-in.ts';
import { hashedRequirements } from './hashed-requirements.ts';

const PAIR = { id: 'api', source: 'r.txt', lock: 'r.lock' };

function found(files: Readonly<Record<string, string>>, more: object = {}) {
  const policy = policyOf({ dependencies: [{ ...PAIR, ...more }] });
  const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
  return askIn(
    policy,
    treeObservations(policy, texts, {}),
  )(hashedRequirements).flatMap(({ judged }) => judged);
}

/** Of the lock alone, with the text each hash stands for. */
function shown(lock: string) {
  return found({ 'r.lock': lock }).map(({ subject, project, version, isHashable, hashes, range }) => ({
    subject,
    project,
    version,
    isHashable,
    at: lock.slice(range.start, range.end),
    hashes: hashes.map(({ algorithm, digest, range: place }) => [
      algorithm,
      digest,
      lock.slice(place.start, place.end),
    ]),
  }));
}

describe('what a line installs', () => {
  test('is a project with the hashes behind it', () => {
    expect(shown('Foo_Bar[x]==1.0 \\\n  --hash=sha256:00 --hash=sha384:11\n')).toEqual([
      {
        subject: 'Foo_Bar',
        project: 'foo-bar',
        version: '1.0',
        isHashable: true,
        at: 'Foo_Bar',
        hashes: [
          ['sha256', '00', '--hash=sha256:00'],
          ['sha384', '11', '--hash=sha384:11'],
        ],
      },
    ]);
  });

  test('may be an archive whose address holds its hash', () => {
    expect(shown('a @ https://x.example/a.zip#egg=a&sha256=00 ; os_name == "nt"\n')).toMatchObject([
      { subject: 'a', version: undefined, isHashable: true, hashes: [['sha256', '00', 'sha256=00']] },
    ]);
    expect(shown('https://x.example/b-1.0-py3-none-any.whl#md5=11\n')).toMatchObject([
      { subject: 'b', version: '1.0', hashes: [['md5', '11', 'md5=11']] },
    ]);
  });

  test('may be a checkout, which has no archive', () => {
    const lines = shown(
      '-e .\ngit+https://x.example/a.git#sha256=00\nb @ git+https://x.example/b.git\n./sdk\n',
    );
    expect(lines.map(({ isHashable, hashes }) => [isHashable, hashes])).toEqual([
      [false, []],
      [false, []],
      [false, []],
      [true, []],
    ]);
  });

  test('is nothing for options, includes and what pip refuses', () => {
    expect(shown('--index-url https://x.example\n-c c.txt\n=====\n--hash=sha256:00\n# a==1\n')).toEqual([]);
  });
});

describe('of a pair', () => {
  test('both sides count, and what they bring in, but no constraints', () => {
    const all = found({
      'r.txt': '-r base.txt\n-c limits.txt\na==1\n',
      'r.lock': 'b==1\n',
      'base.txt': 'c==1\n',
      'limits.txt': 'd==1\n',
    });
    expect(all.map(({ subject, file, judged }) => [subject, file.path, judged.role])).toEqual([
      ['a', 'r.txt', 'source'],
      ['b', 'r.lock', 'lock'],
      ['c', 'base.txt', 'requirements'],
    ]);
  });

  test('packages of a lock of the standard form count with the hashes of all their files', () => {
    const lock = `lock-version = "1.0"
created-by = "pip"

[[packages]]
name = "a"
version = "1.5"
sdist = { url = "https://x.example/a-1.5.tar.gz", hashes = { sha256 = "00" } }
wheels = [{ url = "https://x.example/a-1.5-py3-none-any.whl", hashes = { sha256 = "11", md5 = "22" } }]

[[packages]]
name = "b"
vcs = { type = "git", url = "https://x.example/b.git", commit-id = "3f786850e387550fdab836ed7e6dc881de23001b" }
`;
    const packages = found({ 'r.txt': '', 'pylock.toml': lock }, { lock: 'pylock.toml' });
    expect(
      packages.map(({ subject, version, isHashable, hashes }) => [
        subject,
        version,
        isHashable,
        hashes.map(({ algorithm, digest }) => `${algorithm}:${digest}`),
      ]),
    ).toEqual([
      ['a', '1.5', true, ['sha256:00', 'sha256:11', 'md5:22']],
      ['b', undefined, false, []],
    ]);
  });
});
