import type { PreviousResultId } from 'vscode-languageserver';

/**
 * Documents whose diagnostics the client pulled one by one. VS Code keeps the last underlines of one whose tab it closes, and forgets
 * the id they came with; it asks for one that has no tab as well, and drops what it is answered. What is then said of
 * the workspace takes their place, but not while the document alone is still being asked for: then it is dropped,
 * though its id is kept.
 */
export interface PulledDocuments {
  /** Answers what `ask` does. */
  asked<T>(uri: string, ask: () => Promise<T>): Promise<T>;
  /** Those that have to be told what holds now, whatever id they are named with. */
  owed(previous: readonly PreviousResultId[]): ReadonlySet<string>;
  /** Told for the whole workspace. Paid once this id is named. */
  told(uri: string, resultId: string): void;
}

interface PulledDocument {
  /** How many questions about it are open. */
  open: number;
  /** No question was open since the workspace was asked for before. */
  isQuiet: boolean;
  /** The id of what it was told while it was quiet. */
  told: string | undefined;
}

export function trackPulledDocuments(): PulledDocuments {
  const shown = new Map<string, PulledDocument>();
  return {
    asked: async (uri, ask) => {
      const one = shown.get(uri) ?? { open: 0, isQuiet: false, told: undefined };
      shown.set(uri, one);
      one.open += 1;
      one.isQuiet = false;
      one.told = undefined;
      try {
        return await ask();
      } finally {
        one.open -= 1;
      }
    },
    owed: (previous) => {
      const named = new Map(previous.map(({ uri, value }) => [uri, value]));
      for (const [uri, { told }] of shown)
        if (told !== undefined && named.get(uri) === told) shown.delete(uri);
      return new Set(shown.keys());
    },
    told: (uri, resultId) => {
      const one = shown.get(uri);
      if (one === undefined || one.open > 0) return;
      // The answer that ended the last question may not have arrived yet.
      if (one.isQuiet) one.told = resultId;
      one.isQuiet = true;
    },
  };
}
