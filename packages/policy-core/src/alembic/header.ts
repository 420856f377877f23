import type { PythonNode } from '../parsers/parsers.ts';
import { bindingsOf } from '../python/bindings.ts';
import { readText } from '../python/literals.ts';
import { withoutParentheses } from '../python/nodes.ts';
import { newBudget, type PythonValue, type TracedFile } from '../python/values.ts';

/** The names by which Alembic orders revisions. */
export interface AlembicHeader {
  /** `undefined` when the file names none, or not as a literal. */
  readonly revision: string | undefined;
  /** `[]` for a first revision; `undefined` when it cannot be read without running the file. */
  readonly downRevisions: readonly string[] | undefined;
}

export function readHeader(file: TracedFile): AlembicHeader {
  const revision = moduleValue(file, 'revision');
  const downRevision = moduleValue(file, 'down_revision');
  return {
    revision: revision && literalText(file, revision),
    downRevisions: downRevision && revisionList(file, downRevision),
  };
}

/** Only a name that the module sets exactly once has one value. */
function moduleValue(file: TracedFile, name: string): PythonValue | undefined {
  const [binding, ...more] = bindingsOf(name, file.scopes.module);
  return binding?.kind === 'value' && more.length === 0 ? binding : undefined;
}

const LISTS = new Set(['tuple', 'list', 'set', 'expression_list']);

function revisionList(file: TracedFile, { node, scope }: PythonValue): readonly string[] | undefined {
  const value = withoutParentheses(node);
  if (value.type === 'none') return [];
  const items: readonly PythonNode[] = LISTS.has(value.type) ? value.children : [value];
  const texts = items.map((item) => literalText(file, { node: item, scope }));
  return texts.includes(undefined) ? undefined : texts.flatMap((text) => text ?? []);
}

function literalText(file: TracedFile, value: PythonValue): string | undefined {
  const parts = readText(file, value, newBudget());
  const isKnown =
    parts.every(({ kind }) => kind === 'known') && withoutParentheses(value.node).type !== 'integer';
  return isKnown ? parts.map((part) => (part.kind === 'known' ? part.text : '')).join('') : undefined;
}
