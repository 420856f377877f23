import {
  EventEmitter,
  FileDecoration,
  FileType,
  ThemeColor,
  window,
  workspace,
  type Disposable,
  type LogOutputChannel,
  type Uri,
} from 'vscode';

import type { GuardedFile } from '@lockkeeper/lsp/protocol';

import type { Server } from '../server/language-client.ts';
import { createBatches } from './batches.ts';
import { fileMark, type FileMark } from './guarded-file-mark.ts';

const SETTING = 'lockkeeper.fileDecorations';

/** Marks files that the policy protects or denies to agents, wherever VS Code shows names of files. */
export function markGuardedFiles(server: Server, log: LogOutputChannel): Disposable {
  const outdated = new EventEmitter<undefined>();
  let wasRunning = false;
  const batches = createBatches<GuardedFile>({
    ask: async (uris) => {
      const { files } = await server.pathGuards(uris);
      return new Map(files.map((file) => [file.uri, file]));
    },
    quietMs: 20,
    most: 500,
    failed: (error) => log.warn(`Files are not marked: ${String(error)}`),
  });
  const provider = window.registerFileDecorationProvider({
    onDidChangeFileDecorations: outdated.event,
    async provideFileDecoration(uri) {
      if (uri.scheme !== 'file' || !isOn() || server.phase() !== 'running') return undefined;
      const file = await batches.ask(uri.toString());
      const mark = file && fileMark(file);
      return mark !== undefined && (await isFile(uri)) ? decoration(mark) : undefined;
    },
  });
  const listeners = [
    provider,
    outdated,
    server.onDidChangeGuards(() => outdated.fire(undefined)),
    server.onDidChange(() => {
      const isRunning = server.phase() === 'running';
      if (isRunning !== wasRunning) outdated.fire(undefined);
      wasRunning = isRunning;
    }),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(SETTING)) outdated.fire(undefined);
    }),
  ];
  return {
    dispose() {
      batches.stop();
      for (const listener of listeners) listener.dispose();
    },
  };
}

function isOn(): boolean {
  return workspace.getConfiguration().get(SETTING, true);
}

/** A policy speaks of files. Of a folder it would say what holds for a file of that name. */
async function isFile(uri: Uri): Promise<boolean> {
  try {
    const { type } = await workspace.fs.stat(uri);
    return (type & FileType.Directory) === 0;
  } catch {
    return false; // Gone meanwhile: there is nothing to mark.
  }
}

function decoration({ badge, tooltip, kind }: FileMark): FileDecoration {
  return new FileDecoration(badge, tooltip, new ThemeColor(`lockkeeper.${kind}FileForeground`));
}
