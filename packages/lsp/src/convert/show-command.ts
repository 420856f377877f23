import {
  Range,
  type Command,
  type ExecuteCommandParams,
  type ShowDocumentParams,
} from 'vscode-languageserver';

/** Of the server: a client runs it once it has made the edit of an action, or when a lens is clicked. */
export const SHOW_COMMAND = 'lockkeeper.server.show';

/** Has the client show a file. */
export function showCommand(uri: string): Command {
  return { title: 'Show the file', command: SHOW_COMMAND, arguments: [uri] };
}

/** Has the client show a place under a title of its own: for what is clicked. */
export function openCommand(title: string, uri: string, selection: Range): Command {
  return { title, command: SHOW_COMMAND, arguments: [uri, selection] };
}

/** What the client is to show; `undefined` for a call that does not come from here. */
export function documentToShow({
  command,
  arguments: given,
}: ExecuteCommandParams): Pick<ShowDocumentParams, 'uri' | 'selection'> | undefined {
  // Sound: whatever a client sends is looked at before it is used.
  const [uri, selection] = (given ?? []) as readonly unknown[];
  if (command !== SHOW_COMMAND || typeof uri !== 'string') return undefined;
  return Range.is(selection) ? { uri, selection } : { uri };
}
