import type { FileContent } from '../../model/file-content.ts';
import type { Known } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import { environmentsAbove } from './naming-conventions.ts';

export type EnvironmentText = Extract<FileContent, { readonly kind: 'text' }>;

export interface EnvironmentFileText {
  readonly path: string;
  readonly content: EnvironmentText;
}

/** As {@link environmentFileTexts}, without its path. */
export function environmentTexts(
  seen: Pick<Observations, 'files' | 'revisions'>,
): (path: string) => EnvironmentText | undefined {
  const fileFor = environmentFileTexts(seen);
  return (path) => fileFor(path)?.content;
}

/** The `env.py` beside the folder of a revision, or above it; `undefined` where none was seen. */
export function environmentFileTexts({
  files,
  revisions,
}: Pick<Observations, 'files' | 'revisions'>): (path: string) => EnvironmentFileText | undefined {
  const sources = [files, revisions?.files ?? {}, revisions?.modules ?? {}];
  const contentAt = (path: string) => sources.find((texts) => Object.hasOwn(texts, path))?.[path];
  return (path) => {
    const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
    for (const environment of environmentsAbove(folder)) {
      const content = contentAt(environment);
      if (isText(content)) return { path: environment, content: content.value };
    }
    return undefined;
  };
}

/** Its code without what is only a comment. */
export function codeOf({ text }: EnvironmentText): string {
  return text.replaceAll(/^[ \t]*#.*$/gm, '');
}

function isText(
  content: Known<FileContent> | undefined,
): content is { readonly known: true; readonly value: EnvironmentText } {
  return content?.known === true && content.value.kind === 'text';
}
