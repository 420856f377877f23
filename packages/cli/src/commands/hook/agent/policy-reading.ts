/** What reads a policy: half of all that judges a write, and loaded before the rest. */
export { loadPolicy } from '@lockkeeper/policy-core';
