import type { SqlNode } from '../../parsers/parsers.ts';
import { flagIn, listIn, nodeIn, textIn } from './nodes.ts';

/** What is written beside what the model of operations holds. */
interface MoreWritten {
  readonly hasMore?: true;
}

/** For an object literal: the field is left out where there is nothing more. */
export function more(hasMore: boolean): MoreWritten {
  return hasMore ? { hasMore: true } : {};
}

/** MATCH FULL, INCLUDE, DEFERRABLE keys and the like; `node` is what stands under `Constraint`. */
export function constraintHasMore(node: SqlNode): boolean {
  return (
    CONSTRAINT_FLAGS.some((field) => flagIn(node, field)) ||
    // Of foreign keys that is held.
    (node['contype'] !== 'CONSTR_FOREIGN' && DEFERRALS.some((field) => flagIn(node, field))) ||
    CONSTRAINT_LISTS.some((field) => listIn(node, field).length > 0) ||
    textIn(node, 'indexspace') !== undefined ||
    (textIn(node, 'fk_matchtype') ?? 's') !== 's' ||
    (MAY_BE_UNENFORCED.has(node['contype']) && !flagIn(node, 'is_enforced'))
  );
}

const DEFERRALS = ['deferrable', 'initdeferred'];
const CONSTRAINT_FLAGS = ['fk_with_period', 'is_no_inherit', 'nulls_not_distinct', 'without_overlaps'];
const CONSTRAINT_LISTS = ['fk_del_set_cols', 'including', 'options'];
const MAY_BE_UNENFORCED: ReadonlySet<unknown> = new Set(['CONSTR_CHECK', 'CONSTR_FOREIGN']);

/** COLLATE, COMPRESSION, STORAGE, or options of a foreign table; `node` is what stands under `ColumnDef`. */
export function columnHasMore(node: SqlNode): boolean {
  const words = ['compression', 'storage_name'];
  return (
    nodeIn(node, 'collClause') !== undefined ||
    listIn(node, 'fdwoptions').length > 0 ||
    words.some((field) => textIn(node, field) !== undefined)
  );
}

/** USING gin, INCLUDE, DESC, an operator class and the like; `node` is what stands under `IndexStmt`. */
export function indexHasMore(node: SqlNode): boolean {
  return (
    (textIn(node, 'accessMethod') ?? 'btree') !== 'btree' ||
    textIn(node, 'tableSpace') !== undefined ||
    flagIn(node, 'nulls_not_distinct') ||
    listIn(node, 'indexIncludingParams').length > 0 ||
    listIn(node, 'options').length > 0 ||
    listIn(node, 'indexParams').some((item) => elementHasMore(nodeIn(item, 'IndexElem')))
  );
}

const USUAL_ORDER: ReadonlySet<unknown> = new Set(['SORTBY_DEFAULT', 'SORTBY_ASC', undefined]);

function elementHasMore(element: SqlNode | undefined): boolean {
  const nulls = textIn(element, 'nulls_ordering') ?? 'SORTBY_NULLS_DEFAULT';
  return (
    !USUAL_ORDER.has(element?.['ordering']) ||
    (nulls !== 'SORTBY_NULLS_DEFAULT' && nulls !== 'SORTBY_NULLS_LAST') ||
    ['collation', 'opclass', 'opclassopts'].some((field) => listIn(element, field).length > 0)
  );
}
