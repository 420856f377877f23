import { DEFAULT_GENERATED } from '../policy.ts';
import { MAYASSISTANT } from './mayassistant.ts';

/** What generated files are called where a policy leaves their names, and where a preset gives them. */
export const USUAL_NAMES = {
  guardWorkflow: [DEFAULT_GENERATED.guardWorkflow, MAYASSISTANT.generate.guard_workflow],
  dependencyWorkflow: [DEFAULT_GENERATED.dependencyWorkflow, MAYASSISTANT.generate.dependency_workflow],
  stampScript: [DEFAULT_GENERATED.stampScript, MAYASSISTANT.generate.stamp_script],
} as const;
