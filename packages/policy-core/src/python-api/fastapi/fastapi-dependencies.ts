import type { PythonNode } from '../../parsers/parsers.ts';
import { originOf, type FastApiFile, type FunctionAt } from './fastapi-file.ts';
import type { Scope } from '../../parsers/python/bindings.ts';
import { lastPart, qualifiedName } from '../surface/python-imports.ts';
import {
  allNodes,
  argumentNamed,
  childIn,
  identifierName,
  sourceOf,
  withoutParentheses,
} from '../../parsers/python/nodes.ts';
import { annotatedParts } from '../surface/python-type-expression.ts';
import type { PythonValue } from '../../parsers/python/values.ts';

/** Callables behind `Depends(...)`, by qualified name, and why there may be more. */
export interface Dependencies {
  readonly names: readonly string[];
  readonly unclear: readonly string[];
}

/** The list in `dependencies=[...]`, followed to where it is written. */
export function listedDependencies(file: FastApiFile, value: PythonValue): Dependencies {
  return joined(listParts(file, value, 0));
}

/** What the parameters of a function ask for, and in turn what the functions of this file ask for behind it. */
export function parameterDependencies(file: FastApiFile, node: PythonNode, scope: Scope): Dependencies {
  return joined(ofParameters({ file, scope, depth: 0 }, node));
}

interface Walk {
  readonly file: FastApiFile;
  readonly scope: Scope;
  readonly depth: number;
}

/** Functions that depend on each other come to an end. */
const DEEPEST = 6;

function joined(all: readonly Dependencies[]): Dependencies {
  return { names: all.flatMap(({ names }) => names), unclear: all.flatMap(({ unclear }) => unclear) };
}

function listParts(file: FastApiFile, value: PythonValue, depth: number): readonly Dependencies[] {
  const { node, scope } = originOf(file, value);
  const within = (child: PythonNode) => listParts(file, { node: child, scope }, depth + 1);
  if (depth < DEEPEST && LISTS.has(node.type)) {
    return node.children.flatMap((child) => {
      const [spread] = child.type === 'list_splat' ? child.children : [];
      return spread === undefined ? ofDependency({ file, scope, depth: 0 }, child) : within(spread);
    });
  }
  const [left, right] = [childIn(node, 'left'), childIn(node, 'right')];
  if (depth < DEEPEST && node.type === 'binary_operator' && left && right)
    return [left, right].flatMap(within);
  if (node.type === 'none') return [];
  return [{ names: [], unclear: [`the list ${shown(file, node)} is not written in this file`] }];
}

const LISTS = new Set(['list', 'tuple', 'set']);

/** One `Depends(...)`, or a name that stands for one. */
function ofDependency(walk: Walk, written: PythonNode): readonly Dependencies[] {
  const { file, scope } = walk;
  const { node } = originOf(file, { node: written, scope });
  if (isInjection(file, node)) return ofTarget(walk, argumentNamed(file, node, ['dependency']));
  const name = qualifiedName(file, file.imports, node);
  return [
    {
      names: name === undefined ? [] : [name],
      unclear: [`${shown(file, node)} is not written in this file`],
    },
  ];
}

/** What stands in `Depends(...)`: its name, that of what made it, and what it depends on itself. */
function ofTarget(walk: Walk, target: PythonNode | undefined): readonly Dependencies[] {
  if (target === undefined) return [];
  const { file, scope, depth } = walk;
  const written = withoutParentheses(target);
  const { node } = originOf(file, { node: written, scope });
  const callee = node.type === 'call' ? calledBy(file, node) : node;
  const names = [written, node, callee].flatMap((one) => qualifiedName(file, file.imports, one) ?? []);
  const behind =
    depth >= DEEPEST
      ? []
      : calledFor(file, identifierName(file, callee) ?? '').flatMap((local) =>
          ofParameters({ file, scope: local.scope, depth: depth + 1 }, local.node),
        );
  return [{ names: [...new Set(names)], unclear: [] }, ...behind];
}

/** The function of that name, or what a class of that name runs; nothing where there are several. */
function calledFor(file: FastApiFile, name: string): readonly FunctionAt[] {
  const functions = file.functions.get(name) ?? [];
  if (functions.length === 0) return file.constructors.get(name) ?? [];
  return functions.length === 1 ? functions : [];
}

/** `partial(require_flag, "x")` calls require_flag. */
function calledBy(file: FastApiFile, call: PythonNode): PythonNode | undefined {
  const callee = childIn(call, 'function');
  const isPartial = lastPart(qualifiedName(file, file.imports, callee) ?? '') === 'partial';
  return isPartial ? argumentNamed(file, call, ['func']) : callee;
}

/** Of the function, and of those it defines inside: one that makes dependencies hands these out. */
function ofParameters(walk: Walk, definition: PythonNode): readonly Dependencies[] {
  const functions = [...allNodes(definition)].filter(({ type }) => type === 'function_definition');
  const inside = walk.depth === 0 ? [definition] : functions;
  return inside.flatMap((one) =>
    (childIn(one, 'parameters')?.children ?? []).flatMap((parameter) => ofParameter(walk, parameter)),
  );
}

function ofParameter(walk: Walk, parameter: PythonNode): readonly Dependencies[] {
  const { file, scope } = walk;
  const type = childIn(parameter, 'type');
  const value = childIn(parameter, 'value');
  const origin = value && originOf(file, { node: value, scope }).node;
  const parts = type === undefined ? undefined : annotatedParts(file, type);
  const [outer] = type?.children ?? [];
  const [base = outer] = (parts ?? []).map((part) => (part.type === 'type' ? part.children[0] : part));
  const injections = [
    origin,
    ...(parts ?? []).map((part) => (part.type === 'type' ? part.children[0] : part)),
  ];
  // A type that stands for a dependency, `flag: FlagDep`, can be named in the policy as well.
  const typeName = qualifiedName(file, file.imports, outer);
  return [
    ...injections.flatMap((one) =>
      isInjection(file, one) ? ofTarget(walk, argumentNamed(file, one, ['dependency']) ?? base) : [],
    ),
    ...(typeName === undefined ? [] : [{ names: [typeName], unclear: [] }]),
  ];
}

function isInjection(file: FastApiFile, node: PythonNode | undefined): node is PythonNode {
  const callee = node?.type === 'call' ? childIn(node, 'function') : undefined;
  return INJECTIONS.has(lastPart(qualifiedName(file, file.imports, callee) ?? ''));
}

const INJECTIONS = new Set(['Depends', 'Security']);

function shown(file: FastApiFile, node: PythonNode): string {
  const source = sourceOf(file, node).replace(/\s+/g, ' ');
  return source.length > 60 ? `${source.slice(0, 59)}…` : source;
}
