import type { TextRange } from '../../model/text-range.ts';

/** What one class or one call says of a table, as far as a database would see it. */
export interface TableDefinition {
  /** The name of the table where it is written, else that of the class. */
  readonly name: string;
  /** Each in one spelling, by what people call it: a column, `__table_args__`, an index. */
  readonly parts: ReadonlyMap<string, string>;
  /** The name of the class or the variable. */
  readonly at: TextRange;
}
