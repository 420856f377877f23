import type { PythonNode } from '../../parsers/parsers.ts';
import type { ApiUnknown } from './python-api-model.ts';
import {
  allNodes,
  argumentsOf,
  childIn,
  identifierName,
  lastName,
  type PythonFile,
} from '../../parsers/python/nodes.ts';
import { unknownAt } from './python-api-unknowns.ts';

export interface Exports {
  /** `undefined` where there is no `__all__`, or one that cannot be read. */
  readonly names: readonly string[] | undefined;
  readonly unknowns: readonly ApiUnknown[];
}

/** What `__all__` lists, put together from every place that adds to it. */
export function readExports(file: PythonFile): Exports {
  const changes = [...allNodes(file.root)].filter((node) => changesExports(file, node));
  let unknowns: ApiUnknown[] = [];
  let names: string[] = [];
  for (const change of changes) {
    if (startsAnew(file, change)) [names, unknowns] = [[], []];
    const listed = listedNames(file, addedBy(file, change));
    if (listed === undefined)
      unknowns.push(unknownAt(file, change, 'its __all__ is put together in a way that cannot be read'));
    else for (const one of listed) names.push(one);
  }
  return { names: changes.length === 0 || unknowns.length > 0 ? undefined : names, unknowns };
}

/** At the top level `__all__ = ...` puts away what was listed before; under a condition it may not. */
function startsAnew({ root }: PythonFile, change: PythonNode): boolean {
  return change.type === 'assignment' && root.children.some(({ children: [first] }) => first === change);
}

function changesExports(file: PythonFile, node: PythonNode): boolean {
  const isAssigned = node.type === 'assignment' || node.type === 'augmented_assignment';
  if (isAssigned) return isExports(file, childIn(node, 'left'));
  const callee = node.type === 'call' ? childIn(node, 'function') : undefined;
  return isExports(file, childIn(callee, 'object'));
}

function isExports(file: PythonFile, node: PythonNode | undefined): boolean {
  return identifierName(file, node) === '__all__';
}

function addedBy(file: PythonFile, change: PythonNode): PythonNode | undefined {
  if (change.type !== 'call') return childIn(change, 'right');
  const method = lastName(file, childIn(change, 'function'));
  const [argument] = argumentsOf(file, change).positional;
  return method === 'extend' || method === 'append' ? argument : undefined;
}

const LISTS = new Set(['list', 'tuple', 'expression_list', 'parenthesized_expression']);

function listedNames(file: PythonFile, node: PythonNode | undefined): readonly string[] | undefined {
  if (node === undefined) return undefined;
  if (node.type === 'string') {
    if (node.children.some(({ type }) => type === 'interpolation')) return undefined;
    const content = node.children.filter(({ type }) => type === 'string_content');
    return content.map(({ start, end }) => file.text.slice(start, end));
  }
  const isSum = node.type === 'binary_operator' && childIn(node, 'operator')?.type === '+';
  if (!LISTS.has(node.type) && !isSum) return undefined;
  const parts = node.children
    .filter(({ field }) => field !== 'operator')
    .map((child) => listedNames(file, child));
  return parts.includes(undefined) ? undefined : parts.flatMap((names) => names ?? []);
}
