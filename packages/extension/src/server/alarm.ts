import type { FolderStatus, ServerStatus } from '@lockkeeper/lsp/protocol';

import { judgesNothing, statusText, type ServerPhase, type StatusText } from './status-text.ts';

export interface AlarmInput {
  readonly phase: ServerPhase;
  /** What the server said last; `undefined` until it has looked. */
  readonly status: ServerStatus | undefined;
  readonly trusted: boolean;
  /** A place as this workspace names it. */
  readonly nameOf: (uri: string) => string;
}

/** What the status bar says while nothing is judged, or not by what the policy says now. */
export interface Alarm {
  readonly text: string;
  /** Why, and what to do. */
  readonly tooltip: string;
  readonly severity: 'warning' | 'error';
  readonly action: StatusText['action'];
}

/**
 * The language status stands behind braces, and only beside an open file; this is seen without one. It is about the
 * worst of all folders, whichever file is open. `undefined` where all of them are judged.
 */
export function alarmOf(input: AlarmInput): Alarm | undefined {
  const { phase, status, trusted, nameOf } = input;
  if (phase === 'starting' || phase === 'restarting') return undefined;
  if (phase !== 'running') return alarm({ phase, status, folder: undefined, policyPath: undefined, trusted });
  if (status === undefined || status.folders.length === 0) return undefined;
  const governed = status.folders.filter(({ policy }) => policy !== null);
  const [only] = status.folders;
  if (governed.length === 0) {
    return alarm({ phase, status, folder: only, policyPath: undefined, trusted });
  }
  const alarms = governed.filter(judgesNothing).map((folder) => {
    const policyPath = nameOf(folder.policy?.uri ?? folder.folder);
    const told = alarm({ phase, status, folder, policyPath, trusted });
    return status.folders.length === 1 ? told : { ...told, text: `${told.text} (${folderName(folder)})` };
  });
  return alarms.find(({ severity }) => severity === 'error') ?? alarms[0];
}

function alarm(input: Parameters<typeof statusText>[0]): Alarm {
  const { text, detail, severity, action } = statusText(input);
  return { text, tooltip: detail, severity: severity === 'error' ? 'error' : 'warning', action };
}

function folderName({ folder }: FolderStatus): string {
  return decodeURIComponent(folder.replace(/\/+$/, '').split('/').at(-1) ?? folder);
}
