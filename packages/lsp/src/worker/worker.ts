/** The thread that reads and judges. It may be ended at any moment: it holds nothing that cannot be made again. */
import { parentPort, type MessagePort } from 'node:worker_threads';

import { createRequestHandlers, type RequestHandlers } from './request-handlers.ts';
import type { FromWorker, QueryResults, WorkerQuery, ToWorker, WorkerOptions } from './messages.ts';
import { nodeHost } from './node-host.ts';
import { packed } from './transport.ts';

/** After the first answers: writing the compile cache takes a moment. */
const KEEPS_AFTER_MS = 5_000;

/**
 * Answers until it is told to end. The first message tells what it may do; `keep` writes what V8 compiled, for the next
 * start.
 */
export function serve(keep: () => void): void {
  if (parentPort === null)
    throw new Error('This file runs as a worker thread. Start lockkeeper-lsp instead.');
  const port = parentPort;
  port.once('message', (options: WorkerOptions) => answerAt(port, options, keep));
}

function answerAt(port: MessagePort, options: WorkerOptions, keep: () => void): void {
  const say = (message: FromWorker) => port.postMessage(packed(message));
  const handlers = createRequestHandlers(nodeHost(options), say);
  let keeping: NodeJS.Timeout | undefined;
  const answered = (message: FromWorker): void => {
    say(message);
    keeping ??= setTimeout(keep, KEEPS_AFTER_MS).unref();
  };

  port.on('message', (message: ToWorker) => {
    switch (message.kind) {
      case 'opened':
        handlers.opened(message);
        break;
      case 'closed':
        handlers.closed(message.uri);
        break;
      case 'invalidate':
        handlers.invalidate();
        break;
      case 'valid-policy':
        handlers.recallPolicy(message);
        break;
      case 'ending':
        // Behind what the last judgement left to be written.
        setImmediate(() => {
          keep();
          process.exit();
        });
        break;
      case 'question':
        void answerTo(message, handlers).then(answered);
        break;
    }
  });
}

async function answerTo(
  { id, question }: Extract<ToWorker, { kind: 'question' }>,
  handlers: RequestHandlers,
): Promise<FromWorker> {
  try {
    switch (question.kind) {
      case 'document':
      case 'policy':
      case 'tree':
        return { kind: 'answer', id, verdicts: await handlers.answer(question) };
      default:
        return { kind: 'looked', id, found: await look(question, handlers) };
    }
  } catch (error) {
    const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { kind: 'failed', id, problem };
  }
}

async function look(
  question: WorkerQuery,
  handlers: RequestHandlers,
): Promise<QueryResults[WorkerQuery['kind']]> {
  switch (question.kind) {
    case 'place':
      return handlers.note(question);
    case 'view':
      return handlers.view(question);
    case 'completion':
      return handlers.completions(question);
    case 'waivers':
      return handlers.waivers(question);
    case 'guards':
      return handlers.guards(question);
    case 'changed':
      return handlers.changed(question);
    case 'graph':
      return handlers.graph(question);
  }
}
