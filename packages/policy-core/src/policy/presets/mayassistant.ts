/** What MayAssistant calls its files; nobody else has to. */
export const MAYASSISTANT = {
  dependencies: [{ id: 'backend', source: 'backend/requirements.txt', lock: 'backend/requirements.lock' }],
  deployment: { record: 'infrastructure/LAST_PROD_DEPLOY.json' },
  generate: {
    guard_workflow: '.github/workflows/backend_integrity_guard.yml',
    dependency_workflow: '.github/workflows/dependency_freeze_guard.yml',
    stamp_script: 'scripts/stamp_prod_baseline.sh',
  },
};
