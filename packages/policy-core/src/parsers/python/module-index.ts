import type { PythonNode } from '../parsers.ts';
import { bindNames, type Binding } from './bindings.ts';
import { importBindings, type ImportBinding } from './import-bindings.ts';
import { childIn, identifierName, nameOf, type PythonFile } from './nodes.ts';
import { findUses } from './uses.ts';

/** A module, statement by statement, so that only those need be looked at that matter to whoever imports it. */
export interface ModuleIndex {
  readonly file: PythonFile;
  readonly statements: readonly IndexedStatement[];
  /** What the whole module binds at its top. */
  readonly names: ReadonlyMap<string, readonly Binding[]>;
  readonly mutated: ReadonlySet<string>;
  readonly imports: readonly ImportBinding[];
}

export interface IndexedStatement {
  readonly node: PythonNode;
  /** Names of the module that it may set. */
  readonly binds: readonly string[];
  /** Plain names in it, and those behind a dot. */
  readonly mentions: ReadonlySet<string>;
  readonly attributes: ReadonlySet<string>;
}

/** Never throws. */
export function indexOfModule(file: PythonFile): ModuleIndex {
  const scopes = bindNames(file);
  return {
    file,
    statements: file.root.children.flatMap((node) => indexed(file, node)),
    names: scopes.module.names,
    mutated: findUses(file, scopes).mutated,
    imports: importBindings(file),
  };
}

/** Of a class nothing is followed, and what an import brings is asked for by its name. */
const LEFT_OUT = new Set(['class_definition', 'import_statement', 'import_from_statement']);

function indexed(file: PythonFile, node: PythonNode): readonly IndexedStatement[] {
  const definition = childIn(node, 'definition') ?? node;
  if (LEFT_OUT.has(definition.type)) return [];
  const words = { mentions: new Set<string>(), attributes: new Set<string>() };
  addWords(file, node, words);
  return [{ node, binds: namesBound(file, definition), ...words }];
}

function namesBound(file: PythonFile, node: PythonNode): readonly string[] {
  if (node.type === 'function_definition') return [identifierName(file, childIn(node, 'name')) ?? ''];
  return [...bindNames({ text: file.text, root: node }).module.names.keys()];
}

interface Words {
  readonly mentions: Set<string>;
  readonly attributes: Set<string>;
}

/** The names in some code, apart from those of keyword arguments. */
export function addWords(file: PythonFile, node: PythonNode, words: Words): void {
  for (const child of node.children) {
    if (child.type !== 'identifier') addWords(file, child, words);
    else if (node.type === 'keyword_argument' && child.field === 'name') continue;
    else if (child.field === 'attribute') words.attributes.add(nameOf(file, child));
    else words.mentions.add(nameOf(file, child));
  }
}
