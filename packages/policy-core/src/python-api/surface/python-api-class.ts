import type { PythonNode } from '../../parsers/parsers.ts';
import { classWrappers, decoratorName } from './python-api-decorators.ts';
import type { ApiClass, ApiMember, ApiReading, RecordForm } from './python-api-model.ts';
import { recordFields } from './python-record-fields.ts';
import { lastPart, qualifiedName } from './python-imports.ts';
import { argumentsOf, childIn } from '../../parsers/python/nodes.ts';
import { readTypeExpression } from './python-type-expression.ts';

export interface ClassSource {
  readonly node: PythonNode;
  readonly decorators: readonly PythonNode[];
  readonly readBody: (reading: ApiReading, body: PythonNode) => ReadonlyMap<string, ApiMember>;
}

export function readClass(reading: ApiReading, { node, decorators, readBody }: ClassSource): ApiClass {
  const { start, end } = childIn(node, 'name') ?? node;
  const body = childIn(node, 'body');
  const bases = basesOf(reading, node);
  const record = recordForm(reading, bases, decorators);
  const rules = fieldRules(reading, { node, decorators, bases, record });
  return {
    kind: 'class',
    start,
    end,
    bases: bases.map((base) => readTypeExpression(reading, base)),
    members: body === undefined ? new Map() : readBody(reading, body),
    wrappers: classWrappers(reading, decorators),
    record,
    isFrozen: record === 'dataclass' && calledWith(reading, decorators, 'frozen') === 'true',
    isGeneric: childIn(node, 'type_parameters') !== undefined,
    fields: body === undefined ? [] : recordFields(reading, { body, ...rules }),
  };
}

function basesOf({ file }: ApiReading, node: PythonNode): readonly PythonNode[] {
  const list = childIn(node, 'superclasses')?.children ?? [];
  return list.filter(
    (base) => base.type !== 'keyword_argument' && file.text.slice(base.start, base.end) !== 'object',
  );
}

const DATACLASS_DECORATORS = new Set(['dataclass', 'define', 'frozen', 'mutable', 'attrs']);
const MODEL_BASES = new Set(
  'BaseModel BaseSettings SQLModel GenericModel Struct NamedTuple TypedDict'.split(' '),
);

function recordForm(
  reading: ApiReading,
  bases: readonly PythonNode[],
  decorators: readonly PythonNode[],
): RecordForm | undefined {
  const isDecorated = decorators.some((one) =>
    DATACLASS_DECORATORS.has(lastPart(decoratorName(reading, one))),
  );
  if (isDecorated) return 'dataclass';
  return bases.some((base) => MODEL_BASES.has(baseName(reading, base))) ? 'model' : undefined;
}

function baseName({ file, imports }: ApiReading, base: PythonNode): string {
  const plain = base.type === 'subscript' ? childIn(base, 'value') : base;
  return lastPart(qualifiedName(file, imports, plain) ?? '');
}

interface FieldSource {
  readonly node: PythonNode;
  readonly decorators: readonly PythonNode[];
  readonly bases: readonly PythonNode[];
  readonly record: RecordForm | undefined;
}

/** Whether fields are passed by position, whether they may be left out, and which are none. */
function fieldRules(reading: ApiReading, { node, decorators, bases, record }: FieldSource) {
  const { file } = reading;
  const superclasses = childIn(node, 'superclasses')?.children ?? [];
  const total = superclasses.find(
    (one) => childIn(one, 'name') !== undefined && file.text.slice(one.start).startsWith('total'),
  );
  const names = bases.map((base) => baseName(reading, base));
  const hasPositions = record === 'dataclass' || names.includes('NamedTuple');
  return {
    isPositional: hasPositions && calledWith(reading, decorators, 'kw_only') !== 'true',
    isOptional: childIn(total, 'value')?.type === 'false',
    // Of a model those are private attributes, and of a typed dictionary ordinary keys.
    hasPrivate: record !== 'model' || names.includes('TypedDict'),
  };
}

/** The kind of value that a decorator is given under a name, as in `@dataclass(kw_only=True)`. */
function calledWith({ file }: ApiReading, decorators: readonly PythonNode[], name: string) {
  const calls = decorators.flatMap(({ children }) => children.filter(({ type }) => type === 'call'));
  return calls
    .map((call) => argumentsOf(file, call).keywords.get(name)?.type)
    .find((type) => type !== undefined);
}
