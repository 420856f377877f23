import { l10n } from 'vscode';

import type { Conversation } from '../alembic/conversation.ts';
import type { Choice, Place } from './place.ts';
import { short } from './run-text.ts';

/** Asks only where there is a choice. */
export async function choosePlace(
  places: readonly Place[],
  { title, talk }: { readonly title: string; readonly talk: Conversation },
): Promise<Place | undefined> {
  if (places.length < 2) return places[0];
  const choices = places.map((place) => ({ label: placeName(place), value: place }));
  return await talk.pick({ title, choices });
}

/** Such as `shop in production`. */
export function placeName({ service, environment }: Pick<Place, 'service' | 'environment'>): string {
  return l10n.t('{0} in {1}', service, environment);
}

/** One of the commits. What cannot be chosen says why instead, unless all that it needs is that the place is released first. */
export async function chooseCommit(
  commits: readonly Choice[],
  { title, talk }: { readonly title: string; readonly talk: Conversation },
): Promise<Choice | undefined> {
  const choices = commits.map((choice) => ({
    label: `${iconOf(choice)}${short(choice.commit)} ${choice.subject}`,
    description: knownOf(choice)[0] ?? choice.at,
    value: choice,
  }));
  const chosen = await talk.pick({ title, choices });
  if (chosen === undefined || mayBeChosen(chosen)) return chosen;
  talk.refuse(
    l10n.t('{0} cannot be chosen: {1}.', short(chosen.commit), chosen.against.join(l10n.t(', and '))),
  );
  return undefined;
}

function iconOf(choice: Choice): string {
  if (choice.isReleasedFirst) return '$(lock) ';
  return mayBeChosen(choice) ? '' : '$(circle-slash) ';
}

function mayBeChosen({ against, isReleasedFirst }: Choice): boolean {
  return against.length === 0 || isReleasedFirst;
}

/** What is to be known of a commit before it is chosen, as clauses. */
export function knownOf({ against, failedBefore }: Choice): readonly string[] {
  return failedBefore ? [...against, l10n.t('it failed there before')] : against;
}

/** Why, in the words of who does it. */
export async function reasonFor(title: string, talk: Conversation): Promise<string | undefined> {
  return await talk.ask({
    title,
    prompt: l10n.t('Give a reason. The audit log shows it.'),
  });
}
