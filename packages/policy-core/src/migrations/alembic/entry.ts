import type { PythonNode } from '../../parsers/parsers.ts';
import { allNodes, childIn, identifierName, nameOf, sourceOf } from '../../parsers/python/nodes.ts';
import { alternatives, newBudget, type TracedFile } from '../../parsers/python/values.ts';
import { bindingsOf } from '../../parsers/python/bindings.ts';
import type { Definitions } from './definitions.ts';

/** What Alembic calls by the name `upgrade` or `downgrade`. */
export type Entry =
  | { readonly kind: 'missing' }
  /** `at` names it, or makes it. */
  | { readonly kind: 'elsewhere'; readonly at: PythonNode }
  | {
      readonly kind: 'function';
      readonly definitions: readonly PythonNode[];
      /** Exactly one is there, whatever happens when the module is loaded. */
      readonly isCertain: boolean;
      /** The file says `def upgrade`. */
      readonly isNamed: boolean;
      /** Something else gets the name, too. */
      readonly isReplaced: boolean;
    };

export function entryNamed(file: TracedFile, definitions: Definitions, name: string): Entry {
  const methods = [...definitions.methodOf.keys()].filter((node) => isNamed(file, node, name));
  // Names in the body of a class count to what surrounds it.
  const bindings = bindingsOf(name, file.scopes.module).slice(methods.length);
  const defined = (definitions.functions.get(name) ?? []).filter((node) => isOfModule(file, node));
  if (defined.length > 0) {
    const [only] = defined;
    const isCertain =
      bindings.length === 1 && defined.length === 1 && only !== undefined && isPlain(file, only);
    const isReplaced = bindings.length > defined.length || isImportedOver(file, name);
    return { kind: 'function', definitions: defined, isCertain, isNamed: true, isReplaced };
  }
  const mention = bindings.length > 0 ? mentionOf(file, name) : undefined;
  if (mention !== undefined) return aliased(file, definitions, mention);
  const maker = madeBy(file);
  return maker === undefined ? { kind: 'missing' } : { kind: 'elsewhere', at: maker };
}

function isNamed(file: TracedFile, node: PythonNode, name: string): boolean {
  return identifierName(file, childIn(node, 'name')) === name;
}

function isOfModule({ scopes }: TracedFile, node: PythonNode): boolean {
  return scopes.functions.get(node)?.parent === scopes.module;
}

/** Directly in the module, under no condition. */
function isPlain({ root }: TracedFile, node: PythonNode): boolean {
  return root.children.some((statement) => (childIn(statement, 'definition') ?? statement) === node);
}

/** `from tools import *` behind it: the module may have one, too. */
function isImportedOver(file: TracedFile, name: string): boolean {
  const { children } = file.root;
  const own = children.findLastIndex((node) => isNamed(file, childIn(node, 'definition') ?? node, name));
  return children.slice(own + 1).some((statement) => importsAnything(file, statement));
}

/** `upgrade = create_orders`, `downgrade = lambda: None` */
function aliased(file: TracedFile, definitions: Definitions, mention: PythonNode): Entry {
  const values = alternatives(file, { node: mention, scope: file.scopes.module }, newBudget());
  const found = values.map(({ node }) => {
    if (node.type === 'lambda') return [node];
    return definitions.functions.get(identifierName(file, node) ?? '');
  });
  const isKnown = found.length > 0 && !found.includes(undefined);
  if (!isKnown) return { kind: 'elsewhere', at: mention };
  const functions = found.flatMap((nodes) => nodes ?? []);
  const isCertain = functions.length === 1;
  return { kind: 'function', definitions: functions, isCertain, isNamed: false, isReplaced: false };
}

/** `undefined` where only a class has it: Alembic looks for names of the module. */
function mentionOf(file: TracedFile, name: string): PythonNode | undefined {
  const waiting = [...file.root.children].toReversed();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'identifier' && node.field !== 'attribute' && nameOf(file, node) === name) return node;
    if (node.type !== 'class_definition') for (const one of node.children.toReversed()) waiting.push(one);
  }
  return undefined;
}

/** What can give a module names that its text does not show. */
function madeBy(file: TracedFile): PythonNode | undefined {
  for (const statement of file.root.children) {
    if (importsAnything(file, statement)) return statement;
    if (statement.type === 'expression_statement' && makesNames(file, statement)) return statement;
  }
  return undefined;
}

function importsAnything(file: TracedFile, statement: PythonNode): boolean {
  const isStar = statement.children.some(({ type }) => type === 'wildcard_import');
  const module = childIn(statement, 'module_name');
  return isStar && module !== undefined && !KNOWN_MODULES.test(sourceOf(file, module));
}

const KNOWN_MODULES = /^(?:alembic|sqlalchemy|typing)\b/;
const MAKERS = new Set(['exec', 'globals', 'vars', 'locals', 'setattr', '__import__']);

function makesNames(file: TracedFile, statement: PythonNode): boolean {
  for (const node of allNodes(statement)) {
    if (node.type === 'identifier' && MAKERS.has(nameOf(file, node))) return true;
  }
  return false;
}
