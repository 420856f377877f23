/** The thread that reads and judges. It may be ended at any moment: it holds nothing that cannot be made again. */
import { parentPort, workerData } from 'node:worker_threads';

import { createAnswers } from './answers.ts';
import type { FromWorker, LookAnswers, LookQuestion, ToWorker, WorkerOptions } from './messages.ts';
import { nodeHost } from './node-host.ts';

if (parentPort === null) throw new Error('This file runs as a worker thread. Start lockkeeper-lsp instead.');
const port = parentPort;
const options: WorkerOptions = workerData;
const say = (message: FromWorker) => port.postMessage(message);
const answers = createAnswers(nodeHost(options), () => say({ kind: 'moved' }));

port.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'opened':
      answers.opened(message);
      break;
    case 'closed':
      answers.closed(message.uri);
      break;
    case 'outdated':
      answers.outdated();
      break;
    case 'ending':
      // Behind what the last judgement left to be written.
      setImmediate(() => process.exit());
      break;
    case 'question':
      void answer(message);
      break;
  }
});

async function answer({ id, question }: Extract<ToWorker, { kind: 'question' }>): Promise<void> {
  try {
    switch (question.kind) {
      case 'document':
      case 'policy':
      case 'tree':
        say({ kind: 'answer', id, verdicts: await answers.answer(question) });
        break;
      default:
        say({ kind: 'looked', id, found: await look(question) });
    }
  } catch (error) {
    const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
    say({ kind: 'failed', id, problem });
  }
}

async function look(question: LookQuestion): Promise<LookAnswers[LookQuestion['kind']]> {
  switch (question.kind) {
    case 'place':
      return answers.note(question);
    case 'view':
      return answers.view(question);
    case 'completion':
      return answers.completions(question);
    case 'waivers':
      return answers.waivers(question);
    case 'guards':
      return answers.guards(question);
    case 'graph':
      return answers.graph(question);
  }
}
