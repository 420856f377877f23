import { fstatSync } from 'node:fs';
import { stat } from 'node:fs/promises';

import { runCommand } from '../../system/run-command.ts';

const SOCKET = '/run/systemd/journal/socket';
const STDERR = 2;
const TIMEOUT_MS = 10_000;

/** Names of fields are capitals. */
export type JournalFields = Readonly<Record<string, string>> & {
  readonly MESSAGE: string;
  /** From 0, an emergency, to 7. */
  readonly PRIORITY: string;
};

/**
 * Writes one entry with fields of its own into the journal of systemd, by logger of util-linux: Node itself speaks no datagrams
 * of Unix. False where nothing was written: stderr is not the journal, or there is no logger that can.
 */
export async function tellJournal(fields: JournalFields, env: NodeJS.ProcessEnv): Promise<boolean> {
  // Without a journal logger would end as if it had written.
  if (!isJournal(env['JOURNAL_STREAM']) || (await stat(SOCKET).catch(() => undefined)) === undefined)
    return false;
  const lines = Object.entries(fields).map(([name, value]) => `${name}=${value.replaceAll(/\p{Cc}/gu, ' ')}`);
  const told = await runCommand({
    program: 'logger',
    args: ['--journald'],
    env,
    timeoutMs: TIMEOUT_MS,
    conversation: {
      start: (input) => {
        input.write(`${lines.join('\n')}\n`);
        input.end();
      },
      hear: () => undefined,
    },
  });
  return told.kind === 'exited' && told.code === 0;
}

/** Systemd says by device and inode where it has led stderr: https://systemd.io/JOURNAL_NATIVE_PROTOCOL/#automatic-protocol-upgrading */
function isJournal(stream: string | undefined): boolean {
  const { dev, ino } = fstatSync(STDERR);
  return stream === `${dev}:${ino}`;
}
