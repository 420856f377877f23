import type { NamedKind, NamingConvention } from '../operations/naming-template.ts';
import type { PythonNode } from '../../parsers/parsers.ts';
import { entriesOf } from '../../parsers/python/items.ts';
import { readText } from '../../parsers/python/literals.ts';
import {
  allNodes,
  argumentsOf,
  childIn,
  identifierName,
  lastName,
  sourceOf,
  withoutParentheses,
} from '../../parsers/python/nodes.ts';
import { newBudget, type TracedFile } from '../../parsers/python/values.ts';
import { isAtHand } from './metadata-at-hand.ts';
import {
  deeper,
  meaningOf,
  searchWith,
  type MetadataModule,
  type ModuleNamed,
  type Search,
  type Written,
} from './named-meaning.ts';

/** `undefined`: it has none. */
type Found = NamingConvention | undefined;

const UNKNOWN: Found = { kind: 'unknown' };

/** Where a module is found, and whether any text that is at hand speaks of a naming convention. */
interface Surroundings {
  readonly moduleNamed: ModuleNamed;
  readonly isSpokenOf: () => boolean;
}

/**
 * What the metadata that an `env.py` hands to Alembic is told to name constraints by; `undefined`: by nothing. Nobody
 * has to follow how the metadata is made where all that it is made of is at hand, and speaks of no convention.
 */
export function namingConventionOf(
  environment: MetadataModule,
  { moduleNamed, isSpokenOf }: Surroundings,
): Found {
  const search = searchWith(moduleNamed);
  const found = conventionOfAll(search, environment);
  if (found?.kind !== 'unknown' || isSpokenOf()) return found;
  return search.stuck.length > 0 && search.stuck.every((one) => isAtHand(one, moduleNamed))
    ? undefined
    : UNKNOWN;
}

function conventionOfAll(search: Search, environment: MetadataModule): Found {
  const values = targetsOf(environment.file);
  const [value, ...others] = values;
  if (value === undefined) return undefined;
  const sources = new Set(values.map((node) => sourceOf(environment.file, node)));
  if (others.length === 0 || sources.size === 1) {
    return metadataBehind(search, { module: environment, node: value });
  }
  return stuckAt(
    search,
    values.map((node) => ({ module: environment, node })),
  );
}

/** Notes where it leads no further. */
function stuckAt(search: Search, written: readonly Written[]): Found {
  for (const one of written) search.stuck.push(one);
  return UNKNOWN;
}

/** What the name is set to, and what is passed under it. */
function targetsOf(file: TracedFile): readonly PythonNode[] {
  return allNodes(file.root).flatMap((node) => {
    const name = childIn(node, node.type === 'assignment' ? 'left' : 'name');
    const value = childIn(node, node.type === 'assignment' ? 'right' : 'value');
    const isTarget =
      (node.type === 'assignment' || node.type === 'keyword_argument') &&
      identifierName(file, name) === TARGET &&
      identifierName(file, value) !== TARGET;
    return isTarget && value !== undefined ? [value] : [];
  });
}

const TARGET = 'target_metadata';

/** Of an expression that gives the metadata. */
function metadataBehind(before: Search, { module, node: written }: Written): Found {
  const search = deeper(before);
  if (search === undefined || CHANGED.test(module.file.text)) return UNKNOWN;
  const node = withoutParentheses(written);
  // Alembic asks several for no convention.
  if (['none', 'list', 'tuple'].includes(node.type)) return undefined;
  if (node.type === 'call') return madeBy(search, { module, node });
  const name = lastName(module.file, node);
  const object = childIn(node, 'object');
  if (object !== undefined && name === 'metadata') return metadataOfBase(search, { module, node: object });
  const meant = meaningOf(search, { module, node });
  return meant?.kind === 'value' ? metadataBehind(search, meant) : stuckAt(search, [{ module, node }]);
}

/** Told it later, by whatever code. */
const CHANGED = /\.naming_convention\s*=|["']naming_convention["']/;

/** `MetaData(naming_convention=…)` */
function madeBy(search: Search, { module, node }: Written): Found {
  const { file } = module;
  const { keywords, spread } = argumentsOf(file, node);
  if (spread || lastName(file, childIn(node, 'function')) !== 'MetaData') {
    return stuckAt(search, [{ module, node }]);
  }
  const convention = keywords.get('naming_convention');
  return convention === undefined ? undefined : conventionIn(search, { module, node: convention });
}

const MAKERS: ReadonlySet<string> = new Set(['declarative_base', 'automap_base', 'SQLAlchemy', 'registry']);
const BASES: ReadonlySet<string> = new Set(['DeclarativeBase', 'DeclarativeBaseNoMeta']);
/** What a Base may be made of besides. */
const MIXINS: ReadonlySet<string> = new Set(['AsyncAttrs', 'MappedAsDataclass', 'object']);

/** `Base`, and `db` of Flask-SQLAlchemy. */
function metadataOfBase(before: Search, written: Written): Found {
  const search = deeper(before);
  const meant = search && meaningOf(search, written);
  if (search === undefined) return UNKNOWN;
  if (meant === undefined || meant.kind === 'module') return stuckAt(search, [written]);
  if (CHANGED.test(meant.module.file.text)) return UNKNOWN;
  if (meant.kind === 'class') return metadataOfClass(search, meant);
  return meant.node.type === 'call' ? metadataOfMade(search, meant) : metadataOfBase(search, meant);
}

/** `declarative_base(metadata=…)` */
function metadataOfMade(search: Search, { module, node }: Written): Found {
  const { file } = module;
  const { keywords, positional, spread } = argumentsOf(file, node);
  if (spread || !MAKERS.has(lastName(file, childIn(node, 'function')) ?? '')) {
    return stuckAt(search, [{ module, node }]);
  }
  const metadata = keywords.get('metadata');
  if (metadata !== undefined) return metadataBehind(search, { module, node: metadata });
  const isOfClass = positional.length > 0 || keywords.has('cls') || keywords.has('model_class');
  return isOfClass ? stuckAt(search, [{ module, node }]) : undefined;
}

function metadataOfClass(search: Search, { module, node }: Written): Found {
  const own = metadataIn(module.file, node);
  const [only] = own;
  if (only !== undefined) {
    if (own.length === 1) return metadataBehind(search, { module, node: only });
    return stuckAt(
      search,
      own.map((value) => ({ module, node: value })),
    );
  }
  const bases = childIn(node, 'superclasses')?.children ?? [];
  const others = bases.filter((base) => !MIXINS.has(lastName(module.file, base) ?? ''));
  const [base] = others;
  if (base === undefined || others.length > 1) {
    return stuckAt(
      search,
      bases.map((one) => ({ module, node: one })),
    );
  }
  if (BASES.has(lastName(module.file, base) ?? '')) return undefined;
  return metadataOfBase(search, { module, node: base });
}

function metadataIn(file: TracedFile, definition: PythonNode): readonly PythonNode[] {
  return (childIn(definition, 'body')?.children ?? []).flatMap(({ children: [inner] }) =>
    inner?.type === 'assignment' && identifierName(file, childIn(inner, 'left')) === 'metadata'
      ? (childIn(inner, 'right') ?? [])
      : [],
  );
}

const KINDS: readonly NamedKind[] = ['fk', 'uq', 'ck', 'pk'];

function conventionIn(before: Search, { module, node: written }: Written): Found {
  const search = deeper(before);
  if (search === undefined) return UNKNOWN;
  const { file } = module;
  const node = withoutParentheses(written);
  if (node.type === 'none') return undefined;
  const entries = entriesOf(file, { node, scope: file.scopes.module });
  if (entries === undefined) {
    const meant = meaningOf(search, { module, node });
    return meant?.kind === 'value' && meant.node !== node ? conventionIn(search, meant) : UNKNOWN;
  }
  const templates: Partial<Record<NamedKind, string | null>> = {};
  for (const kind of KINDS) {
    const entry = entries.get(kind);
    if (entry !== undefined) templates[kind] = templateIn(file, entry, entries);
  }
  return { kind: 'read', templates };
}

/** `null` where words of the project's own are filled in, or it is put together. */
function templateIn(
  file: TracedFile,
  entry: Parameters<typeof readText>[1],
  entries: ReadonlyMap<string, unknown>,
): string | null {
  const parts = readText(file, entry, newBudget());
  const text = parts.map((part) => (part.kind === 'known' ? part.text : '')).join('');
  const isOwn = Array.from(text.matchAll(/%\((\w+)\)s/g), ([, token = '']) => token).some((token) =>
    entries.has(token),
  );
  return isOwn || parts.some(({ kind }) => kind === 'unknown') ? null : text;
}
