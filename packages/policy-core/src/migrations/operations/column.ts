import type { TextRange } from '../../model/text-range.ts';
import type { ColumnType } from './column-type.ts';
import type { Name, TableName } from './name.ts';

/** A column as a migration defines it. Offsets are those of the file. */
export interface ColumnDefinition extends TextRange {
  readonly name: Name;
  readonly type: ColumnType;
  /** `undefined` where it cannot be told. A column of the primary key is not nullable. */
  readonly nullable: boolean | undefined;
  readonly default: ColumnDefault;
  /** SQLAlchemy's `default=`: only INSERTs that SQLAlchemy makes ever see it. The source of the value. */
  readonly clientDefault: { readonly source: string } | undefined;
  /** `undefined` where it cannot be told. */
  readonly primaryKey: boolean | undefined;
  /** Constraints written at the column: unique, references, check. Indexes of `index=True` are steps of their own. */
  readonly constraints: readonly ConstraintDefinition[];
  /** More is written than is held here, such as a collation: it cannot be made again from this. */
  readonly hasMore?: true;
}

export type ColumnDefault =
  /** `isNull`: somebody says so with SET DEFAULT NULL. */
  | { readonly kind: 'none'; readonly isNull?: true }
  /** A value or an expression of SQL, as SQL text: `'x'`, `0`, `now()`. */
  | { readonly kind: 'sql'; readonly text: string }
  | { readonly kind: 'identity' }
  /** GENERATED ALWAYS AS (...); `text`: as a directive of Alembic writes it. */
  | { readonly kind: 'computed'; readonly isStored: boolean; readonly text?: string }
  /** serial, or SQLAlchemy's autoincrement of an integer primary key. */
  | { readonly kind: 'sequence' }
  /** There is one, which only shows when it runs; `isText`: a constant in quotes in any case. */
  | { readonly kind: 'unknown'; readonly source: string; readonly isText?: true };

export type ConstraintDefinition = TextRange & {
  /** `undefined`: none was given, and PostgreSQL makes one up. */
  readonly name: Name | undefined;
  /** None was given, and the environment may give one by a naming convention that cannot be read. */
  readonly mayBeNamed?: true;
  /** `undefined` where they are not known, or an expression. */
  readonly columns: readonly string[] | undefined;
  /** NOT VALID: rows that exist are not looked at. `undefined` where only running it tells. */
  readonly notValid: boolean | undefined;
  /** More is written than is held here, such as MATCH FULL or INCLUDE: it cannot be made again from this. */
  readonly hasMore?: true;
} & (
    | ({
        readonly kind: 'foreign-key';
        readonly target: { readonly table: TableName; readonly columns: readonly string[] | undefined };
      } & ForeignKeyActions)
    | {
        readonly kind: 'unique' | 'primary-key';
        /** USING INDEX: a finished index becomes the constraint. */
        readonly usingIndex: boolean;
        /** The name of that index. */
        readonly index?: string;
      }
    | {
        readonly kind: 'check';
        readonly expression: string | undefined;
        /** What gives an expression that is no text: the source, such as `column("a").is_not(None)`. */
        readonly source?: string;
      }
    | { readonly kind: 'exclude' }
  );

/** What is not said is as it goes without saying: NO ACTION, and NOT DEFERRABLE. */
export interface ForeignKeyActions {
  /** ON DELETE */
  readonly onDelete?: ForeignKeyAction;
  /** ON UPDATE */
  readonly onUpdate?: ForeignKeyAction;
  /** DEFERRABLE, and whether it waits for the end of the transaction unless somebody says otherwise. */
  readonly deferrable?: 'immediate' | 'deferred';
}

export type ForeignKeyAction = 'restrict' | 'cascade' | 'set null' | 'set default';
