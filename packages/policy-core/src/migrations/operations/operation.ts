import type { TextRange } from '../../model/text-range.ts';
import type { CalledRoutine } from './called-routine.ts';
import type { ColumnDefinition, ColumnDefault, ConstraintDefinition } from './column.ts';
import type { ColumnType } from './column-type.ts';
import type { UtilityStatement } from './utility-statement.ts';
import type { KeptCalls } from './kept-calls.ts';
import type { Name, TableName } from './name.ts';
import type { Routine } from './routine.ts';
import type { Flag } from './flag.ts';

/**
 * One change of the schema or of rows, whoever writes it: a directive of Alembic or a statement of SQL.
 * What the text does not tell is a name that is not known, or `undefined`.
 */
export type Operation =
  | TableOperation
  | ColumnOperation
  | IndexOperation
  | ConstraintOperation
  | ObjectOperation
  | RowOperation
  | MetadataOperation
  /** Understood, and of no interest to the schema: a comment, a grant, a query. */
  | {
      readonly kind: 'other';
      readonly what: string;
      /** Left out where nobody has to wait for it, and nothing after it means something else. */
      readonly deed?: UtilityStatement;
    };

export type TableOperation =
  | {
      readonly kind: 'create-table';
      readonly table: TableName;
      readonly columns: readonly ColumnDefinition[];
      readonly constraints: readonly ConstraintDefinition[];
      readonly ifNotExists: Flag;
      /** `false` where more columns may come from elsewhere: `*columns`, LIKE, AS SELECT, INHERITS. */
      readonly isWhole: boolean;
      /** TEMP tables are gone with the connection. */
      readonly isTemporary: boolean;
      /** A temporary table that goes with its transaction, which may be that of the statement alone: ON COMMIT DROP. */
      readonly isGoneOnCommit?: true;
      /** PARTITION BY: its rows lie in other tables, whoever makes those. */
      readonly isPartitioned?: true;
      /** Other tables that it is made from; left out where there are none. */
      readonly sources?: readonly TableSource[];
    }
  | {
      readonly kind: 'drop-table';
      readonly table: TableName;
      readonly ifExists: Flag;
      readonly cascade: boolean;
      /** Where SQL has its name; left out where no SQL does. */
      readonly named?: TextRange;
    }
  | { readonly kind: 'rename-table'; readonly table: TableName; readonly to: Name }
  | { readonly kind: 'set-table-schema'; readonly table: TableName; readonly schema: Name };

/** `model`: LIKE. `query`: AS SELECT reads it. */
export interface TableSource {
  readonly as: 'partition-of' | 'inherits' | 'model' | 'query';
  readonly table: TableName;
}

export type ColumnOperation =
  | {
      readonly kind: 'add-column';
      readonly table: TableName;
      readonly column: ColumnDefinition;
      readonly ifNotExists: Flag;
      /** Its foreign keys are added by statements of their own, as Alembic does: they are held against every row. */
      readonly keysApart?: true;
    }
  | {
      readonly kind: 'drop-column';
      readonly table: TableName;
      readonly column: Name;
      readonly ifExists: Flag;
      readonly cascade: boolean;
    }
  | { readonly kind: 'rename-column'; readonly table: TableName; readonly column: Name; readonly to: Name }
  | AlterColumn;

/** What is left out stays as it is. One `op.alter_column` that also renames makes two operations: this one first. */
export interface AlterColumn {
  readonly kind: 'alter-column';
  readonly table: TableName;
  readonly column: Name;
  readonly type?: ColumnType;
  /** What the migration says the type was: Alembic's `existing_type`. */
  readonly existingType?: ColumnType;
  readonly nullable?: boolean | 'unknown';
  readonly existingNullable?: boolean;
  readonly default?: ColumnDefault;
  readonly existingDefault?: ColumnDefault;
  /** Source of `postgresql_using`, or of USING. */
  readonly using?: string;
}

export type IndexOperation =
  | {
      readonly kind: 'create-index';
      /** `undefined`: PostgreSQL makes up a name. */
      readonly name: Name | undefined;
      readonly table: TableName;
      /** `undefined` where one of them is an expression or is not known. */
      readonly columns: readonly string[] | undefined;
      /** Where one of them is an expression: all of them as they are written; left out where one is not written out. */
      readonly keys?: readonly string[];
      readonly unique: Flag;
      readonly concurrently: Flag;
      readonly ifNotExists: Flag;
      /** It has a WHERE. */
      readonly isPartial: boolean;
      /** The text behind that WHERE, where it is written out. */
      readonly where?: string;
      /** ON ONLY: partitions get none. */
      readonly isOnly?: true;
      /** More is written than is held here, such as USING gin or INCLUDE: it cannot be made again from this. */
      readonly hasMore?: true;
    }
  | {
      readonly kind: 'drop-index';
      readonly name: Name;
      /** Alembic may name it; SQL does not. */
      readonly table: TableName | undefined;
      readonly concurrently: Flag;
      readonly ifExists: Flag;
      readonly cascade: boolean;
    };

export type ConstraintOperation =
  | { readonly kind: 'add-constraint'; readonly table: TableName; readonly constraint: ConstraintDefinition }
  | {
      readonly kind: 'drop-constraint';
      readonly table: TableName;
      /** `undefined`: Alembic was given None, and fails. */
      readonly name: Name | undefined;
      readonly type: ConstraintDefinition['kind'] | undefined;
      readonly ifExists: Flag;
      readonly cascade: boolean;
    }
  | { readonly kind: 'rename-constraint'; readonly table: TableName; readonly name: Name; readonly to: Name }
  | { readonly kind: 'validate-constraint'; readonly table: TableName; readonly name: Name };

export const OBJECT_KINDS = [
  'database',
  'schema',
  'extension',
  'type',
  'domain',
  'view',
  'materialized-view',
  'sequence',
  'function',
  'trigger',
  'policy',
  'rule',
  'statistics',
  'tablespace',
  'owned',
  'other',
] as const;

/** Things beside tables: `owned` is DROP OWNED BY. */
export type ObjectOperation = {
  readonly object: (typeof OBJECT_KINDS)[number];
  readonly name: Name;
  /** The table that a trigger, a policy, a rule or statistics are about, where it is told. */
  readonly on?: TableName;
} & (
  | {
      readonly kind: 'create-object';
      /** IF NOT EXISTS, or an argument that may say so; left out otherwise. */
      readonly unlessThere?: true;
      /** The tables and views that the query of a view reads. */
      readonly reads?: readonly TableName[];
      /** Of a domain: the type below it, and whether it refuses some of its values. */
      readonly domain?: { readonly type: ColumnType; readonly isChecked: boolean };
      /** Of an enum; left out where they are not known. */
      readonly values?: readonly string[];
      /** Of a function or procedure that SQL makes. */
      readonly routine?: Routine;
    }
  | { readonly kind: 'drop-object'; readonly ifExists: Flag; readonly cascade: Flag }
  | { readonly kind: 'rename-object'; readonly to: Name }
);

export type RowOperation =
  | { readonly kind: 'truncate'; readonly tables: readonly TableName[]; readonly cascade: boolean }
  | {
      readonly kind: 'change-rows';
      readonly verb: 'insert' | 'update' | 'delete' | 'merge' | 'copy';
      readonly table: TableName;
      /** There is a WHERE that may leave rows out: neither none nor `WHERE true`. */
      readonly isFiltered: boolean;
      /** Columns of which that WHERE asks no more than that they have a value; left out where it asks for more. */
      readonly asksFor?: readonly string[];
      /**
       * What an UPDATE makes of the values that are there: `kept` where each stays what it is, but for those that are
       * NULL and rows that a CASE picks; `derived` where each new one comes from the old one; absent where others take
       * their place.
       */
      readonly values?: 'kept' | 'derived';
      /** Of an INSERT that takes all the rows of another table as they are; absent where that is not certain. */
      readonly copied?: CopiedRows;
      /** Other tables and views that it reads, or takes rows from; absent where nobody can tell. */
      readonly reads?: readonly TableName[];
    };

export interface CopiedRows {
  readonly from: TableName;
  /** `all` for `*`; `undefined` where one of them is not known. */
  readonly columns: readonly string[] | 'all' | undefined;
}

/** SQLAlchemy makes or drops whatever tables the metadata of that moment knows. */
export interface MetadataOperation {
  readonly kind: 'create-all' | 'drop-all';
}

/** One thing that a migration does, in the order in which it is done. Offsets are those of the file. */
export type Step = OperationStep | UnclearStep;

interface StepPlace extends TextRange {
  /** `false` under a condition, in a loop or a handler of errors, or in a function that nothing seems to call. */
  readonly isCertain: boolean;
  /** It runs outside the transaction: in an `autocommit_block()`, or after a COMMIT. */
  readonly autocommit: boolean;
  /**
   * Its place among what one call sends to PostgreSQL as one text of several statements, which runs them in one
   * transaction whatever is around the call; left out for a statement that is sent alone, and in a SQL file.
   */
  readonly sentWith?: 'first' | 'middle' | 'last';
  /** Where it is written, if that is another module: then the call that leads there is underlined. */
  readonly from?: WrittenElsewhere;
  /** In a function that nothing in the file mentions: no step of what Alembic runs, and told for safety alone. */
  readonly isUncalled?: true;
}

/** A place in a module of the repository that a revision imports. */
export interface WrittenElsewhere {
  readonly path: string;
  /** Counts from one. */
  readonly line: number;
}

export interface OperationStep extends StepPlace {
  readonly kind: 'operation';
  /** A call of Alembic or SQLAlchemy, a method of a batch, or SQL text; `start` and `end` underline it. */
  readonly via: 'directive' | 'batch' | 'sql';
  readonly operation: Operation;
  /** Why PostgreSQL refuses the statement, as a clause: it was read without the spelling of another database. */
  readonly refused?: string;
  /** Absent where names mean the same afterwards. */
  readonly shift?: NameShift;
  /** What is left of the shift once it is known what the functions do that it calls; left out where that is all of it. */
  readonly shiftBesideCalls?: NameShift | 'none';
  /** Left out where that is nothing unknown. */
  readonly keeps?: KeptCalls;
}

/**
 * What running something does to the meaning of names, beside making, moving and dropping things itself:
 *
 * - `undone`: what it makes may be gone at once.
 * - `bare-names`: another search path, or role, may lead from a name without a schema to another table, and temporary
 *   tables may be gone.
 * - `every-name`: all that was made may be gone, or have another name.
 */
export type NameShift = 'undone' | 'bare-names' | 'every-name';

/** What it does is only known when it runs, or cannot be read. */
export interface UnclearStep extends StepPlace {
  readonly kind: 'unclear';
  /** A clause that reads well after "because". */
  readonly problem: string;
  /** Left out where it may change anything. */
  readonly reach?: UnclearReach;
  /** Whatever it does, it drops no table; left out where it may. */
  readonly keepsTables?: true;
  /** The statement itself was read, and has operations of its own: only what it leads to is unclear. */
  readonly isRead?: true;
  /** The function or procedure of which nobody knows what it does, where that is all that is unclear. */
  readonly calls?: CalledRoutine;
  /** A statement that PostgreSQL's grammar refuses; another database may take it. */
  readonly isRefused?: true;
}

/** All that something may change of which not everything is known. */
export type UnclearReach =
  | { readonly kind: 'rows' }
  /** How a connection to a database that is not PostgreSQL behaves. */
  | { readonly kind: 'settings' }
  /** Tables of these names, in lower case and without schemas; what is no table is among them. */
  | { readonly kind: 'tables'; readonly names: readonly string[] };
