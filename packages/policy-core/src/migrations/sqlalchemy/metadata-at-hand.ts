import type { PythonNode } from '../../parsers/parsers.ts';
import { importBindings, type ImportBinding } from '../../parsers/python/import-bindings.ts';
import { allNodes, childIn, identifierName } from '../../parsers/python/nodes.ts';
import type { MetadataModule, ModuleNamed, Written } from './named-meaning.ts';

/**
 * Whether all that an expression speaks of lies in modules that are at hand, or in SQLAlchemy: then it can be told what
 * none of them does.
 */
export function isAtHand(written: Written, moduleNamed: ModuleNamed): boolean {
  return isReached(written, { moduleNamed, left: MOST_NAMES });
}

interface Reach {
  readonly moduleNamed: ModuleNamed;
  readonly left: number;
}

/** Names for names for names lead in circles. */
const MOST_NAMES = 8;

function isReached({ module, node }: Written, reach: Reach): boolean {
  return allNodes(node).every((part) => {
    // What is behind a dot, and what an argument is called, is nobody's name.
    const name =
      part.field === 'attribute' || part.field === 'name' ? undefined : identifierName(module.file, part);
    return name === undefined || isNameReached({ module, name }, reach);
  });
}

interface NameIn {
  readonly module: MetadataModule;
  readonly name: string;
}

function isNameReached({ module, name }: NameIn, { moduleNamed, left }: Reach): boolean {
  if (left === 0) return false;
  const { file } = module;
  const reach = { moduleNamed, left: left - 1 };
  const imports = importBindings(file).filter(({ alias }) => alias === name);
  if (imports.length > 0) return imports.every((one) => isImportReached(module, one, reach));
  const bases = basesOf(module, name);
  if (bases !== undefined) return bases.every((node) => isReached({ module, node }, reach));
  const bindings = file.scopes.module.names.get(name) ?? [];
  return (
    bindings.length > 0 &&
    bindings.every((one) => one.kind === 'value' && isReached({ module, node: one.node }, reach))
  );
}

/** What these make names nothing unless it is told to. */
const NAMES_NOTHING = /^(?:sqlalchemy|sqlmodel|flask_sqlalchemy)(?:\.|$)/;

/** Of a module as a whole nobody knows what is meant. */
function isImportReached(from: MetadataModule, { module, name }: ImportBinding, reach: Reach): boolean {
  if (NAMES_NOTHING.test(module)) return true;
  const there = name === undefined ? undefined : reach.moduleNamed(from, module);
  return there !== undefined && name !== undefined && isNameReached({ module: there, name }, reach);
}

/** Of a class of the module; `undefined` where it is none. */
function basesOf({ file }: MetadataModule, name: string): readonly PythonNode[] | undefined {
  const definition = file.root.children.find(
    (statement) =>
      statement.type === 'class_definition' && identifierName(file, childIn(statement, 'name')) === name,
  );
  return definition && (childIn(definition, 'superclasses')?.children ?? []);
}
