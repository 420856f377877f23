import type { AuditReasonKind } from '../../database/database-audit.ts';
import { displayText } from '../../model/display-text.ts';
import type { ChecklistSight } from './checklist-sight.ts';
import type { ChecklistItem } from './checklist-item.ts';
import { withoutScript } from './without-script.ts';

export function firstTime({
  databases,
  scripts,
  stampScript: script,
}: Pick<ChecklistSight, 'databases' | 'scripts' | 'stampScript'>): readonly ChecklistItem[] {
  const tick = stamped(databases);
  return [
    {
      id: 'production-stamped',
      title: `Run ./${script} once`,
      ...(scripts.has(script) ? tick : withoutScript(script, tick)),
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
