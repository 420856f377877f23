import { defineFact, type Get } from '../../engine/queries/query.ts';
import type { NextRevision, NextRevisionIn } from '../history/next-revision.ts';
import { nextRevision } from '../history/next-revision.ts';
import { isSameJson } from '../../model/same-json.ts';
import { areFilesNamedById } from '../history/file-names.ts';
import type { RevisionHistory } from '../history/revision-history.ts';
import { migrations } from './known-migrations.ts';

// What a rule of a single migration asks of those that come after it as well: by facts, so that what it says holds for
// later runs as long as these stay.

/** As {@link nextIn} says it. */
export const nextRevisions = defineFact<NextRevision | string, string>({
  name: 'next-revision',
  compute: (get, key) => {
    const [name = '', after = '', message = ''] = partsOf(key);
    const history = historyNamed(get, name);
    return history === undefined ? 'its history cannot be seen' : nextRevision(history, { after, message });
  },
  isSame: isSameJson,
});

/** Where a fix may put a revision behind all that there are. */
export function nextIn(get: Get): NextRevisionIn {
  return ({ name }, { after, message }) => get(nextRevisions, keyOf(name, after, message));
}

/** Whether the files of a history are called by the ids in them, by the name of the history. */
export const namedByIds = defineFact<boolean, string>({
  name: 'files-named-by-ids',
  compute: (get, name) => {
    const history = historyNamed(get, name);
    return history !== undefined && areFilesNamedById(history.graph);
  },
});

function historyNamed(get: Get, name: string): RevisionHistory | undefined {
  const { histories } = get(migrations);
  return histories.known ? histories.value.find((history) => history.name === name) : undefined;
}

function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}

/** Sound: `keyOf` made it. */
function partsOf(key: string): readonly string[] {
  return JSON.parse(key) as readonly string[];
}
