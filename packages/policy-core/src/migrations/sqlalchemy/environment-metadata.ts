import type { Parsers, PythonNode, PythonParse } from '../../parsers/parsers.ts';
import { fullName } from '../../parsers/python/imported-names.ts';
import { allNodes, childIn, identifierName, sourceOf } from '../../parsers/python/nodes.ts';
import { traceNames, type TracedFile } from '../../parsers/python/values.ts';
import type { TextRange } from '../../model/text-range.ts';

/** What `env.py` tells Alembic of the models. */
export interface EnvironmentMetadata {
  readonly kind: 'read';
  /** Full names of what it imports, modules and what it takes from them: `app`, `app.models`, `app.models.Base`. */
  readonly imports: readonly string[];
  /** It imports from beside itself, or everything of a module: then more may come with it. */
  readonly isOpen: boolean;
  readonly target: TargetMetadata;
}

export type TargetMetadata =
  /** It is None, or is not set at all. */
  | ({ readonly kind: 'none' } & TextRange)
  /** Full names of all that may be put into it: `app.models.Base.metadata`. */
  | ({ readonly kind: 'sources'; readonly names: readonly string[] } & TextRange)
  | ({ readonly kind: 'unclear' } & TextRange);

export function environmentMetadata(
  parsers: Parsers,
  text: string,
): EnvironmentMetadata | Exclude<PythonParse, { readonly kind: 'module' }> {
  const parse = parsers.python.parse(text);
  if (parse.kind !== 'module') return parse;
  const file = traceNames({ text, root: parse.root });
  return { kind: 'read', ...importsOf(file), target: targetOf(file) };
}

function importsOf(file: TracedFile): Pick<EnvironmentMetadata, 'imports' | 'isOpen'> {
  const statements = [...allNodes(file.root)].filter(({ type }) => /^import_(?:from_)?statement$/.test(type));
  const imports = statements.flatMap((statement) => {
    const module = childIn(statement, 'module_name');
    const from = module === undefined ? [] : [sourceOf(file, module)];
    const names = statement.children
      .filter(({ field }) => field === 'name')
      .map((name) => sourceOf(file, childIn(name, 'name') ?? name));
    return [...from, ...names.map((name) => [...from, name].join('.'))];
  });
  const isOpen = statements.some((statement) =>
    statement.children.some(({ type }) => type === 'relative_import' || type === 'wildcard_import'),
  );
  return { imports, isOpen };
}

function targetOf(file: TracedFile): TargetMetadata {
  const value = targetValue(file);
  if (value === undefined) return { kind: 'none', start: 0, end: 0 };
  const { start, end } = value;
  if (value.type === 'none') return { kind: 'none', start, end };
  const names = sourcesOf(file, value);
  return names.length === 0 ? { kind: 'unclear', start, end } : { kind: 'sources', names, start, end };
}

/** What the name is set to last at the top of the module, else what is passed under it. */
function targetValue(file: TracedFile): PythonNode | undefined {
  const assigned = file.root.children.flatMap(({ type, children: [inner] }) => {
    if (type !== 'expression_statement' || inner?.type !== 'assignment') return [];
    return identifierName(file, childIn(inner, 'left')) === NAME ? (childIn(inner, 'right') ?? []) : [];
  });
  const passed = [...allNodes(file.root)].flatMap((node) => {
    if (node.type !== 'keyword_argument' || identifierName(file, childIn(node, 'name')) !== NAME) return [];
    return childIn(node, 'value') ?? [];
  });
  return assigned.at(-1) ?? passed.find((value) => identifierName(file, value) !== NAME);
}

const NAME = 'target_metadata';

/** One Base where the value is its metadata; all that the file speaks of where they are put together first. */
function sourcesOf(file: TracedFile, value: PythonNode): readonly string[] {
  const direct = metadataName(file, value);
  if (direct !== undefined) return [direct];
  const within = value.type === 'list' || value.type === 'tuple' ? [value] : [file.root];
  const nodes = within.flatMap((node) => [...allNodes(node)]);
  const listed = nodes.filter(({ type }) => LISTS.has(type)).flatMap(({ children }) => children);
  const found = [
    // What a function of such a name gives back is not known.
    ...nodes.flatMap((node) => (node.field === 'function' ? [] : (metadataName(file, node) ?? []))),
    ...listed.flatMap((node) => importedName(file, node) ?? []),
  ];
  return [...new Set(found)];
}

/** `for base in (AppBase, OtherBase)`. */
const LISTS = new Set(['list', 'tuple', 'set', 'expression_list']);

/** `app.models.Base.metadata`, and `app.db.metadata` where that is imported itself. */
function metadataName(file: TracedFile, node: PythonNode): string | undefined {
  const name = importedName(file, node);
  return name !== undefined && /(?:^|[._])metadata$/i.test(name) ? name : undefined;
}

function importedName(file: TracedFile, node: PythonNode): string | undefined {
  if (node.type !== 'identifier' && node.type !== 'attribute') return undefined;
  const name = fullName(file, { node, scope: file.scopes.module });
  return name?.from === 'imported' && !/^(?:alembic|sqlalchemy)\b/.test(name.path) ? name.path : undefined;
}
