import { l10n } from 'vscode';

import { resultRow, type ResultRow } from '../views/result-row.ts';
import { knownOf, placeName } from './choose.ts';
import type { Choice, EndedRun, Lag, OpenRun, Place } from './place.ts';
import { short } from './run-text.ts';

/** The tree of what runs where: each place with what was seen of it, what is open, and what has ended. */
export function deploymentRows(places: readonly Place[], now: Date): readonly ResultRow[] {
  return places.map((place) => placeRow(place, now));
}

function placeRow(place: Place, now: Date): ResultRow {
  const { candidates, targets, runs, history } = place;
  return resultRow({
    label: `${isTrouble(place) ? '✗' : '✓'} ${placeName(place)}`,
    description: runsThere(place, now),
    about: 'deployment',
    key: placeKey(place),
    children: [
      ...seenRows(place),
      ...runs.map(openRunRow),
      ...choicesRow(l10n.t('May be promoted to here'), candidates),
      ...choicesRow(l10n.t('May be gone back to'), targets),
      ...historyRow(history, now),
    ],
    isOpen: true,
  });
}

/** Tells one place from the others, also after the next look. */
export function placeKey({ service, environment }: Pick<Place, 'service' | 'environment'>): string {
  return `${service}/${environment}`;
}

function runsThere({ commit, subject, since }: Place, now: Date): string {
  if (commit === undefined) return l10n.t('nothing is recorded');
  const age = since === undefined ? '' : ageText(since, now);
  return [short(commit), age, subject].filter(Boolean).join(' · ');
}

/** Whether somebody has to look: what is merely not known does not say so. */
export function isTrouble({ drift, health, hold, lock }: Place): boolean {
  return drift === true || health.state === 'ill' || hold !== undefined || lock.state === 'unreadable';
}

/** Whatever is known of a place, and what is not: nothing is left to be guessed from a row that is missing. */
export function seenRows(place: Place): readonly ResultRow[] {
  return [healthRow(place), driftRow(place), lockRow(place), ...holdRows(place), ...lagRows(place)];
}

function healthRow({ health: { state, why = '' } }: Place): ResultRow {
  switch (state) {
    case 'well':
      return resultRow({ label: l10n.t('✓ It is well.') });
    case 'ill':
      return resultRow({ label: l10n.t('✗ It is not well.'), description: why });
    case 'not-asked':
      return resultRow({ label: l10n.t('– Nobody asked whether it is well.') });
    default:
      return resultRow({ label: l10n.t('? Whether it is well is not known.'), description: why });
  }
}

function driftRow({ drift, running, commit }: Place): ResultRow {
  if (drift === false) return resultRow({ label: l10n.t('✓ The platform runs what the record says.') });
  if (drift === undefined)
    return resultRow({ label: l10n.t('? The platform does not say what runs there.') });
  return resultRow({
    label: l10n.t('✗ The platform runs another commit than the record says.'),
    description: l10n.t(
      '{0}, not {1}',
      running === undefined ? l10n.t('nothing') : short(running),
      commit === undefined ? l10n.t('nothing') : short(commit),
    ),
  });
}

function lockRow({ lock: { state, holder = '', reason = '' } }: Place): ResultRow {
  switch (state) {
    case 'free':
      return resultRow({ label: l10n.t('✓ Nobody has the lock.') });
    case 'not-asked':
      return resultRow({ label: l10n.t('– Nobody asked who has the lock.') });
    case 'held':
      return resultRow({ label: l10n.t('… Locked by {0}', holder), description: reason });
    case 'unreadable':
      return resultRow({ label: l10n.t('✗ The lock cannot be read: nobody gets it.') });
    default:
      return resultRow({ label: l10n.t('? The lock could not be reached.') });
  }
}

function holdRows({ hold, heldCommits }: Place): readonly ResultRow[] {
  const commits =
    heldCommits === 0 ? [] : [resultRow({ label: l10n.t('– Commits that are held back: {0}', heldCommits) })];
  if (hold !== undefined)
    return [resultRow({ label: l10n.t('✗ Held by {0}', hold.by), description: hold.reason }), ...commits];
  return commits.length > 0 ? commits : [resultRow({ label: l10n.t('✓ Nothing is held back.') })];
}

function lagRows({ lags }: Place): readonly ResultRow[] {
  return lags.map((lag) => resultRow({ label: `${lagSign(lag)} ${lagText(lag)}` }));
}

function lagSign({ commits }: Lag): string {
  if (commits === undefined) return '?';
  return commits === 0 ? '✓' : '–';
}

/** How far a place is behind another one, or a branch. */
export function lagText({ name, commits }: Lag): string {
  switch (commits) {
    case undefined:
      return l10n.t('How far it is behind {0} is not known.', name);
    case 0:
      return l10n.t('Not behind {0}', name);
    case 1:
      return l10n.t('1 commit behind {0}', name);
    default:
      return l10n.t('{0} commits behind {1}', commits, name);
  }
}

function openRunRow(run: OpenRun): ResultRow {
  return resultRow({ label: `… ${run.run}`, description: openRunText(run) });
}

/** How a run that has not ended stands, as a clause. */
export function openRunText({ isActing, isInterrupted, approvals, wanted, why, begunBy }: OpenRun): string {
  if (isInterrupted === true)
    return l10n.t('interrupted, begun by {0}: `Resume Deployment...` goes on', begunBy);
  if (isActing)
    return why === undefined
      ? l10n.t('under way, begun by {0}', begunBy)
      : l10n.t('under way, begun by {0}: {1}', begunBy, why);
  if (wanted === 0) return l10n.t('waits to be resumed, begun by {0}', begunBy);
  return l10n.t('waits: {0} of {1} approvals, begun by {2}', approvals, wanted, begunBy);
}

function choicesRow(label: string, choices: readonly Choice[]): readonly ResultRow[] {
  if (choices.length === 0) return [];
  const open = choices.filter(({ against }) => against.length === 0).length;
  const children = choices.map((choice) =>
    resultRow({
      label: `${choice.against.length === 0 ? '✓' : '–'} ${short(choice.commit)} ${choice.subject}`,
      description: knownOf(choice).join(', '),
    }),
  );
  return [resultRow({ label, description: l10n.t('{0} of {1}', open, choices.length), children })];
}

function historyRow(history: readonly EndedRun[], now: Date): readonly ResultRow[] {
  if (history.length === 0) return [];
  const children = history.map(({ kind, commit, outcome, at, by, why, run }) => {
    const label = `${outcome === 'done' ? '✓' : '✗'} ${kind} ${short(commit)}`;
    const description = [outcome, ageText(at, now), by].join(' · ');
    return resultRow({ label, description, tooltip: [run, at, why].filter(Boolean).join('\n\n') });
  });
  return [resultRow({ label: l10n.t('History'), children })];
}

/** How long ago that was, in the largest unit. */
export function ageText(at: string, now: Date): string {
  const minutes = Math.floor((now.getTime() - Date.parse(at)) / 60_000);
  if (!(minutes >= 0)) return at;
  if (minutes < 60) return l10n.t('{0} min', minutes);
  if (minutes < 24 * 60) return l10n.t('{0} h', Math.floor(minutes / 60));
  return l10n.t('{0} d', Math.floor(minutes / (24 * 60)));
}
