import type { FromWorker } from './messages.ts';

/** What the worker posts. Verdicts go as text: to clone their many small objects takes ten times as long. */
export function packed(message: FromWorker): FromWorker | string {
  return message.kind === 'answer' ? JSON.stringify(message) : message;
}

/** What was posted. */
export function unpacked(message: FromWorker | string): FromWorker {
  // Sound: only `packed` makes a text of a message.
  return typeof message === 'string' ? (JSON.parse(message) as FromWorker) : message;
}
