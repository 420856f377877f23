import type { Policy } from '../policy/policy.ts';
import { defineInput, type Get } from './queries/query.ts';

/** All that a policy says, by the name of the section. */
export type PolicySection = Exclude<keyof Policy, 'kind'>;

/** A section of the policy, by its name. */
export const sectionInput = defineInput<unknown, PolicySection>({
  name: 'the policy:',
  unanswered: (section) => {
    throw new Error(`No run begins without the policy: ${section}`);
  },
});

/**
 * These sections of the policy. A fact rests on the sections that it names, and its type has no other. What it says of
 * rules is asked for rule by rule.
 */
export function policySections<Named extends Exclude<PolicySection, 'rules'>>(
  get: Get,
  ...sections: readonly [Named, ...Named[]]
): Pick<Policy, Named> {
  // Sound: an input holds the section of its name, which is all that is ever said to it.
  return Object.fromEntries(sections.map((section) => [section, get(sectionInput, section)])) as Pick<
    Policy,
    Named
  >;
}
