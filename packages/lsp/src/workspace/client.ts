import type { Diagnostic, FileSystemWatcher, InitializeParams } from 'vscode-languageserver';

import type { ServerStatus } from '../protocol.ts';

/** What the server says without being asked. */
export interface Client {
  /** Asks the client to pull all diagnostics, lenses and hints again, as far as it can be asked. */
  refresh(): void;
  publish(uri: string, version: number | undefined, diagnostics: readonly Diagnostic[]): void;
  status(status: ServerStatus): void;
  /** What stands before which file may be another thing now. */
  guardsChanged(): void;
  /** Replaces what was watched before. */
  watch(watchers: readonly FileSystemWatcher[]): void;
  log(message: string): void;
}

/** What the client is able to do, of all that this server could make use of. */
export interface ClientAbilities {
  /** Whether it asks for diagnostics; otherwise they are sent. */
  readonly pulls: boolean;
  readonly refreshes: boolean;
  readonly refreshesLenses: boolean;
  readonly refreshesHints: boolean;
  readonly watches: boolean;
  readonly tellsFolders: boolean;
  readonly markdown: boolean;
  /** Whether an edit of the workspace may make a file. */
  readonly creates: boolean;
  /** Whether it shows a file when the server asks it to. */
  readonly shows: boolean;
  /** Whether what is chosen may have places that are filled in one after the other. */
  readonly snippets: boolean;
  /** Whether it can be told for which files it should ask what can be written. */
  readonly registersCompletion: boolean;
  /** Whether it asks before it makes a change that wants to be confirmed. */
  readonly confirms: boolean;
}

export function abilitiesIn({ capabilities }: Pick<InitializeParams, 'capabilities'>): ClientAbilities {
  const { workspace, textDocument, window } = capabilities;
  return {
    pulls: textDocument?.diagnostic !== undefined,
    refreshes: workspace?.diagnostics?.refreshSupport === true,
    refreshesLenses: refreshesLenses(workspace),
    refreshesHints: refreshesHints(workspace),
    watches: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    tellsFolders: workspace?.workspaceFolders === true,
    markdown: textDocument?.hover?.contentFormat?.includes('markdown') === true,
    creates: mayCreate(workspace),
    shows: showsFiles(window),
    snippets: fillsIn(textDocument),
    registersCompletion: registers(textDocument),
    confirms: asksBefore(workspace),
  };
}

function refreshesLenses(workspace: InitializeParams['capabilities']['workspace']): boolean {
  return workspace?.codeLens?.refreshSupport === true;
}

function refreshesHints(workspace: InitializeParams['capabilities']['workspace']): boolean {
  return workspace?.inlayHint?.refreshSupport === true;
}

function mayCreate(workspace: InitializeParams['capabilities']['workspace']): boolean {
  return workspace?.workspaceEdit?.resourceOperations?.includes('create') === true;
}

function showsFiles(window: InitializeParams['capabilities']['window']): boolean {
  return window?.showDocument?.support === true;
}

function fillsIn(textDocument: InitializeParams['capabilities']['textDocument']): boolean {
  return textDocument?.completion?.completionItem?.snippetSupport === true;
}

function asksBefore(workspace: InitializeParams['capabilities']['workspace']): boolean {
  return workspace?.workspaceEdit?.changeAnnotationSupport !== undefined;
}

function registers(textDocument: InitializeParams['capabilities']['textDocument']): boolean {
  return textDocument?.completion?.dynamicRegistration === true;
}
