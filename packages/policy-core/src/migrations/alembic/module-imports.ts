import type { PythonNode } from '../../parsers/parsers.ts';
import type { ImportedModule } from './revision-reading.ts';
import { childIn, importStatements, sourceOf, type PythonFile } from '../../parsers/python/nodes.ts';

/** Every module that the file imports, wherever it does, in the order of the text. */
export function importedModules(file: PythonFile): readonly ImportedModule[] {
  return importStatements(file).flatMap((node) =>
    node.type === 'import_statement' ? plainImports(file, node) : fromImport(file, node),
  );
}

function plainImports(file: PythonFile, statement: PythonNode): ImportedModule[] {
  return statement.children.map((child) => {
    const name = childIn(child, 'name') ?? child;
    return { module: dottedName(file, name), level: 0, start: name.start, end: name.end };
  });
}

/** `from . import a` imports the package that it stands in. */
function fromImport(file: PythonFile, statement: PythonNode): ImportedModule[] {
  const module = childIn(statement, 'module_name');
  if (module === undefined) return [];
  const { start, end } = module;
  if (module.type !== 'relative_import') return [{ module: dottedName(file, module), level: 0, start, end }];
  const [prefix, name] = module.children;
  const dots = prefix === undefined ? '' : sourceOf(file, prefix);
  return [
    {
      module: name === undefined ? '' : dottedName(file, name),
      level: dots.split('.').length - 1,
      start,
      end,
    },
  ];
}

/** Python allows space around the dots. */
function dottedName(file: PythonFile, node: PythonNode): string {
  return sourceOf(file, node).replace(/\s+/g, '').normalize('NFKC');
}
