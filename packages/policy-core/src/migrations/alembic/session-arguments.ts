import type { PythonNode } from '../../parsers/parsers.ts';
import { bindingsOf, type Binding } from '../../parsers/python/bindings.ts';
import { argumentsOf, childIn, identifierName, type CallArguments } from '../../parsers/python/nodes.ts';
import type { TracedFile } from '../../parsers/python/values.ts';

/** An argument that a function of the file gets, and what it is called in there. */
export interface Handed {
  readonly argument: PythonNode;
  readonly parameter: string;
  readonly definition: PythonNode;
}

/** In all calls of functions that the file defines once, as they are, and never hands on. */
export function handedArguments(file: TracedFile): readonly Handed[] {
  return [...file.uses.calls].flatMap(([name, calls]) => {
    const definition = plainFunction(file, name);
    if (definition === undefined) return [];
    const given = calls.map(({ call }) => argumentsOf(file, call));
    return given.some(({ spread }) => spread) ? [] : given.flatMap((one) => handedBy(file, one, definition));
  });
}

function plainFunction(file: TracedFile, name: string): PythonNode | undefined {
  const { root, scopes, uses } = file;
  if (uses.untraceable.has(name) || bindingsOf(name, scopes.module).length !== 1) return undefined;
  return root.children.find(
    (node) => node.type === 'function_definition' && identifierName(file, childIn(node, 'name')) === name,
  );
}

function handedBy(
  { scopes }: TracedFile,
  { positional, keywords }: CallArguments,
  definition: PythonNode,
): readonly Handed[] {
  const names = scopes.functions.get(definition)?.names ?? new Map<string, readonly Binding[]>();
  return [...names].flatMap(([parameter, [binding]]) => {
    // What is left out has its default, which is not looked at.
    if (binding?.kind !== 'parameter' || binding.default !== undefined) return [];
    const placed = binding.index === undefined ? undefined : positional[binding.index];
    const argument = placed ?? keywords.get(parameter);
    return argument === undefined ? [] : [{ argument, parameter, definition }];
  });
}

/** The name, and all that goes by another one in a function that it is handed to, or is handed to it by that. */
export function namesHanded(file: TracedFile, name: string, handed: readonly Handed[]): readonly string[] {
  const names = new Set([name]);
  for (let before = 0; before < names.size;) {
    before = names.size;
    for (const { argument, parameter } of handed) {
      const given = identifierName(file, argument);
      if (given === undefined) continue;
      if (names.has(given)) names.add(parameter);
      else if (names.has(parameter)) names.add(given);
    }
  }
  return [...names];
}
