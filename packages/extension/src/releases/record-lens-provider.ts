import {
  CodeLens,
  EventEmitter,
  Hover,
  MarkdownString,
  Range,
  Uri,
  languages,
  l10n,
  workspace,
  type Disposable,
  type TextDocument,
} from 'vscode';

import type { ProgramRunner } from '../workspace/program-runner.ts';
import { repositoryRoot } from '../workspace/repository-root.ts';
import { DEPLOYMENTS_VIEW } from './ask-status.ts';
import { placeKey } from './deployment-rows.ts';
import { recordStanding, unknownChain, type RecordStanding } from './record-standing.ts';
import { commitLinesOf, recordLenses, type RecordLens } from './record-text.ts';

const RECORDS = { scheme: 'file', language: 'json' };
const VERIFY_LIMIT_MS = 60_000;

/** What else a standing depends on: what is checked out and fetched, the log, and the other records. */
const DEPENDED_ON = '**/{.git/logs/HEAD,.git/FETCH_HEAD,infrastructure/**}';

/**
 * Above a deploy record: whether its chain is verified, how far it is behind, and what can be done; on a commit in it: what
 * brought that. The program is asked about what is saved, when the record is opened and when something was saved: never while
 * somebody types, and never where the workspace is not trusted.
 */
export function createRecordLenses(program: ProgramRunner): Disposable {
  const changed = new EventEmitter<void>();
  const standings = new Map<string, Promise<RecordStanding | undefined>>();
  const outdated = () => {
    if (standings.size === 0) return;
    standings.clear();
    changed.fire();
  };
  const standingOf = (document: TextDocument): Promise<RecordStanding | undefined> => {
    const key = document.uri.toString();
    const known = standings.get(key) ?? askAbout(document.uri, program);
    standings.set(key, known);
    return known;
  };
  const watcher = workspace.createFileSystemWatcher(DEPENDED_ON);
  const parts: readonly Disposable[] = [
    changed,
    watcher,
    watcher.onDidChange(outdated),
    watcher.onDidCreate(outdated),
    watcher.onDidDelete(outdated),
    workspace.onDidSaveTextDocument((document) => {
      if (isRecordLike(document)) outdated();
    }),
    workspace.onDidCloseTextDocument(({ uri }) => void standings.delete(uri.toString())),
    workspace.onDidGrantWorkspaceTrust(() => changed.fire()),
    languages.registerCodeLensProvider(RECORDS, {
      onDidChangeCodeLenses: changed.event,
      async provideCodeLenses(document) {
        const standing = isRecordLike(document) ? await shownStanding(document, standingOf) : undefined;
        return standing && recordLenses(standing).map((lens) => codeLens(lens, document, standing));
      },
    }),
    languages.registerHoverProvider(RECORDS, {
      async provideHover(document, position) {
        const range = document.getWordRangeAtPosition(position, COMMIT);
        if (range === undefined || !isRecordLike(document) || !workspace.isTrusted) return undefined;
        // Of what was asked already: to point at something starts nothing.
        const standing = await standings.get(document.uri.toString());
        const lines =
          standing === undefined ? [] : commitLinesOf(document.getText(range), standing, new Date());
        if (lines.length === 0) return undefined;
        const text = new MarkdownString();
        for (const [index, line] of lines.entries()) text.appendText(index === 0 ? line : `\n\n${line}`);
        return new Hover(text, range);
      },
    }),
  ];
  return {
    dispose() {
      for (const part of parts) part.dispose();
    },
  };
}

const COMMIT = /\b(?:[0-9a-f]{64}|[0-9a-f]{40})\b/;

/** Cheap, for every document of the language: whose record it is says the program. */
function isRecordLike(document: TextDocument): boolean {
  const { languageId, uri, lineCount } = document;
  if (languageId !== RECORDS.language || uri.scheme !== RECORDS.scheme || lineCount > MOST_LINES)
    return false;
  return document.getText().includes(COMMIT_KEY);
}

const COMMIT_KEY = '"last_good_sha"';

/** A record never grows past this. */
const MOST_LINES = 2000;

/** Where nothing may be asked, only that nothing is known. */
async function shownStanding(
  document: TextDocument,
  standingOf: (document: TextDocument) => Promise<RecordStanding | undefined>,
): Promise<RecordStanding | undefined> {
  if (!workspace.isTrusted) return notAsked(l10n.t('the workspace is not trusted'));
  const standing = await standingOf(document);
  if (standing === undefined || !document.isDirty) return standing;
  return { ...standing, chain: unknownChain(l10n.t('the record has unsaved edits')) };
}

function notAsked(why: string): RecordStanding {
  return { chain: unknownChain(why), place: undefined, places: [] };
}

/** Above the commit: the first line has what the server says of the file. */
function codeLens(
  { title, tooltip, does }: RecordLens,
  document: TextDocument,
  { place }: RecordStanding,
): CodeLens {
  const at = document.positionAt(document.getText().indexOf(COMMIT_KEY));
  const folder = workspace.getWorkspaceFolder(document.uri)?.uri.toString();
  const key = place && placeKey(place);
  const command = does === undefined ? '' : COMMANDS[does];
  const argumentsOf = does === 'history' ? [{ key, folder }] : [];
  return new CodeLens(new Range(at, at), { title, tooltip, command, arguments: argumentsOf });
}

const COMMANDS = { 'roll-back': 'lockkeeper.rollBack', history: 'lockkeeper.showTimeline' } as const;

async function askAbout(uri: Uri, program: ProgramRunner): Promise<RecordStanding | undefined> {
  const folder = await repositoryRoot(Uri.joinPath(uri, '..'));
  const path = uri.path.slice(folder.path.length).replace(/^\//, '');
  return await recordStanding(
    path,
    async (words) =>
      await program.lockkeeper({
        title: l10n.t('Lockkeeper: verifying the record'),
        view: DEPLOYMENTS_VIEW,
        args: [...words, '--format', 'json', '--root', folder.fsPath],
        folder,
        timeoutMs: VERIFY_LIMIT_MS,
      }),
  );
}
