import type { PythonNode } from '../../parsers/parsers.ts';
import { fullName } from '../../parsers/python/imported-names.ts';
import { argumentsOf, childIn, lastName, sourceOf, withoutParentheses } from '../../parsers/python/nodes.ts';
import {
  alternatives,
  newBudget,
  type Budget,
  type PythonValue,
  type TracedFile,
} from '../../parsers/python/values.ts';

/** One call of `a.b().c()`. */
export interface ChainLink {
  readonly call: PythonNode;
  readonly name: string;
  /** What the method is called on. */
  readonly object: PythonNode | undefined;
}

export interface Chain {
  /** The last call first. */
  readonly links: readonly ChainLink[];
  /** In which the names of the first call mean something. */
  readonly scope: PythonValue['scope'];
}

/**
 * The calls of `a.b().c()`, and those behind `a` where that is a name: `query = query.where(...)` adds to what the
 * name held before. One chain for each way in which the value may come about; none for a circle alone.
 */
export function chainsOf(
  file: TracedFile,
  value: PythonValue,
  isBeginning: (name: string) => boolean,
): readonly Chain[] {
  return chainsBehind({ file, isBeginning, budget: newBudget(), seen: new Map() }, value, []);
}

/** Whether a statement is told to leave rows out. */
export function hasFilter(file: TracedFile, links: readonly ChainLink[]): boolean {
  return links.some((link) => FILTERS.has(link.name) && !isAlwaysTrue(file, link));
}

interface Search {
  readonly file: TracedFile;
  /** Of a call that makes a statement. */
  readonly isBeginning: (name: string) => boolean;
  readonly budget: Budget;
  /** Expressions that were followed already, with a filter behind them or without. */
  readonly seen: Map<PythonNode, Readonly<Record<'filtered' | 'whole', Set<PythonValue['scope']>>>>;
}

function chainsBehind(search: Search, value: PythonValue, behind: readonly ChainLink[]): readonly Chain[] {
  const { file, isBeginning, budget } = search;
  const { links, root } = linksOf(file, value.node);
  const all = [...behind, ...links];
  const isWhole = links.length === 0 || links.some(({ name }) => isBeginning(name));
  if (isWhole || root?.type !== 'identifier' || !links.every(({ name }) => BUILDERS.has(name))) {
    return [{ links: all, scope: value.scope }];
  }
  const sources = alternatives(file, { node: root, scope: value.scope }, budget);
  return sources.flatMap((source) => (isNew(search, source, all) ? chainsBehind(search, source, all) : []));
}

/** Notes it, too. */
function isNew({ file, seen }: Search, { node, scope }: PythonValue, behind: readonly ChainLink[]): boolean {
  const ways = seen.get(node) ?? { filtered: new Set(), whole: new Set() };
  seen.set(node, ways);
  const scopes = ways[hasFilter(file, behind) ? 'filtered' : 'whole'];
  const isFirst = !scopes.has(scope);
  scopes.add(scope);
  return isFirst;
}

function linksOf(
  file: TracedFile,
  node: PythonNode,
): { readonly links: readonly ChainLink[]; readonly root: PythonNode | undefined } {
  const links: ChainLink[] = [];
  let root: PythonNode | undefined;
  let at: PythonNode | undefined = node;
  while (at !== undefined) {
    root = at;
    const callee: PythonNode | undefined = at.type === 'call' ? childIn(at, 'function') : at;
    const object: PythonNode | undefined =
      callee?.type === 'attribute' ? childIn(callee, 'object') : undefined;
    if (at.type === 'call') links.push({ call: at, name: calledName(file, callee), object });
    at = object && withoutParentheses(object);
  }
  return { links, root };
}

/** `insert` for `pg_insert` of `from sqlalchemy.dialects.postgresql import insert as pg_insert`. */
function calledName(file: TracedFile, callee: PythonNode | undefined): string {
  const name = lastName(file, callee) ?? '';
  if (callee?.type !== 'identifier') return name;
  const full = fullName(file, { node: callee, scope: file.scopes.module });
  return full?.from === 'imported' ? full.path.slice(full.path.lastIndexOf('.') + 1) : name;
}

const FILTERS = new Set(['where', 'filter', 'filter_by']);

/** Methods of statements that give back the same statement with more in it, and take no text that could be another. */
const BUILDERS: ReadonlySet<string> = new Set([
  ...FILTERS,
  ...'values returning from_select inline ordered_values'.split(' '),
  ...'on_conflict_do_nothing on_conflict_do_update on_duplicate_key_update'.split(' '),
  ...'select_from join outerjoin order_by group_by having distinct limit offset'.split(' '),
  ...'add_columns with_only_columns with_for_update correlate options execution_options'.split(' '),
]);

function isAlwaysTrue(file: TracedFile, { call }: ChainLink): boolean {
  const { positional, keywords, spread } = argumentsOf(file, call);
  const mayLeaveOut = spread || keywords.size > 0;
  return !mayLeaveOut && positional.every((node) => ALWAYS_TRUE.test(sourceOf(file, node)));
}

const ALWAYS_TRUE = /^(?:True|(?:\w+\.)*true\(\)|1 == 1)$/;
