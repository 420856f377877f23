import type { Operation } from '../../operations/operation.ts';
import { itemsOf } from '../../../parsers/python/items.ts';
import { argumentOf, nameIn, tableOf, type OperationContext } from './operation-context.ts';
import { indexOf } from '../sqlalchemy/sqlalchemy-index.ts';
import { flagOr, isNone, isOn } from '../render/render-values.ts';

export function readCreateIndex(directing: OperationContext): readonly Operation[] {
  const { file, given } = directing;
  const columns = argumentOf(directing, 'columns');
  const items = columns.kind === 'given' ? itemsOf(file, columns.value) : undefined;
  const options = { name: argumentOf(directing, 'index_name'), columns: items, table: tableOf(directing) };
  const unique = flagOr(file, argumentOf(directing, 'unique'), false);
  return [{ ...indexOf(file, given, options), unique }];
}

export function readDropIndex(directing: OperationContext): readonly Operation[] {
  const { file, given } = directing;
  const table = argumentOf(directing, 'table_name');
  const isNamed = directing.table !== undefined || (table.kind === 'given' && !isNone(file, table.value));
  return [
    {
      kind: 'drop-index',
      name: nameIn(directing, 'index_name'),
      table: isNamed ? tableOf(directing) : undefined,
      concurrently: isOn(file, given, 'postgresql_concurrently'),
      ifExists: isOn(file, given, 'if_exists'),
      cascade: false,
    },
  ];
}
