import path from 'node:path';

import {
  displayText,
  explainMigration,
  findRevision,
  migrationExplanationText,
  revisionFindings,
  type RevisionHistory,
  type RevisionSearch,
} from '@lockkeeper/policy-core';

import { EXIT, type ExitCode } from '../exit-codes.ts';
import { wantsColors } from '../options.ts';
import { Stop } from '../stop.ts';
import { orTellWhy } from '../tell-stop.ts';
import type { World } from '../world.ts';
import type { ExplainOptions } from './explain-command.ts';
import { seeHistories, type SeenHistories } from './seen-histories.ts';

interface Call {
  readonly options: ExplainOptions;
  readonly world: World;
}

/** `lockkeeper migrations explain REVISION`; `undefined` where nobody named one. */
export function runExplain(wanted: string | undefined, { options, world }: Call): Promise<ExitCode> {
  return orTellWhy(options.format, world, async () => {
    const seen = await seeHistories(options, world);
    const { histories, root } = seen;
    if (wanted === undefined) throw new Stop('usage', missing(histories));
    const named = path.relative(root, path.resolve(world.cwd, wanted)).replaceAll(path.sep, '/');
    const byName = findRevision(wanted, histories);
    const search = byName.kind === 'none' ? fromHere(findRevision(named, histories), byName) : byName;
    const explanation = search.kind === 'found' ? explained(search, seen) : undefined;
    if (explanation === undefined) throw new Stop('usage', notFound(wanted, search, histories));
    world.stdout.write(
      options.format === 'json'
        ? `${JSON.stringify(explanation, null, 2)}\n`
        : migrationExplanationText(explanation, { colors: wantsColors(options, world) }),
    );
    return EXIT.ok;
  });
}

/** With one that is there, as somebody would write it. */
function missing(histories: readonly RevisionHistory[]): string {
  const ids = histories.flatMap(({ graph }) => [...graph.heads, ...graph.revisions.keys()]);
  const [id = 'head'] = ids.map(displayText);
  return `No revision is named. Name one by its id or the beginning of it, its file, a branch label, or head, such as \`lockkeeper migrations explain ${id}\`.`;
}

/** Judged by the rules that judge it in the editor, so that nothing is said here that they do not say there. */
function explained(
  found: Extract<RevisionSearch, { kind: 'found' }>,
  { policy, sources, parsers, now }: SeenHistories,
): ReturnType<typeof explainMigration> {
  const path = found.history.graph.revisions.get(found.id)?.path;
  const findings =
    path === undefined ? [] : revisionFindings(policy, { path, revisions: sources, parsers, now });
  return explainMigration(found, findings);
}

/** A path counts from the current folder as well. */
function fromHere(asPath: RevisionSearch, asWritten: RevisionSearch): RevisionSearch {
  return asPath.kind === 'none' ? asWritten : asPath;
}

function notFound(wanted: string, search: RevisionSearch, histories: readonly RevisionHistory[]): string {
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
    case 'found':
      return `${shown} is not among the files that Alembic loads.`;
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
