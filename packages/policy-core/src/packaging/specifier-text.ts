import type { Specifier } from './specifier.ts';
import { parseVersion } from './version.ts';
import { canonicalVersionText, versionText } from './version-text.ts';

export function specifierText({ operator, version }: Specifier): string {
  return `${operator}${version}`;
}

/** Clauses in the order of their texts, the first alone of those that say the same: `==1.0` of `==1.0,==1.0.0`. */
export function specifierSetText(specifiers: readonly Specifier[]): string {
  const texts = new Map<string, string>();
  for (const specifier of specifiers.toSorted(byText)) {
    const meaning = canonicalSpecifierText(specifier);
    if (!texts.has(meaning)) texts.set(meaning, specifierText(specifier));
  }
  return [...texts.values()].join(',');
}

function byText(a: Specifier, b: Specifier): number {
  const left = specifierText(a);
  const right = specifierText(b);
  return left < right ? -1 : Number(left > right);
}

/** One text for all clauses that admit the same versions by the same operator. How many numbers there are counts for `~=`. */
export function canonicalSpecifierText({ operator, version }: Specifier): string {
  const parsed = operator === '===' || version.endsWith('.*') ? undefined : parseVersion(version);
  if (parsed === undefined) return `${operator}${version}`;
  return `${operator}${operator === '~=' ? versionText(parsed) : canonicalVersionText(parsed)}`;
}
