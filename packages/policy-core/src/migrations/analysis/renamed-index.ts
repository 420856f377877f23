import { tableBefore, stepsOf } from './migration-step.ts';
import { schemaAround } from './schema-around.ts';
import type { StepOf } from './judged-upgrade.ts';

/**
 * Whether ALTER TABLE ... RENAME is about an index, or the index of a key, which PostgreSQL lets it: no table of that
 * name is known, and an index is, or it has the name that PostgreSQL gives to the key of a table.
 */
export function isOfIndex(step: StepOf<'rename-table'>): boolean {
  const { table, to } = step.operation;
  if (!table.isKnown || tableBefore(step, table) !== undefined) return false;
  const { schema, revision } = schemaAround(step.upgrade);
  if (schema.tableOfIndex(table.text, { revision, step: step.index }) !== undefined) return true;
  return areNamesOfKeys(table.text, to.text) || (isKey(table.text) && isBesideKeys(step));
}

/** No table is called so. */
const OF_KEY = /^\w+_pkey$/;

function areNamesOfKeys(from: string, to: string): boolean {
  return OF_KEY.test(from) && OF_KEY.test(to);
}

/** `orders_number_key`, as an `api_key` may be called, too. */
function isKey(name: string): boolean {
  return /^\w+_key$/.test(name);
}

/** Another one of the same migration is surely a key, and of the same table. */
function isBesideKeys({ upgrade, operation }: StepOf<'rename-table'>): boolean {
  return stepsOf(upgrade, 'rename-table').some(({ operation: { table, to } }) => {
    const of = table.text.replace(/_pkey$/, '_');
    return areNamesOfKeys(table.text, to.text) && operation.table.text.startsWith(of);
  });
}
