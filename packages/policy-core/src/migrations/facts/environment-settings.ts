import type { Observations } from '../../model/observations.ts';
import { codeOf, environmentTexts, type EnvironmentText } from './environment-text.ts';
import { memoizeByObject } from '../../model/memoize.ts';

/** Timeouts that the `env.py` of a revision sets before any runs, by their names; none where nobody looked. */
export type SettingsFor = (path: string) => readonly string[];

/** By the `env.py` beside the folder of a revision, or above it. */
export function environmentSettings(seen: Pick<Observations, 'files' | 'revisions'>): SettingsFor {
  const textFor = environmentTexts(seen);
  return (path) => {
    const text = textFor(path);
    return text === undefined ? [] : settingsIn(text);
  };
}

/** `SET lock_timeout`, `-c lock_timeout=`, `{"lock_timeout": "5s"}`, `set_config('lock_timeout', ...)`. */
const SETS =
  /(?:\bSET\s+(?:LOCAL\s+|SESSION\s+)?|-c\s*|["'])(lock_timeout|statement_timeout)\b(?!["'\s=:,TO]*0+[a-z]*\b(?!\.\d))/gi;

const settingsIn = memoizeByObject((text: EnvironmentText): readonly string[] => [
  ...new Set(Array.from(codeOf(text).matchAll(SETS), ([, name = '']) => name.toLowerCase())),
]);
