import { sha256 } from '../model/sha256.ts';

/**
 * What a plan, and an approval of it, are bound to: `sha256:` and 64 hex digits.
 *
 * @param text of the policy file as git has it, not as a checkout may have changed its line ends
 */
export function policyDigest(text: string): string {
  return `sha256:${sha256(text)}`;
}
