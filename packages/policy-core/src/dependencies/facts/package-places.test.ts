import { describe, expect, test } from 'vitest';

import { treeObservations } from '../../checker/observations-from-input.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { askIn } from '../../testing/ask-in.ts';
import { requirementsFiles } from './judged-requirements.ts';
import { packagePlaces } from './package-places.ts';

const COMMIT = '3f786850e387550fdab836ed7e6dc881de23001b';
const SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

function placesIn(source: string) {
  const policy = policyOf({ dependencies: [{ id: 'api', source: 'r.txt', lock: 'pylock.toml' }] });
  const text = `lock-version = "1.0"\ncreated-by = "x"\n[[packages]]\nname = "a"\n${source}\n`;
  const files = [
    { path: 'r.txt', text: 'a\n' },
    { path: 'pylock.toml', text },
  ];
  const seen = treeObservations(policy, files, {});
  return askIn(
    policy,
    seen,
  )(requirementsFiles)
    .flatMap(({ judged: { file } }) => [...packagePlaces(file)])
    .map(({ kind, where, isHeldFast }) => [kind, where, isHeldFast]);
}

describe('a package of a lock of the standard form', () => {
  test.each([
    [
      `vcs = { type = "git", url = "https://x.example/a.git", commit-id = "${COMMIT}" }`,
      ['address', 'https://x.example/a.git', true],
    ],
    [
      `vcs = { type = "git", url = "https://x.example/a.git", commit-id = "main" }`,
      ['address', 'https://x.example/a.git', false],
    ],
    [
      `vcs = { type = "svn", url = "https://x.example/a", commit-id = "${COMMIT}" }`,
      ['address', 'https://x.example/a', false],
    ],
    [`vcs = { type = "git", path = "../a", commit-id = "${COMMIT}" }`, ['path', '../a', true]],
    [
      `vcs = { type = "git", url = "file:///srv/a", commit-id = "${COMMIT}" }`,
      ['path', 'file:///srv/a', true],
    ],
    [
      `archive = { url = "https://x.example/a.zip", hashes = { sha256 = "${SHA256}" } }`,
      ['address', 'https://x.example/a.zip', true],
    ],
    [
      'archive = { url = "https://x.example/a.zip", hashes = { md5 = "00" } }',
      ['address', 'https://x.example/a.zip', false],
    ],
    [`archive = { path = "a.zip", hashes = { sha256 = "${SHA256}" } }`, ['path', 'a.zip', true]],
    ['directory = { path = ".." }', ['path', '..', false]],
    ['directory = { path = ".", editable = true }', ['editable', '.', false]],
    [
      `sdist = { path = "/srv/a-1.tar.gz", hashes = { sha256 = "${SHA256}" } }`,
      ['path', '/srv/a-1.tar.gz', true],
    ],
    [
      `wheels = [{ url = "FILE:///srv/a-1-py3-none-any.whl", hashes = { sha256 = "${SHA256}" } }]`,
      ['path', 'FILE:///srv/a-1-py3-none-any.whl', true],
    ],
  ])('with %s is installed from a place of its own', (source, place) => {
    expect(placesIn(source)).toEqual([place]);
  });

  test('with archives of an index is not', () => {
    const wheel = `{ url = "https://x.example/a-1-py3-none-any.whl", hashes = { sha256 = "${SHA256}" } }`;
    expect(placesIn(`version = "1"\nwheels = [${wheel}]`)).toEqual([]);
  });

  test('that says nothing of it, or something of another kind, has none', () => {
    expect(placesIn('')).toEqual([]);
    expect(placesIn('archive = { url = "", path = 1 }')).toEqual([]);
    expect(placesIn('directory = {}')).toEqual([]);
  });
});
