import type { PlacedOption } from './placed-option.ts';
import type { MeantOption } from '../../policy/pip-options.ts';

/** Why pip refuses an option of a requirements file; `undefined` where it takes it. */
export function optionProblem(
  { written, value }: Pick<PlacedOption, 'written' | 'value'>,
  { means, isTaken, takesValue }: MeantOption,
): string | undefined {
  const [name = '', ...others] = means;
  if (others.length > 0) return `${written} may stand for ${means.join(' or ')}`;
  if (!isTaken) return `pip takes no option ${written} in requirements`;
  if (takesValue) return value === undefined ? `${written} needs a value` : valueProblem(name, value.text);
  return value === undefined ? undefined : `${written} takes no value`;
}

function valueProblem(name: string, value: string): string | undefined {
  if (name === '--hash') return hashProblem(value);
  if (name === '--config-settings') return value.includes('=') ? undefined : `${name} needs KEY=VALUE`;
  if (name === '--use-feature') return FEATURES.has(value) ? undefined : `pip knows no feature ${value}`;
  if (LISTS.has(name)) return value.startsWith('-') ? `${name} needs names of packages` : undefined;
  return undefined;
}

const LISTS: ReadonlySet<string> = new Set([
  '--no-binary',
  '--only-binary',
  '--all-releases',
  '--only-final',
]);
const FEATURES: ReadonlySet<string> = new Set(
  'fast-deps inprocess-build-deps venv-isolation truststore no-binary-enable-wheel-cache build-constraint'.split(
    ' ',
  ),
);

/** pip takes strong algorithms only, and does not look whether the digest is one. */
const STRONG_HASHES: ReadonlySet<string> = new Set(['sha256', 'sha384', 'sha512']);

function hashProblem(value: string): string | undefined {
  const colon = value.indexOf(':');
  if (colon < 0) return 'a hash needs its algorithm before it, as in sha256:';
  return STRONG_HASHES.has(value.slice(0, colon))
    ? undefined
    : 'pip takes sha256, sha384 and sha512 hashes only';
}
