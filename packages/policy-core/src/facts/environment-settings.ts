import type { FileContent } from '../file-content.ts';
import type { Known } from '../known.ts';
import type { Observations } from '../observations.ts';
import { environmentsAbove } from './naming-conventions.ts';
import { onceFor } from './once-for.ts';

/** Timeouts that the `env.py` of a revision sets before any runs, by their names; none where nobody looked. */
export type SettingsFor = (path: string) => readonly string[];

/** By the `env.py` beside the folder of a revision, or above it. */
export function environmentSettings({
  files,
  revisions,
}: Pick<Observations, 'files' | 'revisions'>): SettingsFor {
  const sources = [files, revisions?.files ?? {}, revisions?.modules ?? {}];
  const contentAt = (path: string) => sources.find((texts) => Object.hasOwn(texts, path))?.[path];
  return (path) => {
    const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
    for (const environment of environmentsAbove(folder)) {
      const content = contentAt(environment);
      if (isText(content)) return settingsIn(content.value);
    }
    return [];
  };
}

type Text = Extract<FileContent, { readonly kind: 'text' }>;

function isText(
  content: Known<FileContent> | undefined,
): content is { readonly known: true; readonly value: Text } {
  return content?.known === true && content.value.kind === 'text';
}

/** `SET lock_timeout`, `-c lock_timeout=`, `{"lock_timeout": "5s"}`, `set_config('lock_timeout', ...)`. */
const SETS =
  /(?:\bSET\s+(?:LOCAL\s+|SESSION\s+)?|-c\s*|["'])(lock_timeout|statement_timeout)\b(?!["'\s=:,TO]*0+[a-z]*\b(?!\.\d))/gi;

const settingsIn = onceFor(({ text }: Text): readonly string[] => {
  const code = text.replaceAll(/^[ \t]*#.*$/gm, '');
  return [...new Set(Array.from(code.matchAll(SETS), ([, name = '']) => name.toLowerCase()))];
});
