import { observed, textContent, type Observations } from '@lockkeeper/policy-core';

/** What the first line of a ```python block says of its file: `# target: alembic/versions/b2_x.py`. */
export interface RevisionBlock {
  readonly path: string;
  readonly text: string;
  /** `added`: by the change. `base`: there before it, and left alone. `target`, `released`: as it is there. */
  readonly where: 'added' | 'base' | 'target' | 'released';
}

const FIRST_LINE = /^# (?:(?<where>base|target|released): )?(?<path>\S+\.py)$/;

/** @param fallback where a block lies that names no path */
export function readRevisionBlock(text: string, fallback: string): RevisionBlock {
  const [first = ''] = text.split('\n', 1);
  const { where, path } = FIRST_LINE.exec(first)?.groups ?? {};
  return {
    path: path ?? fallback,
    text: path === undefined ? text : text.slice(first.length + 1),
    where: where === 'base' || where === 'target' || where === 'released' ? where : 'added',
  };
}

/** Everything that is known of the revisions where an example shows some. */
export function observedRevisions(blocks: readonly RevisionBlock[]): Pick<Observations, 'revisions'> {
  if (blocks.length === 0) return {};
  const at = (where: RevisionBlock['where']) => blocks.filter((block) => block.where === where);
  const added = at('added');
  const base = new Set(at('base').map(({ path }) => path));
  const here = new Set([...added.map(({ path }) => path), ...base]);
  // What the release has and nobody shows is there no more: the base had it, and the change takes it away.
  const gone = filesOf(at('released').filter(({ path }) => !here.has(path)));
  const absent = Object.fromEntries(
    added
      .filter(({ path }) => !base.has(path))
      .map(({ path }) => [path, observed({ kind: 'absent' as const })]),
  );
  return {
    revisions: {
      paths: observed([...new Set([...added, ...at('base')].map(({ path }) => path))]),
      files: filesOf(at('base')),
      atBase: observed({ commit: 'a'.repeat(40), files: { ...gone, ...absent } }),
      atTarget: observed(elsewhere(at('target'))),
      atRelease: observed(elsewhere(at('released'))),
    },
  };
}

function elsewhere(blocks: readonly RevisionBlock[]) {
  return blocks.length === 0 ? null : { commit: 'c'.repeat(40), files: filesOf(blocks) };
}

function filesOf(blocks: readonly RevisionBlock[]): Observations['files'] {
  return Object.fromEntries(blocks.map(({ path, text }) => [path, observed(textContent(text))]));
}
