import { stringify } from 'yaml';

/** Writes a policy, given as a plain value, in each format that it may have, by the name of the file. */
export const POLICY_FORMS = {
  'lockkeeper.json': (value: object) => JSON.stringify(value, undefined, 2),
  // One value may be the same object at two places, and is written out at both.
  'lockkeeper.yaml': (value: object) => stringify(value, { aliasDuplicateObjects: false }),
  'lockkeeper.toml': tomlOf,
};

export type PolicyForm = keyof typeof POLICY_FORMS;

function tomlOf(value: object): string {
  return Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)} = ${inlineToml(member)}\n`)
    .join('');
}

/** TOML's basic strings take every escape that JSON writes. */
function inlineToml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inlineToml).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)} = ${inlineToml(member)}`,
  );
  return `{ ${members.join(', ')} }`;
}
