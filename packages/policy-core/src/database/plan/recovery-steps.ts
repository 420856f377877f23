/** Where the guard passes and the plan still removes data, as clauses, in the order in which to look. */
export const STILL_DROPS = {
  cached: 'the platform may compare with a schema that it has kept',
  retry: 'cancel, begin the publish anew',
  address: 'check which production database it is connected to',
  support: 'as a last resort, ask the support of the platform, which may have to read the schema anew',
} as const;

/** What to do with a plan that removes data, in this order. */
export const RECOVERY_STEPS: readonly string[] = [
  'Cancel the publish. Until it is approved, nothing has changed.',
  'Audit development and production: which tables each has, and which revision its alembic_version holds. Where the repository has one, run ./scripts/db_audit.sh.',
  'Read what the audit wrote, such as ./ops/db_audit/.',
  'Where production has no table alembic_version, stamp it at the baseline, once, with `lockkeeper db stamp`. If it is at an unexpected revision, find out why instead of stamping over it.',
  'Run the guard again: `lockkeeper guard`, or ./scripts/deploy_guard.sh.',
  `Publish only when the guard passes and the new plan takes nothing away. If it still does, ${STILL_DROPS.cached}: ${STILL_DROPS.retry}, and ${STILL_DROPS.address}.`,
];

/** What to do with a plan of which a part cannot be judged. */
export const UNJUDGED_STEPS: readonly string[] = [
  'Do not approve it before somebody has read these lines.',
  'Paste the SQL of the plan alone, and check it again.',
];
