import type { Command, ExecuteCommandParams } from 'vscode-languageserver';

/** Of the server: a client runs it once it has made the edit of an action, or when a lens is clicked. */
export const SHOW_COMMAND = 'lockkeeper.server.show';

/** Has the client show a file. */
export function showCommand(uri: string): Command {
  return { title: 'Show the file', command: SHOW_COMMAND, arguments: [uri] };
}

/** The same under a title of its own, for what is clicked. */
export function openCommand(title: string, uri: string): Command {
  return { ...showCommand(uri), title };
}

/** What the client is to show; `undefined` for a call that does not come from `showCommand`. */
export function uriToShow({ command, arguments: given }: ExecuteCommandParams): string | undefined {
  // Sound: whatever a client sends is looked at before it is used.
  const [uri] = (given ?? []) as readonly unknown[];
  return command === SHOW_COMMAND && typeof uri === 'string' ? uri : undefined;
}
