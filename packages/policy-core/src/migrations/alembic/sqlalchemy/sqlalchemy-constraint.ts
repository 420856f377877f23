import type { ConstraintDefinition, ForeignKeyActions } from '../../operations/column.ts';
import { knownName, unknownName, type Name, type TableName } from '../../operations/name.ts';
import { sourceOf } from '../../../parsers/python/nodes.ts';
import { itemsOf } from '../../../parsers/python/items.ts';
import type { PythonValue, TracedFile } from '../../../parsers/python/values.ts';
import {
  argumentFor,
  givenArguments,
  type Argument,
  type GivenArguments,
} from '../operation-table/operation-arguments.ts';
import { ACTION_NAMES, foreignKeyActions } from '../operation-table/foreign-key-actions.ts';
import { constructName } from './sqlalchemy-names.ts';
import { allKnown, isOn, knownText, optionalName, readNames } from '../render/render-values.ts';

/** A call that makes a constraint, once its arguments are read. */
interface ConstraintCall {
  readonly file: TracedFile;
  readonly value: PythonValue;
  readonly given: GivenArguments;
  /** The column it is written at; `undefined` for one of the table, and where the name is not known. */
  readonly column: string | undefined;
}

/** A constraint of a table, or of a column by its name; `undefined` for anything else. */
export function readConstraint(
  file: TracedFile,
  value: PythonValue,
  column?: Name,
): ConstraintDefinition | undefined {
  const construct = value.node.type === 'call' ? constructName(file, value) : undefined;
  const reader = construct && Object.hasOwn(CONSTRAINTS, construct) ? CONSTRAINTS[construct] : undefined;
  const own = column?.isKnown === true ? column.text : undefined;
  return reader?.({ file, value, given: givenArguments(file, value), column: own });
}

const CONSTRAINTS: Readonly<Record<string, ((call: ConstraintCall) => ConstraintDefinition) | undefined>> = {
  ForeignKey: (call) => ({
    ...keyParts(call, call.column === undefined ? undefined : [call.column]),
    kind: 'foreign-key',
    target: targetOf(
      call.file,
      valuesOf(argumentFor(call.given, { name: 'column', index: 0 })),
      call.given.source,
    ),
  }),
  ForeignKeyConstraint: (call) => {
    const { file, given } = call;
    const targets = argumentFor(given, { name: 'refcolumns', index: 1 });
    const columns = readNames(file, argumentFor(given, { name: 'columns', index: 0 }));
    const items = targets.kind === 'given' ? itemsOf(file, targets.value) : undefined;
    return {
      ...keyParts(call, columns),
      kind: 'foreign-key',
      target: targetOf(file, items ?? valuesOf(targets), given.source),
    };
  },
  UniqueConstraint: (call) => ({
    ...sharedParts(call, columnsIn(call)),
    kind: 'unique',
    usingIndex: false,
  }),
  PrimaryKeyConstraint: (call) => ({
    ...sharedParts(call, columnsIn(call)),
    kind: 'primary-key',
    usingIndex: false,
  }),
  CheckConstraint: (call) => ({
    ...sharedParts(call, undefined),
    kind: 'check',
    ...readExpression(call.file, argumentFor(call.given, { name: 'sqltext', index: 0 })),
  }),
  ExcludeConstraint: (call) => ({
    ...sharedParts(call, excludedColumns(call.file, call.given.values)),
    kind: 'exclude',
  }),
};

type SharedParts = Pick<ConstraintDefinition, 'start' | 'end' | 'name' | 'columns' | 'notValid' | 'hasMore'>;

function sharedParts(
  { file, value, given }: ConstraintCall,
  columns: readonly string[] | undefined,
): SharedParts {
  const { start, end } = value.node;
  const name = optionalName(file, argumentFor(given, { name: 'name' }));
  return { start, end, name, columns, ...constraintOptions(file, given) };
}

/** Behind the columns all is given by name, as a rule. */
const MOST_POSITIONS = 3;

function keyParts(
  call: ConstraintCall,
  columns: readonly string[] | undefined,
): SharedParts & ForeignKeyActions {
  const { file, value, given } = call;
  const { start, end } = value.node;
  const name = optionalName(file, argumentFor(given, { name: 'name' }));
  const actions = foreignKeyActions(file, (word) => argumentFor(given, { name: word }));
  const isPlain = given.values.length <= MOST_POSITIONS;
  const options = constraintOptions(file, given, ACTION_NAMES);
  return { start, end, name, columns, ...options, ...actions, ...(isPlain ? {} : { hasMore: true }) };
}

/** What directives and constructs take alike, without the arguments that are read elsewhere. */
export function constraintOptions(
  file: TracedFile,
  given: GivenArguments,
  read: ReadonlySet<string> = new Set(),
): Pick<ConstraintDefinition, 'notValid' | 'hasMore'> {
  const notValid = isOn(file, given, 'postgresql_not_valid');
  const isPlain =
    given.moreKeywords === undefined &&
    ![...given.keywords.keys()].some((key) => MORE.has(key) && !read.has(key));
  return isPlain ? { notValid } : { notValid, hasMore: true };
}

/** What changes the constraint and is not held in its definition. */
const MORE: ReadonlySet<string> = new Set([
  'ondelete',
  'onupdate',
  'deferrable',
  'initially',
  'match',
  'comment',
  'where',
  'using',
  'ops',
  'postgresql_include',
  'postgresql_nulls_not_distinct',
  'postgresql_ops',
  'postgresql_where',
]);

function columnsIn({ file, given }: ConstraintCall): readonly string[] | undefined {
  if (given.moreValues !== undefined) return undefined;
  return allKnown(given.values.map((value) => knownText(file, value)));
}

function valuesOf(argument: Argument): readonly PythonValue[] {
  return argument.kind === 'given' ? [argument.value] : [];
}

/** A condition as SQL; `undefined` for one that SQLAlchemy puts together. */
export function readExpression(
  file: TracedFile,
  argument: Argument,
): { readonly expression: string | undefined; readonly source?: string } {
  if (argument.kind !== 'given') return { expression: undefined };
  const expression = knownText(file, argument.value)?.trim();
  return expression === undefined
    ? { expression, source: sourceOf(file, argument.value.node) }
    : { expression };
}

/** Of `("room", "=")`, `(sa.column("room"), "=")`. */
export function excludedColumns(
  file: TracedFile,
  elements: readonly PythonValue[],
): readonly string[] | undefined {
  const columns = elements.map((element) => {
    const [column] = itemsOf(file, element) ?? [];
    return column && columnText(file, column);
  });
  return columns.length === 0 ? undefined : allKnown(columns);
}

/** A column that is named by a text or by `sa.column("x")`. */
export function columnText(file: TracedFile, value: PythonValue): string | undefined {
  if (value.node.type !== 'call') return knownText(file, value);
  if (constructName(file, value) !== 'column') return undefined;
  const [name] = givenArguments(file, value).values;
  return name && knownText(file, name);
}

interface Target {
  readonly table: TableName;
  readonly columns: readonly string[] | undefined;
}

/** Of `"users.id"` and `"app.users.id"`, one for each column. */
function targetOf(file: TracedFile, values: readonly PythonValue[], otherwise: string): Target {
  const texts = allKnown(values.map((value) => knownText(file, value))) ?? [];
  const targets = texts.map(targetColumn);
  const [first, ...more] = targets;
  if (first === undefined || more.some(({ path }) => path !== first.path)) {
    const [value] = values;
    const source = value === undefined ? otherwise : sourceOf(file, value.node);
    return { table: { ...unknownName(source), schema: undefined }, columns: undefined };
  }
  const [, schema, table = first.path] = /^(.*)\.([^.]*)$/.exec(first.path) ?? [];
  return { table: { ...knownName(table), schema }, columns: allKnown(targets.map(({ column }) => column)) };
}

function targetColumn(text: string): { readonly path: string; readonly column: string | undefined } {
  const dot = text.lastIndexOf('.');
  return dot < 0
    ? { path: text, column: undefined }
    : { path: text.slice(0, dot), column: text.slice(dot + 1) };
}
