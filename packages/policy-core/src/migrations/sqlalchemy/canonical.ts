import type { PythonNode } from '../../parsers/parsers.ts';
import { childIn, lastName, nameOf, sourceOf, type PythonFile } from '../../parsers/python/nodes.ts';

/** A Python expression in one spelling: spaces, quotes, comments, and the order of keywords make no difference. */
export function canonical(file: PythonFile, node: PythonNode): string {
  return WRITERS[node.type]?.(file, node) ?? plain(file, node);
}

type Writer = (file: PythonFile, node: PythonNode) => string;

const WRITERS: Readonly<Record<string, Writer | undefined>> = {
  string: stringText,
  concatenated_string: (file, { children }) => children.map((child) => canonical(file, child)).join(''),
  parenthesized_expression: (file, { children }) => inOrder(file, children),
  attribute: attributeText,
  call: callText,
  identifier: nameOf,
};

function plain(file: PythonFile, node: PythonNode): string {
  if (node.children.length === 0) return sourceOf(file, node).replace(/\s+/g, ' ');
  return `${node.type}(${inOrder(file, node.children)})`;
}

function inOrder(file: PythonFile, nodes: readonly PythonNode[]): string {
  return nodes.map((node) => canonical(file, node)).join(',');
}

function stringText(file: PythonFile, node: PythonNode): string {
  const content = node.children.filter(({ type }) => type === 'string_content' || type === 'interpolation');
  return `"${content.map((child) => sourceOf(file, child)).join('')}"`;
}

/** `sa.String` is `String`, however the module is called. */
function attributeText(file: PythonFile, node: PythonNode): string {
  const object = childIn(node, 'object');
  const name = lastName(file, node) ?? '';
  if (object === undefined || MODULES.has(sourceOf(file, object))) return name;
  return `${canonical(file, object)}.${name}`;
}

const MODULES = new Set('sa sqlalchemy db orm sqltypes types postgresql pg sqlmodel so'.split(' '));

function callText(file: PythonFile, node: PythonNode): string {
  const callee = childIn(node, 'function');
  const name = callee === undefined ? '' : canonical(file, callee);
  const list = (childIn(node, 'arguments')?.children ?? []).filter(
    (argument) => !OWN_TYPE.test(name) || OF_SQLALCHEMY.has(name) || saysMore(file, argument),
  );
  const given = list.filter((argument) => argument.type !== 'keyword_argument');
  const named = list.flatMap((argument) => namedText(file, argument));
  return `${name}(${[inOrder(file, given), ...named.sort()].filter((part) => part !== '').join(',')})`;
}

/** A type of the repository, such as `GUID(UserId)` or `PydanticColumn(Settings)`. */
const OWN_TYPE = /^[A-Z]\w*$/;

/** A class that such a type converts to is Python's matter; a size, or a type within, may be the database's. */
function saysMore(file: PythonFile, argument: PythonNode): boolean {
  const value = argument.type === 'keyword_argument' ? childIn(argument, 'value') : argument;
  if (value?.type === 'integer' || value?.type === 'call' || value?.type === 'string') return true;
  return OF_SQLALCHEMY.has(lastName(file, value) ?? '');
}

const OF_SQLALCHEMY = new Set(
  [
    'Column Table Index ForeignKey ForeignKeyConstraint UniqueConstraint PrimaryKeyConstraint CheckConstraint',
    'ExcludeConstraint Sequence Identity Computed Enum ENUM SAEnum SQLEnum SqlEnum PgEnum PGEnum ARRAY MutableList',
    'String Text Unicode UnicodeText Integer BigInteger SmallInteger Boolean Float Double Numeric DateTime Date Time',
    'Interval LargeBinary JSON JSONB UUID Uuid TIMESTAMP VARCHAR CHAR INTEGER BIGINT SMALLINT NUMERIC DECIMAL',
    'BOOLEAN FLOAT REAL DOUBLE_PRECISION DATE TIME DATETIME INET CIDR HSTORE TSVECTOR BYTEA BIT Field',
  ]
    .join(' ')
    .split(' '),
);

function namedText(file: PythonFile, argument: PythonNode): readonly string[] {
  const name = childIn(argument, 'name');
  const value = childIn(argument, 'value');
  if (argument.type !== 'keyword_argument' || name === undefined || value === undefined) return [];
  const key = nameOf(file, name);
  return NOT_IN_DATABASE.has(key) ? [] : [`${key}=${canonical(file, value)}`];
}

/** What only Python does: the database never sees it. */
const NOT_IN_DATABASE = new Set(
  [
    'default default_factory insert_default onupdate doc info init repr compare hash kw_only sort_order',
    'active_history deferred deferred_group deferred_raiseload use_existing_column',
    'title description alias examples exclude ge gt le lt multiple_of regex pattern schema_extra',
    'validation_alias serialization_alias json_schema_extra discriminator values_callable validate_strings',
  ]
    .join(' ')
    .split(' '),
);
