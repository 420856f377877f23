import type { Parsers, PythonNode } from '../parsers/parsers.ts';
import type { RevisionDrop, UndecidedPlace } from './effects.ts';
import type { NodePlace } from './handed-on.ts';
import { readHeader } from './header.ts';
import { alembicNames } from './names.ts';
import { judgeNode, type Judging } from './operations.ts';
import { definesUpgrade, downgradeOnly } from './reachability.ts';
import { traceNames } from '../python/values.ts';

export type { RevisionDrop, UndecidedPlace } from './effects.ts';

/** What the upgrade of one Alembic revision does, as far as its text tells. All offsets are UTF-16. */
export type AlembicRevision =
  | {
      readonly kind: 'revision';
      /** `undefined` when the file names none, or not as a literal. */
      readonly revision: string | undefined;
      /** `[]` for a first revision; `undefined` when it cannot be read without running the file. */
      readonly downRevisions: readonly string[] | undefined;
      readonly drops: readonly RevisionDrop[];
      /** Places that may drop a table, with a clause that reads well after "because". */
      readonly undecided: readonly UndecidedPlace[];
    }
  | { readonly kind: 'unanalyzable'; readonly problem: string; readonly start: number; readonly end: number };

/** Never throws. What only downgrade() runs is left out. */
export function readAlembicRevision(parsers: Parsers, text: string): AlembicRevision {
  const parse = parsers.python.parse(text);
  if (parse.kind === 'unanalyzable') return { ...parse, start: 0, end: text.length };
  if (parse.kind === 'syntax-error') {
    return { kind: 'unanalyzable', problem: parse.problem, start: parse.start, end: parse.end };
  }
  const file = traceNames({ text, root: parse.root });
  const judging: Judging = { file, names: alembicNames(file), sql: parsers.sql, drops: [], undecided: [] };
  const place = { scope: file.scopes.module, parent: undefined, skipped: downgradeOnly(file) };
  judgeBelow(judging, parse.root, place);
  const header = readHeader(file);
  const undecided = header.revision === undefined || definesUpgrade(file) ? [] : [FOREIGN_UPGRADE];
  return {
    kind: 'revision',
    ...header,
    drops: judging.drops,
    undecided: [...undecided, ...judging.undecided],
  };
}

/** Alembic runs whatever `upgrade` names, also what the file only imports. */
const FOREIGN_UPGRADE: UndecidedPlace = { start: 0, end: 0, problem: 'it has no upgrade() of its own' };

function judgeBelow(
  judging: Judging,
  node: PythonNode,
  place: NodePlace & { readonly skipped: ReadonlySet<PythonNode> },
): void {
  const { skipped } = place;
  judgeNode(judging, node, place);
  const scope = judging.file.scopes.functions.get(node) ?? place.scope;
  for (const child of node.children) {
    // What its parameters default to runs where a function is defined, not where it is called.
    const isSkipped = skipped.has(node) && child.field === 'body';
    if (!isSkipped) judgeBelow(judging, child, { scope, parent: node, skipped });
  }
}
