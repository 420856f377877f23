import { BEGUN } from '@lockkeeper/policy-core/deployment/run';

import { EXIT } from '../../exit-codes.ts';
import { runAnswer } from './answer/run-answer.ts';
import { tell, type Answer } from './answering.ts';
import { hasMoved, judgeAsked, MOVED, type AskedRelease } from './asked-release.ts';
import { beginRelease } from './begin-release.ts';
import { changesOf } from './changes-of.ts';
import { mustBeConfirmed } from './confirmation.ts';
import type { JudgedRelease } from './judged-release.ts';
import type { OpenReleases } from './open-place.ts';
import { endOverdueRuns } from './overdue-runs.ts';
import { againstLines, planLines, runText, type ToldRun } from './release-text.ts';
import { newRunId } from './run-id.ts';
import { underLock } from './under-lock.ts';
import { writeNote } from './write-note.ts';

/** Plans a release, says what stands against it, and carries it out where nothing does. */
export async function startRelease(release: AskedRelease): Promise<Answer> {
  const { opened, at, options, signal } = release;
  const judged = await judgeAsked(release);
  const { plan, standing, unapproved } = judged;
  tell([...planLines(plan), ...againstLines([...standing, ...unapproved], opened)], opened);
  if (options.plan !== true) {
    await noteIllness(judged, release);
    await endOverdueRuns(opened, at);
  }
  const verdict = verdictOf(judged);
  if (options.plan === true || verdict === 'refused' || verdict === 'unknown')
    return await planned(judged, opened);
  if (hasMoved(judged, options)) {
    tell(againstLines([MOVED], opened), opened);
    return await planned(movedSince(judged), opened);
  }
  await mustBeConfirmed(options, plan.environment, { world: opened.world, signal });
  const run = judged.waiting ?? (await begunRun(judged, release));
  if (verdict === 'waits' || options.begin === true) return waiting(run, judged, options);
  const question = { reason: `${release.kind} ${release.commit}`, waitMs: 0, run };
  return await underLock({ ...release, run }, question, async (held) => await beginRelease(run.id, held));
}

const EXITS = {
  ready: EXIT.ok,
  waits: EXIT.needsPerson,
  refused: EXIT.findings,
  unknown: EXIT.notJudged,
} as const;

function verdictOf({ standing, unapproved }: JudgedRelease): keyof typeof EXITS {
  if (standing.some(({ kind }) => kind === 'refused')) return 'refused';
  if ([...standing, ...unapproved].some(({ kind }) => kind === 'unknown')) return 'unknown';
  return unapproved.length > 0 ? 'waits' : 'ready';
}

/** Nothing was begun, because something prevents it or because nobody wanted more than its plan. */
async function planned(judged: JudgedRelease, opened: OpenReleases): Promise<Answer> {
  const { plan, refusals, unapproved, waiting: run } = judged;
  const verdict = verdictOf(judged);
  const changes = await changesOf(plan, opened);
  return {
    exitCode: EXITS[verdict],
    document: runAnswer({
      verdict,
      run,
      planned: judged,
      refusals: [...refusals, ...unapproved],
      changes,
    }),
    lines: run === undefined ? [] : [runText(run)],
  };
}

function movedSince(judged: JudgedRelease): JudgedRelease {
  return {
    ...judged,
    refusals: [...judged.refusals, MOVED],
    standing: [...judged.standing, MOVED],
  };
}

function waiting(
  run: ToldRun,
  { unapproved: refusals }: JudgedRelease,
  { begin }: Pick<AskedRelease['options'], 'begin'>,
): Answer {
  const { id } = run;
  const next =
    refusals.length === 0
      ? `Go on with \`lockkeeper resume ${id}\`.`
      : `Somebody else approves it with \`lockkeeper approve ${id}\`; then \`lockkeeper resume ${id}\`.`;
  return {
    exitCode: begin === true ? EXIT.ok : EXITS.waits,
    document: runAnswer({ verdict: 'waits', run, refusals }),
    lines: [runText(run), next],
  };
}

/** What is not well any more where it was tried is ready there no more, whoever looked. */
async function noteIllness({ tried }: JudgedRelease, { opened, at }: AskedRelease): Promise<void> {
  const { ready, stillWell, environment } = tried ?? {};
  if (ready === undefined || stillWell?.known !== true || stillWell.value.isWell) return;
  await writeNote(opened, {
    event: 'commit.revoked',
    env: environment,
    data: { service: at.service.name, sha: ready.commit, why: stillWell.value.why },
  });
}

async function begunRun({ plan, digest }: JudgedRelease, { opened }: AskedRelease): Promise<ToldRun> {
  const id = newRunId(plan.kind, opened.repository.observers.clock.now());
  await writeNote(opened, {
    event: 'run.begun',
    env: plan.environment,
    promotion_id: id,
    data: { plan, digest },
  });
  return { id, plan, digest, state: BEGUN, open: undefined, approvals: [] };
}
