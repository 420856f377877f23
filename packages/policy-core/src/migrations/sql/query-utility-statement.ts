import type { UtilityStatement } from '../operations/utility-statement.ts';
import type { SqlNode } from '../../parsers/parsers.ts';
import { listIn, nodeIn } from './nodes.ts';
import { relationsRead } from './read-relations.ts';
import { setConfigDeed } from './session-statements.ts';
import { tableName } from './table-name.ts';

/** A SELECT that changes no rows: `set_config` sets, whatever else stands beside it. */
export function queryUtilityStatement(node: SqlNode): UtilityStatement {
  const set = listIn(node, 'targetList')
    .map((item) => setConfigDeed(nodeIn(nodeIn(nodeIn(item, 'ResTarget'), 'val'), 'FuncCall')))
    .find((deed) => deed !== undefined);
  const locksRows = listIn(node, 'lockingClause').length > 0;
  return set ?? { kind: 'query', reads: relationsRead(node), locksRows };
}

/** What reads by a query that it holds, or a table: COPY ... TO, DECLARE CURSOR, EXPLAIN; `undefined`: it reads nothing. */
export function readDeed(node: SqlNode): UtilityStatement | undefined {
  const relation = nodeIn(node, 'relation');
  const reads = relation === undefined ? relationsRead(nodeIn(node, 'query')) : [tableName(relation)];
  return reads.length === 0 ? undefined : { kind: 'query', reads, locksRows: false };
}
