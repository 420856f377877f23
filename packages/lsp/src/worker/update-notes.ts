import { startOf, type SourceSpan } from '@lockkeeper/policy-core';
import { lintUpdateConfig, readUpdateConfig, UPDATE_CONFIG_PATH } from '@lockkeeper/policy-core/update';

import { comparable, pathBelow } from '../locations/uri-path.ts';
import { isUpdateSettings } from '../locations/policy-uri.ts';
import type { PolicyNote, PolicyVerdict } from './messages.ts';
import type { WorkspaceContext } from './workspace-context.ts';

/** The same verdict with what is to be said of open settings of updates, for which no policy is needed. */
export function withUpdateNotes(
  verdict: PolicyVerdict,
  uri: string,
  { open }: Pick<WorkspaceContext, 'open'>,
): PolicyVerdict {
  const document = open.get(comparable(uri));
  if (document === undefined || !isUpdateSettings(uri)) return verdict;
  const root = verdict.root ?? uri.slice(0, -UPDATE_CONFIG_PATH.length - 1);
  const path = pathBelow(root, uri) ?? UPDATE_CONFIG_PATH;
  return { ...verdict, root, notes: [...verdict.notes, ...updateNotes(path, document.text)] };
}

/** The environment is that of the host that updates, not that of whoever types. */
function updateNotes(path: string, text: string): readonly PolicyNote[] {
  const reading = readUpdateConfig(text, {}, path);
  if (reading.kind === 'config')
    return lintUpdateConfig(reading).map(({ key, message }) => ({
      kind: 'hint',
      message,
      at: placeOf(reading, key) ?? startOf(path),
    }));
  return reading.problems.map(({ at, ...problem }) => ({
    kind: 'settings',
    ...problem,
    at: at ?? startOf(path),
  }));
}

function placeOf(
  { sources }: Extract<ReturnType<typeof readUpdateConfig>, { kind: 'config' }>,
  key: string,
): SourceSpan | undefined {
  const source = sources.find((one) => one.key === key)?.source;
  return source?.kind === 'file' ? source.at : undefined;
}
