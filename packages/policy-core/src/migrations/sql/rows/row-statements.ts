import type { Operation, RowOperation } from '../../operations/operation.ts';
import type { SqlNode } from '../../../parsers/parsers.ts';
import { columnsPresent, isAlwaysTrue, isNeverTrue } from '../always-true.ts';
import { createTableAs } from '../create-table.ts';
import { flagIn, isOff, listIn, namedNode, nodeIn, textIn } from '../nodes.ts';
import { createMaterializedView } from '../object-statements.ts';
import { findsItself, mayChoose, type ChangedTable } from '../own-rows.ts';
import { placed, type PlacedOperation, type StatementReader } from '../placed-operation.ts';
import type { StatementText } from '../script-parts.ts';
import { mergedRows } from './merged-rows.ts';
import { overwrittenRows } from './overwritten-rows.ts';
import { plainCopy } from './plain-copy.ts';
import { relationsRead, withQueries } from '../read-relations.ts';
import { tableName } from '../table-name.ts';
import { updatedValues } from './updated-values.ts';

/** TRUNCATE. */
export function truncate(statement: StatementText, node: SqlNode): readonly PlacedOperation[] {
  const tables = listIn(node, 'relations').map((item) => tableName(nodeIn(item, 'RangeVar')));
  return [placed(statement, { kind: 'truncate', tables, cascade: node['behavior'] === 'DROP_CASCADE' })];
}

/** COPY; nothing where it only reads the table, but for a query that changes rows itself. */
export function copy(statement: StatementText, node: SqlNode): readonly PlacedOperation[] {
  const operations = flagIn(node, 'is_from')
    ? [changed('copy', node)]
    : queryOperations(nodeIn(node, 'query'));
  return operations.map((operation) => placed(statement, operation));
}

/** CREATE TABLE AS and CREATE MATERIALIZED VIEW. */
export function createAs(statement: StatementText, node: SqlNode): readonly PlacedOperation[] {
  const into = nodeIn(node, 'into');
  const reads = relationsRead(nodeIn(node, 'query'));
  const made =
    node['objtype'] === 'OBJECT_MATVIEW'
      ? createMaterializedView(statement, node, reads)
      : placed(statement, createTableAs(into, { ifNotExists: flagIn(node, 'if_not_exists'), reads }));
  return [made, ...queryOperations(nodeIn(node, 'query')).map((operation) => placed(statement, operation))];
}

/** Whether EXPLAIN runs what it explains: only with ANALYZE. */
export function isRun(node: SqlNode): boolean {
  const options = listIn(node, 'options').map((item) => nodeIn(item, 'DefElem'));
  const analyze = options.findLast((option) => option?.['defname'] === 'analyze');
  return analyze !== undefined && !isOff(nodeIn(analyze, 'arg'));
}

/** What EXPLAIN runs. */
export function explain(statement: StatementText, node: SqlNode): readonly PlacedOperation[] {
  if (!isRun(node)) return [];
  const query = nodeIn(node, 'query');
  const made = nodeIn(query, 'CreateTableAsStmt');
  if (made !== undefined) return createAs(statement, made);
  return queryOperations(query).map((operation) => placed(statement, operation));
}

/** A reader for SELECT, INSERT, UPDATE, DELETE or MERGE, with those in their WITH. */
export function readsQuery(name: string): StatementReader {
  return (statement, node) =>
    queryOperations({ [name]: node }).map((operation) => placed(statement, operation));
}

const VERBS: ReadonlyMap<string, ChangeVerb> = new Map([
  ['DeleteStmt', 'delete'],
  ['InsertStmt', 'insert'],
  ['MergeStmt', 'merge'],
  ['UpdateStmt', 'update'],
]);

type ChangeVerb = Extract<RowOperation, { readonly kind: 'change-rows' }>['verb'];

function queryOperations(
  node: SqlNode | undefined,
  own: ReadonlySet<string> = new Set(),
): readonly Operation[] {
  if (node === undefined) return [];
  const { name, body } = namedNode(node);
  const { queries, names } = withQueries(body, own);
  const common = queries.flatMap((one) => queryOperations(nodeIn(one.query, 'ctequery'), one.own));
  const verb = VERBS.get(name);
  const into = intoClause(body);
  return [
    ...common,
    // INSERT may hand on the rows that the WITH of its SELECT deletes.
    ...queryOperations(nodeIn(body, 'selectStmt'), names),
    ...(verb === undefined ? [] : [changed(verb, body, own)]),
    ...(verb === 'merge' ? mergedRows(changed('merge', body, own), body) : []),
    ...(verb === 'insert' ? overwrittenRows(changed('insert', body, own), body) : []),
    ...(into === undefined
      ? []
      : [createTableAs(into, { ifNotExists: false, reads: relationsRead(body, own) })]),
  ];
}

/** SELECT INTO stands at the first of the queries that UNION joins. */
function intoClause(select: SqlNode): SqlNode | undefined {
  let first: SqlNode | undefined = select;
  while (first !== undefined) {
    const into = nodeIn(first, 'intoClause');
    if (into !== undefined) return into;
    first = nodeIn(first, 'larg');
  }
  return undefined;
}

function changed(verb: ChangeVerb, node: SqlNode, own?: ReadonlySet<string>): Operation {
  const condition = nodeIn(node, verb === 'merge' ? 'joinCondition' : 'whereClause');
  const copied = verb === 'insert' ? plainCopy(node) : undefined;
  const values = verb === 'update' ? updatedValues(node) : undefined;
  return {
    kind: 'change-rows',
    verb,
    table: tableName(nodeIn(node, 'relation')),
    ...filter(node, condition),
    ...(copied === undefined ? {} : { copied }),
    ...(values === undefined ? {} : { values }),
    // The rows of COPY are in a file.
    ...(verb === 'copy' ? {} : { reads: relationsRead(node, own) }),
  };
}

function filter(node: SqlNode, condition: SqlNode | undefined): Pick<RowFilter, 'isFiltered' | 'asksFor'> {
  if (condition === undefined) return { isFiltered: false };
  const table = changedTable(node);
  const known = (part: SqlNode) => findsItself(part, table);
  if (isAlwaysTrue(condition, known)) return { isFiltered: false };
  if (!isNeverTrue(condition) && !mayChoose(condition, table)) return { isFiltered: false };
  const asksFor = columnsPresent(condition, known);
  return { isFiltered: true, ...(asksFor !== undefined && { asksFor }) };
}

type RowFilter = Extract<RowOperation, { readonly kind: 'change-rows' }>;

function changedTable(node: SqlNode): ChangedTable {
  const relation = nodeIn(node, 'relation');
  const name = textIn(relation, 'relname') ?? '';
  const calledAs = textIn(nodeIn(relation, 'alias'), 'aliasname') ?? name;
  return { name, calledAs, isJoined: isJoinedWith(node, name) };
}

function isJoinedWith(node: SqlNode, name: string): boolean {
  const source = nodeIn(node, 'sourceRelation');
  const sources = [
    ...listIn(node, 'usingClause'),
    ...listIn(node, 'fromClause'),
    ...(source === undefined ? [] : [source]),
  ];
  return sources.some((item) => textIn(nodeIn(item, 'RangeVar'), 'relname') === name);
}
