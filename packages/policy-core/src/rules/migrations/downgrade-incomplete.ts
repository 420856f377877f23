import { judgedRevisions, idOf, type JudgedRevision } from '../../history/judged-revisions.ts';
import { changedThing } from '../../migrations/changed-thing.ts';
import type { OperationStep } from '../../migrations/operation.ts';
import { stateBeforeIn, undoes } from '../../migrations/undoing.ts';
import { defineRule, NO_OPTIONS } from '../../rule.ts';

export const downgradeIncomplete = defineRule({
  id: 'migrations/downgrade-incomplete',
  summary: 'A downgrade undoes every step of the upgrade.',
  defaultSeverity: 'warning',
  needs: ['migrations'],

  options: NO_OPTIONS,

  messages: {
    left: 'downgrade() leaves {thing} as the upgrade made it. After a rollback the next upgrade fails or finds another schema; undo it as well.',
  },

  *check({ migrations }) {
    for (const judged of judgedRevisions(migrations)) {
      const { downgrade } = judged.revision;
      if (downgrade.kind !== 'runs') continue;
      for (const { operation, start, end } of leftSteps(judged)) {
        yield {
          kind: 'violation',
          messageId: 'left',
          data: { thing: changedThing(operation) },
          at: judged.span({ start, end }),
          related:
            downgrade.name === undefined
              ? []
              : [{ message: 'It is not undone here.', at: judged.span(downgrade.name) }],
        };
      }
    }
  },
});

/** An unclear step of the downgrade may undo anything, so nothing is said to be left then. */
function leftSteps({ revision, history }: JudgedRevision): readonly OperationStep[] {
  const { upgrade, downgrade } = revision;
  if (downgrade.steps.some(({ kind }) => kind === 'unclear')) return [];
  const id = idOf(revision);
  const before = history === undefined || id === undefined ? undefined : stateBeforeIn(history.schema, id);
  return undoes(upgrade, downgrade, before).flatMap(({ step, undoing }) =>
    step.kind === 'operation' && undoing.kind === 'left' ? [step] : [],
  );
}
