import type { Seen } from '@lockkeeper/operations/observe';

/** The texts that were judged, by path: what fixes change and code frames show. */
export function textsOf({ observations }: Pick<Seen, 'observations'>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(observations.files).flatMap(([path, content]) =>
      content.known && content.value.kind === 'text' ? [[path, content.value.text]] : [],
    ),
  );
}
