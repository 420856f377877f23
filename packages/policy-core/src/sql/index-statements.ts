import { knownName } from '../migrations/name.ts';
import type { SqlNode } from '../parsers/parsers.ts';
import { behindKeyword } from './clauses.ts';
import { namedElements } from './constraint.ts';
import { indexHasMore, more } from './more-written.ts';
import { flagIn, listIn, nodeIn, textIn } from './nodes.ts';
import { placed, type PlacedOperation } from './placed-operation.ts';
import type { StatementText } from './script-parts.ts';
import { tableName } from './table-name.ts';

/** CREATE INDEX. */
export function createIndex(statement: StatementText, node: SqlNode): readonly PlacedOperation[] {
  const name = textIn(node, 'idxname');
  const where = behindKeyword(statement.text, statement, 'WHERE');
  const elements = listIn(node, 'indexParams').map((element) => nodeIn(element, 'IndexElem'));
  return [
    placed(statement, {
      kind: 'create-index',
      name: name === undefined ? undefined : knownName(name),
      table: tableName(nodeIn(node, 'relation')),
      columns: namedElements(elements),
      unique: flagIn(node, 'unique'),
      concurrently: flagIn(node, 'concurrent'),
      ifNotExists: flagIn(node, 'if_not_exists'),
      isPartial: nodeIn(node, 'whereClause') !== undefined,
      ...(where && { where: statement.text.slice(where.start, where.end) }),
      ...(flagIn(nodeIn(node, 'relation'), 'inh') ? {} : { isOnly: true }),
      ...more(indexHasMore(node)),
    }),
  ];
}
