import type { PythonNode } from '../../parsers/parsers.ts';
import type { ApiUnknown } from './python-api-model.ts';
import { childIn, identifierName, lastName, sourceOf, type PythonFile } from '../../parsers/python/nodes.ts';

/** Places that bind names of the module in ways that only running it would show. */
export function apiUnknowns(file: PythonFile): readonly ApiUnknown[] {
  const unknowns: ApiUnknown[] = [];
  visit(file, file.root, { unknowns, isInFunction: false });
  return unknowns;
}

export function unknownAt(file: PythonFile, node: PythonNode, reason: string): ApiUnknown {
  const text = sourceOf(file, node).replace(/\s+/g, ' ');
  return { start: node.start, end: node.end, text, reason, mayReplace: true };
}

interface Walk {
  readonly unknowns: ApiUnknown[];
  readonly isInFunction: boolean;
}

function visit(file: PythonFile, node: PythonNode, walk: Walk): void {
  const unknown = readers[node.type]?.(file, node, walk.isInFunction);
  if (unknown !== undefined) walk.unknowns.push(unknown);
  const isInFunction = walk.isInFunction || node.type === 'function_definition';
  for (const child of node.children) visit(file, child, { ...walk, isInFunction });
}

type Reader = (file: PythonFile, node: PythonNode, isInFunction: boolean) => ApiUnknown | undefined;

const readers: Readonly<Record<string, Reader | undefined>> = {
  import_from_statement: (file, node) =>
    node.children.some(({ type }) => type === 'wildcard_import')
      ? unknownAt(file, node, 'it imports every name of another module')
      : undefined,
  function_definition: (file, node, isInFunction) => {
    const name = childIn(node, 'name');
    const isFallback = identifierName(file, name) === '__getattr__' && file.root.children.some(holds(node));
    if (isInFunction || !isFallback || name === undefined) return undefined;
    return {
      ...unknownAt(file, name, 'its __getattr__ answers for names that are not written'),
      mayReplace: false,
    };
  },
  call: readCall,
  // `globals()["x"] = 1` and `del globals()["x"]`
  assignment: (file, node) => namespaceChange(file, childIn(node, 'left')),
  augmented_assignment: (file, node) => namespaceChange(file, childIn(node, 'left')),
  delete_statement: (file, node) => namespaceChange(file, node.children[0]),
};

/** At the top level, a decorator around it or not. */
function holds(definition: PythonNode): (statement: PythonNode) => boolean {
  return (statement) => statement === definition || childIn(statement, 'definition') === definition;
}

const NAMESPACES = new Set(['globals', 'vars', 'locals']);
const NAMESPACE_CHANGES = new Set(['update', 'pop', 'setdefault', 'clear', '__setitem__', '__delitem__']);

function readCall(file: PythonFile, node: PythonNode, isInFunction: boolean): ApiUnknown | undefined {
  const callee = childIn(node, 'function');
  const name = identifierName(file, callee);
  if (name === 'exec') return unknownAt(file, node, 'it runs code that is put together with exec');
  if (name === 'setattr' || name === 'delattr') return readAttributeChange(file, node, isInFunction);
  const object = childIn(callee, 'object');
  const isChange = NAMESPACE_CHANGES.has(lastName(file, callee) ?? '') && isNamespace(file, object);
  return isChange ? unknownAt(file, node, NAMESPACE_REASON) : undefined;
}

/** Inside a function most of these set fields of ordinary objects. */
function readAttributeChange(
  file: PythonFile,
  node: PythonNode,
  isInFunction: boolean,
): ApiUnknown | undefined {
  const target = childIn(node, 'arguments')?.children[0];
  const isModule = target !== undefined && /\bsys\s*\.\s*modules\b/.test(sourceOf(file, target));
  return isInFunction && !isModule
    ? undefined
    : unknownAt(file, node, 'it sets or deletes names with setattr or delattr');
}

const NAMESPACE_REASON = 'it changes its own names through a dictionary';

function namespaceChange(file: PythonFile, target: PythonNode | undefined): ApiUnknown | undefined {
  if (target?.type !== 'subscript') return undefined;
  if (isNamespace(file, childIn(target, 'value'))) return unknownAt(file, target, NAMESPACE_REASON);
  const isItself = /^sys\s*\.\s*modules\s*\[\s*__name__\s*\]$/.test(sourceOf(file, target));
  return isItself ? unknownAt(file, target, 'it puts something else in the place of the module') : undefined;
}

/** `vars(x)` is the namespace of x and not of the module. */
function isNamespace(file: PythonFile, node: PythonNode | undefined): boolean {
  if (node?.type !== 'call') return false;
  const hasArguments = (childIn(node, 'arguments')?.children.length ?? 0) > 0;
  return !hasArguments && NAMESPACES.has(identifierName(file, childIn(node, 'function')) ?? '');
}
