import type { UtilityStatement } from '../operations/utility-statement.ts';
import type { SqlNode } from '../../parsers/parsers.ts';
import { listIn, nodeIn } from './nodes.ts';
import { relationsRead } from './read-relations.ts';
import { setConfigDeed } from './session-statements.ts';

/** A SELECT that changes no rows: `set_config` sets, whatever else stands beside it. */
export function queryUtilityStatement(node: SqlNode): UtilityStatement {
  const set = listIn(node, 'targetList')
    .map((item) => setConfigDeed(nodeIn(nodeIn(nodeIn(item, 'ResTarget'), 'val'), 'FuncCall')))
    .find((deed) => deed !== undefined);
  const locksRows = listIn(node, 'lockingClause').length > 0;
  return set ?? { kind: 'query', reads: relationsRead(node), locksRows };
}
