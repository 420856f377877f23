import { l10n } from 'vscode';

import type { FolderStatus, ServerStatus } from '@lockkeeper/lsp/protocol';

import {
  countedChangedFiles,
  countedErrors,
  countedNotes,
  countedProblems,
  countedWarnings,
} from '../words/counted.ts';
import { localTime } from '../words/local-time.ts';

/** Where the language server stands in its life. `failed`: it did not come up. `crashed`: it ended by itself. */
export type ServerPhase = 'off' | 'starting' | 'restarting' | 'running' | 'failed' | 'crashed';

export interface StatusInput {
  readonly phase: ServerPhase;
  /** What the server said last; `undefined` until it has looked. */
  readonly status: ServerStatus | undefined;
  /** The folder of the open file, as the server spells it; `undefined` when it lies in none. */
  readonly folder: FolderStatus | undefined;
  /** Where its policy lies, as this workspace names it; `undefined` when it has none. */
  readonly policyPath: string | undefined;
  readonly trusted: boolean;
}

export interface StatusText {
  readonly text: string;
  readonly detail: string;
  readonly severity: 'information' | 'warning' | 'error';
  readonly busy: boolean;
  readonly action: 'open-policy' | 'create-policy' | 'restart-server' | 'check-workspace' | undefined;
}

/** What the language status says about the open file, in words a user can act on. */
export function statusText(input: StatusInput): StatusText {
  switch (input.phase) {
    case 'off':
      return says(l10n.t('Lockkeeper is off'), {
        detail: l10n.t('Enable the setting lockkeeper.enable.'),
      });
    case 'starting':
      return says(l10n.t('Lockkeeper is starting'), { busy: true });
    case 'restarting':
      return says(l10n.t('Lockkeeper is restarting'), { busy: true });
    case 'failed':
      return isDown(l10n.t('Lockkeeper did not start'));
    case 'crashed':
      return isDown(l10n.t('Lockkeeper has crashed'));
    case 'running':
      return ofRunning(input);
  }
}

function isDown(text: string): StatusText {
  return says(text, {
    detail: l10n.t('Nothing is judged. Restart the server.'),
    severity: 'error',
    action: 'restart-server',
  });
}

function ofRunning(input: StatusInput): StatusText {
  const { status, folder } = input;
  if (status === undefined) return says(l10n.t('Lockkeeper is searching'), { busy: true });
  if (folder === undefined || folder.policy === null) {
    return says(l10n.t('Lockkeeper: no policy'), {
      detail: facts(l10n.t('This folder has no lockkeeper.yaml'), input),
      action: 'create-policy',
    });
  }
  const detail = facts(input.policyPath ?? folder.policy.uri, input);
  const trouble = troubleIn(folder, folder.policy.problems);
  if (trouble !== undefined) return says(trouble, { detail, severity: 'error', action: 'open-policy' });
  return isUnjudged(folder) ? unjudged(folder, detail) : judgedText(folder, detail);
}

function judgedText(folder: FolderStatus, detail: string): StatusText {
  const isIdle = judgedNothing(folder);
  return says(isIdle ? l10n.t('Lockkeeper: nothing judged') : l10n.t('Lockkeeper: {0}', found(folder)), {
    detail,
    severity: folder.errors > 0 || isIdle ? 'warning' : 'information',
    busy: folder.changed?.isUnderWay === true,
    action: 'check-workspace',
  });
}

function unjudged({ changed }: FolderStatus, detail: string): StatusText {
  if (changed?.isUnderWay === true) {
    return says(l10n.t('Lockkeeper is judging {0}', countedChangedFiles(changed.all)), {
      detail,
      busy: true,
    });
  }
  const next = l10n.t('Open a file, or check the workspace.');
  const why = changed?.all === 0 ? [l10n.t('The policy covers no changed file.'), next] : [next];
  return says(l10n.t('Lockkeeper: nothing judged yet'), {
    detail: [why.join(' '), detail].join(' · '),
    severity: 'warning',
    action: 'check-workspace',
  });
}

function found({ findings, errors, warnings }: FolderStatus): string {
  if (findings === 0) return l10n.t('no findings');
  const notes = findings - errors - warnings;
  return [
    errors > 0 ? countedErrors(errors) : '',
    warnings > 0 ? countedWarnings(warnings) : '',
    notes > 0 ? countedNotes(notes) : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** No findings, since no file was looked at: files are judged once they are open, or when somebody asks. */
export function isUnjudged({ judged, coverage, findings }: FolderStatus): boolean {
  return judged === undefined && coverage === undefined && findings === 0;
}

/** Whether nothing is known of the folder's files, or not by what its policy says now; one that is just judged will be. */
export function judgesNothing(folder: FolderStatus): boolean {
  if (troubleIn(folder, folder.policy?.problems ?? 0) !== undefined) return true;
  return isUnjudged(folder) ? folder.changed?.isUnderWay !== true : judgedNothing(folder);
}

/** No findings, since no rule had anything that it could judge. */
function judgedNothing({ findings, coverage }: FolderStatus): boolean {
  return findings === 0 && coverage?.judgedNothing === true;
}

/** Why the number of findings would say nothing. */
function troubleIn({ problem, crashed = [] }: FolderStatus, policyProblems: number): string | undefined {
  if (policyProblems > 0) return l10n.t('Lockkeeper: the policy has {0}', countedProblems(policyProblems));
  if (problem !== undefined) return l10n.t('Lockkeeper: not judged');
  if (crashed.length === 0) return undefined;
  return crashed.length === 1
    ? l10n.t('Lockkeeper: 1 rule crashed')
    : l10n.t('Lockkeeper: {0} rules crashed', crashed.length);
}

/** Which policy, which branch, since when, which version: the questions users ask first. */
function facts(about: string, { status, folder, trusted }: StatusInput): string {
  return [
    about,
    ...(folder === undefined ? [] : factsOf(folder)),
    // The server is never taken from the workspace or the path.
    l10n.t('version {0}, bundled', status?.version ?? '?'),
    ...(trusted ? [] : [l10n.t('restricted: no git')]),
  ].join(' · ');
}

function factsOf(folder: FolderStatus): readonly string[] {
  const { problem, crashed = [], coverage, notices = [], branch, judged } = folder;
  const moment = judged === undefined ? [] : [l10n.t('judged {0}', localTime(new Date(judged)))];
  const all = [
    problem,
    ...crashed,
    ...judgedChanges(folder),
    ...(coverage?.sentences ?? []),
    ...notices,
    branch,
    ...moment,
  ];
  return all.filter((fact) => typeof fact === 'string');
}

/** What was judged without anybody having opened it; nothing where whole folders were. */
function judgedChanges({ changed }: FolderStatus): readonly string[] {
  if (changed === undefined || changed.all === 0) return [];
  const { judged, all } = changed;
  if (judged === all) return [l10n.t('{0} judged', countedChangedFiles(all))];
  return [l10n.t('{0} of {1} judged', judged, countedChangedFiles(all))];
}

function says(text: string, more: Partial<StatusText>): StatusText {
  return { text, detail: '', severity: 'information', busy: false, action: undefined, ...more };
}
