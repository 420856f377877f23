import path from 'node:path';

import { displayText } from '@lockkeeper/policy-core';
import { findRevision, type RevisionHistory } from '@lockkeeper/policy-core/migrations';

import { CliError } from '../../errors/cli-error.ts';
import type { World } from '../../world.ts';
import type { ObservedHistories } from './observed-histories.ts';

type RevisionSearch = ReturnType<typeof findRevision>;
export type NamedRevision = Extract<RevisionSearch, { kind: 'found' }>;

/** What to look in, and for whom. */
interface Asked {
  readonly seen: Pick<ObservedHistories, 'histories' | 'root'>;
  readonly world: Pick<World, 'cwd'>;
  /** For an example: `explain`. */
  readonly command: string;
}

/** The revision that somebody named. Stops, with the way on, where nobody did or it is not the only one. */
export function namedRevision(wanted: string | undefined, { seen, world, command }: Asked): NamedRevision {
  const { histories, root } = seen;
  if (wanted === undefined) throw new CliError('usage', missing(histories, command));
  const byName = findRevision(wanted, histories);
  const named = path.relative(root, path.resolve(world.cwd, wanted)).replaceAll(path.sep, '/');
  const search = byName.kind === 'none' ? fromHere(findRevision(named, histories), byName) : byName;
  if (search.kind === 'found') return search;
  throw new CliError('usage', notFound(wanted, search, histories));
}

/** Of a revision that is found and cannot be shown. */
export function unreadableRevision(wanted: string | undefined): CliError {
  return new CliError('usage', `${displayText(wanted ?? '')} is not among the files that Alembic loads.`);
}

/** With one that is there, as somebody would write it. */
function missing(histories: readonly RevisionHistory[], command: string): string {
  const ids = histories.flatMap(({ graph }) => [...graph.heads, ...graph.revisions.keys()]);
  const [id = 'head'] = ids.map(displayText);
  return `No revision is named. Name one by its id or the beginning of it, its file, a branch label, or head, such as \`lockkeeper migrations ${command} ${id}\`.`;
}

/** A path counts from the current folder as well. */
function fromHere(asPath: RevisionSearch, asWritten: RevisionSearch): RevisionSearch {
  return asPath.kind === 'none' ? asWritten : asPath;
}

function notFound(
  wanted: string,
  search: Exclude<RevisionSearch, NamedRevision>,
  histories: readonly RevisionHistory[],
): string {
  const shown = displayText(wanted);
  switch (search.kind) {
    case 'several':
      return `${JSON.stringify(shown)} may mean ${severalText(search.found, histories)}`;
    case 'unplaced':
      return `${displayText(search.path)} gives itself no id that can be read. Write revision = "..." as a literal at its top.`;
    case 'none':
      return `There is no revision ${JSON.stringify(shown)} in ${histories.map(({ name }) => displayText(name)).join(', ')}. ${
        search.nearest === undefined
          ? 'Run `lockkeeper migrations graph` to see what there is.'
          : `Did you mean ${displayText(search.nearest)}?`
      }`;
  }
}

type Found = Extract<RevisionSearch, { kind: 'several' }>['found'];

function severalText(found: Found, histories: readonly RevisionHistory[]): string {
  const isOne = histories.length === 1;
  const names = found
    .slice(0, MOST_SHOWN)
    .map(({ id, history }) =>
      isOne ? displayText(id) : `${displayText(id)} in ${displayText(history.name)}`,
    );
  const more = found.length - MOST_SHOWN;
  const last = more > 0 ? `${more} others` : names.pop();
  const advice = isOne
    ? 'Write one of these ids.'
    : 'Write the whole id, or name the environment with --environment.';
  return `${names.join(', ')} or ${last}. ${advice}`;
}

const MOST_SHOWN = 6;
