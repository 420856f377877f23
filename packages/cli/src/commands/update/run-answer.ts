import type { EndedUpdate, UpdateTools } from '@lockkeeper/operations';
import { displayText } from '@lockkeeper/policy-core';
import { runReport } from '@lockkeeper/policy-core/update';

import { profileState } from './profile-state.ts';
import type { LookAnswer } from './update-look.ts';
import type { ServiceProfile } from './updater.ts';

interface Answering {
  readonly profile: ServiceProfile;
  readonly tools: UpdateTools;
  /** Of the profile. */
  readonly name: string;
}

/** How a run ended, for people and for programs. */
export async function answerOf(
  ended: EndedUpdate,
  { profile, tools, name }: Answering,
): Promise<LookAnswer & { readonly level: string }> {
  const { version, state } = await profileState(profile.repository, name);
  const limits = { intervalMinutes: 1, maxFailuresPerDay: 1, jitter: 0 };
  const report = runReport({
    run: ended,
    version,
    state,
    now: await tools.now(),
    limits,
    settings: {},
    profile: name,
    banner: undefined,
  });
  const { result, level, title, why } = report;
  const { plan, from, target = null } = ended;
  const codes = ended.state.failure?.reasons.map(({ code }) => code) ?? [];
  const { resumes } = ended.state;
  return {
    level,
    text: `${displayText(title)}\n${why === null ? '' : `${displayText(why)}\n`}`,
    document: { schema_version: 1, run: plan.id, result, level, from, to: target, why, codes, resumes },
  };
}
