import type { InstalledVersion } from '../state/state-forms.ts';
import type { RolloutStage } from './rollout.ts';

/** A version that the remote offers. A release has a tag, a commit of the main branch has none. */
export interface UpdateTarget extends InstalledVersion {
  /** When it was tagged or committed, as it says itself. */
  readonly at: string;
  /** As its signed tag says; none: for everybody at once. */
  readonly rollout: readonly RolloutStage[];
}
