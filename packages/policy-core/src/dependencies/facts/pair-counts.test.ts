import { describe, expect, test } from 'vitest';

import { unobserved } from '../../model/known.ts';
import { samplePair } from '../../testing/sample-pair.ts';
import { pairCounts } from './pair-counts.ts';

const HASH = `--hash=sha256:${'0'.repeat(64)}`;

describe('how much a pair holds', () => {
  test('is requirements, pins among them, and hashes', () => {
    const pair = samplePair({
      'requirements.txt': '--pre\na==1\nb>=2\nc==1.*\n-e .\nhttps://files.example/d.zip\n',
      'requirements.lock': `a==1 ${HASH} ${HASH}\nb==2 ${HASH}\n`,
    });
    expect(pairCounts(pair)).toEqual({
      source: { requirements: 5, pins: 1, hashes: 0 },
      lock: { requirements: 2, pins: 2, hashes: 3 },
    });
  });

  test('counts what the files bring in, and no constraints', () => {
    const pair = samplePair({
      'requirements.txt': '-r base.txt\n-c limits.txt\na==1\n',
      'base.txt': 'b==1\nc==1\n',
      'limits.txt': 'd==1\n',
    });
    expect(pairCounts(pair).source).toEqual({ requirements: 3, pins: 3, hashes: 0 });
  });

  test('knows other operators where the policy lets them pin', () => {
    const files = { 'requirements.txt': 'a===1\n' };
    expect(pairCounts(samplePair(files)).source).toMatchObject({ pins: 0 });
    const keys = { pinned: { operators: ['==', '==='] } };
    expect(pairCounts(samplePair(files, keys)).source).toMatchObject({ pins: 1 });
  });

  test('counts packages of a pylock.toml and the hashes of their files', () => {
    const wheel = (name: string) =>
      `{ url = "https://files.example/${name}-1-py3-none-any.whl", hashes = { sha256 = "${'0'.repeat(64)}" } }`;
    const lock = `lock-version = "1.0"\ncreated-by = "uv"\n[[packages]]\nname = "a"\nversion = "1"\nwheels = [${wheel('a')}, ${wheel('a')}]\n[[packages]]\nname = "b"\ndirectory = { path = "." }\n`;
    const pair = samplePair({ 'requirements.txt': 'a\n', 'pylock.toml': lock }, { lock: 'pylock.toml' });
    expect(pairCounts(pair).lock).toEqual({ requirements: 2, pins: 1, hashes: 2 });
  });

  test('is nothing of a file that does not exist or cannot be read', () => {
    expect(pairCounts({ ...samplePair({}), lock: unobserved('the disk is gone') })).toEqual({
      source: undefined,
      lock: undefined,
    });
  });
});
