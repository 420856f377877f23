import { l10n } from 'vscode';

import { placeName } from '../../releases/choose.ts';
import { ageText, openRunText, placeKey, placeSign, seenRows } from '../../releases/deployment-rows.ts';
import { outcomeText } from '../../releases/outcome-text.ts';
import type { EndedRun, OpenRun, Place, PlaceEvent } from '../../releases/place.ts';
import { short } from '../../releases/run-text.ts';
import type { EventSign, Lane, Timeline, TimelineEvent } from './timeline.ts';

/** All that the program said of places and of what happened there. */
export function timelineOf(places: readonly Place[], now: Date): Timeline {
  const events = places.flatMap((place, lane) => eventsOf(place, { lane, now }));
  return {
    lanes: places.map((place) => laneOf(place, now)),
    events: events.toSorted((one, other) => timeOf(other) - timeOf(one)),
    leftOut: places.reduce((sum, { leftOut }) => sum + leftOut, 0),
  };
}

/** What has no time that can be read comes last. */
function timeOf({ at }: TimelineEvent): number {
  const time = Date.parse(at);
  return Number.isNaN(time) ? 0 : time;
}

function laneOf(place: Place, now: Date): Lane {
  const { commit, subject, since, hold } = place;
  const age = since === undefined ? '' : l10n.t('for {0}', ageText(since, now));
  return {
    key: placeKey(place),
    name: placeName(place),
    live:
      commit === undefined
        ? l10n.t('nothing is recorded')
        : [named(commit, subject), age].filter(Boolean).join(' · '),
    facts: seenRows(place).map(({ label, description }) => [label, description].filter(Boolean).join(' · ')),
    isTrouble: placeSign(place) === '✗',
    isHeld: hold !== undefined,
  };
}

interface Placed {
  readonly lane: number;
  readonly now: Date;
}

function eventsOf(place: Place, placed: Placed): readonly TimelineEvent[] {
  const key = placeKey(place);
  const events = [
    ...place.runs.map((run) => openEvent(run, placed)),
    ...place.history.map((run) => endedEvent(run, placed)),
    ...place.events.map((event) => noteEvent(event, key, placed)),
  ];
  const newest = events
    .filter(({ runs }) => runs !== undefined)
    .toSorted((one, other) => timeOf(other) - timeOf(one))[0];
  const isRecorded = place.commit !== undefined && newest?.commit.startsWith(short(place.commit));
  return newest === undefined || newest.runs === 'unknown' || isRecorded !== true
    ? events
    : events.map((event) => (event === newest ? { ...event, isLive: true } : event));
}

function openEvent(run: OpenRun, { lane, now }: Placed): TimelineEvent {
  const { isActing, isInterrupted, kind, commit, subject, begunAt: at, begunBy: by, reason } = run;
  return {
    key: run.run,
    lane,
    sign: isInterrupted === true ? 'interrupted' : 'open',
    title: `${kindText(kind)} · ${openText(run)}`,
    commit: named(commit, subject),
    at,
    age: ageText(at, now),
    by,
    ...(isActing && { runs: 'unknown' as const }),
    isLive: false,
    details: lines([openRunText(run), because(reason)]),
    opens: { kind: 'run', id: run.run },
  };
}

function openText({ isActing, isInterrupted, approvals, wanted }: OpenRun): string {
  if (isInterrupted === true) return l10n.t('interrupted');
  if (isActing) return l10n.t('running');
  return approvals < wanted ? l10n.t('waits for approval') : l10n.t('waits for resume');
}

function endedEvent(run: EndedRun, { lane, now }: Placed): TimelineEvent {
  const { kind, commit, subject, previous, outcome, begunAt, at, by, reason, why } = run;
  const runs = RUNS_AFTER[outcome];
  return {
    key: run.run,
    lane,
    sign: endedSign(kind, outcome),
    title: `${kindText(kind)} · ${outcomeText(outcome).text}`,
    commit: named(commit, subject),
    at,
    age: ageText(at, now),
    by,
    ...(runs && { runs }),
    isLive: false,
    details: lines([
      why,
      because(reason),
      previous === undefined ? undefined : l10n.t('Ran before: {0}', short(previous)),
      begunAt === '' ? undefined : l10n.t('Started: {0}', begunAt),
    ]),
    opens: { kind: 'run', id: run.run },
  };
}

function endedSign(kind: string, outcome: string): EventSign {
  switch (outcomeText(outcome).sign) {
    case '✓':
      return kind === 'rollback' ? 'back' : 'done';
    case '–':
      return 'ended';
    default:
      return 'failed';
  }
}

/** What runs there from then on, by the outcome; of others what ran before. */
const RUNS_AFTER: Readonly<Record<string, TimelineEvent['runs']>> = {
  done: 'commit',
  'rollback-failed': 'unknown',
  stuck: 'unknown',
};

function kindText(kind: string): string {
  switch (kind) {
    case 'promote':
      return l10n.t('Promotion');
    case 'rollback':
      return l10n.t('Rollback');
    default:
      return l10n.t('Deploy');
  }
}

function noteEvent(
  { event, commit, subject, at, by, reason }: PlaceEvent,
  place: string,
  { lane, now }: Placed,
): TimelineEvent {
  const { sign, text, runs } = noteText(event, commit);
  return {
    key: [place, event, at, commit].join(' '),
    lane,
    sign,
    title: text,
    commit: commit === undefined ? '' : named(commit, subject),
    at,
    age: ageText(at, now),
    by,
    ...(runs && { runs }),
    isLive: false,
    details: lines([because(reason)]),
    ...(commit !== undefined && { opens: { kind: 'commit' as const, id: commit } }),
  };
}

function noteText(
  event: string,
  commit: string | undefined,
): { readonly sign: EventSign; readonly text: string; readonly runs?: 'commit' } {
  switch (event) {
    case 'held':
      return commit === undefined
        ? { sign: 'held', text: l10n.t('Hold') }
        : { sign: 'commit-held', text: l10n.t('Hold of a commit') };
    case 'released':
      return { sign: 'released', text: l10n.t('Release of the hold') };
    case 'corrected':
      return { sign: 'back', text: l10n.t('Correction'), runs: 'commit' };
    default:
      return { sign: 'done', text: l10n.t('Deploy · recorded'), runs: 'commit' };
  }
}

function named(commit: string, subject: string | undefined): string {
  return [short(commit), subject].filter(Boolean).join(' ');
}

function because(reason: string | undefined): string | undefined {
  return reason === undefined ? undefined : l10n.t('Because: {0}', reason);
}

function lines(texts: readonly (string | undefined)[]): readonly string[] {
  return texts.filter((text): text is string => text !== undefined && text !== '');
}
