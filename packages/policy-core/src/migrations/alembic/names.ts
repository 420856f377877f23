import type { PythonNode } from '../../parsers/parsers.ts';
import { bindingsOf, type Scope } from '../../parsers/python/bindings.ts';
import {
  argumentsOf,
  childIn,
  identifierName,
  importStatements,
  lastName,
  nameOf,
  sourceOf,
} from '../../parsers/python/nodes.ts';
import { readText } from '../../parsers/python/literals.ts';
import { newBudget, type TracedFile } from '../../parsers/python/values.ts';

/** The names under which a file knows Alembic's operations. */
export interface AlembicNames {
  /** What `op` is called here; `op` itself always counts. */
  readonly op: ReadonlySet<string>;
  /** Names imported from `alembic.op`, by what they are called here. */
  readonly imported: ReadonlyMap<string, string>;
  /** `from alembic.op import *` */
  readonly everything: boolean;
}

export function alembicNames(file: TracedFile): AlembicNames {
  const op = new Set(['op']);
  const imported = new Map<string, string>();
  const statements = importStatements(file);
  for (const statement of statements) {
    const module = moduleOf(file, statement);
    for (const { name, alias } of importedNames(file, statement)) {
      if (module === 'alembic.op') imported.set(alias, name);
      else if (name === 'alembic.op' || (module === 'alembic' && name === 'op')) op.add(alias);
    }
  }
  const everything = statements.some(
    (statement) =>
      moduleOf(file, statement) === 'alembic.op' &&
      statement.children.some(({ type }) => type === 'wildcard_import'),
  );
  return { op, imported, everything };
}

/** `undefined` for a plain `import`. */
function moduleOf(file: TracedFile, statement: PythonNode): string | undefined {
  const module = childIn(statement, 'module_name');
  return module && sourceOf(file, module);
}

function importedNames(file: TracedFile, statement: PythonNode): { name: string; alias: string }[] {
  return statement.children
    .filter(({ field }) => field === 'name')
    .map((node) => {
      const name = nameOf(file, childIn(node, 'name') ?? node);
      return { name, alias: identifierName(file, childIn(node, 'alias')) ?? name };
    });
}

/** What a call calls, under the name its library gives it: `drop_table`, `execute`, `Table`. */
export function calledName(
  file: TracedFile,
  names: AlembicNames,
  value: { callee: PythonNode; scope: Scope },
): string | undefined {
  const { callee, scope } = value;
  if (callee.type === 'attribute') return lastName(file, callee);
  if (callee.type === 'call') return namedByGetattr(file, callee, scope);
  const name = identifierName(file, callee);
  if (name === undefined) return undefined;
  return operationBehind(file, names, { name, scope }) ?? (isForeign(names, name) ? undefined : name);
}

/** The operation that a plain name stands for; `undefined` when nothing says that it stands for one. */
export function operationBehind(
  file: TracedFile,
  { imported, everything }: AlembicNames,
  { name, scope }: { readonly name: string; readonly scope: Scope },
): string | undefined {
  const isImported = everything && bindingsOf(name, scope).length === 0;
  return imported.get(name) ?? nameBehind(file, name, scope) ?? (isImported ? name : undefined);
}

/** A bare `execute(...)` is only Alembic's where everything was imported. */
function isForeign({ everything }: AlembicNames, name: string): boolean {
  return name === 'execute' && !everything;
}

/** `drop = op.drop_table` and then `drop("users")`. */
function nameBehind(file: TracedFile, name: string, scope: Scope): string | undefined {
  for (const binding of bindingsOf(name, scope)) {
    if (binding.kind !== 'value') continue;
    if (binding.node.type === 'attribute') return lastName(file, binding.node);
    const reached = binding.node.type === 'call' ? namedByGetattr(file, binding.node, scope) : undefined;
    if (reached !== undefined) return reached;
  }
  return undefined;
}

/** `getattr(op, "drop_table")`; `undefined` for any other call and for a name that is not known. */
export function namedByGetattr(file: TracedFile, call: PythonNode, scope: Scope): string | undefined {
  if (identifierName(file, childIn(call, 'function')) !== 'getattr') return undefined;
  const [, attribute] = argumentsOf(file, call).positional;
  if (attribute === undefined) return undefined;
  const [part, ...more] = readText(file, { node: attribute, scope }, newBudget());
  const parts = part === undefined ? [] : [part, ...more];
  if (parts.some(({ kind }) => kind === 'unknown')) return undefined;
  return parts.map((known) => (known.kind === 'known' ? known.text : '')).join('');
}

/** `op`, `alembic.op`, or what the file calls it. */
export function isOp(file: TracedFile, { op }: AlembicNames, node: PythonNode | undefined): boolean {
  if (node === undefined) return false;
  const name = lastName(file, node);
  return name !== undefined && (node.type === 'attribute' ? name === 'op' : op.has(name));
}
