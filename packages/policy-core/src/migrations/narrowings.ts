import type { Migrations } from '../facts/migrations.ts';
import { typeChange } from '../schema/type-change.ts';
import type { ColumnType } from './column-type.ts';
import { columnBefore, isNewColumn, judgedSteps, type StepOf } from './judged-steps.ts';

/** A column that gets a type which may not hold every value of the one before. */
export interface Narrowing {
  readonly step: StepOf<'alter-column'>;
  readonly from: ColumnType;
  readonly to: ColumnType;
  /** A clause. */
  readonly reason: string;
}

/** In the order of running. Columns that the same migration makes are not among them. */
export function narrowings(migrations: Migrations): readonly Narrowing[] {
  return judgedSteps(migrations, 'alter-column').flatMap((step): readonly Narrowing[] => {
    const { table, column, type } = step.operation;
    const from = typeBefore(step);
    if (type === undefined || from === undefined || isNewColumn(step, table, column)) return [];
    const change = typeChange(from, type);
    return change.kind === 'narrowing' ? [{ step, from, to: type, reason: change.reason }] : [];
  });
}

/** What the migration says, which autogenerate took from a database, or else what earlier ones made. */
function typeBefore(step: StepOf<'alter-column'>): ColumnType | undefined {
  const { table, column, existingType } = step.operation;
  return existingType?.isKnown === true ? existingType : columnBefore(step, table, column)?.type;
}
