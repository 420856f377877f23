import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

/** Longer ones are no name of anything. */
const LONGEST = 200;

/** What a service says it is, by the keys that lead there in the JSON of its answer. */
export function saidIdentity(text: string | undefined, keys: readonly string[]): Known<string> {
  let said: unknown;
  try {
    said = keys.reduce<unknown>(member, JSON.parse(text ?? ''));
  } catch {
    return unobserved('its answer is not JSON');
  }
  return typeof said === 'string' && said !== '' && said.length <= LONGEST
    ? observed(said)
    : unobserved(`its answer has no ${keys.join('.')}`);
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}
