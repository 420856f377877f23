import { allRules, nearestWord } from '@lockkeeper/policy-core';

import { RULE_AREAS } from './rule-areas.ts';

/** The rule or area somebody most likely meant: the name alone, a piece of it, or a slip of the finger. */
export function nearestRule(written: string): string | undefined {
  const ids = allRules.map(({ id }) => id);
  const wanted = written.toLowerCase();
  const named = ids.filter((id) => id.endsWith(`/${wanted}`) || (wanted.length > 3 && id.includes(wanted)));
  const words = named.filter((id) => nameOf(id).split('-').includes(wanted));
  for (const found of [named, words]) if (found.length === 1) return found[0];
  const name = nearestWord(wanted, ids.map(nameOf));
  return nearestWord(wanted, [...RULE_AREAS, ...ids]) ?? ids.find((id) => nameOf(id) === name);
}

function nameOf(id: string): string {
  return id.slice(id.indexOf('/') + 1);
}
