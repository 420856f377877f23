import { textContent } from '../model/file-content.ts';
import { observed } from '../model/known.ts';
import type { MigrationsAt, RevisionSources } from '../model/observations.ts';
import type { Given } from './describe-rule.ts';
import { sampleRevision, type SampleRevision } from './sample-revision.ts';

/** Revisions by their ids; a text stands for a file that is given as it is, `null` for one that is not there. */
type Samples = Readonly<Record<string, SampleRevision | string | null>>;

export interface SampleHistory {
  /** There before the change, and left alone. */
  readonly base?: Samples;
  /** By the change. */
  readonly added?: Samples;
  /** By the change; what they were before stands in `before`. */
  readonly edited?: Samples;
  readonly before?: Samples;
  /** Ids of revisions in `before` that the change takes away. */
  readonly deleted?: readonly string[];
  /** What the target branch has added meanwhile. */
  readonly target?: Samples;
  /** As the last release has them; left out: no release is recorded. */
  readonly released?: Samples;
}

const FOLDER = 'alembic/versions';

/** A change of the revisions of one environment, with everything that a check in CI knows of it. */
export function sampleHistory(history: SampleHistory): Pick<Given, 'files' | 'change' | 'seen'> {
  const { base = {}, added = {}, edited = {}, before = {}, deleted = [], target, released } = history;
  const files = textsOf({ ...added, ...edited });
  const gone = deleted.map(pathOf);
  const atBase = { ...contentsOf(textsOf(before)), ...absent(Object.keys(added).map(pathOf)) };
  const revisions: RevisionSources = {
    paths: observed([...Object.keys(files), ...Object.keys(textsOf(base))].toSorted()),
    files: contentsOf(textsOf(base)),
    atBase: observed({ commit: 'a'.repeat(40), files: atBase }),
    atTarget: observed(elsewhere(target, 'c')),
    atRelease: observed(elsewhere(released, 'd')),
  };
  return {
    files,
    change: [
      ...Object.keys(added).map((id) => ({ path: pathOf(id), status: 'added' as const })),
      ...Object.keys(edited).map((id) => ({ path: pathOf(id), status: 'modified' as const })),
      ...gone.map((path) => ({ path, status: 'deleted' as const })),
    ],
    seen: { revisions },
  };
}

/** A tree with these revisions and nothing else. */
export function historyTree(samples: Samples): Pick<Given, 'files'> {
  return { files: textsOf(samples) };
}

/** `b2` lies in `alembic/versions/b2_x.py`, a name with an ending at the name itself. */
function pathOf(id: string): string {
  return `${FOLDER}/${id.endsWith('.py') ? id : `${id}_x.py`}`;
}

function textsOf(samples: Samples): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(samples).flatMap(([id, sample]) => {
      if (sample === null) return [];
      return [[pathOf(id), typeof sample === 'string' ? sample : sampleRevision({ id, ...sample })]];
    }),
  );
}

function contentsOf(texts: Readonly<Record<string, string>>): MigrationsAt['files'] {
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, observed(textContent(text))]));
}

function absent(paths: readonly string[]): MigrationsAt['files'] {
  return Object.fromEntries(paths.map((path) => [path, observed({ kind: 'absent' as const })]));
}

function elsewhere(samples: Samples | undefined, commit: string): MigrationsAt | null {
  if (samples === undefined) return null;
  const gone = Object.keys(samples).filter((id) => samples[id] === null);
  return {
    commit: commit.repeat(40),
    files: { ...contentsOf(textsOf(samples)), ...absent(gone.map(pathOf)) },
  };
}
