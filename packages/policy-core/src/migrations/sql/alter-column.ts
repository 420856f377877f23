import type { ColumnDefault } from '../operations/column.ts';
import { knownName } from '../operations/name.ts';
import type { AlterColumn } from '../operations/operation.ts';
import type { SqlNode } from '../../parsers/parsers.ts';
import type { AlterCommand } from './alter-command.ts';
import { behindKeyword } from './clauses.ts';
import { typeSource, defaultClause } from './column-definition.ts';
import { columnType } from './column-type.ts';
import { nodeIn, textIn } from './nodes.ts';

/** `undefined` for a command that says nothing of the type, the default or NULL: statistics, storage. */
export function alteredColumn(alter: AlterCommand): AlterColumn | undefined {
  const changes = changesOf(alter);
  if (changes === undefined) return undefined;
  const column = knownName(textIn(alter.command, 'name') ?? '');
  return { kind: 'alter-column', table: alter.table, column, ...changes };
}

type Changes = Pick<AlterColumn, 'type' | 'nullable' | 'default' | 'using'>;

function changesOf({ statement, place, command }: AlterCommand): Changes | undefined {
  const definition = nodeIn(command, 'def');
  switch (command['subtype']) {
    case 'AT_AlterColumnType':
      return changedType({ statement, place, command });
    case 'AT_SetNotNull':
      return { nullable: false };
    case 'AT_DropNotNull':
      return { nullable: true };
    case 'AT_ColumnDefault':
      return { default: changedDefault(defaultClause(statement.text, place, definition), definition) };
    case 'AT_AddIdentity':
      return { default: { kind: 'identity' } };
    case 'AT_SetExpression':
      return { default: COMPUTED };
    case 'AT_DropIdentity':
    case 'AT_DropExpression':
      return { default: { kind: 'none' } };
    default:
      return undefined;
  }
}

/** SET DEFAULT NULL does what DROP DEFAULT does. */
function changedDefault(preset: ColumnDefault, definition: SqlNode | undefined): ColumnDefault {
  return preset.kind === 'none' && definition !== undefined ? { ...preset, isNull: true } : preset;
}

/** The one kind of which PostgreSQL lets the expression be changed and keeps the values. */
const COMPUTED: ColumnDefault = { kind: 'computed', isStored: true };

function changedType({ statement, place, command }: Omit<AlterCommand, 'table'>): Changes {
  const node: SqlNode = nodeIn(nodeIn(command, 'def'), 'ColumnDef') ?? {};
  const { type } = columnType(nodeIn(node, 'typeName'), typeSource(statement, node, place));
  const using = behindKeyword(statement.text, place, 'USING');
  return using === undefined ? { type } : { type, using: statement.text.slice(using.start, using.end) };
}
