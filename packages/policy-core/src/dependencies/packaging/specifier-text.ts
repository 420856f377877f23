import type { Specifier } from './specifier.ts';
import { parseVersion } from './parse-version.ts';
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

/** By code points, as Python orders texts; JavaScript's `<` goes by UTF-16 units. */
function byText(a: Specifier, b: Specifier): number {
  const left = specifierText(a);
  const right = specifierText(b);
  let same = 0;
  while (same < left.length && left[same] === right[same]) same += 1;
  return (left.codePointAt(same) ?? -1) - (right.codePointAt(same) ?? -1);
}

/** One text for all clauses that admit the same versions by the same operator. How many numbers there are counts for `~=`. */
export function canonicalSpecifierText({ operator, version }: Specifier): string {
  const parsed = operator === '===' || version.endsWith('.*') ? undefined : parseVersion(version);
  if (parsed === undefined) return `${operator}${version}`;
  return `${operator}${operator === '~=' ? versionText(parsed) : canonicalVersionText(parsed)}`;
}
