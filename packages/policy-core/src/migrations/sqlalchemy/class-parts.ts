import type { PythonNode } from '../../parsers/parsers.ts';
import {
  argumentsOf,
  childIn,
  identifierName,
  lastName,
  sourceOf,
  type PythonFile,
} from '../../parsers/python/nodes.ts';
import { canonical } from './canonical.ts';

/** A class of a models file, by what it says itself. */
export interface ModelClass {
  readonly name: string;
  readonly node: PythonNode;
  /** As a literal; `undefined` where it is not written, or made while the module runs. */
  readonly tableName: string | undefined;
  /** Last names of its bases. */
  readonly bases: readonly string[];
  /** `table=True` of SQLModel: its fields are columns. */
  readonly isSqlModelTable: boolean;
  /** Columns and arguments of the table. */
  readonly parts: ReadonlyMap<string, string>;
  /** Fields with a type and nothing of SQLAlchemy, which are columns in a table of SQLModel. */
  readonly fields: ReadonlyMap<string, string>;
  /** Names in capitals or not, with their values: what an enumeration allows. */
  readonly values: ReadonlyMap<string, string>;
}

export function modelClass(file: PythonFile, node: PythonNode): ModelClass {
  const bases = childIn(node, 'superclasses')?.children ?? [];
  const body = childIn(node, 'body')?.children ?? [];
  const statements = body.flatMap((statement) => assigned(file, statement));
  const named = statements.find(({ name }) => name === '__tablename__')?.value;
  return {
    name: identifierName(file, childIn(node, 'name')) ?? '',
    node,
    tableName: textOf(file, named),
    bases: bases.flatMap((base) => baseName(file, base) ?? []),
    isSqlModelTable: bases.some((base) => /^table\s*=\s*True$/.test(sourceOf(file, base))),
    parts: new Map([
      ...statements.flatMap((statement) => partOf(file, statement)),
      ...body.flatMap((statement) => declaredPart(file, statement)),
    ]),
    fields: new Map(statements.flatMap((statement) => fieldOf(file, statement))),
    values: new Map(statements.flatMap((statement) => valueOf(file, statement))),
  };
}

/** `Generic[T]` is Generic. */
function baseName(file: PythonFile, base: PythonNode): string | undefined {
  return lastName(file, base.type === 'subscript' ? childIn(base, 'value') : base);
}

/** What stands between the quotes; `undefined` for anything but one literal. */
export function textOf(file: PythonFile, node: PythonNode | undefined): string | undefined {
  return node?.type === 'string' ? canonical(file, node).slice(1, -1) : undefined;
}

interface Assigned {
  readonly name: string;
  readonly type: PythonNode | undefined;
  readonly value: PythonNode | undefined;
}

function assigned(file: PythonFile, statement: PythonNode): readonly Assigned[] {
  const [assignment] = statement.type === 'expression_statement' ? statement.children : [];
  const name =
    assignment?.type === 'assignment' ? identifierName(file, childIn(assignment, 'left')) : undefined;
  if (name === undefined) return [];
  return [{ name, type: childIn(assignment, 'type'), value: childIn(assignment, 'right') }];
}

type Part = readonly [string, string];

function partOf(file: PythonFile, { name, type, value }: Assigned): readonly Part[] {
  if (OF_TABLE.has(name)) return value === undefined ? [] : [[name, canonical(file, value)]];
  const mapped = type !== undefined && IS_MAPPED.test(sourceOf(file, type)) ? type : undefined;
  if (value === undefined) return mapped === undefined ? [] : [[name, canonical(file, mapped)]];
  const column = columnIn(file, value);
  // Classes of one table may each name its column again.
  if (column === undefined || argumentsOf(file, column).keywords.has('use_existing_column')) return [];
  return [columnPart(file, name, { mapped, column })];
}

function columnPart(
  file: PythonFile,
  name: string,
  { mapped, column }: { readonly mapped: PythonNode | undefined; readonly column: PythonNode },
): Part {
  const inDatabase = columnName(file, column);
  // The name is the key already.
  const written = canonical(file, column).replace(`("${inDatabase}",`, '(');
  const annotation = mapped === undefined ? '' : annotationFor(file, mapped, column);
  return [inDatabase ?? name, annotation === '' ? written : `${annotation} = ${written}`];
}

/** What `Mapped[...]` adds to a column: its type where the call names none, and whether it may be empty. */
function annotationFor(file: PythonFile, mapped: PythonNode, column: PythonNode): string {
  const { positional, keywords } = argumentsOf(file, column);
  const isTyped = keywords.has('type_') || positional.some((argument) => isType(file, argument));
  if (!isTyped) return canonical(file, mapped);
  const isOptional = /\bNone\b|\bOptional\b/.test(sourceOf(file, mapped));
  return isOptional && !keywords.has('nullable') ? 'optional' : '';
}

function isType(file: PythonFile, argument: PythonNode): boolean {
  const named = argument.type === 'call' ? childIn(argument, 'function') : argument;
  const name = lastName(file, named);
  return name !== undefined && !NO_TYPES.has(name);
}

const NO_TYPES = new Set('ForeignKey Sequence Identity Computed CheckConstraint FetchedValue'.split(' '));

const OF_TABLE = new Set(['__table_args__', '__table__']);
const IS_MAPPED = /^(?:\w+\.)?Mapped\s*\[/;

function valueOf(file: PythonFile, { name, value }: Assigned): readonly Part[] {
  return value === undefined ? [] : [[name, canonical(file, value)]];
}

/** What makes a column, out of `deferred(...)`; relationships, proxies and expressions make none. */
export function columnIn(file: PythonFile, value: PythonNode): PythonNode | undefined {
  if (value.type !== 'call') return undefined;
  const name = lastName(file, childIn(value, 'function')) ?? '';
  if (COLUMN.test(name)) return value;
  const [inner] = name === 'deferred' ? argumentsOf(file, value).positional : [];
  return inner && columnIn(file, inner);
}

/** Also functions of the repository that are called so. */
const COLUMN = /^(?:mapped_column|Column|\w+Column|\w+_column|\w+_(?:pk|fk|col))$/;

/** The name of the column in the database, where it is not that of the attribute. */
function columnName(file: PythonFile, column: PythonNode): string | undefined {
  const { positional, keywords } = argumentsOf(file, column);
  return textOf(file, keywords.get('name') ?? positional[0]);
}

/** `@declared_attr` on a method that makes a column, or the arguments of the table. */
function declaredPart(file: PythonFile, statement: PythonNode): readonly Part[] {
  const body = statement.type === 'decorated_definition' ? declaredBody(file, statement) : undefined;
  if (body === undefined) return [];
  const name = identifierName(file, childIn(childIn(statement, 'definition'), 'name')) ?? '';
  const matters = OF_TABLE.has(name) || /\b(?:Column|mapped_column)\s*\(/.test(sourceOf(file, body));
  return matters ? [[name, canonical(file, body)]] : [];
}

function declaredBody(file: PythonFile, definition: PythonNode): PythonNode | undefined {
  const isDeclared = definition.children.some(
    (child) => child.type === 'decorator' && /\bdeclared_attr\b/.test(sourceOf(file, child)),
  );
  return isDeclared ? childIn(childIn(definition, 'definition'), 'body') : undefined;
}

function fieldOf(file: PythonFile, { name, type, value }: Assigned): readonly Part[] {
  if (type === undefined || name.startsWith('_') || name === 'model_config') return [];
  const callee = value?.type === 'call' ? lastName(file, childIn(value, 'function')) : undefined;
  if (callee === 'Relationship' || /^ClassVar\b/.test(sourceOf(file, type))) return [];
  const made = callee === 'Field' && value !== undefined ? ` = ${canonical(file, value)}` : '';
  return [[name, `${canonical(file, type)}${made}`]];
}
