import process from 'node:process';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { compareFiles } from './file-comparison.ts';
import { type PipOracle, installedPip, startPip } from './pip-oracle.ts';
import { oldReadingIn, oldReadingsOf } from './pip-versions.ts';
import { seededRandom } from './random.ts';
import { smallestDifference } from './smallest-file.ts';

const IS_EXHAUSTIVE = process.env['LOCKKEEPER_EXHAUSTIVE'] === '1';
const FILES = IS_EXHAUSTIVE ? 200_000 : 20_000;
const SEED = fc.readConfigureGlobal().seed ?? Date.now();

const installed = installedPip();

describe.skipIf(installed === undefined)('the pip of this machine and Lockkeeper', () => {
  let pip: PipOracle;
  beforeAll(() => {
    pip = startPip();
  });
  afterAll(() => pip.stop());

  it(
    `read ${FILES.toLocaleString('en')} generated requirements files alike`,
    { timeout: IS_EXHAUSTIVE ? 3_600_000 : 180_000 },
    async () => {
      const readings = oldReadingsOf(installed?.pip ?? '');
      const found = await compareFiles({ pip, readings, random: seededRandom(SEED), count: FILES });
      const shown: string[] = [];
      for (const text of found.differing.slice(0, 3))
        shown.push(await smallestDifference(pip, readings, text));
      console.info(`pip ${installed?.pip}: ${FILES} files, seed ${SEED}, ${found.lines} lines`, {
        ...Object.fromEntries(found.kinds),
        'read in an old way': Object.fromEntries(found.old),
      });
      expect(shown.join('\n\n'), `The seed is ${SEED}.`).toBe('');
      for (const kind of KINDS) expect(found.kinds.get(kind), kind).toBeGreaterThan(FILES / 500);
    },
  );
});

const KINDS = [
  ...(['requirement', 'address', 'path', 'editable', 'if-on-disk', 'include', 'options', 'invalid'] as const),
] as const;

describe('what pip reads in another way than it did', () => {
  it.each([
    ['white space that is no ASCII at the start of an address', 'o@\u205Fe://x', 'addresses behind a name'],
    ['such white space in an egg', 'r@t://e/#egg=r\u00A0-', 'egg fragments that are no names'],
  ])('is %s', (_, content, name) => {
    expect(oldReadingIn(oldReadingsOf('23.0.1'), content)?.name).toContain(name);
  });

  it('is one construct for the version that Lockkeeper follows, and more for every older one', () => {
    const names = ['26.3', '26.3.dev0'].map((version) => oldReadingsOf(version).map(({ name }) => name));
    expect(names).toEqual([['-e behind a requirement: foo -e bar'], ['-e behind a requirement: foo -e bar']]);
    const counts = ['26.2.1', '26.1', '25.3', '25.1', '24.1', '24.0', '23.2.1'].map(
      (version) => oldReadingsOf(version).length,
    );
    expect(counts).toEqual(counts.toSorted((left, right) => left - right));
    expect(counts[0]).toBeGreaterThan(0);
  });
});
