import type { Rule } from '../rule.ts';
import { lockInSync } from './dependencies/lock-in-sync.ts';
import { requirementsPinned } from './dependencies/requirements-pinned.ts';
import { recordIsValid } from './deployment/record-is-valid.ts';
import { dropTable } from './migrations/drop-table.ts';
import { protectedPaths } from './paths/protected.ts';
import { policyInvalid } from './policy/invalid.ts';
import { policyMissing } from './policy/missing.ts';

/** Every built-in rule, in the order they are documented. */
export const allRules: readonly Rule[] = [
  protectedPaths,
  requirementsPinned,
  lockInSync,
  dropTable,
  recordIsValid,
  policyMissing,
  policyInvalid,
];
