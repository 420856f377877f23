import type { UtilityStatement } from '../operations/utility-statement.ts';
import { knownName } from '../operations/name.ts';
import type { Operation } from '../operations/operation.ts';
import type { SqlNode, SqlValue } from '../../parsers/parsers.ts';
import type { TextRange } from '../../model/text-range.ts';
import type { AlterCommand } from './alter-command.ts';
import { alteredColumn } from './alter-column.ts';
import { clauseTokens, listedRanges } from './clauses.ts';
import { columnDefinition } from './column-definition.ts';
import { constraintDefinition } from './constraint.ts';
import { flagIn, listIn, nodeIn, textIn } from './nodes.ts';
import { placed, type PlacedOperation } from './placed-operation.ts';
import type { StatementText } from './script-parts.ts';
import { stringsIn, tableName } from './table-name.ts';
import { tableDeed } from './table-options.ts';
import { keyword } from './tokens.ts';

/** ALTER TABLE, one operation for every command; other things that are altered in this way change nothing here. */
export function alterTable(statement: StatementText, node: SqlNode): readonly PlacedOperation[] {
  const commands = listIn(node, 'cmds').map((item) => nodeIn(item, 'AlterTableCmd') ?? {});
  const table = tableName(nodeIn(node, 'relation'));
  if (VIEWS.has(node['objtype'])) {
    const what = node['objtype'] === 'OBJECT_VIEW' ? 'ALTER VIEW' : 'ALTER MATERIALIZED VIEW';
    const deed = { kind: 'set-table-option', table, option: 'other' } as const;
    return [placed(statement, { kind: 'other', what, deed })];
  }
  if (node['objtype'] !== 'OBJECT_TABLE') return [];
  const places = commandPlaces(statement, commands.length);
  return commands.map((command, index) => {
    const place = places[index] ?? statement;
    const operation = commandOperation({ statement, table, place, command });
    return placed(commands.length === 1 ? statement : place, operation);
  });
}

const VIEWS: ReadonlySet<SqlValue | undefined> = new Set(['OBJECT_VIEW', 'OBJECT_MATVIEW']);

/** Empty where the tokens tell of another number of commands than the tree. */
function commandPlaces({ text, start, end }: StatementText, count: number): readonly TextRange[] {
  const head = headTokens(text, { start, end });
  const places = listedRanges(text, { start: head, end });
  return places.length === count ? places : [];
}

/** Where the commands begin: behind `ALTER TABLE [IF EXISTS] [ONLY] name [*]`. */
function headTokens(text: string, range: TextRange): number {
  const tokens = clauseTokens(text, range, () => false);
  let index = 2;
  if (keyword(text, tokens[index]) === 'IF') index += 2;
  if (keyword(text, tokens[index]) === 'ONLY') index += 1;
  const isAt = (sign: string): boolean => {
    const token = tokens[index];
    return token !== undefined && text.slice(token.start, token.end) === sign;
  };
  // In parentheses after ONLY: `ONLY (name)`.
  if (isAt('(')) while (index < tokens.length && !isAt(')')) index += 1;
  index += 1;
  while (isAt('.')) index += 2;
  if (isAt('*')) index += 1;
  return tokens[index]?.start ?? range.end;
}

function commandOperation(alter: AlterCommand): Operation {
  const { table, command } = alter;
  const name = knownName(textIn(command, 'name') ?? '');
  const ifExists = flagIn(command, 'missing_ok');
  const cascade = command['behavior'] === 'DROP_CASCADE';
  switch (command['subtype']) {
    case 'AT_AddColumn':
      return addedColumn(alter);
    case 'AT_DropColumn':
      return { kind: 'drop-column', table, column: name, ifExists, cascade };
    case 'AT_AddConstraint':
      return addedConstraint(alter);
    case 'AT_DropConstraint':
      return { kind: 'drop-constraint', table, name, type: undefined, ifExists, cascade };
    case 'AT_ValidateConstraint':
      return { kind: 'validate-constraint', table, name };
    default:
      return alteredColumn(alter) ?? beside(tableDeed(alter));
  }
}

function beside(deed: UtilityStatement): Operation {
  return { kind: 'other', what: 'ALTER TABLE', deed };
}

function addedColumn({ statement, table, place, command }: AlterCommand): Operation {
  const { text, offsets } = statement;
  const { start, end } = place;
  const node = nodeIn(nodeIn(command, 'def'), 'ColumnDef') ?? {};
  const column = columnDefinition({ start, end, text, offsets }, node);
  return { kind: 'add-column', table, column, ifNotExists: flagIn(command, 'missing_ok') };
}

function addedConstraint(alter: AlterCommand): Operation {
  const { statement, table, place, command } = alter;
  const node = nodeIn(nodeIn(command, 'def'), 'Constraint') ?? {};
  const [column] = stringsIn(node, 'keys');
  if (node['contype'] === 'CONSTR_NOTNULL' && column !== undefined) {
    // PostgreSQL 18 can put off the look at the rows that exist.
    if (flagIn(node, 'skip_validation')) {
      return beside({ kind: 'add-not-null-not-valid', table, column: knownName(column) });
    }
    return { kind: 'alter-column', table, column: knownName(column), nullable: false };
  }
  const { text } = statement;
  const constraint = constraintDefinition({
    text,
    place: definitionPlace(text, place),
    node,
    column: undefined,
  });
  return constraint === undefined ? beside(tableDeed(alter)) : { kind: 'add-constraint', table, constraint };
}

/** Behind ADD. */
function definitionPlace(text: string, place: TextRange): TextRange {
  const [add, first] = clauseTokens(text, place, () => false);
  return keyword(text, add) === 'ADD' && first !== undefined ? { start: first.start, end: place.end } : place;
}
