import { readPlaces } from '../../../packages/extension/src/releases/place.ts';
import { statusOutput } from '../../../packages/extension/src/testing/release-output.ts';
import { timelineOf } from '../../../packages/extension/src/webview/timeline/timeline-of.ts';
import type { ToTimeline } from '../../../packages/extension/src/webview/timeline/timeline-message.ts';
import type { Timeline } from '../../../packages/extension/src/webview/timeline/timeline.ts';

const [A, B, C] = ['a', 'b', 'c'].map((digit) => digit.repeat(40)) as [string, string, string];
const NOW = new Date('2026-11-21T12:00:00Z');

/** Would become markup, and run, where somebody forgot to escape it. */
export const HOSTILE = '<img src=x onerror="document.title=1"><b>Greet</b> & </script>';

const ran = (run: string, at: string, more: Readonly<Record<string, unknown>> = {}) => ({
  run,
  kind: 'promote',
  commit: B,
  subject: 'Greet again',
  previous: A,
  outcome: 'done',
  begun_at: at,
  at,
  by: 'agent',
  reason: 'greet again',
  why: null,
  ...more,
});

const noted = (event: string, at: string, more: Readonly<Record<string, unknown>> = {}) => ({
  event,
  commit: null,
  subject: null,
  at,
  by: 'mia',
  reason: 'audit week',
  ...more,
});

function timelineSaid(said: object): Timeline {
  return timelineOf(readPlaces({ ...said }) ?? [], NOW);
}

/** Two places with something of every kind in them. */
export function shopTimeline(): Timeline {
  const output = statusOutput({
    commit: A,
    drift: true,
    running: B,
    hold: { reason: 'orders are lost', at: '2026-11-21T11:30:00Z', by: 'mia' },
    lags: [
      { behind: 'environment', name: 'staging', commits: 2 },
      { behind: 'branch', name: 'main', commits: 12 },
    ],
    runs: [
      {
        run: 'promote-9',
        state: 'acting',
        begun_at: '2026-11-21T11:50:00Z',
        begun_by: 'agent',
        approvals: [],
        is_interrupted: true,
        subject: 'Count orders',
        why: null,
        plan: { kind: 'promote', commit: C, approvals: 1, reason: 'count orders' },
      },
    ],
    history: [
      ran('rollback-8', '2026-11-21T11:20:00Z', {
        kind: 'rollback',
        commit: A,
        subject: 'The shop',
        by: 'mia',
      }),
      ran('promote-7', '2026-11-21T10:40:00Z', { subject: HOSTILE }),
      ran('promote-6', '2026-11-21T10:00:00Z', { outcome: 'rolled-back', why: 'it answered 503' }),
      ran('promote-5', '2026-11-21T09:30:00Z', { outcome: 'refused', why: 'R10' }),
      ran('promote-1', '2026-11-19T09:00:00Z', { commit: A, subject: 'The shop', previous: null }),
    ],
    events: [
      noted('held', '2026-11-21T11:30:00Z', { reason: 'orders are lost' }),
      noted('held', '2026-11-21T11:21:00Z', { commit: B, subject: 'Greet again', reason: HOSTILE }),
      noted('released', '2026-11-20T10:00:00Z'),
      noted('held', '2026-11-20T08:00:00Z'),
    ],
    left_out: { history: 30, events: 0 },
  });
  const [staging, production] = output.places;
  const deploys = [
    ran('deploy-4', '2026-11-21T11:00:00Z', { kind: 'deploy' }),
    ran('deploy-3', '2026-11-20T16:00:00Z', { kind: 'deploy', commit: A, subject: 'The shop' }),
    ran('deploy-2', '2026-11-20T15:00:00Z', { kind: 'deploy', outcome: 'stuck', why: 'nobody knows' }),
  ];
  return timelineSaid({ ...output, places: [{ ...staging, history: deploys }, production] });
}

export function longTimeline(count: number): Timeline {
  const history = Array.from({ length: count }, (_, index) =>
    ran(`promote-${index}`, new Date(NOW.getTime() - index * 3_600_000).toISOString(), {
      outcome: index % 7 === 3 ? 'rolled-back' : 'done',
      commit: index % 2 === 0 ? A : B,
    }),
  );
  return timelineSaid(statusOutput({ history }));
}

export const shown = (timeline: Timeline, lane?: string): ToTimeline => ({
  kind: 'timeline',
  folder: 'file:///shop',
  timeline,
  lane,
});

export const NOWHERE: Timeline = { lanes: [], events: [], leftOut: 0 };

export function neverDeployed(): Timeline {
  return timelineSaid(statusOutput({ commit: null, since: null }));
}
