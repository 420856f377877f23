import type { RevisionGraph } from '../migrations/history/revision-graph.ts';
import { revisionGraph } from '../migrations/history/revision-graph-of.ts';
import type { RevisionSource } from '../migrations/history/placed-revision.ts';
import { sampleHeader } from './sample-header.ts';

/**
 * A history as one writes it on paper: `a; b < a; m < b, c @billing ~ x`. Behind `<` stand the parents, behind
 * `@` the branch labels, behind `~` what it depends on. `b` lies in `v/b.py`, and `b in c.py` in `v/c.py`.
 */
export function sampleGraph(text: string): RevisionGraph {
  return revisionGraph(sampleSources(text));
}

/** The files of that history, in the order in which they are written. */
function sampleSources(text: string): readonly RevisionSource[] {
  return text
    .split(';')
    .map((revision) => revision.trim())
    .filter((revision) => revision !== '')
    .map(sourceOf);
}

function sourceOf(revision: string): RevisionSource {
  const id = /^[^\s<@~]+/.exec(revision)?.[0] ?? '';
  const file = / in (\S+)/.exec(revision)?.[1] ?? `${id}.py`;
  const [down, labels, dependsOn] = ['<', '@', '~'].map((sign) => namesBehind(revision, sign));
  return {
    path: `v/${file}`,
    header: sampleHeader({
      revision: id,
      down: down ?? null,
      labels: labels ?? null,
      dependsOn: dependsOn ?? null,
    }),
  };
}

function namesBehind(revision: string, sign: string): readonly string[] | undefined {
  const names = new RegExp(`${sign}([^<@~]*)`).exec(revision)?.[1];
  return names
    ?.replace(/ in \S+/, '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
