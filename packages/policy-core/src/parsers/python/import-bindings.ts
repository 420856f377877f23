import type { PythonNode } from '../parsers.ts';
import { childIn, identifierName, importStatements, nameOf, sourceOf, type PythonFile } from './nodes.ts';

/** One name that an import gives to the scope that it stands in. */
export interface ImportBinding {
  readonly statement: PythonNode;
  /** What the file calls it. */
  readonly alias: string;
  /** `app.tables`, `.tables`, `..`: dots first, as in Python. */
  readonly module: string;
  /** What is taken from the module; `undefined` for the module itself. */
  readonly name: string | undefined;
  /** Where the module is found below the alias: `tables` for `import app.tables`. */
  readonly below: readonly string[];
}

/** All but `import *`. */
export function importBindings(file: PythonFile): readonly ImportBinding[] {
  return importStatements(file).flatMap((statement) => {
    const module = childIn(statement, 'module_name');
    const names = statement.children.filter(({ field }) => field === 'name');
    return names.map((node) =>
      module === undefined
        ? plainImport(file, statement, node)
        : { statement, ...taken(file, node), module: dotted(file, module), below: [] },
    );
  });
}

function taken(file: PythonFile, node: PythonNode): { readonly alias: string; readonly name: string } {
  const name = dotted(file, childIn(node, 'name') ?? node);
  return { name, alias: identifierName(file, childIn(node, 'alias')) ?? name };
}

/** `import a.b` gives the name `a`, `import a.b as c` the module itself. */
function plainImport(file: PythonFile, statement: PythonNode, node: PythonNode): ImportBinding {
  const alias = childIn(node, 'alias');
  const module = dotted(file, childIn(node, 'name') ?? node);
  const [first = module, ...below] = module.split('.');
  return alias === undefined
    ? { statement, alias: first, module, name: undefined, below }
    : { statement, alias: nameOf(file, alias), module, name: undefined, below: [] };
}

/** Python allows space around the dots. */
function dotted(file: PythonFile, node: PythonNode): string {
  return sourceOf(file, node).replace(/\s+/g, '').normalize('NFKC');
}

/** `app.tables` in `app`, `.tables` in `.`. */
export function submodule(module: string, name: string): string {
  return module.endsWith('.') ? `${module}${name}` : `${module}.${name}`;
}
