import { canonicalJson } from '../../model/canonical-json.ts';
import { sha256 } from '../../model/sha256.ts';
import type { RunPlan } from './run-plan.ts';

/** What an approval of a plan is bound to: `sha256:` and 64 hex digits. */
export function planDigest(plan: RunPlan): string {
  return `sha256:${sha256(canonicalJson(plan))}`;
}
