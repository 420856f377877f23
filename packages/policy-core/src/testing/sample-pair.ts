import { pairsIn } from '../dependencies/facts/pairs-in-files.ts';
import type { RequirementsPair } from '../dependencies/facts/requirements-pair.ts';
import { textContent } from '../model/file-content.ts';
import { observed } from '../model/known.ts';
import { policyOf } from './any-repository.ts';

/** A pair of a small repository; a file that is not given does not exist. */
export function samplePair(
  files: Readonly<Record<string, string>>,
  keys: Readonly<Record<string, unknown>> = {},
): RequirementsPair {
  const named = { id: 'backend', source: 'requirements.txt', lock: 'requirements.lock', ...keys };
  const policy = policyOf({ dependencies: [named] });
  const [pair] = policy.dependencies;
  if (pair === undefined) throw new Error('The policy names no pair.');
  const absent = {
    [pair.source]: observed({ kind: 'absent' as const }),
    [pair.lock]: observed({ kind: 'absent' as const }),
  };
  const given = Object.entries(files).map(([path, text]) => [path, observed(textContent(text))] as const);
  const [made] = pairsIn(policy, { ...absent, ...Object.fromEntries(given) });
  if (made === undefined) throw new Error('There is no pair.');
  return made;
}
