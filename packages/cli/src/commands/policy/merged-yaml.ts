import { loadPolicy } from '@lockkeeper/policy-core';

import { scalar, yamlText } from '../../policy/yaml-text.ts';
import { effectivePolicy } from './effective-policy.ts';

/**
 * What a policy and its bases say, as a policy file without `extends`. Each key says where it comes from, and what would
 * hold without it where that is one word or one number.
 *
 * @param merged the policy as written, with its bases merged in
 * @param origins of the keys of it
 */
export function mergedYaml(merged: unknown, origins: Readonly<Record<string, string>>): string {
  const written = new Map(Object.entries(merged ?? {}));
  const defaults = defaultPolicy();
  const order = [...Object.keys(defaults), ...written.keys()];
  const printed = [...new Set(order)].flatMap((key) =>
    NOT_PRINTED.includes(key) || !written.has(key) ? [] : [[key, written.get(key)] as const],
  );
  return yamlText(Object.fromEntries(printed), notesOf(Object.fromEntries(printed), origins, defaults));
}

/** What says how the file is read, and what is merged in already. */
const NOT_PRINTED = ['$schema', 'extends'];

/** What holds where a policy says nothing. */
function defaultPolicy(): Readonly<Record<string, unknown>> {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text: 'version: 1\n' });
  return policy.kind === 'policy' ? effectivePolicy(policy) : {};
}

function notesOf(
  written: object,
  origins: Readonly<Record<string, string>>,
  defaults: object,
): Readonly<Record<string, string>> {
  const before = new Map(scalarsIn(defaults, ''));
  const now = new Map(scalarsIn(written, ''));
  return Object.fromEntries(
    Object.entries(origins).map(([key, from]) => {
      const value = now.get(key);
      const usual = before.get(key) ?? before.get(key.replace(/^(rules\..*)\.severity$/, '$1'));
      if (value === undefined || usual === undefined || key === 'version') return [key, from];
      return [key, `${from} (${value === usual ? 'the default' : `default: ${usual}`})`];
    }),
  );
}

/** Words, numbers and switches, by their keys. */
function scalarsIn(value: unknown, key: string): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null) return value === undefined ? [] : [[key, scalar(value)]];
  if (Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    scalarsIn(inner, key === '' ? name : `${key}.${name}`),
  );
}
