import fc from 'fast-check';
import type { Version, VersionNumber } from '../dependencies/packaging/version.ts';
import { parseVersion } from '../dependencies/packaging/parse-version.ts';

/** Small ones meet each other; the long ones are those a double cannot tell from their neighbours. */
const anyVersionNumber: fc.Arbitrary<VersionNumber> = fc.oneof(
  { weight: 8, arbitrary: fc.nat({ max: 3 }) },
  { weight: 2, arbitrary: fc.maxSafeNat() },
  {
    weight: 1,
    arbitrary: fc.bigInt({ min: BigInt(Number.MAX_SAFE_INTEGER) + 1n, max: 10n ** 40n }),
  },
);

const anyLocalWord = fc.stringMatching(/^[0-9]{0,2}[a-z][a-z0-9]{0,3}$/);

export const anyVersion: fc.Arbitrary<Version> = fc.record({
  epoch: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: anyVersionNumber }),
  release: fc
    .tuple(anyVersionNumber, fc.array(anyVersionNumber, { maxLength: 4 }))
    .map(([first, others]): Version['release'] => [first, ...others]),
  pre: maybe(fc.record({ phase: fc.constantFrom('a', 'b', 'rc'), number: anyVersionNumber })),
  post: maybe(anyVersionNumber),
  dev: maybe(anyVersionNumber),
  local: maybe(fc.array(fc.oneof(anyLocalWord, anyVersionNumber), { minLength: 1, maxLength: 3 })),
});

/** Without a local part, as most operators want it. */
export const anyPublicVersion: fc.Arbitrary<Version> = anyVersion.map((version) => ({
  ...version,
  local: undefined,
}));

/** A version and one of the spellings that PEP 440 allows for it. */
export const anySpelling: fc.Arbitrary<{ readonly text: string; readonly version: Version }> = fc
  .record({ version: anyVersion, choices: fc.infiniteStream(fc.nat({ max: 59 })) })
  .map(({ version, choices }) => ({ text: spelled(version, choices), version }));

/** What a test has written down as a version. */
export function versionOf(text: string): Version {
  const version = parseVersion(text);
  if (version === undefined) throw new Error(`The test means a version: ${text}`);
  return version;
}

const WORDS = {
  a: ['a', 'alpha', 'A', 'Alpha'],
  b: ['b', 'beta', 'BETA'],
  rc: ['rc', 'c', 'pre', 'preview', 'RC', 'Preview'],
  post: ['post', 'rev', 'r', 'POST', 'Rev'],
  dev: ['dev', 'DEV', 'dEv'],
} as const;
const SEPARATORS = ['', '.', '-', '_'];
const SPACE = ['', '', '', ' ', '\t', '\n', '\u001c', '\u0085', '\u00a0', '\u3000'];

/** `-1` is a post-release only where it cannot be the number of a phase. */
function spelled(version: Version, choices: Iterator<number>): string {
  const one = (of: readonly string[]) => of[choices.next().value % of.length] ?? '';
  const number = (value: VersionNumber) => `${one(['', '', '0', '00'])}${value}`;
  const suffix = (words: readonly string[], value: VersionNumber | undefined) => {
    if (value === undefined) return '';
    const digits = value === 0 ? one(['', '0', '00']) : number(value);
    return `${one(SEPARATORS)}${one(words)}${digits === '' ? '' : one(SEPARATORS)}${digits}`;
  };
  const { epoch, release, pre, post, dev, local } = version;
  return [
    one(SPACE),
    one(['', '', 'v', 'V']),
    epoch === 0 ? one(['', '0!']) : `${number(epoch)}!`,
    release.map(number).join('.'),
    pre === undefined ? '' : suffix(WORDS[pre.phase], pre.number),
    post !== undefined && pre === undefined && one(['', '', '-']) === '-'
      ? `-${number(post)}`
      : suffix(WORDS.post, post),
    suffix(WORDS.dev, dev),
    local === undefined ? '' : `+${local.map((part) => `${part}`).join(one(['.', '-', '_']))}`,
    one(SPACE),
  ].join('');
}

function maybe<Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.option(arbitrary, { nil: undefined });
}
