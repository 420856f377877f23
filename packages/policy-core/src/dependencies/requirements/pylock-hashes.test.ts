import { describe, expect, it, test } from 'vitest';

import type { PylockFields } from './pylock-fields.ts';
import { hashesField } from './pylock-hashes.ts';
import { readTomlTree } from './toml-tree.ts';

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
