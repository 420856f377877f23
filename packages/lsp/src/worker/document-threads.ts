import type { CheckRequest, WorkerQuery } from './messages.ts';
import type { CheckThread } from './thread.ts';

/** Characters. As SQL these are 6,000 statements, and judging them takes about half a second, with many findings more. */
export const LARGE_DOCUMENT = 200_000;

/**
 * Two workers behind one: a large document has one of its own, so that it keeps no other waiting. That one is started
 * with the first large document, and ended with the last.
 */
export function documentThreads(others: CheckThread, large: CheckThread): CheckThread {
  const largeOnes = new Set<string>();
  const forget = (uri: string): void => {
    if (largeOnes.delete(uri) && largeOnes.size === 0) large.restart();
  };
  const threadOf = (question: CheckRequest | WorkerQuery): CheckThread =>
    'uri' in question && largeOnes.has(question.uri) ? large : others;
  const each = (tell: (thread: CheckThread) => void): void => [others, large].forEach(tell);
  return {
    ask: (question, token) => threadOf(question).ask(question, token),
    query: (question, token) => threadOf(question).query(question, token),
    opened: (document) => {
      each((thread) => thread.opened(document));
      if (document.text.length > LARGE_DOCUMENT) largeOnes.add(document.uri);
      else forget(document.uri);
    },
    closed: (uri) => {
      each((thread) => thread.closed(uri));
      forget(uri);
    },
    invalidate: () => each((thread) => thread.invalidate()),
    warm: () => others.warm(),
    restart: () => each((thread) => thread.restart()),
    stop: async () => {
      await Promise.all([others.stop(), large.stop()]);
    },
  };
}
