import type { FileContent } from './file-content.ts';
import { observed, unobserved, type Known } from './known.ts';
import type { Observations } from './observations.ts';

/** What a file under judgement holds. */
export function contentOf(seen: Observations, path: string): Known<FileContent> {
  // A file may be called `constructor`, which every object seems to have.
  const content = Object.hasOwn(seen.files, path) ? seen.files[path] : undefined;
  return (
    content ?? (isDeleted(seen, path) ? observed({ kind: 'absent' }) : unobserved('its text was not given'))
  );
}

function isDeleted({ change }: Observations, path: string): boolean {
  return (
    change.known && change.value.entries.some((entry) => entry.path === path && entry.status === 'deleted')
  );
}
