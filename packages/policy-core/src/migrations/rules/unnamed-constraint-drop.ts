import { nameConstraint, type ConstraintName } from '../fixes/name-constraint.ts';
import { judgedRevisions, type JudgedRevision } from '../analysis/judged-revisions.ts';
import {
  nameAfterUpgrade,
  nameBeforeUpgrade,
  nameByUpgrade,
  type AnonymousConstraint,
} from '../analysis/anonymous-constraint.ts';
import { operationSteps } from '../analysis/direction-effects.ts';
import { formatTable } from '../operations/format-name.ts';
import type { OperationStep } from '../operations/operation.ts';
import { defineRule, NO_OPTIONS, type Violation } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const unnamedConstraintDrop = defineRule({
  id: 'migrations/unnamed-constraint-drop',
  summary: 'Drop a constraint by its name.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  onlyWith: ['revision'],

  options: NO_OPTIONS,

  messages: {
    unnamed:
      'This drops an unnamed constraint of {table}, which fails. Write the name that it has in the database.',
  },

  *check(_get, migration) {
    for (const judged of judgedRevisions(migration)) {
      const { upgrade, downgrade } = judged.revision;
      for (const step of operationSteps(upgrade)) yield* judge(judged, step, namedBefore);
      for (const step of operationSteps(downgrade)) yield* judge(judged, step, namedByUpgrade);
    }
  },
});

function* judge(
  judged: JudgedRevision,
  step: OperationStep,
  nameOf: (judged: JudgedRevision, dropped: AnonymousConstraint) => ConstraintName | undefined,
): Iterable<Violation<'unnamed'>> {
  const { operation } = step;
  if (operation.kind !== 'drop-constraint' || operation.name !== undefined) return;
  const name = nameOf(judged, operation);
  yield {
    kind: 'violation',
    messageId: 'unnamed',
    data: { table: formatTable(operation.table) },
    at: judged.span(step),
    fixes: name === undefined ? [] : nameConstraint(judged, step, name),
  };
}

function namedBefore(judged: JudgedRevision, dropped: AnonymousConstraint): ConstraintName | undefined {
  const name = nameBeforeUpgrade(judged, dropped);
  return name === undefined ? undefined : { name, by: 'PostgreSQL' };
}

function namedByUpgrade(judged: JudgedRevision, dropped: AnonymousConstraint): ConstraintName | undefined {
  const made = nameAfterUpgrade(judged, dropped);
  if (made !== undefined) return { name: made, by: 'PostgreSQL' };
  const given = nameByUpgrade(judged, dropped);
  return given === undefined ? undefined : { name: given, by: 'the upgrade' };
}
