import type { Parsers, PythonNode, PythonParse } from '../../parsers/parsers.ts';
import { allNodes, argumentsOf, childIn, lastName, type PythonFile } from '../../parsers/python/nodes.ts';
import { canonical } from './canonical.ts';
import { columnIn, modelClass, textOf, type ModelClass } from './class-parts.ts';
import type { TableDefinition } from './table-definition.ts';

export type ModelsReading =
  | { readonly kind: 'read'; readonly definitions: readonly TableDefinition[] }
  | Exclude<PythonParse, { readonly kind: 'module' }>;

/** The tables that a file of models describes. Never throws. */
export function tableDefinitions(parsers: Parsers, text: string): ModelsReading {
  const parse = parsers.python.parse(text);
  if (parse.kind !== 'module') return parse;
  const file = { text, root: parse.root };
  const classes = [...allNodes(parse.root)]
    .filter(({ type }) => type === 'class_definition')
    .map((node) => modelClass(file, node));
  const described = classes.flatMap((model) => definitionOf(model, classes));
  const loose = parse.root.children.flatMap((statement) => looseDefinitions(file, statement));
  const written = [...described, ...loose].flatMap(({ parts }) => [...parts.values()]);
  return { kind: 'read', definitions: [...described, ...loose, ...enumerations(classes, written)] };
}

function definitionOf(model: ModelClass, classes: readonly ModelClass[]): readonly TableDefinition[] {
  const parts = new Map([...inherited(model, classes), ...ownParts(model)]);
  if (parts.size === 0 && model.tableName === undefined) return [];
  const unknown = model.bases.filter(
    (base) => base.endsWith('Mixin') && !classes.some(({ name }) => name === base),
  );
  for (const base of unknown) parts.set(base, 'a base from elsewhere');
  return [{ name: model.tableName ?? model.name, parts, at: nameIn(model.node) }];
}

function ownParts(model: ModelClass): ReadonlyMap<string, string> {
  return model.isSqlModelTable ? new Map([...model.fields, ...model.parts]) : model.parts;
}

/** What mixins of the same file bring; the tables among the bases are tables of their own. */
function inherited(
  model: ModelClass,
  classes: readonly ModelClass[],
  seen: ReadonlySet<string> = new Set([model.name]),
): readonly (readonly [string, string])[] {
  return model.bases.flatMap((name) => {
    const base = classes.find((other) => other.name === name);
    if (base === undefined || seen.has(name) || base.tableName !== undefined) return [];
    const above = inherited(base, classes, new Set([...seen, name]));
    return [...above, ...(model.isSqlModelTable ? base.fields : []), ...base.parts];
  });
}

/** Calls at the top of the module: `users = Table(...)`, `Index(...)`, and columns that classes share. */
function looseDefinitions(file: PythonFile, statement: PythonNode): readonly TableDefinition[] {
  const [inner] = statement.type === 'expression_statement' ? statement.children : [];
  if (inner === undefined) return [];
  if (inner.type !== 'assignment') return looseCall(file, inner, inner);
  const [target, value] = [childIn(inner, 'left'), childIn(inner, 'right')];
  if (target === undefined || value === undefined) return [];
  const made = looseCall(file, value, target);
  if (made.length > 0 || target.type !== 'identifier' || !holdsColumn(file, value)) return made;
  const parts = new Map([['the column', canonical(file, value)]]);
  return [{ name: canonical(file, target), parts, at: rangeOf(target) }];
}

function looseCall(file: PythonFile, value: PythonNode, at: PythonNode): readonly TableDefinition[] {
  const callee = value.type === 'call' ? lastName(file, childIn(value, 'function')) : undefined;
  if (callee === 'Table') return [tableCall(file, value, at)];
  if (callee !== 'Index') return [];
  const text = canonical(file, value);
  return [{ name: text, parts: new Map([['the index', text]]), at: rangeOf(at) }];
}

function holdsColumn(file: PythonFile, value: PythonNode): boolean {
  return [...allNodes(value)].some((node) => columnIn(file, node) !== undefined);
}

function tableCall(file: PythonFile, call: PythonNode, at: PythonNode): TableDefinition {
  const [name, , ...items] = argumentsOf(file, call).positional;
  const parts = items.map((item, index): readonly [string, string] => {
    const [first] = columnIn(file, item) === undefined ? [] : argumentsOf(file, item).positional;
    return [textOf(file, first) ?? `argument ${index + 3}`, canonical(file, item)];
  });
  return { name: textOf(file, name) ?? canonical(file, at), parts: new Map(parts), at: rangeOf(at) };
}

/** An enumeration that a column is made of is a type of the database, unless it is kept as text. */
function enumerations(classes: readonly ModelClass[], parts: readonly string[]): readonly TableDefinition[] {
  const typed = parts.filter((part) => IS_ENUM.test(part) && !part.includes('native_enum=False'));
  const words = new Set(typed.flatMap((part) => part.match(/\w+/g) ?? []));
  return classes.flatMap(({ name, node, bases, values }) =>
    bases.some((base) => /(?:Enum|Flag)$/.test(base)) && words.has(name)
      ? [{ name, parts: values, at: nameIn(node) }]
      : [],
  );
}

/** SQLAlchemy's own type, under the names that people give it, or what it makes of `Mapped[State]`. */
const IS_ENUM = /(?:^|\W)(?:sa|sql|sqla|sqlalchemy|pg|postgres|postgresql|db)?_?enum\(|Mapped/i;

function nameIn(node: PythonNode) {
  return rangeOf(childIn(node, 'name') ?? node);
}

function rangeOf({ start, end }: PythonNode) {
  return { start, end };
}
