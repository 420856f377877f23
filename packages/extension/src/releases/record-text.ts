import { l10n } from 'vscode';

import { ageText, lagText } from './deployment-rows.ts';
import type { EndedRun, Place, PlaceEvent } from './place.ts';
import type { RecordChain, RecordStanding } from './record-standing.ts';
import { short } from './run-text.ts';

/** A lens above a record. */
export interface RecordLens {
  readonly title: string;
  readonly tooltip: string;
  /** Left out: it only says something. */
  readonly does?: 'roll-back' | 'history';
}

/** What stands above a record: only what was verified has a tick. */
export function recordLenses({ chain, place }: RecordStanding): readonly RecordLens[] {
  const lags = (place?.lags ?? []).map((lag) => ({ title: lagText(lag), tooltip: '' }));
  return [
    { title: chainText(chain), tooltip: chain.checks.join('\n') },
    ...lags,
    ...(place === undefined ? [] : DOING()),
  ];
}

const DOING = (): readonly RecordLens[] => [
  {
    title: l10n.t('Roll Back...'),
    tooltip: l10n.t('Shows the plan before anything changes.'),
    does: 'roll-back',
  },
  { title: l10n.t('History'), tooltip: l10n.t('Shows what ran there over time.'), does: 'history' },
];

function chainText({ kind, why }: RecordChain): string {
  switch (kind) {
    case 'verified':
      return l10n.t('$(pass) Verified chain');
    case 'unsigned':
      return l10n.t('$(circle-slash) Chain is intact, but no signer vouches for it');
    case 'broken':
      return l10n.t('$(error) Chain is broken: {0}', why);
    case 'unknown':
      return l10n.t('$(question) Chain not verified: {0}', why);
  }
}

/** What is known of a commit that a record names, and what brought it, a line each; none: nothing is. */
export function commitLinesOf(
  commit: string,
  { place, places }: Pick<RecordStanding, 'place' | 'places'>,
  now: Date,
): readonly string[] {
  const all = place === undefined ? places : [place, ...places.filter((other) => other !== place)];
  const subject = all.map((one) => subjectIn(commit, one)).find((found) => found !== undefined);
  const brought = all.flatMap((one) => broughtBy(commit, one, now)).slice(0, MOST_BROUGHT);
  if (subject === undefined && brought.length === 0) return [];
  return [[short(commit), subject].filter(Boolean).join(' '), ...brought];
}

/** More lines than that hide the record. */
const MOST_BROUGHT = 5;

function subjectIn(commit: string, place: Place): string | undefined {
  if (place.commit === commit && place.subject !== undefined) return place.subject;
  const told = [...place.history, ...place.events, ...place.candidates, ...place.targets];
  return told.find((one) => one.commit === commit && one.subject !== undefined && one.subject !== '')
    ?.subject;
}

function broughtBy(commit: string, place: Place, now: Date): readonly string[] {
  const runs = place.history.filter((run) => run.commit === commit && run.outcome === 'done');
  const events = place.events.filter(
    (event) => event.commit === commit && (event.event === 'recorded' || event.event === 'corrected'),
  );
  return [
    ...runs.map((run) => runLine(run, place, now)),
    ...events.map((event) => eventLine(event, place, now)),
  ];
}

function runLine({ kind, at, by, reason, run }: EndedRun, { environment }: Place, now: Date): string {
  const text =
    kind === 'rollback'
      ? l10n.t('Rolled back to it in {0} by {1}, {2} ago ({3})', environment, by, ageText(at, now), run)
      : kind === 'promote'
        ? l10n.t('Promoted to {0} by {1}, {2} ago ({3})', environment, by, ageText(at, now), run)
        : l10n.t('Deployed to {0} by {1}, {2} ago ({3})', environment, by, ageText(at, now), run);
  return reason === undefined ? text : `${text}: ${reason}`;
}

function eventLine({ at, by }: PlaceEvent, { environment }: Place, now: Date): string {
  return l10n.t('Recorded as deployed to {0} by {1}, {2} ago', environment, by, ageText(at, now));
}
