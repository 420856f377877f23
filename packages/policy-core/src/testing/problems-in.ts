import { loadPolicy } from '../checker/load-policy.ts';
import { textOf } from './text-of.ts';

/** What is wrong with keys of a policy in YAML, and what an editor underlines for it; `version` is added. */
export function problemsIn(keys: string): readonly (readonly [string, string])[] {
  const text = `version: 1\n${keys}\n`;
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
  if (policy.kind === 'policy') return [];
  return policy.problems.map(({ message, at }) => [message, textOf(text, at).trimEnd()] as const);
}
