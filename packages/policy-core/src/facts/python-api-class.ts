import type { PythonNode } from '../parsers/parsers.ts';
import { classWrappers, decoratorName } from './python-api-decorators.ts';
import type { ApiClass, ApiMember, ApiReading, RecordForm } from './python-api-model.ts';
import { recordFields } from './python-record-fields.ts';
import { lastPart, qualifiedName } from './python-imports.ts';
import { argumentsOf, childIn } from './python-nodes.ts';
import { readType } from './python-type-expression.ts';

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
  return {
    kind: 'class',
    start,
    end,
    bases: bases.map((base) => readType(reading, base)),
    members: body === undefined ? new Map() : readBody(reading, body),
    wrappers: classWrappers(reading, decorators),
    record,
    fields:
      body === undefined ? [] : recordFields(reading, { body, ...fieldRules(reading, node, decorators) }),
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

/** Whether fields are passed by position, and whether they may be left out. */
function fieldRules(reading: ApiReading, node: PythonNode, decorators: readonly PythonNode[]) {
  const { file } = reading;
  const calls = decorators.flatMap(({ children }) => children.filter(({ type }) => type === 'call'));
  const isSet = (call: PythonNode, name: string, value: string) =>
    argumentsOf(file, call).keywords.get(name)?.type === value;
  const superclasses = childIn(node, 'superclasses')?.children ?? [];
  const total = superclasses.find(
    (one) => childIn(one, 'name') !== undefined && file.text.slice(one.start).startsWith('total'),
  );
  const hasPositions =
    decorators.length > 0 || basesOf(reading, node).some((base) => baseName(reading, base) === 'NamedTuple');
  return {
    isPositional: hasPositions && !calls.some((call) => isSet(call, 'kw_only', 'true')),
    isOptional: childIn(total, 'value')?.type === 'false',
  };
}
