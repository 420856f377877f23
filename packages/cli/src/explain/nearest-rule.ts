import { allRules, nearestWord } from '@lockkeeper/policy-core';

/** The rule somebody most likely meant: the name alone, a piece of it, or a slip of the finger. */
export function nearestRule(written: string): string | undefined {
  const ids = allRules.map(({ id }) => id);
  const wanted = written.toLowerCase();
  const named = ids.filter((id) => id.endsWith(`/${wanted}`) || (wanted.length > 3 && id.includes(wanted)));
  return named.length === 1 ? named[0] : nearestWord(wanted, ids);
}
