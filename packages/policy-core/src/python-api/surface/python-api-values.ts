import type { PythonNode } from '../../parsers/parsers.ts';
import type { ApiMember, ApiValue } from './python-api-model.ts';
import { lastPart, qualifiedName } from './python-imports.ts';
import { allNodes, childIn, identifierName, nameOf, sourceOf } from '../../parsers/python/nodes.ts';
import type { Names } from './python-names-joined.ts';
import { typeAssigned } from './python-type-aliases.ts';
import { readTypeExpression, expressionTypeName, type TypeReading } from './python-type-expression.ts';

/** The names an assignment binds. `new = old` gives what is called `old` a second name. */
export function assignedMembers(
  reading: TypeReading,
  assignment: PythonNode,
  names: Names,
): readonly (readonly [string, ApiMember])[] {
  const { file } = reading;
  const right = childIn(assignment, 'right');
  const left = childIn(assignment, 'left');
  if (left === undefined) return [];
  const known = names.get(identifierName(file, right) ?? '');
  const targets = targetsIn(left).map((target): [string, ApiMember] => [
    nameOf(file, target),
    known ?? only(valueOf(reading, assignment, target)),
  ]);
  // `a = b = 1` nests to the right.
  return right?.type === 'assignment' ? [...assignedMembers(reading, right, names), ...targets] : targets;
}

/** Names bound in the middle of an expression: `(size := 3)`. */
export function walrusMembers(
  { file }: TypeReading,
  statement: PythonNode,
): readonly (readonly [string, ApiMember])[] {
  return [...allNodes(statement)].flatMap((node): readonly [string, ApiMember][] => {
    const name = node.type === 'named_expression' ? childIn(node, 'name') : undefined;
    return name === undefined ? [] : [[nameOf(file, name), only(opaqueAt(name))]];
  });
}

/** Plain names only: `a.b` and `a[0]` bind nothing. */
function targetsIn(left: PythonNode): readonly PythonNode[] {
  if (left.type === 'identifier') return [left];
  const isGroup = GROUPS.has(left.type);
  return isGroup ? left.children.flatMap(targetsIn) : [];
}

const GROUPS = new Set([
  'type',
  'pattern_list',
  'tuple_pattern',
  'list_pattern',
  'list_splat_pattern',
  'generic_type',
]);

function valueOf(reading: TypeReading, assignment: PythonNode, target: PythonNode): ApiValue {
  const { file, imports } = reading;
  const right = lastValue(childIn(assignment, 'right'));
  const annotation = childIn(assignment, 'type');
  const type = typeAssigned(file, imports, assignment);
  return {
    ...opaqueAt(target),
    annotation:
      annotation && !saysNoType(reading, annotation) ? readTypeExpression(reading, annotation) : undefined,
    // Of `A, B = x` nothing is known one by one.
    alias:
      type === undefined || target.field !== fieldOf(assignment)
        ? undefined
        : readTypeExpression(reading, type),
    recipe: recipeOf(reading, right),
    isOpaque: right !== undefined && !PLAIN_VALUES.has(right.type),
    isBare: right === undefined,
  };
}

/** `LIMIT: Final = 1` leaves the type to the value. */
function saysNoType(reading: TypeReading, annotation: PythonNode): boolean {
  return ['Final', 'ClassVar'].includes(expressionTypeName(reading, annotation.children[0]) ?? '');
}

/** What all names of `a = b = 1` get. */
function lastValue(right: PythonNode | undefined): PythonNode | undefined {
  return right?.type === 'assignment' ? lastValue(childIn(right, 'right')) : right;
}

const CLASS_MAKERS = new Set(
  'namedtuple NamedTuple TypedDict NewType Enum IntEnum StrEnum Flag IntFlag make_dataclass create_model'.split(
    ' ',
  ),
);

/** Without spacing, quotes and comments. */
function recipeOf({ file, imports }: TypeReading, node: PythonNode | undefined): string | undefined {
  const callee = node?.type === 'call' ? childIn(node, 'function') : undefined;
  if (node === undefined || !CLASS_MAKERS.has(lastPart(qualifiedName(file, imports, callee) ?? '')))
    return undefined;
  const leaves = [...allNodes(childIn(node, 'arguments') ?? node)].filter(
    ({ type, children }) => children.length === 0 && !UNSPOKEN.has(type),
  );
  return leaves.map((leaf) => sourceOf(file, leaf)).join('\n');
}

const UNSPOKEN = new Set(['comment', 'string_start', 'string_end']);

/** The name stands right below an assignment, and inside a type of a type statement. */
function fieldOf({ type }: PythonNode): string | undefined {
  return type === 'assignment' ? 'left' : undefined;
}

function opaqueAt({ start, end }: PythonNode): ApiValue {
  return {
    kind: 'value',
    start,
    end,
    annotation: undefined,
    alias: undefined,
    recipe: undefined,
    isOpaque: true,
    isBare: false,
  };
}

function only(definition: ApiValue): ApiMember {
  return { definitions: [definition], isCertain: true };
}

/** Nothing of these can be called. */
const PLAIN_VALUES = new Set(
  'string concatenated_string integer float true false none list tuple set dictionary'.split(' '),
);
