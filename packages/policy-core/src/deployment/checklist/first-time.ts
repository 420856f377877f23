import type { AuditReasonKind } from '../../database/database-audit.ts';
import { displayText } from '../../model/display-text.ts';
import type { ChecklistSight } from './checklist-sight.ts';
import type { ChecklistItem } from './checklist-item.ts';

export function firstTime({ databases }: Pick<ChecklistSight, 'databases'>): readonly ChecklistItem[] {
  return [
    {
      id: 'production-stamped',
      title: 'Run ./scripts/stamp_prod_baseline.sh once',
      ...stamped(databases),
    },
  ];
}

function stamped({
  production,
  reasons,
}: ChecklistSight['databases']): Pick<ChecklistItem, 'state' | 'seen'> {
  const against = reasons.find(({ role, kind }) => role !== 'development' && UNSTAMPED.includes(kind));
  if (against !== undefined)
    return { state: UNKNOWN.includes(against.kind) ? 'unknown' : 'not-done', seen: against.text };
  const versions = production.seen ? (production.versions ?? []) : [];
  return versions.length === 0
    ? { state: 'unknown', seen: 'The revision of production is not known.' }
    : { state: 'done', seen: `Production is at ${versions.map(displayText).join(', ')}.` };
}

const UNKNOWN: readonly AuditReasonKind[] = ['not-seen', 'same-database', 'version-unreadable'];

/** A revision that no migration has was stamped by somebody who meant another history. */
const UNSTAMPED: readonly AuditReasonKind[] = [
  ...UNKNOWN,
  'production-untracked',
  'version-elsewhere',
  'version-empty',
  'several-versions',
  'version-unknown',
];
