/** What `lockkeeper checklist --format json` prints, with three of its items. */
export const CHECKLIST = {
  schema_version: 1,
  sections: [
    {
      id: 'before-publish',
      title: 'Before every publish',
      items: [
        {
          id: 'guard-run',
          title: 'Run ./scripts/deploy_guard.sh',
          state: 'done',
          seen: 'The guard judged aa00bb11cc22 for this list.',
        },
        {
          id: 'guard-passed',
          title: 'Verify guard passes (exit code 0)',
          state: 'not-done',
          seen: '❌ GUARD FAILED with exit code 1: 2 errors: fix and run the guard again.',
        },
        {
          id: 'plan-harmless',
          title: 'If the platform shows DROP TABLE, cancel and investigate',
          state: 'unknown',
          seen: 'No plan was shown.',
        },
      ],
    },
  ],
};
