import { loadPolicy, type Policy } from '@lockkeeper/policy-core';
import type { Generation } from '@lockkeeper/policy-core/generate';

/** A policy of tests; throws where it is none. */
export function policyFrom(text: string): Policy {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
  if (policy.kind === 'invalid') throw new Error(policy.problems.map(({ message }) => message).join('\n'));
  return policy;
}

/** Texts by path. */
export function filesOf(generation: Generation): Readonly<Record<string, string>> {
  if (generation.kind === 'problem') throw new Error(generation.problem);
  return Object.fromEntries(generation.files.map(({ path, text }) => [path, text]));
}
