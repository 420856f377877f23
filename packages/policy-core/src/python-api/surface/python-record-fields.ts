import type { PythonNode } from '../../parsers/parsers.ts';
import type { ApiParameter, ApiReading } from './python-api-model.ts';
import { lastPart, qualifiedName } from './python-imports.ts';
import { argumentsOf, childIn, nameOf } from '../../parsers/python/nodes.ts';
import { annotatedParts, readTypeExpression } from './python-type-expression.ts';

export interface RecordBody {
  readonly body: PythonNode;
  readonly isPositional: boolean;
  /** Fields may be left out whatever they say. */
  readonly isOptional: boolean;
  /** Names that begin with `_` are fields as well. */
  readonly hasPrivate: boolean;
}

/** Annotated names of a class, as the parameters that a dataclass or model makes of them. */
export function recordFields(reading: ApiReading, record: RecordBody): readonly ApiParameter[] {
  const fields = record.body.children.flatMap((statement) => annotatedField(reading, statement) ?? []);
  const marker = fields.findIndex(({ outer }) => outer === 'KW_ONLY');
  return fields.flatMap((field, index): readonly ApiParameter[] => {
    if (OUTSIDE.has(field.outer) || isSaid(reading, field, 'init') === false) return [];
    const name = nameOf(reading.file, field.left);
    if (!record.hasPrivate && name.startsWith('_')) return [];
    const isByName = !record.isPositional || (marker >= 0 && index > marker);
    const isNamed = isByName || isSaid(reading, field, 'kw_only') === true;
    return [
      {
        name,
        kind: isNamed ? 'keyword-only' : 'positional-or-keyword',
        start: field.left.start,
        end: field.left.end,
        annotation: readTypeExpression(reading, field.type),
        hasDefault: record.isOptional || hasDefault(reading, field),
        isInjected: false,
      },
    ];
  });
}

interface AnnotatedField {
  readonly left: PythonNode;
  readonly type: PythonNode;
  /** The name of the type around all, such as `ClassVar`. */
  readonly outer: string;
  readonly value: PythonNode | undefined;
  /** The value, where it is a call such as `field(default=1)`. */
  readonly call: PythonNode | undefined;
}

function annotatedField(reading: ApiReading, statement: PythonNode): AnnotatedField | undefined {
  const assignment = statement.type === 'expression_statement' ? statement.children[0] : undefined;
  if (assignment?.type !== 'assignment') return undefined;
  const [left, type, value] = ['left', 'type', 'right'].map((field) => childIn(assignment, field));
  if (type === undefined || left?.type !== 'identifier') return undefined;
  return { left, type, outer: outerType(reading, type), value, call: fieldCall(reading, value) };
}

/** Annotated names that are no parameters. */
const OUTSIDE = new Set(['ClassVar', 'KW_ONLY', 'Mapped']);

function outerType({ file, imports }: ApiReading, type: PythonNode): string {
  const [inner] = type.children;
  const base = inner?.type === 'generic_type' ? inner.children[0] : inner;
  const named = base?.type === 'subscript' ? childIn(base, 'value') : base;
  return lastPart(qualifiedName(file, imports, named) ?? '');
}

const FIELD_CALLS = new Set(['field', 'Field', 'ib', 'attrib', 'PrivateAttr', 'mapped_column']);

/** `field(default=1)` and its like say more about a field than its value. */
function fieldCall({ file, imports }: ApiReading, node: PythonNode | undefined): PythonNode | undefined {
  const callee = node?.type === 'call' ? childIn(node, 'function') : undefined;
  return FIELD_CALLS.has(lastPart(qualifiedName(file, imports, callee) ?? '')) ? node : undefined;
}

/** `undefined`: the field does not say. */
function isSaid({ file }: ApiReading, { call }: AnnotatedField, name: string): boolean | undefined {
  const value = call && argumentsOf(file, call).keywords.get(name)?.type;
  return value === undefined ? undefined : value === 'true';
}

function hasDefault(reading: ApiReading, { value, call, type, outer }: AnnotatedField): boolean {
  if (outer === 'NotRequired') return true;
  if (call !== undefined) return givesDefault(reading, call);
  if (value !== undefined) return value.type !== 'ellipsis';
  const parts = annotatedParts(reading, type) ?? [];
  return parts.some((part) => {
    const inside = fieldCall(reading, part.type === 'type' ? part.children[0] : part);
    return inside !== undefined && givesDefault(reading, inside);
  });
}

const DEFAULTS = ['default', 'default_factory', 'factory'];

function givesDefault({ file }: ApiReading, call: PythonNode): boolean {
  const { positional, keywords, spread } = argumentsOf(file, call);
  const [first] = positional;
  const named = DEFAULTS.map((name) => keywords.get(name)).find((value) => value !== undefined);
  const given = first ?? named;
  // What is spread into the call may hold a default.
  return given === undefined ? spread : given.type !== 'ellipsis';
}
