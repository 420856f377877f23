import type { Columns, ColumnState, TableState } from './schema-history.ts';
import { headAt, type SchemaLines } from './schema-timelines.ts';
import type { Parts, TableTimeline } from './table-timeline.ts';
import { valueAt } from '../../model/value-version.ts';
import { allAt, heldAt } from '../../model/versioned.ts';

/** Where a table is looked up, once more if need be. */
interface Sought {
  readonly lines: SchemaLines;
  readonly line: TableTimeline;
  readonly position: number;
  /** Its columns when somebody asks for them later, when another schema may have been folded in this one's place. */
  readonly columns: () => Parts<ColumnState> | undefined;
}

/** `undefined` where it was not made yet, or is dropped. */
export function stateAt({ lines, line, position, columns }: Sought): TableState | undefined {
  const head = headAt(lines, line, position);
  if (head === undefined) return undefined;
  const blurred = valueAt(lines.blurs.newest.get('all'), position);
  const isSharp = blurred === undefined || blurred < line.born;
  return {
    table: head.table,
    createdIn: line.createdIn,
    ...(line.isPartitioned && { isPartitioned: true }),
    isWhole: head.isWhole && isSharp,
    isClear: head.isClear && isSharp,
    parents: heldAt(lines.parents, line, position) ?? [],
    columns: columnsAt(columns, position),
    constraints: allAt(line.constraints, position),
    indexes: allAt(line.indexes, position),
  };
}

/** Looks a single column up without putting all of them together: a table may have very many. */
function columnsAt(parts: () => Parts<ColumnState> | undefined, position: number): Columns {
  const get = (name: string): ColumnState | undefined => {
    const columns = parts();
    return columns && heldAt(columns, name, position);
  };
  const all = (): ReadonlyMap<string, ColumnState> => {
    const columns = parts();
    return new Map((columns ? allAt(columns, position) : []).map((column) => [column.name, column]));
  };
  return {
    get,
    has: (name) => get(name) !== undefined,
    keys: () => all().keys(),
    values: () => all().values(),
    entries: () => all().entries(),
    [Symbol.iterator]: () => all().entries(),
  };
}
