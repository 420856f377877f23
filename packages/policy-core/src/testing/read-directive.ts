import { readOperation, type BatchTable } from '../migrations/alembic/operation-table/operation-call.ts';
import type { Operation } from '../migrations/operations/operation.ts';
import type { Parsers } from '../parsers/parsers.ts';
import { allNodes, childIn, lastName } from '../parsers/python/nodes.ts';
import { tracedFileOf } from './python-source.ts';

const IMPORTS = [
  'from alembic import op',
  'import sqlalchemy as sa',
  'from sqlalchemy.dialects import postgresql',
];

export interface DirectiveSource {
  /** The call, as it stands at the end of the file: `op.drop_table("orders")`. */
  readonly call: string;
  /** Lines above it. */
  readonly before?: readonly string[];
  readonly batch?: BatchTable;
}

/** What the call does; `undefined` where Alembic has no such directive. Throws for text without one. */
export function directiveRead(
  parsers: Parsers,
  { call, before = [], batch }: DirectiveSource,
): readonly Operation[] | undefined {
  const file = tracedFileOf(parsers, [...IMPORTS, ...before, call, ''].join('\n'));
  const last = file.root.children.at(-1);
  const node = last && [...allNodes(last)].find(({ type }) => type === 'call');
  const name = lastName(file, childIn(node, 'function'));
  if (node === undefined || name === undefined) throw new Error(`no directive in ${call}`);
  return readOperation({ file, name, call: node, scope: file.scopes.module, batch });
}
