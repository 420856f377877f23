import { l10n } from 'vscode';

import { placesOf, type ReleaseNeeds } from './carry-out.ts';
import { placeName } from './choose.ts';
import { writeNote, type LogNote } from './log-note.ts';
import type { Place } from './place.ts';

/** Lets nothing be deployed somewhere, or ends that. Whether it was done. */
export async function holdEnvironment(needs: ReleaseNeeds): Promise<boolean> {
  const places = await placesOf(needs);
  if (places === undefined) return false;
  const title = l10n.t('Hold or release an environment');
  const note = await needs.talk.pick({ title, choices: places.flatMap(choicesIn) });
  return note !== undefined && (await writeNote(note, needs));
}

/** Of what is held back, and what somebody wants to deploy there. Whether it was released. */
export async function releaseFirst(place: Place, needs: ReleaseNeeds): Promise<boolean> {
  const { description, value: note } = releasing(place);
  const question = l10n.t(
    'Release {0} first? That ends every hold there; {1}.',
    placeName(place),
    description,
  );
  return await writeNote({ ...note, question }, needs);
}

interface NoteChoice {
  readonly label: string;
  readonly description: string;
  readonly value: LogNote;
}

/** What is held is released before it is held anew. */
function choicesIn(place: Place): readonly NoteChoice[] {
  const { hold, heldCommits } = place;
  const isHeld = hold !== undefined || heldCommits > 0;
  return [...(hold === undefined ? [holding(place)] : []), ...(isHeld ? [releasing(place)] : [])];
}

function holding(place: Place): NoteChoice {
  const { service, environment } = place;
  const name = placeName(place);
  return {
    label: l10n.t('Hold {0}', name),
    description: l10n.t('nobody can deploy there until it is released'),
    value: {
      words: ['hold', environment, '--service', service],
      question: l10n.t('Hold {0}?', name),
      button: l10n.t('Hold'),
      done: l10n.t('{0} is on hold. Nobody can deploy there until it is released.', environment),
    },
  };
}

function releasing(place: Place): NoteChoice {
  const { service, environment, hold, heldCommits } = place;
  const name = placeName(place);
  return {
    label: l10n.t('Release {0}', name),
    description:
      hold === undefined
        ? l10n.t('commits on hold there: {0}', heldCommits)
        : l10n.t('{0} holds it: {1}', hold.by, hold.reason),
    value: {
      words: ['release', environment, '--service', service],
      question: l10n.t('Release {0}?', name),
      button: l10n.t('Release'),
      done: l10n.t('{0} is released. The usual checks decide whether a deploy may start.', environment),
    },
  };
}
