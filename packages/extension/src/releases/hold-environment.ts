import { l10n } from 'vscode';

import { answerOf, placesOf, type ReleaseNeeds } from './carry-out.ts';
import { placeName, reasonFor } from './choose.ts';
import type { Place } from './place.ts';

/** Lets nothing be deployed somewhere, or ends that. Whether it was done. */
export async function holdEnvironment(needs: ReleaseNeeds): Promise<boolean> {
  const { talk } = needs;
  const places = await placesOf(needs);
  if (places === undefined) return false;
  const choices = places.flatMap(choicesIn);
  const title = l10n.t('Hold or release an environment');
  const chosen = await talk.pick({ title, choices });
  const reason = chosen && (await reasonFor(chosen.question, talk));
  if (chosen === undefined || reason === undefined) return false;
  const { command, place, question, button } = chosen;
  if (!(await talk.agreed({ message: question, detail: reason, button }))) return false;
  const { environment, service } = place;
  const args = [command, environment, '--service', service, '--reason', reason];
  const call = { args, title: l10n.t('Lockkeeper: writing it into the log'), isActing: true as const };
  const answer = await answerOf(call, needs);
  if (answer?.verdict !== 'noted') return false;
  talk.say(
    command === 'hold'
      ? l10n.t('Nothing is deployed to {0} until somebody releases it.', environment)
      : l10n.t('{0} is released: what stands against a deploy there is judged as ever.', environment),
  );
  return true;
}

interface HoldChoice {
  readonly command: 'hold' | 'release';
  readonly place: Place;
  readonly question: string;
  readonly button: string;
}

interface LabelledChoice {
  readonly label: string;
  readonly description: string;
  readonly value: HoldChoice;
}

/** What is held is released before it is held anew. */
function choicesIn(place: Place): readonly LabelledChoice[] {
  const name = placeName(place);
  const { hold, heldCommits } = place;
  const holding: LabelledChoice = {
    label: l10n.t('Hold {0}', name),
    description: l10n.t('nothing is deployed there until somebody releases it'),
    value: {
      command: 'hold',
      place,
      question: l10n.t('Hold {0}?', name),
      button: l10n.t('Hold'),
    },
  };
  const releasing: LabelledChoice = {
    label: l10n.t('Release {0}', name),
    description:
      hold === undefined
        ? l10n.t('{0} commits are held back there', heldCommits)
        : l10n.t('{0} holds it: {1}', hold.by, hold.reason),
    value: {
      command: 'release',
      place,
      question: l10n.t('Release {0}?', name),
      button: l10n.t('Release'),
    },
  };
  const isHeld = hold !== undefined || heldCommits > 0;
  return [...(hold === undefined ? [holding] : []), ...(isHeld ? [releasing] : [])];
}
