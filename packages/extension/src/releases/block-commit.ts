import { l10n } from 'vscode';

import { statusOf, type ReleaseNeeds, type ShownStatus } from './carry-out.ts';
import { writeNote, type LogNote } from './log-note.ts';
import type { Choice } from './place.ts';
import type { BlockedCommit } from './release-answer.ts';
import { short } from './run-text.ts';

/** Lets a commit be deployed nowhere, or ends that. Whether it was done. */
export async function blockCommit(needs: ReleaseNeeds): Promise<boolean> {
  const status = await statusOf(needs);
  if (status === undefined) return false;
  const title = l10n.t('Block or unblock a commit');
  const choices = [
    ...commitsIn(status).map(blocking),
    { label: l10n.t('Block another commit...'), description: '', value: undefined },
    ...status.blocked.map(unblocking),
  ].map(({ value, ...shown }) => ({ ...shown, value: { note: value } }));
  const chosen = await needs.talk.pick({ title, choices });
  const note = chosen && (chosen.note ?? (await anotherCommit(title, needs)));
  return note !== undefined && (await writeNote(note, needs));
}

/** Those that may be brought somewhere, each once. */
function commitsIn({ places, blocked }: ShownStatus): readonly Choice[] {
  const known = new Set(blocked.map(({ commit }) => commit));
  return places
    .flatMap(({ candidates, targets }) => [...candidates, ...targets])
    .filter(({ commit }) => !known.has(commit) && known.add(commit));
}

async function anotherCommit(title: string, { talk }: ReleaseNeeds): Promise<LogNote | undefined> {
  const prompt = l10n.t('A branch, tag or commit id. Nobody can deploy it until it is unblocked.');
  const commit = await talk.ask({ title, prompt, problem: problemIn });
  return commit === undefined ? undefined : blockingOf(commit, commit);
}

/** It would be read as an option. */
function problemIn(typed: string): string | undefined {
  return typed.startsWith('-') ? l10n.t('A commit cannot start with a dash.') : undefined;
}

function blocking({ commit, subject }: Choice) {
  return {
    label: l10n.t('Block {0} {1}', short(commit), subject),
    description: l10n.t('nobody can deploy it until it is unblocked'),
    value: blockingOf(commit, short(commit)),
  };
}

function blockingOf(commit: string, name: string): LogNote {
  return {
    words: ['block', commit],
    question: l10n.t('Block {0} everywhere?', name),
    button: l10n.t('Block'),
    done: l10n.t('{0} is blocked in every environment. It keeps running where it runs.', name),
  };
}

function unblocking({ commit, why }: BlockedCommit) {
  const name = short(commit);
  return {
    label: l10n.t('Unblock {0}', name),
    description: why,
    value: {
      words: ['block', commit, '--undo'],
      question: l10n.t('Unblock {0}?', name),
      button: l10n.t('Unblock'),
      done: l10n.t('{0} is unblocked. The usual checks decide whether it may be deployed.', name),
    },
  };
}
