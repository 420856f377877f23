import { l10n } from 'vscode';

import type { Conversation } from '../alembic/conversation.ts';
import type { ProcessEnding } from '../cli/run-process.ts';

export interface BranchNeeds {
  readonly talk: Conversation;
  /** Runs git at the top of the repository. */
  readonly git: (args: readonly string[]) => Promise<ProcessEnding>;
  /** What branches of agents begin with, such as `auto/`. */
  readonly prefixes: readonly string[];
}

/** Begins a branch for the change of an agent where the work of everybody is. Its name; `undefined` where it was not begun. */
export async function startChangeBranch({ talk, git, prefixes }: BranchNeeds): Promise<string | undefined> {
  const title = l10n.t('Start a branch for the change of an agent');
  const prefix = await prefixOf(prefixes, { title, talk });
  if (prefix === undefined) return undefined;
  const about = await talk.ask({
    title,
    prompt: l10n.t('Describe the change in a few words. The branch name is {0} and these words.', prefix),
    problem: (typed) => (slugOf(typed) === '' ? l10n.t('Write a few letters or digits.') : undefined),
  });
  if (about === undefined) return undefined;
  const base = await baseOf({ git, talk });
  if (base === undefined) return undefined;
  const name = `${prefix}${slugOf(about)}`;
  const begun = await git(['switch', '--create', name, '--no-track', base]);
  if (begun.kind === 'cancelled') return undefined;
  if (begun.kind !== 'ended' || begun.exitCode !== 0) {
    talk.refuse(
      l10n.t('{0} was not created: {1}. See the log, then run the command again.', name, saidBy(begun)),
    );
    return undefined;
  }
  talk.say(l10n.t('{0} is checked out, created from {1}. Let agents commit here.', name, base));
  return name;
}

/** Asks only where there is a choice. */
async function prefixOf(
  prefixes: readonly string[],
  { title, talk }: { readonly title: string; readonly talk: Conversation },
): Promise<string | undefined> {
  if (prefixes.length === 0)
    talk.refuse(
      l10n.t(
        'The policy names no branches for agents. Add a kind under branches, and name it in change_scope.',
      ),
    );
  if (prefixes.length < 2) return prefixes[0];
  return await talk.pick({ title, choices: prefixes.map((label) => ({ label, value: label })) });
}

/** As a branch may be called: nothing in it means anything to git. */
function slugOf(about: string): string {
  return about
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

/** The branch that people branch off, such as `origin/main`. Says so where there is none, and where git could not be asked. */
async function baseOf({ git, talk }: Pick<BranchNeeds, 'git' | 'talk'>): Promise<string | undefined> {
  const ending = await git(['symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD']);
  if (ending.kind === 'cancelled') return undefined;
  const isAnswer = ending.kind === 'ended' && ending.exitCode <= UNKNOWN_TO_GIT;
  const base = isAnswer ? ending.stdout.trim() : '';
  if (base !== '') return base;
  talk.refuse(
    isAnswer
      ? l10n.t('Git does not know the main branch of origin. Run `git remote set-head origin --auto`.')
      : l10n.t('The main branch is unknown: {0}. See the log, then run the command again.', saidBy(ending)),
  );
  return undefined;
}

/** How git ends that was asked quietly for what is not there. */
const UNKNOWN_TO_GIT = 1;

function saidBy(ending: Exclude<ProcessEnding, { kind: 'cancelled' }>): string {
  switch (ending.kind) {
    case 'broken':
      return l10n.t('git {0}', ending.problem);
    case 'timed-out':
      return l10n.t('git took longer than {0} s', ending.seconds);
    case 'ended':
      return /^(?:fatal|error): (.*\w.*?)[.:]?$/m.exec(ending.stderr)?.[1] ?? l10n.t('git gave no reason');
  }
}
