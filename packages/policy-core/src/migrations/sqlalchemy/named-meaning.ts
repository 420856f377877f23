import type { PythonNode } from '../../parsers/parsers.ts';
import { importBindings, submodule, type ImportBinding } from '../../parsers/python/import-bindings.ts';
import { childIn, identifierName, sourceOf, withoutParentheses } from '../../parsers/python/nodes.ts';
import type { TracedFile } from '../../parsers/python/values.ts';

/** A module as it is read here. */
export interface MetadataModule {
  readonly path: string;
  readonly file: TracedFile;
}

/** The module that a name means where it is imported; `undefined` where it is not at hand, or cannot be read. */
export type ModuleNamed = (from: MetadataModule, module: string) => MetadataModule | undefined;

export interface Search {
  readonly moduleNamed: ModuleNamed;
  readonly left: number;
  /** Grows by what could not be followed. */
  readonly stuck: Written[];
}

/** Names for names for names lead in circles. */
const MOST_STEPS = 12;

export function searchWith(moduleNamed: ModuleNamed): Search {
  return { moduleNamed, left: MOST_STEPS, stuck: [] };
}

/** `undefined` where it has gone far enough. */
export function deeper(search: Search): Search | undefined {
  return search.left === 0 ? undefined : { ...search, left: search.left - 1 };
}

export interface Written {
  readonly module: MetadataModule;
  readonly node: PythonNode;
}

/** `value`: an expression. `class`: a definition. */
export type Meaning =
  | (Written & { readonly kind: 'value' | 'class' })
  | { readonly kind: 'module'; readonly module: MetadataModule };

/** What a name, or a member of a module, is set to: once, and by nothing else. */
export function meaningOf(search: Search, { module, node }: Written): Meaning | undefined {
  const { file } = module;
  const name = identifierName(file, node);
  if (name !== undefined) return named(search, { module, name });
  const [object, attribute] = [childIn(node, 'object'), childIn(node, 'attribute')];
  if (object === undefined || attribute === undefined) return undefined;
  const holder = meaningOf(search, { module, node: object });
  if (holder?.kind !== 'module') return undefined;
  return named(search, { module: holder.module, name: sourceOf(file, attribute) });
}

interface NamedIn {
  readonly module: MetadataModule;
  readonly name: string;
}

function named(before: Search, { module, name }: NamedIn): Meaning | undefined {
  const search = deeper(before);
  if (search === undefined) return undefined;
  const { file } = module;
  const [imported, ...others] = importBindings(file).filter(
    ({ alias, below }) => alias === name && below.length === 0,
  );
  const bindings = file.scopes.module.names.get(name) ?? [];
  if (bindings.length > 1 || others.length > 0) return undefined;
  if (imported !== undefined) return importedMeaning(search, module, imported);
  const [binding] = bindings;
  if (binding?.kind === 'value') return { kind: 'value', module, node: withoutParentheses(binding.node) };
  const definition = binding && classNamed(file, name);
  return definition && { kind: 'class', module, node: definition };
}

/** What a package has itself comes before a module in it. */
function importedMeaning(
  search: Search,
  from: MetadataModule,
  { module, name }: ImportBinding,
): Meaning | undefined {
  const whole = search.moduleNamed(from, module);
  if (name === undefined) return whole && { kind: 'module', module: whole };
  const found = whole && named(search, { module: whole, name });
  if (found !== undefined) return found;
  const below = search.moduleNamed(from, submodule(module, name));
  return below && { kind: 'module', module: below };
}

function classNamed(file: TracedFile, name: string): PythonNode | undefined {
  return file.root.children.find(
    (statement) =>
      statement.type === 'class_definition' && identifierName(file, childIn(statement, 'name')) === name,
  );
}
