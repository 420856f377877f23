import type { PythonNode, PythonParser } from '../parsers/parsers.ts';
import type { Scope } from './python-bindings.ts';
import { importsOf } from './python-imports.ts';
import { childIn, identifierName, type PythonFile } from './python-nodes.ts';
import { typeAliasesOf } from './python-type-aliases.ts';
import type { TypeReading } from './python-type-expression.ts';
import { alternatives, newBudget, traceNames, type PythonValue, type TracedFile } from './python-values.ts';

/** A module whose endpoints are read. */
export interface FastApiFile extends TracedFile, TypeReading {
  /** Functions by name, wherever in the file. */
  readonly functions: ReadonlyMap<string, readonly FunctionAt[]>;
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
  const functions = new Map<string, FunctionAt[]>();
  const calls: PythonValue[] = [];
  const visit = (node: PythonNode, scope: Scope): void => {
    const definition = node.type === 'decorated_definition' ? childIn(node, 'definition') : node;
    if (definition?.type === 'function_definition') {
      const name = identifierName(source, childIn(definition, 'name')) ?? '';
      const decorators = node.children.filter(({ type }) => type === 'decorator');
      const known = functions.get(name) ?? [];
      // The inside of a decorated definition comes by again.
      if (!known.some((one) => one.node === definition)) {
        functions.set(name, [...known, { node: definition, decorators, scope }]);
      }
    }
    if (node.type === 'call') calls.push({ node, scope });
    const inner = traced.scopes.functions.get(node) ?? scope;
    for (const child of node.children) visit(child, inner);
  };
  visit(source.root, traced.scopes.module);
  const aliases = typeAliasesOf(source, imports);
  return { ...traced, file: source, python, imports, aliases, functions, calls };
}

/** Where a value comes from, when there is one place only. */
export function originOf(file: FastApiFile, value: PythonValue): PythonValue {
  const [origin, ...more] = alternatives(file, value, newBudget());
  return origin === undefined || more.length > 0 ? value : origin;
}
