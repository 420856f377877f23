import { changeObservations } from '../../packages/policy-core/src/checker/observations-from-input.ts';
import { textContent } from '../../packages/policy-core/src/model/file-content.ts';
import { observed } from '../../packages/policy-core/src/model/known.ts';
import type { MigrationsAt, Observations } from '../../packages/policy-core/src/model/observations.ts';
import type { FileTexts } from './alembic-project.ts';

/** What the version folder holds at other commits, by the names that `alembicProject` is given. */
export interface Elsewhere {
  readonly base: FileTexts;
  /** Left out: the target has not moved since. */
  readonly target?: FileTexts;
  /** Left out: no release is recorded. */
  readonly released?: FileTexts;
}

const FOLDER = 'alembic/versions/';

/** What CI sees of a change that leaves these revisions in the folder. */
export function seenAsChange(
  revisions: FileTexts,
  { base, target, released }: Elsewhere,
): Partial<Observations> {
  const changed = differing(base, revisions);
  const files = changed.flatMap((name) => {
    const text = revisions[name];
    return text === undefined ? [] : [{ path: `${FOLDER}${name}`, text }];
  });
  const changes = changed.map((name) => ({
    path: `${FOLDER}${name}`,
    status: statusOf(name, base, revisions),
  }));
  const same = Object.keys(revisions).filter((name) => !changed.includes(name));
  return {
    ...changeObservations({ changes, files }, { stage: 'ci' }),
    revisions: {
      paths: observed(Object.keys(revisions).map((name) => `${FOLDER}${name}`)),
      files: contents(revisions, same),
      atBase: observed({ commit: 'a'.repeat(40), files: contents(base, changed) }),
      atTarget: observed(target === undefined ? null : at('c', target, differing(base, target))),
      atRelease: observed(released === undefined ? null : at('d', released, differing(revisions, released))),
    },
  };
}

function at(letter: string, texts: FileTexts, names: readonly string[]): MigrationsAt {
  return { commit: letter.repeat(40), files: contents(texts, names) };
}

function differing(one: FileTexts, other: FileTexts): readonly string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => one[name] !== other[name]);
}

function statusOf(name: string, before: FileTexts, after: FileTexts): 'added' | 'deleted' | 'modified' {
  if (before[name] === undefined) return 'added';
  return after[name] === undefined ? 'deleted' : 'modified';
}

function contents(texts: FileTexts, names: readonly string[]): MigrationsAt['files'] {
  return Object.fromEntries(
    names.map((name) => {
      const text = texts[name];
      return [
        `${FOLDER}${name}`,
        observed(text === undefined ? { kind: 'absent' as const } : textContent(text)),
      ];
    }),
  );
}
