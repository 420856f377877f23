import { l10n } from 'vscode';

import { resultRow, type ResultRow } from '../views/result-row.ts';
import { knownOf, placeName } from './choose.ts';
import { outcomeText } from './outcome-text.ts';
import type { Choice, EndedRun, Lag, OpenRun, Place } from './place.ts';
import { short } from './run-text.ts';

/** The tree of what runs where: each place with what was seen of it, what is open, and what has ended. */
export function deploymentRows(places: readonly Place[], now: Date): readonly ResultRow[] {
  return places.map((place) => placeRow(place, now));
}

function placeRow(place: Place, now: Date): ResultRow {
  const { candidates, targets, runs, history } = place;
  return resultRow({
    label: `${placeSign(place)} ${placeName(place)}`,
    description: runsThere(place, now),
    about: 'deployment',
    key: placeKey(place),
    children: [
      ...seenRows(place),
      ...runs.map(openRunRow),
      ...choicesRow(l10n.t('Ready to promote here'), candidates),
      ...choicesRow(l10n.t('Ready to roll back to'), targets),
      ...historyRow(history, now),
    ],
    isOpen: runs.length > 0 || NEEDS_SOMEBODY.has(placeSign(place)),
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

/** Worst first. Only what was asked, and came out well, has a tick. */
const SIGNS = ['✗', '?', '–', '✓'] as const;

/** Only such places are open at once: the view has little room, and what is well would hide what is not. */
const NEEDS_SOMEBODY: ReadonlySet<string> = new Set(['✗', '?']);

/** What was seen of one point of a place. `…`: somebody is at work there, which is neither well nor ill. */
interface Sight {
  readonly sign: (typeof SIGNS)[number] | '…';
  readonly text: string;
  readonly why?: string;
}

/** The worst of what was seen of it: a place has a tick where all of it was asked and is well. */
export function placeSign(place: Place): (typeof SIGNS)[number] {
  const seen = sightsOf(place);
  return SIGNS.find((sign) => seen.some((sight) => sight.sign === sign)) ?? '?';
}

/** Whatever is known of a place, and what is not: nothing is left to be guessed from a row that is missing. */
export function seenRows(place: Place): readonly ResultRow[] {
  const rows = sightsOf(place).map(({ sign, text, why = '' }) =>
    resultRow({ label: `${sign} ${text}`, description: why }),
  );
  return [...rows, ...heldCommitRows(place), ...lagRows(place)];
}

function sightsOf(place: Place): readonly Sight[] {
  return [healthOf(place), driftOf(place), lockOf(place), ...holdOf(place)];
}

function healthOf({ health: { state, why = '' } }: Place): Sight {
  switch (state) {
    case 'well':
      return { sign: '✓', text: l10n.t('It is healthy.') };
    case 'ill':
      return { sign: '✗', text: l10n.t('It is not healthy.'), why };
    case 'not-asked':
      return { sign: '–', text: l10n.t('Nobody checked whether it is healthy.') };
    default:
      return { sign: '?', text: l10n.t('Its health is unknown.'), why };
  }
}

function driftOf({ drift, running, commit }: Place): Sight {
  const nothing = l10n.t('nothing');
  if (drift === undefined)
    return { sign: '?', text: l10n.t('The platform does not report what runs there.') };
  if (drift)
    return {
      sign: '✗',
      text: l10n.t('The platform runs a different commit than the record.'),
      why: l10n.t(
        '{0}, not {1}',
        running === undefined ? nothing : short(running),
        commit === undefined ? nothing : short(commit),
      ),
    };
  return commit === undefined
    ? { sign: '–', text: l10n.t('The record is empty, and the platform runs nothing.') }
    : { sign: '✓', text: l10n.t('The platform runs the recorded commit.') };
}

function lockOf({ lock: { state, holder = '', reason = '' } }: Place): Sight {
  switch (state) {
    case 'free':
      return { sign: '✓', text: l10n.t('Nobody holds the lock.') };
    case 'not-asked':
      return { sign: '–', text: l10n.t('Nobody checked who holds the lock.') };
    case 'held':
      return { sign: '…', text: l10n.t('Locked by {0}', holder), why: reason };
    case 'unreadable':
      return { sign: '✗', text: l10n.t('The lock is unreadable, so nobody can take it.') };
    default:
      return { sign: '?', text: l10n.t('Lockkeeper could not reach the lock.') };
  }
}

function holdOf({ hold, heldCommits }: Place): readonly Sight[] {
  if (hold !== undefined) return [{ sign: '✗', text: l10n.t('Held by {0}', hold.by), why: hold.reason }];
  return heldCommits === 0 ? [{ sign: '✓', text: l10n.t('Nothing is on hold.') }] : [];
}

function heldCommitRows({ heldCommits }: Place): readonly ResultRow[] {
  return heldCommits === 0 ? [] : [resultRow({ label: l10n.t('– Commits on hold: {0}', heldCommits) })];
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
      return l10n.t('Its distance behind {0} is unknown.', name);
    case 0:
      return l10n.t('Not behind {0}', name);
    case 1:
      return l10n.t('1 commit behind {0}', name);
    default:
      return l10n.t('{0} commits behind {1}', commits, name);
  }
}

/** What, which commit and how it stands come first: a narrow view cuts the rest off. */
function openRunRow(run: OpenRun): ResultRow {
  const { kind, commit, subject, reason } = run;
  return rowOfRun({
    label: `… ${kind} ${short(commit)}`,
    description: openRunText(run),
    more: [subject, reason, run.run],
  });
}

/** A screen reader reads the tooltip in place of the row: it begins with all that the row says. */
function rowOfRun({
  more,
  ...row
}: Pick<ResultRow, 'label' | 'description'> & { readonly more: readonly (string | undefined)[] }): ResultRow {
  const { label, description } = row;
  return resultRow({ ...row, tooltip: [label, description, ...more].filter(Boolean).join('\n\n') });
}

/** How a run that has not ended stands, as a clause. */
export function openRunText({ isActing, isInterrupted, approvals, wanted, why, begunBy }: OpenRun): string {
  if (isInterrupted === true)
    return l10n.t('interrupted, started by {0}: run `Resume Deployment...`', begunBy);
  if (isActing)
    return why === undefined
      ? l10n.t('running, started by {0}', begunBy)
      : l10n.t('running, started by {0}: {1}', begunBy, why);
  if (wanted === 0) return l10n.t('waits for resume, started by {0}', begunBy);
  return l10n.t('waits: {0} of {1} approvals, started by {2}', approvals, wanted, begunBy);
}

function choicesRow(label: string, choices: readonly Choice[]): readonly ResultRow[] {
  if (choices.length === 0) return [];
  const open = choices.filter(({ against }) => against.length === 0).length;
  // No tick: only the log and git were asked, and the plan says the rest.
  const children = choices.map((choice) =>
    resultRow({
      label: [choice.against.length === 0 ? '' : '–', short(choice.commit), choice.subject]
        .filter(Boolean)
        .join(' '),
      description: knownOf(choice).join(', '),
    }),
  );
  return [resultRow({ label, description: l10n.t('{0} of {1}', open, choices.length), children })];
}

function historyRow(history: readonly EndedRun[], now: Date): readonly ResultRow[] {
  if (history.length === 0) return [];
  const children = history.map(({ kind, commit, outcome, at, by, why, run }) => {
    const { sign, text } = outcomeText(outcome);
    const label = `${sign} ${kind} ${short(commit)}`;
    const description = [text, ageText(at, now), by].join(' · ');
    return rowOfRun({ label, description, more: [why, at, run] });
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
