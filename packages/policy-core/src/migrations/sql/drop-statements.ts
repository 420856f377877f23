import type { OperationOf } from '../operations/by-kind.ts';
import { knownName, unknownName, type Name } from '../operations/name.ts';
import type { ObjectOperation, Operation } from '../operations/operation.ts';
import type { SqlNode } from '../../parsers/parsers.ts';
import type { TextRange } from '../../model/text-range.ts';
import { clauseTokens, listedRanges, rangeOf } from './clauses.ts';
import { flagIn, listIn, nodeIn, textIn } from './nodes.ts';
import { objectOfTree } from './object-of-tree.ts';
import { placed, type PlacedOperation } from './placed-operation.ts';
import type { StatementText } from './script-parts.ts';
import { listedTableName, nameParts, objectName } from './table-name.ts';
import { keyword } from './tokens.ts';

/** DROP of whatever has a list of names: one operation for each, underlined by its name where there are several. */
export function dropStatement(statement: StatementText, node: SqlNode): readonly PlacedOperation[] {
  const objects = listIn(node, 'objects');
  const places = namePlaces(statement, node, objects.length);
  return objects.map((object, index) => {
    const place = places[index] ?? statement;
    const operation = droppedThing(node, object, { ...place, text: statement.text });
    return placed(objects.length === 1 ? statement : place, operation);
  });
}

/** DROP DATABASE. */
export function readDropDatabase(statement: StatementText, node: SqlNode): readonly PlacedOperation[] {
  return [placed(statement, droppedObject('database', knownName(textIn(node, 'dbname') ?? ''), node))];
}

/** DROP SUBSCRIPTION. */
export function dropSubscription(statement: StatementText, node: SqlNode): readonly PlacedOperation[] {
  return [placed(statement, droppedObject('other', knownName(textIn(node, 'subname') ?? ''), node))];
}

/** DROP TABLESPACE. */
export function dropTablespace(statement: StatementText, node: SqlNode): readonly PlacedOperation[] {
  return [
    placed(statement, droppedObject('tablespace', knownName(textIn(node, 'tablespacename') ?? ''), node)),
  ];
}

/** DROP OWNED, once for each role whose things are dropped. */
export function readDropOwned(statement: StatementText, node: SqlNode): readonly PlacedOperation[] {
  return roleNames(node).map((name) => placed(statement, droppedObject('owned', name, node)));
}

/** DROP ROLE. */
export function dropRole(statement: StatementText, node: SqlNode): readonly PlacedOperation[] {
  return roleNames(node).map((name) => placed(statement, droppedObject('other', name, node)));
}

/** How many words behind DROP say what is dropped, where it is not one. */
const KIND_WORDS: ReadonlyMap<unknown, number> = new Map([
  ['OBJECT_ACCESS_METHOD', 2],
  ['OBJECT_EVENT_TRIGGER', 2],
  ['OBJECT_FDW', 3],
  ['OBJECT_FOREIGN_TABLE', 2],
  ['OBJECT_MATVIEW', 2],
  ['OBJECT_OPCLASS', 2],
  ['OBJECT_OPFAMILY', 2],
  ['OBJECT_TSCONFIGURATION', 3],
  ['OBJECT_TSDICTIONARY', 3],
  ['OBJECT_TSPARSER', 3],
  ['OBJECT_TSTEMPLATE', 3],
]);

/** Empty where the tokens tell of another number of names than the tree. */
function namePlaces({ text, start, end }: StatementText, node: SqlNode, count: number): readonly TextRange[] {
  const tokens = clauseTokens(text, { start, end }, () => false);
  const last = keyword(text, tokens.at(-1));
  if (tokens.length > 1 && (last === 'CASCADE' || last === 'RESTRICT')) tokens.pop();
  let first = 1 + (KIND_WORDS.get(node['removeType']) ?? 1);
  if (keyword(text, tokens[first]) === 'CONCURRENTLY') first += 1;
  if (keyword(text, tokens[first]) === 'IF' && keyword(text, tokens[first + 1]) === 'EXISTS') first += 2;
  const list = rangeOf(tokens.slice(first));
  const places = list === undefined ? [] : listedRanges(text, list);
  return places.length === count ? places : [];
}

function droppedThing(
  node: SqlNode,
  object: SqlNode,
  { text, start, end }: Pick<StatementText, 'text' | 'start' | 'end'>,
): Operation {
  const parts = nameParts(object);
  const ifExists = flagIn(node, 'missing_ok');
  const cascade = isCascade(node);
  switch (node['removeType']) {
    case 'OBJECT_TABLE':
      return { kind: 'drop-table', table: listedTableName(parts), ifExists, cascade, named: { start, end } };
    case 'OBJECT_INDEX': {
      const name = knownName(parts.at(-1) ?? '');
      const concurrently = flagIn(node, 'concurrent');
      return { kind: 'drop-index', name, table: undefined, concurrently, ifExists, cascade };
    }
    // Their names come behind that of the table.
    case 'OBJECT_TRIGGER':
    case 'OBJECT_POLICY':
    case 'OBJECT_RULE':
      return {
        ...droppedObject(objectOfTree(node['removeType']), knownName(parts.at(-1) ?? ''), node),
        on: listedTableName(parts.slice(0, -1)),
      };
    default: {
      // A cast has no name but its two types.
      const name = parts.length === 0 ? knownName(text.slice(start, end)) : objectName(parts);
      return droppedObject(objectOfTree(node['removeType']), name, node);
    }
  }
}

function droppedObject(
  object: ObjectOperation['object'],
  name: Name,
  node: SqlNode,
): OperationOf<'drop-object'> {
  return {
    kind: 'drop-object',
    object,
    name,
    ifExists: flagIn(node, 'missing_ok'),
    cascade: isCascade(node),
  };
}

function isCascade(node: SqlNode): boolean {
  return node['behavior'] === 'DROP_CASCADE';
}

function roleNames(node: SqlNode): readonly Name[] {
  return listIn(node, 'roles').map((item) => roleName(nodeIn(item, 'RoleSpec')));
}

/** `CURRENT_USER` is whoever runs the migration. */
function roleName(role: SqlNode | undefined): Name {
  const name = textIn(role, 'rolename');
  if (name !== undefined) return knownName(name);
  const kind = textIn(role, 'roletype') ?? '';
  return unknownName(kind.replace(/^ROLESPEC_/, ''));
}
