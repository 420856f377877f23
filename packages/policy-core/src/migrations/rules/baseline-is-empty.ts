import type { Direction } from '../operations/direction.ts';
import { baselineRevision, type BaselineRevision } from '../facts/baseline-revision.ts';
import type { RevisionFile } from '../history/revision-history.ts';
import { defineRule, NO_OPTIONS, type Outcome } from '../../engine/rule.ts';
import type { SourceSpan } from '../../model/source-span.ts';

type MessageId = 'upgrades' | 'downgrades' | 'missing' | 'unclear';

export const baselineIsEmpty = defineRule({
  id: 'migrations/baseline-is-empty',
  summary: 'Leave the baseline revision empty in both directions.',
  defaultSeverity: 'error',
  subjects: baselineRevision,

  options: NO_OPTIONS,

  messages: {
    upgrades:
      'upgrade() of the baseline {id} changes something stamped databases never get. Leave it empty, and write a later revision.',
    downgrades: 'downgrade() of the baseline {id} removes what existed before Alembic. Leave it empty.',
    missing:
      'No revision has the id {id}, which migrations.baseline names. Restore the revision, or correct migrations.baseline.',
    unclear: 'Cannot determine whether the baseline {id} is empty.',
  },

  *check(_get, baseline) {
    const { id, named, file } = baseline;
    if (!file.known) {
      yield undecided(baseline, named, file.reason);
    } else if (file.value === null) {
      yield { kind: 'violation', messageId: 'missing', data: { id }, at: named };
    } else {
      yield* judge(baseline, file.value);
    }
  },
});

function* judge(baseline: BaselineRevision, { reading, span }: RevisionFile): Iterable<Outcome<MessageId>> {
  if (reading.kind === 'unanalyzable') {
    yield undecided(baseline, span(reading), reading.problem);
    return;
  }
  const { id } = baseline;
  for (const [direction, messageId] of [
    [reading.upgrade, 'upgrades'],
    [reading.downgrade, 'downgrades'],
  ] as const) {
    const at = span(direction.name ?? { start: 0, end: 0 });
    if (direction.kind === 'elsewhere') yield undecided(baseline, at, 'the file does not define it');
    if (doesSomething(direction)) yield { kind: 'violation', messageId, data: { id }, at };
  }
}

/** One that is missing has a rule of its own. */
function doesSomething({ kind }: Direction): boolean {
  return kind === 'runs' || kind === 'raises';
}

function undecided({ id }: BaselineRevision, at: SourceSpan, reason: string): Outcome<MessageId> {
  return {
    kind: 'undecided',
    messageId: 'unclear',
    data: { id },
    at,
    subject: `the baseline ${id}`,
    waitsFor: 'observation',
    missing: [{ fact: `the baseline ${id}`, reason }],
  };
}
