import type { PythonNode } from '../../parsers/parsers.ts';
import type { HeaderId, HeaderValue, RevisionHeader } from './revision-header.ts';
import type { TextRange } from '../../model/text-range.ts';
import { bindingsOf, type Binding } from '../../parsers/python/bindings.ts';
import { readText } from '../../parsers/python/literals.ts';
import { allNodes, nameOf, sourceOf, withoutParentheses } from '../../parsers/python/nodes.ts';
import { alternatives, newBudget, type PythonValue, type TracedFile } from '../../parsers/python/values.ts';

export function readHeader(file: TracedFile): RevisionHeader {
  return {
    revision: moduleValue(file, 'revision'),
    downRevision: moduleValue(file, 'down_revision'),
    branchLabels: moduleValue(file, 'branch_labels'),
    dependsOn: moduleValue(file, 'depends_on'),
  };
}

/** Only a name that the module sets to the same each time has one value. */
function moduleValue(file: TracedFile, name: string): HeaderValue {
  const bindings = bindingsOf(name, file.scopes.module).filter((binding) => !isInClass(file, binding));
  const values = bindings.map((binding) => (binding.kind === 'value' ? valueOf(file, binding) : undefined));
  const [first, ...more] = values;
  if (bindings.length === 0) return { kind: 'absent' };
  if (first === undefined || !more.every((value) => value !== undefined && isSame(value, first)))
    return dynamic(file, firstMention(file, name));
  return more.at(-1) ?? first;
}

/** `class File(Base): revision = sa.Column()` names a column, and no revision. */
function isInClass({ root }: TracedFile, binding: Binding): boolean {
  if (binding.kind !== 'value') return false;
  const { start } = binding.node;
  const around = root.children.find((child) => child.start <= start && start < child.end);
  return around?.type === 'class_definition' || around?.type === 'decorated_definition';
}

/** Only of literals it can be told that they are the same. */
function isSame(a: HeaderValue, b: HeaderValue): boolean {
  if (a.kind !== 'ids' || b.kind !== 'ids' || a.form !== b.form) return false;
  const ids = (value: typeof a) => value.ids.map(({ id }) => id);
  return JSON.stringify(ids(a)) === JSON.stringify(ids(b));
}

function valueOf(file: TracedFile, binding: PythonValue): HeaderValue {
  const { node } = binding;
  const [value = binding, ...others] = alternatives(file, binding, newBudget());
  const known = others.length === 0 ? knownValue(file, value) : undefined;
  return known === undefined ? dynamic(file, node) : { kind: 'ids', ...known, ...placeOf(node) };
}

function dynamic(file: TracedFile, node: PythonNode): HeaderValue {
  return { kind: 'dynamic', source: sourceOf(file, node), ...placeOf(node) };
}

function placeOf({ start, end }: PythonNode): TextRange {
  return { start, end };
}

function firstMention(file: TracedFile, name: string): PythonNode {
  for (const node of allNodes(file.root)) {
    if (node.type === 'identifier' && node.field !== 'attribute' && nameOf(file, node) === name) return node;
  }
  return file.root;
}

const LISTS = new Set(['tuple', 'list', 'set', 'expression_list']);

type KnownValue = Pick<Extract<HeaderValue, { kind: 'ids' }>, 'form' | 'ids'>;

function knownValue(file: TracedFile, { node, scope }: PythonValue): KnownValue | undefined {
  const value = withoutParentheses(node);
  if (value.type === 'none') return { form: 'none', ids: [] };
  const isList = LISTS.has(value.type);
  const items = isList ? value.children : [value];
  const ids = items.map((item) => literalId(file, { node: item, scope }));
  if (ids.includes(undefined)) return undefined;
  return { form: isList ? 'list' : 'text', ids: ids.flatMap((id) => id ?? []) };
}

function literalId(file: TracedFile, value: PythonValue): HeaderId | undefined {
  const parts = readText(file, value, newBudget());
  const isKnown =
    parts.every(({ kind }) => kind === 'known') && withoutParentheses(value.node).type !== 'integer';
  if (!isKnown) return undefined;
  const id = parts.map((part) => (part.kind === 'known' ? part.text : '')).join('');
  return { id, ...placeOf(value.node) };
}
