import type { WrittenForm } from './policy-problems.ts';
import { policyJsonSchema } from './policy-schema.ts';

/** Of the policy file. Apart from the words for problems, which other files share: their readers do not load all of a policy. */
export const POLICY_FORM: WrittenForm = { name: 'The policy', schema: policyJsonSchema };
