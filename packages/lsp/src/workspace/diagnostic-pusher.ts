import type { TextDocument } from 'vscode-languageserver-textdocument';

import type { Diagnostics } from '../features/diagnostics.ts';
import { Cancelled } from '../worker/thread.ts';
import type { Client } from './client.ts';
import { debounce, type Debounced } from './debounce.ts';

/** Publishes diagnostics to clients that do not pull them. */
export interface DiagnosticPusher {
  /** Sent once typing pauses. */
  changed(document: TextDocument): void;
  closed(uri: string): void;
  /** Every open document, and the files that are not open. */
  all(documents: readonly TextDocument[]): void;
  stop(): void;
}

const PAUSE_MS = 150;

export function createDiagnosticPusher(diagnostics: Diagnostics, client: Client): DiagnosticPusher {
  const pauses = new Map<string, Debounced>();
  let closedWithFindings: readonly string[] = [];

  const push = async ({ uri, version }: TextDocument): Promise<void> => {
    const found = await unlessCancelled(diagnostics.ofDocument(uri));
    // Closed while it was checked: what is shown then was sent by whoever closed it.
    if (found !== undefined && pauses.has(uri)) client.publish(uri, version, found);
  };
  const pushClosedFiles = async (): Promise<void> => {
    const previous = closedWithFindings.map((uri) => ({ uri, value: '' }));
    const reports = (await unlessCancelled(diagnostics.workspace(previous))) ?? [];
    const files = reports.flatMap((report) => (report.kind === 'full' ? [report] : []));
    closedWithFindings = files.filter(({ items }) => items.length > 0).map(({ uri }) => uri);
    for (const { uri, items } of files) if (!pauses.has(uri)) client.publish(uri, undefined, items);
  };

  return {
    changed: (document) => {
      const pause = pauses.get(document.uri) ?? debounce(PAUSE_MS, () => void push(document));
      pauses.set(document.uri, pause);
      pause.schedule();
    },
    closed: (uri) => {
      pauses.get(uri)?.cancel();
      pauses.delete(uri);
      client.publish(uri, undefined, []);
    },
    all: (documents) => {
      for (const document of documents) void push(document);
      void pushClosedFiles();
    },
    stop: () => {
      for (const pause of pauses.values()) pause.cancel();
    },
  };
}

async function unlessCancelled<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Cancelled) return undefined;
    throw error;
  }
}
