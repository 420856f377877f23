import type { CancellationToken } from 'vscode';

/** What a process listens to, from what the button of a notification sets off. */
export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
