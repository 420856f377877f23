import type { Migrations } from '../analysis/migrations.ts';
import { formerName } from '../analysis/column-successor.ts';
import { verbForm } from '../analysis/verb-form.ts';
import { isNeverMade } from '../analysis/never-made-column.ts';
import { isComputedAnew } from '../analysis/values/column-carried-over.ts';
import { isEmptied } from '../analysis/values/emptied-table.ts';
import { isNewColumn, migrationSteps } from '../analysis/migration-step.ts';
import { renamedPairs } from '../analysis/renamed-pair.ts';
import { formatName, formatTable } from '../operations/format-name.ts';
import { valuesKept } from '../analysis/values/values-kept.ts';
import { readBefore, shownPlace } from '../analysis/values/values-read.ts';
import { defineRule, NO_OPTIONS, type Violation } from '../../engine/rule.ts';
import type { StepOf } from '../analysis/judged-upgrade.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const dropColumn = defineRule({
  id: 'migrations/drop-column',
  summary: 'Do not drop a column.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  onlyWith: ['drop-column'],

  options: NO_OPTIONS,

  messages: {
    drops:
      'This {drops} {table}.{column} and its values, which the running release may read. Stop using the column in one release, and drop it in a later one under a waiver.',
    read: 'This {drops} {table}.{column}, which the running release may read. Check that all values have moved ({place} reads them), stop using the column in one release, and drop it in a later one under a waiver.',
    emptied:
      'This {drops} {table}.{column}, which the running release may read. Stop using the column in one release, and drop it in a later one under a waiver.',
  },

  *check(_get, migration) {
    for (const step of migrationSteps(migration, 'drop-column')) {
      const { table, column } = step.operation;
      if (isNewColumn(step, table, column) || isNeverMade(step) || isComputedAnew(step)) continue;
      const kept = valuesKept(step);
      if (kept === 'all') continue;
      yield {
        kind: 'violation',
        ...told(step, kept),
        at: step.at,
        supersededBy: isHalfOfPair(migration, step) ? 'migrations/possible-rename' : undefined,
      };
    }
  },
});

type Told = Pick<Violation<'drops' | 'read' | 'emptied'>, 'messageId' | 'data' | 'related'>;

function told(step: StepOf<'drop-column'>, kept: 'perhaps' | 'none'): Told {
  const said = { table: formatTable(step.operation.table), column: namedAsKnown(step) };
  const surely = { ...said, drops: verbForm(step, 'drop') };
  // The values went with the rows before.
  if (isEmptied(step)) return { messageId: 'emptied', data: surely };
  const read = readBefore(step);
  if (read === undefined) {
    const drops = verbForm({ isCertain: step.isCertain && kept === 'none' }, 'drop');
    return { messageId: 'drops', data: { ...said, drops } };
  }
  return {
    messageId: 'read',
    data: { ...surely, place: shownPlace(read, step.upgrade.path) },
    related: [{ message: 'The values are read here before.', at: read }],
  };
}

/** With the name that the release which still runs knows. */
function namedAsKnown(step: StepOf<'drop-column'>): string {
  const former = formerName(step);
  const name = formatName(step.operation.column);
  return former === undefined ? name : `${name} (${former} before this migration)`;
}

/** With the column that takes its place, migrations/possible-rename tells of it. */
function isHalfOfPair(migrations: Migrations, { upgrade, index }: StepOf<'drop-column'>): boolean {
  return (
    renamedPairs(migrations)
      .get(upgrade.path)
      ?.some(({ drop }) => drop.index === index) === true
  );
}
