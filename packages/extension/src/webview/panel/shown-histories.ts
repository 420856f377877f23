import type { GraphHistory, GraphRevision, MigrationGraphAnswer } from '@lockkeeper/lsp/protocol';
import { environmentProblems, lastReleased, revisionMarks } from '@lockkeeper/policy-core/report/drawing';

import type { ShownHistory, ShownRevision } from '../graph/shown-history.ts';

/** What the server said of one folder of the workspace. */
export interface FolderGraph {
  /** Name of the folder; left out where there is only one. */
  readonly folder: string | undefined;
  readonly answer: MigrationGraphAnswer;
}

interface Spelling {
  /** A URI as the editor spells it, so that it can be compared. */
  readonly uri: (uri: string) => string;
  /** A URI as a person reads it. */
  readonly path: (uri: string) => string;
}

/** All histories of a workspace, each under a name and a key of its own. */
export function shownHistories(graphs: readonly FolderGraph[], spelling: Spelling): readonly ShownHistory[] {
  const all = graphs.flatMap(({ folder, answer }) =>
    answer.histories.map((history) => {
      const place = history.folders.map((uri) => spelling.path(uri)).join(', ');
      const name = folder === undefined ? history.name : `${folder}: ${history.name}`;
      return { history, place, name, problems: answer.problems };
    }),
  );
  return all.map(({ history, place, name, problems }) => {
    const isAlone = all.filter((other) => other.name === name).length === 1;
    return {
      key: `${name} ${place}`,
      name: isAlone || place === '' ? name : `${name} (${place})`,
      revisions: shownRevisions(history, spelling),
      missing: missingOf(history).map(({ names }) => names),
      problems: [...problemsOf(history, spelling), ...problems],
    };
  });
}

function shownRevisions({ revisions }: GraphHistory, spelling: Spelling): readonly ShownRevision[] {
  const listed = revisions.map(listedRevision);
  const released = lastReleased(listed);
  return revisions.map((revision, index) => {
    const { uri } = revision;
    const one = listed[index];
    const marks = one === undefined ? [] : revisionMarks(one, released);
    return { ...revision, uri: spelling.uri(uri), marks };
  });
}

/** As the command line lists it: the words beside a revision are the same everywhere. */
function listedRevision(revision: GraphRevision): Parameters<typeof revisionMarks>[0] {
  const { id, path, title, parents, dependsOn, labels } = revision;
  return {
    id,
    path,
    message: title,
    parents,
    depends_on: dependsOn,
    labels,
    is_head: revision.isHead,
    is_base: revision.isBase,
    is_merge: revision.isMerge,
    is_released: revision.isReleased,
    is_new: revision.isNew,
  };
}

function missingOf({ edges }: GraphHistory): Parameters<typeof environmentProblems>[0]['missing'] {
  return edges
    .filter(({ isMissing }) => isMissing)
    .map(({ from, to, kind }) => ({
      revision: from,
      names: to,
      as: kind === 'parent' ? 'down_revision' : kind,
    }));
}

function problemsOf(history: GraphHistory, { path }: Spelling): readonly string[] {
  const { circles, duplicates, unplaced } = history;
  return environmentProblems({
    missing: missingOf(history),
    circles,
    duplicates: duplicates.map(({ id, uris }) => ({ id, paths: uris.map(path) })),
    unplaced: unplaced.map(path),
  });
}
