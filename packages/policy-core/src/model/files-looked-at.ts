import type { Observations } from './observations.ts';

/** Paths that were looked at and are files; one that is not there counts only where the change took it away. */
export function filesLookedAt({ files, change }: Pick<Observations, 'files' | 'change'>): readonly string[] {
  const touched = new Set(change.known ? change.value.entries.map(({ path }) => path) : []);
  return Object.entries(files)
    .filter(([path, content]) => !content.known || content.value.kind !== 'absent' || touched.has(path))
    .map(([path]) => path);
}
