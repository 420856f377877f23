import type { ConstraintDefinition, ForeignKeyAction, ForeignKeyActions } from '../operations/column.ts';
import { knownName } from '../operations/name.ts';
import type { SqlNode } from '../../parsers/parsers.ts';
import type { TextRange } from '../../model/text-range.ts';
import { behindKeyword, clauseTokens, rangeOf } from './clauses.ts';
import { constraintHasMore, more } from './more-written.ts';
import { flagIn, listIn, nodeIn, nodesNamed, stringIn, textIn } from './nodes.ts';
import { stringsIn, tableName } from './table-name.ts';

export interface ConstraintText {
  readonly text: string;
  /** The constraint in the text. */
  readonly place: TextRange;
  /** What stands under `Constraint`. */
  readonly node: SqlNode;
  /** The column it is written at; `undefined` for one of the table. */
  readonly column: string | undefined;
  /** DEFERRABLE or NOT ENFORCED stands behind a constraint of a column. */
  readonly hasMore?: boolean;
}

/** `undefined` for what a tree also calls a constraint: defaults, NOT NULL, identity, DEFERRABLE. */
export function constraintDefinition(written: ConstraintText): ConstraintDefinition | undefined {
  const { node, place, text } = written;
  switch (node['contype']) {
    case 'CONSTR_PRIMARY':
      return { ...sharedParts(written), kind: 'primary-key', ...finishedIndex(node) };
    case 'CONSTR_UNIQUE':
      return { ...sharedParts(written), kind: 'unique', ...finishedIndex(node) };
    case 'CONSTR_FOREIGN': {
      const columns = stringsIn(node, 'pk_attrs');
      const table = tableName(nodeIn(node, 'pktable'));
      return {
        ...sharedParts(written),
        ...foreignKeyActions(node),
        kind: 'foreign-key',
        target: { table, columns: columns.length === 0 ? undefined : columns },
      };
    }
    case 'CONSTR_CHECK':
      return { ...sharedParts(written), kind: 'check', expression: checkedExpression(text, place) };
    case 'CONSTR_EXCLUSION':
      return { ...sharedParts(written), kind: 'exclude' };
    default:
      return undefined;
  }
}

type SharedParts = Pick<ConstraintDefinition, 'start' | 'end' | 'name' | 'columns' | 'notValid' | 'hasMore'>;

function sharedParts(written: ConstraintText): SharedParts {
  const { node, place } = written;
  const name = textIn(node, 'conname');
  return {
    start: place.start,
    end: place.end,
    name: name === undefined ? undefined : knownName(name),
    columns: columnsOf(written),
    notValid: flagIn(node, 'skip_validation'),
    ...more(written.hasMore === true || constraintHasMore(node)),
  };
}

function finishedIndex(node: SqlNode): { readonly usingIndex: boolean; readonly index?: string } {
  const index = textIn(node, 'indexname');
  return index === undefined ? { usingIndex: false } : { usingIndex: true, index };
}

function foreignKeyActions(node: SqlNode): ForeignKeyActions {
  const onDelete = ACTIONS.get(textIn(node, 'fk_del_action') ?? '');
  const onUpdate = ACTIONS.get(textIn(node, 'fk_upd_action') ?? '');
  const deferrable = flagIn(node, 'initdeferred') ? 'deferred' : 'immediate';
  return {
    ...(onDelete === undefined ? {} : { onDelete }),
    ...(onUpdate === undefined ? {} : { onUpdate }),
    ...(flagIn(node, 'deferrable') ? { deferrable } : {}),
  };
}

/** All but NO ACTION, which goes without saying. */
const ACTIONS: ReadonlyMap<string, ForeignKeyAction> = new Map([
  ['c', 'cascade'],
  ['d', 'set default'],
  ['n', 'set null'],
  ['r', 'restrict'],
]);

function columnsOf({ node, column }: ConstraintText): readonly string[] | undefined {
  if (node['contype'] === 'CONSTR_CHECK') return checkedColumns(node);
  if (column !== undefined) return [column];
  if (node['contype'] === 'CONSTR_EXCLUSION') return excludedColumns(node);
  const columns = stringsIn(node, node['contype'] === 'CONSTR_FOREIGN' ? 'fk_attrs' : 'keys');
  return columns.length === 0 ? undefined : columns;
}

/** Those that a check reads, each once; `undefined` where it reads whole rows: `orders.*`. */
function checkedColumns(node: SqlNode): readonly string[] | undefined {
  const refs = nodesNamed(node, 'ColumnRef').toReversed();
  const names = refs.map((ref) => stringIn(listIn(ref, 'fields').at(-1)));
  return names.every((name) => name !== undefined) ? [...new Set(names)] : undefined;
}

function excludedColumns(node: SqlNode): readonly string[] | undefined {
  const elements = listIn(node, 'exclusions').map((pair) => listIn(nodeIn(pair, 'List'), 'items')[0]);
  return namedElements(elements.map((element) => nodeIn(element, 'IndexElem')));
}

/** The columns of an index; `undefined` where one of its elements is an expression. */
export function namedElements(elements: readonly (SqlNode | undefined)[]): readonly string[] | undefined {
  const names = elements.flatMap((element) => textIn(element, 'name') ?? []);
  return names.length === elements.length ? names : undefined;
}

/** What stands in the parentheses of CHECK. */
function checkedExpression(text: string, place: TextRange): string | undefined {
  const behind = behindKeyword(text, place, 'CHECK');
  if (behind === undefined) return undefined;
  const inside = { start: behind.start + 1, end: behind.end };
  const range = rangeOf(clauseTokens(text, inside, () => false));
  return range === undefined ? undefined : text.slice(range.start, range.end);
}
