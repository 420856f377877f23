import type { ServerStatus } from '@lockkeeper/lsp/protocol';

import type { ServerPhase } from '../server/status-text.ts';

export interface InstallationInfo {
  readonly extension: string;
  readonly editor: string;
  readonly runtime: string;
  readonly platform: string;
  /** Such as ssh-remote; `undefined` for a window on its own machine. */
  readonly remote: string | undefined;
  readonly trusted: boolean;
  readonly phase: ServerPhase;
  readonly status: ServerStatus | undefined;
}

/** What a bug report needs. No contents of files, and of paths only the names of policies. */
export function diagnosticInformation(surroundings: InstallationInfo): string {
  const { extension, editor, runtime, platform, remote, trusted, phase, status } = surroundings;
  const lines = [
    `Lockkeeper ${extension}`,
    `Editor: ${editor}`,
    `Runtime: ${runtime} on ${platform}`,
    `Remote: ${remote ?? 'none'}`,
    `Trusted: ${trusted ? 'yes' : 'no'}`,
    `Server: ${phase}${status === undefined ? '' : `, version ${status.version}`}`,
    ...(status?.folders ?? []).map(folderLine),
  ];
  return `${lines.join('\n')}\n`;
}

function folderLine(
  { policy, branch, findings, waiting }: ServerStatus['folders'][number],
  index: number,
): string {
  const waits = waiting.reduce((sum, { count }) => sum + count, 0);
  const about =
    policy === null
      ? 'no policy'
      : `${policy.uri.split('/').at(-1)} with ${policy.problems} problems, ${findings} findings, ${waits} waiting`;
  return `Folder ${index + 1}: ${about}, ${branch === null ? 'no branch' : 'on a branch'}`;
}
