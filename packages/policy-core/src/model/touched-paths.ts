import type { Observations } from './observations.ts';

/** Paths that a change touches, or the one document that is judged by itself. */
export function touchedPaths({ focus, change }: Pick<Observations, 'focus' | 'change'>): ReadonlySet<string> {
  if (focus.kind === 'document') return new Set([focus.path]);
  return new Set(change.known ? change.value.entries.map(({ path }) => path) : []);
}
