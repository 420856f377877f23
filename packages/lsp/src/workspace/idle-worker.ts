import type { OpenDocument } from '../worker/overlay.ts';
import type { CheckThread } from '../worker/thread.ts';

/**
 * A worker thread that is kept for `idleMs` after its last use. A drawn history is queried again at every change, and
 * the worker then still has what it computed about thousands of revisions. It reads files and git anew each time.
 */
export interface IdleWorker {
  use<T>(ask: (thread: CheckThread) => Promise<T>): Promise<T>;
  /** Ends it, also in the middle of a question. The next use starts another. Settles when it has ended. */
  stop(): Promise<void>;
}

interface IdleWorkerOptions {
  readonly start: () => CheckThread;
  /** As they are being typed. */
  readonly documents: () => readonly OpenDocument[];
  readonly idleMs: number;
}

interface RunningWorker {
  readonly thread: CheckThread;
  /** Versions of the documents that it knows, by URI. */
  readonly known: Map<string, number>;
  uses: number;
}

export function createIdleWorker({ start, documents, idleMs }: IdleWorkerOptions): IdleWorker {
  let kept: RunningWorker | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const stop = async (): Promise<void> => {
    clearTimeout(timer);
    const { thread } = kept ?? {};
    kept = undefined;
    await thread?.stop();
  };

  return {
    use: async (ask) => {
      clearTimeout(timer);
      const used = (kept ??= { thread: start(), known: new Map(), uses: 0 });
      used.thread.invalidate();
      syncDocuments(used, documents());
      used.uses += 1;
      try {
        return await ask(used.thread);
      } finally {
        used.uses -= 1;
        if (used.uses === 0 && kept === used) timer = setTimeout(() => void stop(), idleMs);
      }
    },
    stop,
  };
}

function syncDocuments({ thread, known }: RunningWorker, documents: readonly OpenDocument[]): void {
  const open = new Set(documents.map(({ uri }) => uri));
  for (const uri of known.keys()) {
    if (open.has(uri)) continue;
    thread.closed(uri);
    known.delete(uri);
  }
  for (const document of documents) {
    if (known.get(document.uri) === document.version) continue;
    thread.opened(document);
    known.set(document.uri, document.version);
  }
}
