import type { ColumnDefault, ConstraintDefinition } from '../operations/column.ts';
import type { ColumnType } from '../operations/column-type.ts';
import type { Name, TableName } from '../operations/name.ts';
import type { Routine } from '../operations/routine.ts';

/**
 * The schema that the upgrades of one environment make, at any moment of them. Tables are folded once, as far as
 * somebody asks, in the order of the graph, which is one of the orders Alembic may run branches in; asking again
 * is a look-up.
 *
 * - A step that may not run, or not once, counts as done, and what it touches is not whole any more.
 * - An unclear step leaves standing what is known. It is taken to concern the tables that the same upgrade
 *   changes, before or after it, and those whose names stand somewhere in its file: these are not whole any
 *   more. Such steps are common and mostly fill rows; to let each blur every table would leave nothing to say
 *   about most histories.
 * - `create_all`, `drop_all`, DROP OWNED and DROP DATABASE leave no table whole.
 * - A table that is first heard of when it is changed was there before: it is not whole.
 * - What refers to a table goes along with its name, and is gone with it; so are columns with their type. What CASCADE
 *   takes along of a view for one of its columns, of keys for one of theirs and of defaults is not followed.
 */
export interface SchemaHistory {
  /** `undefined` where no upgrade before that moment made or changed it, or one of them dropped it. */
  tableAt(table: TableName, moment: SchemaMoment): TableState | undefined;
  /** A single column, which is found sooner than by way of its table. */
  columnAt(table: TableName, column: Name, moment: SchemaMoment): ColumnState | undefined;
  /** The same for a constraint, by the name it was given or got. */
  constraintAt(table: TableName, name: Name, moment: SchemaMoment): ConstraintState | undefined;
  /** Every table there is at that moment, in no order. */
  tablesAt(moment: SchemaMoment): readonly TableState[];
  /** Whether any table is there, which is told sooner than which. */
  hasTables(moment: SchemaMoment): boolean;
  /** Tables that are a partition of this one, or inherit from it, in no order. */
  childrenOf(table: TableName, moment: SchemaMoment): readonly Child[];
  /** Foreign keys of other tables that lead to this one, in no order. */
  referencesTo(table: TableName, moment: SchemaMoment): readonly Reference[];
  /** Every view there is at that moment, in no order. */
  viewsAt(moment: SchemaMoment): readonly ViewState[];
  /** `undefined` where no upgrade before that moment made it. */
  domainAt(name: string, moment: SchemaMoment): DomainState | undefined;
  /** The values of an enum, in no certain order; `undefined` where no upgrade before that moment tells them. */
  enumAt(name: string, moment: SchemaMoment): readonly string[] | undefined;
  /** A function or procedure as an upgrade before that moment made it last. */
  routineAt(name: string, moment: SchemaMoment): Routine | undefined;
  /** The table an index or constraint of that name belongs to, where one is known. */
  tableOfIndex(name: string, moment: SchemaMoment): TableState | undefined;
}

/** Just before a step of an upgrade runs; `step` is an index into its steps, their number is the end of it. */
export interface SchemaMoment {
  readonly revision: string;
  readonly step: number;
}

export interface TableState {
  readonly table: TableName;
  /** Id of the revision that made it; `undefined`: it was there before, and is known by what is done to it. */
  readonly createdIn: string | undefined;
  /** Every column is known: a migration made it for certain, and nothing unclear is taken to have touched it since. */
  readonly isWhole: boolean;
  /** Nothing unclear is taken to have touched it: what is known of it is so, and there may be more. */
  readonly isClear: boolean;
  /** A migration made it with PARTITION BY; left out otherwise. It may have partitions that nobody knows, or none. */
  readonly isPartitioned?: true;
  /** Tables that it is a partition of, or inherits from, as far as that is known. */
  readonly parents: readonly Parent[];
  readonly columns: Columns;
  readonly constraints: readonly ConstraintState[];
  readonly indexes: readonly IndexState[];
}

export interface DomainState {
  readonly type: ColumnType;
  /** Some values of that type are refused. `true` also where it once was so. */
  readonly isChecked: boolean;
}

export interface ViewState {
  readonly view: TableName;
  readonly isMaterialized: boolean;
  /** The tables and views that its query reads. */
  readonly reads: readonly TableName[];
}

export interface Child {
  readonly as: Parent['as'];
  readonly table: TableName;
}

export interface Reference {
  readonly from: TableName;
  readonly definition: Extract<ConstraintDefinition, { readonly kind: 'foreign-key' }>;
}

export interface Parent {
  readonly as: 'partition-of' | 'inherits';
  readonly table: TableName;
}

/** By name, in their order. */
export type Columns = Pick<
  ReadonlyMap<string, ColumnState>,
  'get' | 'has' | 'keys' | 'values' | 'entries' | typeof Symbol.iterator
>;

export interface ColumnState {
  readonly name: string;
  /** `undefined`: not known. */
  readonly type: ColumnType | undefined;
  readonly nullable: boolean | undefined;
  readonly default: ColumnDefault | undefined;
  /** As in `ColumnDefinition`. */
  readonly hasMore?: true;
  /** Id of the revision that added it; `undefined`: it was there before. */
  readonly addedIn: string | undefined;
}

export interface ConstraintState {
  readonly definition: ConstraintDefinition;
  /**
   * The name given, or the one PostgreSQL makes up, unless metadata with a naming convention is handed to
   * Alembic; `undefined` where that cannot be told.
   */
  readonly name: string | undefined;
  /** `false` also where that cannot be told. */
  readonly isValidated: boolean;
  readonly addedIn: string | undefined;
}

export interface IndexState {
  readonly name: string | undefined;
  readonly columns: readonly string[] | undefined;
  /** As in the operation that made it. */
  readonly keys?: readonly string[];
  readonly unique: boolean | undefined;
  readonly isPartial: boolean;
  /** As in the operation that made it. */
  readonly where?: string;
  /** Columns that its expressions and its WHERE read, as far as they are known; left out where there are none. */
  readonly reads?: readonly string[];
  /** As in the operation that made it. */
  readonly hasMore?: true;
  readonly addedIn: string | undefined;
}
