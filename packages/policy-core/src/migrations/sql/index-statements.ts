import { knownName } from '../operations/name.ts';
import type { SqlNode } from '../../parsers/parsers.ts';
import { behindKeyword, listedRanges } from './clauses.ts';
import { namedElements } from './constraint.ts';
import { indexHasMore, more } from './more-written.ts';
import { flagIn, listIn, nodeIn, textIn } from './nodes.ts';
import { placed, type PlacedOperation } from './placed-operation.ts';
import type { StatementText } from './script-parts.ts';
import { tableName } from './table-name.ts';
import { significantTokens } from './tokens.ts';

/** CREATE INDEX. */
export function createIndex(statement: StatementText, node: SqlNode): readonly PlacedOperation[] {
  const name = textIn(node, 'idxname');
  const where = behindKeyword(statement.text, statement, 'WHERE');
  const elements = listIn(node, 'indexParams').map((element) => nodeIn(element, 'IndexElem'));
  const columns = namedElements(elements);
  return [
    placed(statement, {
      kind: 'create-index',
      name: name === undefined ? undefined : knownName(name),
      table: tableName(nodeIn(node, 'relation')),
      columns,
      ...(columns === undefined && writtenKeys(statement, elements.length)),
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

/** What stands in the first brackets behind ON, element by element. */
function writtenKeys(
  { text, ...statement }: StatementText,
  count: number,
): { readonly keys?: readonly string[] } {
  const behind = behindKeyword(text, statement, 'ON');
  const open =
    behind && significantTokens(text, behind.start, behind.end).find(({ kind }) => kind === 'open');
  const ranges = open && listedRanges(text, { start: open.end, end: statement.end });
  return ranges?.length === count ? { keys: ranges.map(({ start, end }) => text.slice(start, end)) } : {};
}
