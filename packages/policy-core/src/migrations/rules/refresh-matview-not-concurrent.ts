import { effectText } from '../effects/effect-words.ts';
import {
  judgedUtilityStatements,
  type JudgedUtilityStatement,
} from '../effects/judged-utility-statements.ts';
import { tableText } from '../operations/name.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const refreshMatviewNotConcurrent = defineRule({
  id: 'migrations/refresh-matview-not-concurrent',
  summary: 'Refresh a materialized view CONCURRENTLY.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['refresh-view'],

  options: NO_OPTIONS,

  messages: {
    filled:
      'This refreshes a materialized view without CONCURRENTLY. Refresh it CONCURRENTLY, which needs a unique index over columns of all its rows: this {takes}.',
    emptied:
      'This empties a materialized view, so that reading it fails. Refresh it CONCURRENTLY, which keeps its rows and needs a unique index over columns of all of them: this {takes}.',
  },

  *check(_get, migration) {
    for (const judged of judgedUtilityStatements(migration, 'refresh-view')) {
      const { step, deed, effects } = judged;
      const view = effects.relations.find(({ cause }) => cause === 'named');
      if (deed.concurrently === true || view === undefined || isMadeBefore(judged)) continue;
      yield {
        kind: 'violation',
        messageId: deed.withData ? 'filled' : 'emptied',
        data: {
          takes: effectText(view, { isCertain: step.isCertain && deed.concurrently === false }),
        },
        at: step.at,
      };
    }
  },
});

/** By the same migration: nobody reads it yet. */
function isMadeBefore({
  step: { upgrade, index },
  deed: { view },
}: JudgedUtilityStatement<'refresh-view'>): boolean {
  return upgrade.steps
    .slice(0, index)
    .some(
      (step) =>
        step.kind === 'operation' &&
        step.operation.kind === 'create-object' &&
        step.operation.object === 'materialized-view' &&
        step.operation.name.isKnown &&
        step.operation.name.text === tableText(view),
    );
}
