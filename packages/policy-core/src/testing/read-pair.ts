import { requirementsFile, type ReadRequirements } from '../dependencies/facts/requirements-file.ts';
import { requirementsPair, type RequirementsPair } from '../dependencies/facts/requirements-pair.ts';
import { observed } from '../model/known.ts';
import type { DependencyPair } from '../policy/policy.ts';
import { policyOf } from './any-repository.ts';

/** A pair of `r.txt` and `r.lock` with these files beside them; what is not given does not exist. */
export function readPair(
  files: Readonly<Record<string, string>>,
  sync: Readonly<Record<string, string>> = { mode: 'textual' },
  lock = 'r.lock',
): RequirementsPair {
  return requirementsPair(pairOf(sync, lock), (path) => {
    const text = Object.hasOwn(files, path) ? files[path] : undefined;
    return observed(requirementsFile(path, text === undefined ? { kind: 'absent' } : { kind: 'text', text }));
  });
}

/** Reading a policy takes long beside what the tests of a pair do with it. */
const known = new Map<string, DependencyPair>();

function pairOf(sync: Readonly<Record<string, string>>, lock: string): DependencyPair {
  const written = { id: 'pair', source: 'r.txt', lock, sync };
  const key = JSON.stringify(written);
  const pair = known.get(key) ?? policyOf({ dependencies: [written] }).dependencies[0];
  if (pair === undefined) throw new Error('The policy names one.');
  known.set(key, pair);
  return pair;
}

/** Lines of one file. */
export function readLines(text: string, path = 'r.txt'): ReadRequirements {
  const file = requirementsFile(path, { kind: 'text', text });
  if (file.kind !== 'read') throw new Error(`${path} is read as lines.`);
  return file;
}
