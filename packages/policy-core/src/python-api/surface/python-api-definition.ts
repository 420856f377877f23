import type { PythonNode } from '../../parsers/parsers.ts';
import { readClass } from './python-api-class.ts';
import { readFunction } from './python-api-function.ts';
import type { ApiDefinition, ApiFunction, ApiMember, ApiReading } from './python-api-model.ts';
import { childIn, nameOf } from '../../parsers/python/nodes.ts';
import type { Names } from './python-names-joined.ts';

/** Where a definition stands. */
export interface DefinitionPlace {
  /** What is bound before it: overloads and the getter of a setter. */
  readonly names: Names;
  readonly readBody: (reading: ApiReading, body: PythonNode) => ReadonlyMap<string, ApiMember>;
}

/** A function or class, decorated or not. */
export function definitionOf(
  reading: ApiReading & { readonly isInClass: boolean },
  statement: PythonNode,
  { names, readBody }: DefinitionPlace,
): readonly [string, ApiMember] | undefined {
  const node = childIn(statement, 'definition') ?? statement;
  const nameNode = childIn(node, 'name');
  if (nameNode === undefined) return undefined;
  const decorators = statement.children.filter(({ type }) => type === 'decorator');
  const name = nameOf(reading.file, nameNode);
  const only = (definition: ApiDefinition): [string, ApiMember] => [
    name,
    { definitions: [definition], isCertain: true },
  ];
  if (node.type === 'class_definition') return only(readClass(reading, { node, decorators, readBody }));
  const earlier = names.get(name)?.definitions.findLast((one) => one.kind === 'function');
  const read = readFunction(reading, { node, decorators });
  if (read.accessor !== undefined && earlier !== undefined) {
    return only({ ...earlier, isSettable: earlier.isSettable || read.accessor === 'setter' });
  }
  return only(withOverloads(read.function, earlier, read.isOverload));
}

/** Overloads gather until the function itself comes; in a stub it never does. */
function withOverloads(
  read: ApiFunction,
  earlier: ApiFunction | undefined,
  isOverloaded: boolean,
): ApiFunction {
  const gathered = earlier?.isUnfinished === true ? earlier.overloads : [];
  return isOverloaded
    ? { ...read, overloads: [...gathered, read.signature], isUnfinished: true }
    : { ...read, overloads: gathered };
}
