import { describe, expect, it, test } from 'vitest';

import { parsePylock } from './parse-pylock.ts';
import type { PylockFields } from './pylock-fields.ts';
import { hashesField } from './pylock-sources.ts';
import { readTomlTree } from '../../model/toml-tree.ts';

const SHA = 'a'.repeat(64);
const HEAD = `lock-version = '1.0'
created-by = 'pip'
`;
const SDIST = `sdist = { url = 'https://files.example.org/fastapi-0.115.0.tar.gz', hashes = { sha256 = '${SHA}' } }
`;
/** How grave, where and what, as a person sees it. */
function problemsIn(text: string): readonly string[] {
  return parsePylock(text).problems.map(
    ({ kind, range, problem }) => `${kind}: ${text.slice(range.start, range.end)}: ${problem}`,
  );
}

describe('every kind of source', () => {
  it('is read with what belongs to it', () => {
    const text = `${HEAD}
[[packages]]
name = 'a'
[packages.vcs]
type = 'git'
url = 'https://example.org/a.git'
requested-revision = 'main'
commit-id = '${'0'.repeat(40)}'
subdirectory = 'python'

[[packages]]
name = 'b'
directory = { path = './b', editable = true, subdirectory = 'src' }

[[packages]]
name = 'c'
archive = { url = 'https://example.org/c.zip', size = 1, subdirectory = 'c', hashes = { sha256 = '${SHA}' } }

[[packages]]
name = 'd'
version = '1.0'
[packages.sdist]
path = '..\\files\\d-1.0.tar.gz'
[packages.sdist.hashes]
sha256 = '${SHA}'
[[packages.wheels]]
url = 'https://example.org/d-1.0-py3-none-any.whl#sha256=00'
hashes.sha256 = '${SHA}'
`;
    const { packages, problems } = parsePylock(text);
    expect(problems).toEqual([]);
    expect(packages.map(({ sources }) => sources)).toMatchObject([
      [
        {
          kind: 'vcs',
          type: { value: 'git' },
          url: { value: 'https://example.org/a.git' },
          path: undefined,
          requestedRevision: { value: 'main' },
          commitId: { value: '0'.repeat(40) },
          subdirectory: { value: 'python' },
        },
      ],
      [{ kind: 'directory', path: { value: './b' }, isEditable: true, subdirectory: { value: 'src' } }],
      [{ kind: 'archive', fileName: 'c.zip', size: 1n, subdirectory: { value: 'c' } }],
      [
        { kind: 'sdist', fileName: 'd-1.0.tar.gz', subdirectory: undefined },
        { kind: 'wheel', fileName: 'd-1.0-py3-none-any.whl' },
      ],
    ]);
  });

  test.each([
    ['none', '', 'it has none of `vcs`, `directory`, `archive`, `sdist` and `wheels`'],
    [
      'an empty list of wheels',
      'wheels = []\n',
      'it has none of `vcs`, `directory`, `archive`, `sdist` and `wheels`',
    ],
    [
      'a folder and an sdist',
      `directory = { path = '.' }\n${SDIST}`,
      'it has more than one of `vcs`, `directory`, `archive`, and `sdist` or `wheels`',
    ],
    [
      'a folder and an archive',
      `directory = { path = '.' }\narchive = { path = 'a.zip', hashes = { sha256 = '${SHA}' } }\n`,
      'it has more than one of `vcs`, `directory`, `archive`, and `sdist` or `wheels`',
    ],
  ])('counts: a package with %s is refused', (_, sources, problem) => {
    expect(problemsIn(`${HEAD}[[packages]]\nname = 'fastapi'\n${sources}`)).toEqual([
      `invalid: packages: ${problem}`,
    ]);
  });

  test.each([
    ["vcs = { url = 'u' }", "invalid: { url = 'u' }: `type` and `commit-id` are missing"],
    [
      "vcs = { type = 'hg', commit-id = 'tip' }",
      "invalid: { type = 'hg', commit-id = 'tip' }: it has neither `url` nor `path`",
    ],
    [
      "vcs = { type = 'git', url = 'u', commit-id = 'main' }",
      "invalid: 'main': its `commit-id` is not the full hash of a commit, so that it may come to mean another",
    ],
    [
      "vcs = { type = 'cvs', url = 'u', commit-id = 'x' }",
      "note: 'cvs': its `type` is not git, hg, bzr or svn",
    ],
    ['directory = {}', 'invalid: {}: `path` is missing'],
    ["directory = { path = '.', editable = 'yes' }", "invalid: 'yes': `editable` is not true or false"],
    [
      "directory = { path = '.', edit = true }",
      'note: edit: version 1.0 of the standard has no key `edit` here',
    ],
    ["archive = { path = 'a.zip' }", "invalid: { path = 'a.zip' }: `hashes` is missing"],
    [
      "archive = { url = '', hashes = {} }",
      "invalid: { url = '', hashes = {} }: it has neither `url` nor `path`|invalid: {}: its `hashes` hold none",
    ],
    [
      `archive = { path = 'a.zip', size = '1', hashes = { sha256 = '${SHA}' } }`,
      "invalid: '1': `size` is not a whole number",
    ],
    ["archive = { path = 'a.zip', hashes = { sha256 = 1 } }", 'invalid: 1: its hash `sha256` is not text'],
    [
      "archive = { path = 'a.zip', hashes = { md5 = 'x' } }",
      "note: { md5 = 'x' }: none of its `hashes` is of a secure algorithm",
    ],
    [
      "archive = { path = 'a.zip', hashes = { sha256 = 'xyz' } }",
      "note: 'xyz': its hash `sha256` has not 64 hexadecimal digits",
    ],
    [
      `archive = { path = 'a.zip', upload-time = 2025-01-01T10:00:00, hashes = { sha256 = '${SHA}' } }`,
      'note: 2025-01-01T10:00:00: `upload-time` is not in UTC',
    ],
    [
      `archive = { path = 'a.zip', upload-time = 2025-01-01, hashes = { sha256 = '${SHA}' } }`,
      'invalid: 2025-01-01: `upload-time` is not a date with a time',
    ],
    [
      `archive = { path = 'a.zip', upload-time = 'now', hashes = { sha256 = '${SHA}' } }`,
      "invalid: 'now': `upload-time` is not a time",
    ],
    [
      'archive = 1',
      'invalid: packages: it has none of `vcs`, `directory`, `archive`, `sdist` and `wheels`|invalid: 1: `archive` is no table',
    ],
  ])('is judged: %s', (source, problems) => {
    expect(problemsIn(`${HEAD}[[packages]]\nname = 'a'\n${source}\n`).join('|')).toBe(problems);
  });
});

function read(text: string) {
  const reading = readTomlTree(text);
  if (reading.kind === 'malformed') throw new Error(reading.problem);
  const fields: PylockFields = { table: reading.root, problems: [] };
  const hashes = hashesField(fields);
  return {
    hashes: hashes.map(({ algorithm, digest, range }) => [
      algorithm,
      digest,
      text.slice(range.start, range.end),
    ]),
    problems: fields.problems.map(({ kind, problem }) => `${kind}: ${problem}`),
  };
}

describe('hashes of a file', () => {
  it('are read in the order written, with their places', () => {
    const sha = 'b'.repeat(64);
    expect(read(`hashes = { md5 = "0", sha256 = '${sha}' }`)).toEqual({
      hashes: [
        ['md5', '0', '"0"'],
        ['sha256', sha, `'${sha}'`],
      ],
      problems: [],
    });
  });

  test.each([
    ['sha224', 56],
    ['sha256', 64],
    ['sha384', 96],
    ['sha512', 128],
    ['sha3_224', 56],
    ['sha3_256', 64],
    ['sha3_384', 96],
    ['sha3_512', 128],
    ['blake2b', 128],
    ['blake2s', 64],
  ])('%s is secure, and has %i digits', (algorithm, length) => {
    const digest = 'aB0'.repeat(50).slice(0, length);
    expect(read(`hashes.${algorithm} = "${digest}"`).problems).toEqual([]);
    const problem = `note: its hash \`${algorithm}\` has not ${length} hexadecimal digits`;
    expect(read(`hashes.${algorithm} = "${digest}0"`).problems).toEqual([problem]);
    expect(read(`hashes.${algorithm} = "${digest.slice(1)}"`).problems).toEqual([problem]);
    expect(read(`hashes.${algorithm} = "${digest.slice(1)}g"`).problems).toEqual([problem]);
  });

  test.each(['md5', 'sha1', 'SHA256', 'crc32', 'constructor'])('%s alone is not secure', (algorithm) => {
    expect(read(`hashes.${algorithm} = "00"`).problems).toEqual([
      'note: none of its `hashes` is of a secure algorithm',
    ]);
  });

  test.each([
    ['', []],
    ['hashes = {}', ['invalid: its `hashes` hold none']],
    ['hashes = []', ['invalid: `hashes` is no table']],
    ['hashes = "sha256:00"', ['invalid: `hashes` is no table']],
    ['hashes.sha256 = 0', ['invalid: its hash `sha256` is not text']],
    ['hashes.sha256.a = ""', ['invalid: its hash `sha256` is not text']],
  ])('%j gives none', (text, problems) => {
    expect(read(text)).toEqual({ hashes: [], problems });
  });

  it('that are no text leave those beside them', () => {
    const { hashes, problems } = read('hashes = { md5 = 1, sha1 = "0" }');
    expect(hashes.map(([algorithm]) => algorithm)).toEqual(['sha1']);
    expect(problems).toEqual([
      'invalid: its hash `md5` is not text',
      'note: none of its `hashes` is of a secure algorithm',
    ]);
  });
});
