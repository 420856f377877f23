/** Longer numbers are not told apart by arithmetic on doubles. */
const RELEASE = /^\d{1,15}(?:\.\d{1,15})*$/;
const CLAUSE = /^(==|!=|~=|<=|>=|<|>)\s*(\S+)$/;

/**
 * Whether a version satisfies a specifier, where every version involved is a plain release such as
 * `1.2.3`. `undefined` when any is not: an epoch, a pre-release, a local version, a wildcard.
 */
export function plainReleaseSatisfies(specifier: string, version: string): boolean | undefined {
  if (!RELEASE.test(version)) return undefined;
  const verdicts = specifier.split(',').map((clause) => clauseHolds(clause.trim(), version));
  if (verdicts.includes(undefined)) return undefined;
  return verdicts.every(Boolean);
}

function clauseHolds(clause: string, version: string): boolean | undefined {
  const [, operator, bound] = CLAUSE.exec(clause) ?? [];
  if (bound === undefined || !RELEASE.test(bound)) return undefined;
  const order = compare(version, bound);
  switch (operator) {
    case '==':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<=':
      return order <= 0;
    case '>=':
      return order >= 0;
    case '<':
      return order < 0;
    case '>':
      return order > 0;
    default:
      return compatible(version, bound, order);
  }
}

/** `~=2.2.1` is `>=2.2.1` and the same leading `2.2`; it needs at least two numbers. */
function compatible(version: string, bound: string, order: number): boolean | undefined {
  const prefix = bound.split('.').slice(0, -1);
  if (prefix.length === 0) return undefined;
  const numbers = version.split('.');
  return order >= 0 && prefix.every((part, index) => Number(part) === Number(numbers[index] ?? '0'));
}

/** Missing numbers count as zero: 1.0 equals 1.0.0. */
function compare(a: string, b: string): number {
  const left = a.split('.');
  const right = b.split('.');
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = Number(left[index] ?? '0') - Number(right[index] ?? '0');
    if (difference !== 0) return difference;
  }
  return 0;
}
