import type { Seen } from '@lockkeeper/operations/observe';
import type { Observations } from '@lockkeeper/policy-core';

/** The texts that were judged and the revisions around them, by path: what fixes change and code frames show. */
export function judgedTexts({ observations }: Pick<Seen, 'observations'>): Readonly<Record<string, string>> {
  return { ...textsIn(observations.revisions?.files ?? {}), ...textsIn(observations.files) };
}

function textsIn(files: Observations['files']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(files).flatMap(([path, content]) =>
      content.known && content.value.kind === 'text' ? [[path, content.value.text]] : [],
    ),
  );
}
