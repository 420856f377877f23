import type { ChecklistSight, MigrationWork } from '../deployment/checklist/checklist-sight.ts';
import { checklist } from '../deployment/checklist/checklist.ts';
import { observed } from '../model/known.ts';
import { auditOf } from './sample-audit.ts';
import type { ChecklistItem } from '../deployment/checklist/checklist-item.ts';

const BASE = '1f2e3d4c5b6a79880011223344556677889900aa';
export const REVISION = 'alembic/versions/8f0c_add_notes.py';

/** One migration, as somebody has just committed it. */
export const WORK: MigrationWork = {
  base: BASE,
  models: ['app/models.py'],
  revisions: [REVISION],
  uncommitted: [],
  judged: observed({ errors: 0, others: 0 }),
};

/** Everything was done that can be seen, and there is no emergency. */
export const ALL_DONE: ChecklistSight = {
  databases: auditOf(),
  guard: {
    kind: 'ran',
    commit: 'aa00bb11cc22dd33ee44ff5566778899aabbccdd',
    exit: 0,
    headline: '✅ GUARD PASSED',
    explanation: 'Every check passed.',
  },
  stampScript: 'scripts/stamp_baseline.sh',
  scripts: new Set(['scripts/deploy_guard.sh', 'scripts/stamp_baseline.sh']),
  plan: { verdict: 'pass', statements: 2, reasons: [] },
  work: observed(WORK),
  heads: observed(['5a9d6371e18c']),
  flag: 'off',
};

export function itemOf(id: string, sight: Partial<ChecklistSight>): ChecklistItem {
  const { sections } = checklist({ ...ALL_DONE, ...sight });
  const found = sections.flatMap(({ items }) => items).find((item) => item.id === id);
  if (found === undefined) throw new Error(`There is no item ${id}.`);
  return found;
}
