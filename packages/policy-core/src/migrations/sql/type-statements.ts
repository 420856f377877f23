import type { UtilityStatement, TypeStatement } from '../operations/utility-statement.ts';
import type { SqlNode, SqlValue } from '../../parsers/parsers.ts';
import { flagIn, nodeIn, textIn } from './nodes.ts';
import { objectName, stringsIn } from './table-name.ts';

/** ALTER TYPE of an enum. */
export function enumDeed(node: SqlNode): UtilityStatement {
  const type = objectName(stringsIn(node, 'typeName'));
  const value = textIn(node, 'newVal') ?? '';
  const old = textIn(node, 'oldVal');
  if (old !== undefined) return { kind: 'rename-enum-value', type, value: old, to: value };
  return {
    kind: 'add-enum-value',
    type,
    value,
    ifNotExists: flagIn(node, 'skipIfNewValExists'),
    isPlaced: textIn(node, 'newValNeighbor') !== undefined,
  };
}

type DomainChange = Extract<TypeStatement, { readonly kind: 'alter-domain' }>['change'];

/** By the letter that the tree has for it. */
const DOMAIN_CHANGES: ReadonlyMap<SqlValue | undefined, DomainChange> = new Map([
  ['C', 'add-constraint'],
  ['N', 'drop-not-null'],
  ['O', 'set-not-null'],
  ['T', 'default'],
  ['V', 'validate-constraint'],
  ['X', 'drop-constraint'],
]);

/** ALTER DOMAIN; `undefined` for what a later PostgreSQL brings. */
export function domainDeed(node: SqlNode): UtilityStatement | undefined {
  const change = DOMAIN_CHANGES.get(node['subtype']);
  if (change === undefined) return undefined;
  const constraint = nodeIn(nodeIn(node, 'def'), 'Constraint');
  // ADD CONSTRAINT NOT NULL, which PostgreSQL 17 brought.
  const isNotNull = change === 'add-constraint' && constraint?.['contype'] === 'CONSTR_NOTNULL';
  return {
    kind: 'alter-domain',
    domain: objectName(stringsIn(node, 'typeName')),
    change: isNotNull ? 'set-not-null' : change,
    notValid: flagIn(constraint, 'skip_validation'),
  };
}
