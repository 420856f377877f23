import type { TableName } from '../operations/name.ts';
import type { SqlNode } from '../../parsers/parsers.ts';
import type { TextRange } from '../../model/text-range.ts';
import type { StatementText } from './script-parts.ts';

/** One of the commands of an ALTER TABLE. */
export interface AlterCommand {
  readonly statement: StatementText;
  readonly table: TableName;
  /** The command in the text, or the whole statement. */
  readonly place: TextRange;
  /** What stands under `AlterTableCmd`. */
  readonly command: SqlNode;
}
