import type { Fix } from '../../fix.ts';
import { nameConstraint } from '../../fixes/name-constraint.ts';
import { judgedRevisions, type JudgedRevision } from '../../history/judged-revisions.ts';
import {
  nameAfterUpgrade,
  nameByUpgrade,
  type AnonymousConstraint,
} from '../../migrations/anonymous-constraint.ts';
import { operationSteps } from '../../migrations/direction-effects.ts';
import { tableText } from '../../migrations/name.ts';
import type { Operation, OperationStep } from '../../migrations/operation.ts';
import { defineRule, NO_OPTIONS, type Violation } from '../../rule.ts';

export const unnamedConstraintDrop = defineRule({
  id: 'migrations/unnamed-constraint-drop',
  summary: 'A constraint is dropped by its name.',
  defaultSeverity: 'error',
  needs: ['migrations'],

  options: NO_OPTIONS,

  messages: {
    unnamed:
      'This drops a constraint of {table} without saying which, and fails when it runs. Write the name it has in the database.',
  },

  *check({ migrations }) {
    for (const judged of judgedRevisions(migrations)) {
      const { upgrade, downgrade } = judged.revision;
      for (const step of [...operationSteps(upgrade), ...operationSteps(downgrade)]) {
        yield* judge(judged, step, step.operation);
      }
    }
  },
});

function* judge(
  judged: JudgedRevision,
  step: OperationStep,
  operation: Operation,
): Iterable<Violation<'unnamed'>> {
  if (operation.kind !== 'drop-constraint' || operation.name !== undefined) return;
  yield {
    kind: 'violation',
    messageId: 'unnamed',
    data: { table: tableText(operation.table) },
    at: judged.span(step),
    fixes: namings(judged, step, operation),
  };
}

function namings(judged: JudgedRevision, step: OperationStep, dropped: AnonymousConstraint): readonly Fix[] {
  const made = nameAfterUpgrade(judged, dropped);
  if (made !== undefined) return nameConstraint(judged, step, { name: made, by: 'PostgreSQL' });
  const given = nameByUpgrade(judged, dropped);
  return given === undefined ? [] : nameConstraint(judged, step, { name: given, by: 'the upgrade' });
}
