import type { PythonNode, PythonParser } from '../../parsers/parsers.ts';
import type { Scope } from '../../parsers/python/bindings.ts';
import { importsOf } from '../surface/python-imports.ts';
import { childIn, identifierName, type PythonFile } from '../../parsers/python/nodes.ts';
import { typeAliasesOf } from '../surface/python-type-aliases.ts';
import type { TypeReading } from '../surface/python-type-expression.ts';
import {
  alternatives,
  newBudget,
  traceNames,
  type PythonValue,
  type TracedFile,
} from '../../parsers/python/values.ts';

/** A module whose endpoints are read. */
export interface FastApiFile extends TracedFile, TypeReading {
  /** Functions by name, wherever in the file. */
  readonly functions: ReadonlyMap<string, readonly FunctionAt[]>;
  /** What runs when a class is depended on, or an object of it: `__init__` and `__call__`. */
  readonly constructors: ReadonlyMap<string, readonly FunctionAt[]>;
  /** Every call, with the scope it stands in. */
  readonly calls: readonly PythonValue[];
}

export interface FunctionAt {
  readonly node: PythonNode;
  /** From the outside to the inside. */
  readonly decorators: readonly PythonNode[];
  /** Where the function is defined. */
  readonly scope: Scope;
}

export function readFastApiFile(python: PythonParser, source: PythonFile): FastApiFile {
  const traced = traceNames(source);
  const imports = importsOf(source);
  const functions = new Map<string, readonly FunctionAt[]>();
  const constructors = new Map<string, readonly FunctionAt[]>();
  const calls: PythonValue[] = [];
  const visit = (node: PythonNode, scope: Scope): void => {
    noteFunction(source, functions, { node, scope });
    noteClass(source, constructors, { node, scope });
    if (node.type === 'call') calls.push({ node, scope });
    const inner = traced.scopes.functions.get(node) ?? scope;
    for (const child of node.children) visit(child, inner);
  };
  visit(source.root, traced.scopes.module);
  const aliases = typeAliasesOf(source, imports);
  return { ...traced, file: source, python, imports, aliases, functions, constructors, calls };
}

function noteFunction(
  source: PythonFile,
  functions: Map<string, readonly FunctionAt[]>,
  { node, scope }: PythonValue,
): void {
  const definition = node.type === 'decorated_definition' ? childIn(node, 'definition') : node;
  if (definition?.type !== 'function_definition') return;
  const name = definedName(source, definition);
  const known = functions.get(name) ?? [];
  // The inside of a decorated definition comes by again.
  if (known.some((one) => one.node === definition)) return;
  const decorators = node.children.filter(({ type }) => type === 'decorator');
  functions.set(name, [...known, { node: definition, decorators, scope }]);
}

function noteClass(
  source: PythonFile,
  constructors: Map<string, readonly FunctionAt[]>,
  { node, scope }: PythonValue,
): void {
  if (node.type !== 'class_definition') return;
  const name = definedName(source, node);
  const body = childIn(node, 'body')?.children ?? [];
  const run = body.flatMap((statement): readonly FunctionAt[] => {
    const definition = childIn(statement, 'definition') ?? statement;
    const isRun =
      definition.type === 'function_definition' &&
      ['__init__', '__call__'].includes(definedName(source, definition));
    return isRun ? [{ node: definition, decorators: [], scope }] : [];
  });
  constructors.set(name, [...(constructors.get(name) ?? []), ...run]);
}

function definedName(source: PythonFile, definition: PythonNode): string {
  return identifierName(source, childIn(definition, 'name')) ?? '';
}

/** Where a value comes from, when there is one place only. */
export function originOf(file: FastApiFile, value: PythonValue): PythonValue {
  const [origin, ...more] = alternatives(file, value, newBudget());
  return origin === undefined || more.length > 0 ? value : origin;
}
