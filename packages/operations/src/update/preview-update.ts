import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import {
  hostRefusals,
  refusedAt,
  withProfile,
  type judgeOffer,
  type OfferSight,
} from '@lockkeeper/policy-core/update';
import type { ChangeEntry, Commit } from '@lockkeeper/policy-core/observe';

import type { LoggedUpdate } from './update-log.ts';
import { runningIllness, type HealthTools } from './running-illness.ts';
import {
  askOffer,
  fetchOffer,
  fetchRefusal,
  judgedOffer,
  runningVersion,
  type OfferTools,
  type VersionFile,
} from './update-sight.ts';

export interface PreviewQuestion extends Pick<
  OfferSight,
  'settings' | 'state' | 'now' | 'applies' | 'isAttempt' | 'host' | 'savedAt' | 'metaPath' | 'pins'
> {
  /** `undefined`: nothing was ever updated here, and what is checked out counts. */
  readonly version: VersionFile | undefined;
  readonly health: HealthTools;
  readonly profile: string;
  /** Begun, and not ended: what is installed may be a part of each version. */
  readonly left: LoggedUpdate | undefined;
}

/** What a run would do now. */
export interface UpdatePreview {
  readonly running: Known<VersionFile>;
  /** `undefined`: the remote offers nothing that could be looked at. */
  readonly target: ReturnType<typeof judgeOffer>['target'];
  /** What the remote offers runs here already. */
  readonly isCurrent: boolean;
  /** `null`: no signature was verified. */
  readonly signer: string | null;
  /** All that stands against it, in the order of the steps. */
  readonly refusals: ReturnType<typeof judgeOffer>['refusals'];
  readonly changes: Known<PreviewChanges>;
  /** Whether the mirror has what the remote offers. */
  readonly isFetched: boolean;
}

interface PreviewChanges {
  /** Oldest first. */
  readonly commits: readonly Commit[];
  readonly files: readonly ChangeEntry[];
}

/** Looks, fetches and verifies as a run does, and ends before anything of the service is touched. */
export async function previewUpdate(tools: OfferTools, question: PreviewQuestion): Promise<UpdatePreview> {
  const { refusals, ...preview } = await lookedAhead(tools, question);
  const named = refusals.map((one) => ({ ...one, message: withProfile(one.message, question.profile) }));
  return { ...preview, refusals: named };
}

async function lookedAhead(tools: OfferTools, question: PreviewQuestion): Promise<UpdatePreview> {
  const checkout = await tools.tree.describe();
  const running = await runningVersion(tools, checkout, question.version);
  if (question.left !== undefined)
    return { running, ...NOTHING_OFFERED, refusals: interruptedBy(question.left) };
  const host = hostRefusals(question);
  const offered = await askOffer(tools, question.settings);
  const asked = 'refusal' in offered ? offered : ((await fetchRefusal(tools)) ?? offered);
  const fetched = 'refusal' in asked ? asked : await fetchOffer(tools, asked.chosen);
  if ('refusal' in fetched) {
    const refusals = [...host, ...refusedAt(fetched.step, [fetched.refusal])];
    return { running, ...NOTHING_OFFERED, refusals };
  }
  const judged = await judgedOffer(tools, { ...question, ...fetched, checkout, running });
  const isCurrent = runsAlready(running, judged);
  const refusals = isCurrent ? judged.refusals.filter(({ code }) => code !== 'not-newer') : judged.refusals;
  const changes = await changesOf(tools, running, judged.target);
  const ill = isCurrent ? [] : await healthRefusals(running, question);
  return {
    running,
    ...judged,
    isCurrent,
    refusals: [...host, ...ill, ...refusals],
    changes,
    isFetched: true,
  };
}

/** Under a new number what runs would be taken once more. */
function runsAlready(
  running: Known<VersionFile>,
  { target, refusals }: Pick<UpdatePreview, 'target' | 'refusals'>,
): boolean {
  const isInstalled = running.known && target?.commit === running.value.commit;
  return isInstalled && refusals.some(({ code }) => code === 'not-newer');
}

function interruptedBy({ target }: LoggedUpdate): UpdatePreview['refusals'] {
  const named = target === undefined ? 'a new version' : (target.version ?? target.commit.slice(0, 12));
  return refusedAt('lock', [{ id: 'interrupted', data: { target: named } }]);
}

/** Where an address is set, and a run would go by it. */
async function healthRefusals(
  running: Known<VersionFile>,
  { applies, settings, health }: PreviewQuestion,
): Promise<UpdatePreview['refusals']> {
  if (!applies || !running.known || settings.health_url === undefined) return [];
  const why = await runningIllness(running.value, health);
  return why === undefined ? [] : refusedAt('limits', [{ id: 'health-failing', data: { why } }]);
}

const NOTHING_FETCHED = unobserved('nothing was fetched');

const NOTHING_OFFERED = {
  target: undefined,
  isCurrent: false,
  signer: null,
  changes: NOTHING_FETCHED,
  isFetched: false,
};

async function changesOf(
  { history }: OfferTools,
  running: Known<VersionFile>,
  target: UpdatePreview['target'],
): Promise<Known<PreviewChanges>> {
  if (!running.known) return running;
  if (target === undefined) return NOTHING_FETCHED;
  const range = { from: running.value.commit, to: target.commit };
  const [commits, files] = await Promise.all([history.commits(range), history.changes(range)]);
  if (!commits.known) return commits;
  return files.known ? observed({ commits: commits.value, files: files.value }) : files;
}
