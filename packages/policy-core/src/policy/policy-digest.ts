import { sha256 } from '../model/sha256.ts';
import type { Policy } from './policy.ts';

/** All that was written of a policy: another text where it, or anything that it builds on, says something else. */
export function policyWords(text: string, { bases }: Pick<Policy, 'bases'>): string {
  return bases.length === 0 ? text : JSON.stringify([text, ...bases.map((base) => [base.path, base.text])]);
}

/**
 * What a plan, and an approval of it, are bound to: `sha256:` and 64 hex digits.
 *
 * @param text of the policy as git has it, not as a checkout may have changed its line ends; see {@link policyWords}
 */
export function policyDigest(text: string): string {
  return `sha256:${sha256(text)}`;
}
