import type { UpdateSettings } from '../config/update-schema.ts';

/** What a run will do. */
export interface UpdatePlan {
  /** Names the run in the journal, and whatever it leaves behind. */
  readonly id: string;
  /** `acquire`: fetch, verify, stage and test. `apply`: bring what was laid ready, without a network. */
  readonly parts: 'acquire' | 'apply' | 'both';
  readonly onQuiesceTimeout: UpdateSettings['on_quiesce_timeout'];
}

/** @param asked `scheduled`: nobody asked for a part, and the settings decide */
export function planUpdate(
  id: string,
  asked: 'scheduled' | 'acquire' | 'apply',
  { auto_restart: restarts, on_quiesce_timeout: onQuiesceTimeout }: UpdateSettings,
): UpdatePlan {
  const scheduled = restarts ? 'both' : 'acquire';
  return { id, parts: asked === 'scheduled' ? scheduled : asked, onQuiesceTimeout };
}
