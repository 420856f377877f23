import { l10n } from 'vscode';

import type { ProcessEnding } from '../cli/run-process.ts';
import { changedFiles, looksLikeModels, type ChangedFile } from './changed-files.ts';
import type { Conversation } from './conversation.ts';
import type { KnownRevision } from './revision-graph.ts';

export interface CommitNeeds {
  readonly talk: Conversation;
  /** Runs git at the top of the repository. */
  readonly git: (args: readonly string[]) => Promise<ProcessEnding>;
  readonly revisions: () => Promise<readonly KnownRevision[] | undefined>;
}

/** Commits new revisions with the models they were made from, and nothing else. Whether it was done. */
export async function commitRevision({ talk, git, revisions }: CommitNeeds): Promise<boolean> {
  const status = await git(['status', '--porcelain=v1', '-z', '--untracked-files=all']);
  if (status.kind !== 'ended' || status.exitCode !== 0) return refuse(talk, status);
  const changed = changedFiles(status.stdout);
  const byPath = new Map((await revisions())?.map((revision) => [revision.path, revision]));
  const fresh = changed.flatMap(({ path }) => byPath.get(path) ?? []);
  if (fresh.length === 0) {
    talk.say(l10n.t('No migration is new or changed. Create one before you commit.'));
    return false;
  }
  const files = await talk.pickSeveral({
    title: l10n.t('Commit which files?'),
    choices: changed.map(({ path, state }) => ({
      label: path,
      description: descriptionOf(state),
      // Why somebody has deleted a file nobody can tell.
      picked: state !== 'gone' && (byPath.has(path) || looksLikeModels(path)),
    })),
  });
  if (files === undefined || files.length === 0) return false;
  const message = await talk.ask({
    title: l10n.t('Commit {0}', files.join(', ')),
    prompt: l10n.t('Commit message'),
    given: `feat(db): ${fresh[0]?.message ?? ''}`.trimEnd(),
    problem: (typed) =>
      FORM.test(typed) ? undefined : l10n.t('Start with feat(db): or fix(db):, then describe the change.'),
  });
  const chosen = changed.filter(({ path }) => files.includes(path));
  return message !== undefined && commit({ talk, git }, { files: chosen, message });
}

function descriptionOf(state: ChangedFile['state']): string {
  switch (state) {
    case 'new':
      return l10n.t('new');
    case 'changed':
      return l10n.t('changed');
    case 'gone':
      return l10n.t('deleted');
  }
}

const FORM = /^[a-z]+\(db\)!?: \S/;

async function commit(
  { talk, git }: Pick<CommitNeeds, 'talk' | 'git'>,
  { files, message }: { readonly files: readonly ChangedFile[]; readonly message: string },
): Promise<boolean> {
  // Of a file that is gone git knows by itself, and refuses to add it.
  const there = files.filter(({ state }) => state !== 'gone').map(({ path }) => path);
  if (there.length > 0) {
    const added = await git(['add', '--', ...there]);
    if (added.kind !== 'ended' || added.exitCode !== 0) return refuse(talk, added);
  }
  // With the files named, what else was staged stays as it is.
  const named = files.flatMap(({ path, before }) => (before === undefined ? [path] : [path, before]));
  const committed = await git(['commit', '--message', message, '--', ...named]);
  if (committed.kind !== 'ended' || committed.exitCode !== 0) return refuse(talk, committed);
  talk.say(l10n.t('Committed: {0}', message));
  return true;
}

function refuse(talk: Conversation, ending: ProcessEnding): false {
  switch (ending.kind) {
    case 'ended':
      talk.refuse(l10n.t('git failed: {0}', (ending.stderr || ending.stdout).trim()));
      return false;
    case 'timed-out':
      talk.refuse(l10n.t('git took longer than {0} s.', ending.seconds));
      return false;
    case 'broken':
      talk.refuse(l10n.t('git {0}.', ending.problem));
      return false;
    case 'cancelled':
      return false;
  }
}
