import type { Fix } from '../../model/fix.ts';
import type { MigrationStep } from '../analysis/judged-upgrade.ts';
import { sqlName, sqlTable } from './sql-name.ts';

/** How a constraint is validated that was added NOT VALID. */
export interface Validation {
  /** Of the constraint, for people. */
  readonly name: string;
  readonly sql: string;
}

/** What a fix does, before anybody says how safe it is. */
export type UnratedFix = Pick<Fix, 'title' | 'edits'>;

/** Or a clause that says why nobody can write it. */
export function validation({ operation }: MigrationStep): Validation | string {
  const name = operation.kind === 'add-constraint' ? operation.constraint.name : undefined;
  if (name === undefined || operation.kind !== 'add-constraint') return 'the constraint has no name';
  const [constraint, table] = [sqlName(name), sqlTable(operation.table)];
  return constraint === undefined || table === undefined
    ? 'its names only show when it runs'
    : { name: name.text, sql: `ALTER TABLE ${table} VALIDATE CONSTRAINT ${constraint}` };
}
