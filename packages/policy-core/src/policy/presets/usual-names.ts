import { DEFAULT_GENERATED, DEFAULT_RECORD_PATH } from '../policy.ts';
import { PRESETS, type Preset } from './presets.ts';

/** What files are called where a policy leaves their names, and where a preset gives them; the former first. */
export const USUAL_NAMES = {
  record: [DEFAULT_RECORD_PATH, ...inPresets(({ deployment }) => deployment?.record)],
  guardWorkflow: [DEFAULT_GENERATED.guardWorkflow, ...inPresets(({ generate }) => generate?.guard_workflow)],
  stampScript: [DEFAULT_GENERATED.stampScript, ...inPresets(({ generate }) => generate?.stamp_script)],
} as const satisfies Readonly<Record<string, readonly string[]>>;

function inPresets(nameIn: (value: Preset['value']) => string | undefined): readonly string[] {
  return PRESETS.flatMap(({ value }) => nameIn(value) ?? []);
}
