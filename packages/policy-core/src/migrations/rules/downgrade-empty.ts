import { filledDowngrade } from '../fixes/filled-downgrade.ts';
import { judgedRevisions, schemaBeforeOf, type JudgedRevision } from '../analysis/judged-revisions.ts';
import { changesNothing } from '../analysis/changes-nothing.ts';
import { undoings } from '../analysis/reversibility/undoings.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import type { Operation } from '../operations/operation.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const downgradeEmpty = defineRule({
  id: 'migrations/downgrade-empty',
  summary: 'Undo the upgrade in its downgrade.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  onlyWith: ['revision'],

  options: NO_OPTIONS,

  messages: {
    empty:
      'downgrade() does nothing, but the upgrade changes the schema. Undo the upgrade here, or the next upgrade after a rollback fails.',
  },

  *check(_get, migration) {
    for (const judged of judgedRevisions(migration)) {
      const { downgrade } = judged.revision;
      if (downgrade.kind !== 'empty' || downgrade.name === undefined) continue;
      if (!changesSchema(judged)) continue;
      yield {
        kind: 'violation',
        messageId: 'empty',
        data: {},
        at: judged.span(downgrade.name),
        fixes: filledDowngrade(judged),
      };
    }
  },
});

/** Whether the upgrade leaves anything that a downgrade has to change back. */
function changesSchema(judged: JudgedRevision): boolean {
  const { upgrade, downgrade } = judged.revision;
  return undoings(upgrade, downgrade, schemaBeforeOf(judged)).steps.some(
    ({ step, undoing }) =>
      step.kind === 'operation' &&
      undoing.kind !== 'nothing' &&
      !WITHOUT_SCHEMA.has(step.operation.kind) &&
      // Other schemas may need it, and nothing is in its way.
      !(step.operation.kind === 'create-object' && step.operation.object === 'extension') &&
      !changesNothing(judged, step),
  );
}

const WITHOUT_SCHEMA: ReadonlySet<Operation['kind']> = new Set(['other', 'change-rows', 'truncate']);
