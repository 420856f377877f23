import type { Migrations } from '../analysis/migrations.ts';
import { formerName, successorOf } from '../analysis/column-successor.ts';
import { tableAtEnd } from '../analysis/renames-within.ts';
import { isOfOtherFamily } from '../operations/type-family.ts';
import { typeText } from '../operations/type-text.ts';
import { verbForm } from '../analysis/verb-form.ts';
import { isNeverMade } from '../analysis/newness/never-made-column.ts';
import { isComputedAnew } from '../analysis/values/column-carried-over.ts';
import { isEmptied } from '../analysis/values/emptied-table.ts';
import { columnBefore, isNewColumn, migrationSteps } from '../analysis/migration-step.ts';
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
    retyped:
      'This {replaces} {table}.{column} of {from} with a column of {to}. Write both in one release, and drop the old one in a later one under a waiver, because the running release uses {from}.',
  },

  *check(_get, migration) {
    for (const step of migrationSteps(migration, 'drop-column')) {
      const { table, column } = step.operation;
      if (isNewColumn(step, table, column) || isNeverMade(step) || isComputedAnew(step)) continue;
      const kept = valuesKept(step);
      const said = kept === 'all' ? retyped(step) : told(step, kept);
      if (said === undefined) continue;
      yield {
        kind: 'violation',
        ...said,
        at: step.at,
        supersededBy: isHalfOfPair(migration, step) ? 'migrations/possible-rename' : undefined,
      };
    }
  },
});

type Told = Pick<Violation<'drops' | 'read' | 'emptied' | 'retyped'>, 'messageId' | 'data' | 'related'>;

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

/** The values are in the column that takes its place, and a release that knows the old one may not be able to use them. */
function retyped(step: StepOf<'drop-column'>): Told | undefined {
  const { table, column } = step.operation;
  const was = columnBefore(step, table, column)?.type;
  const [name = column.text] = successorOf(step)?.oldNames ?? [];
  const now = tableAtEnd(step, table)?.columns.get(name)?.type;
  if (was === undefined || now === undefined || !isOfOtherFamily(was, now)) return undefined;
  const said = { replaces: verbForm(step, 'replace'), table: formatTable(table), column: name };
  return { messageId: 'retyped', data: { ...said, from: typeText(was), to: typeText(now) } };
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
