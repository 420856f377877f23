import { z } from 'zod';

import { filePath } from './text-forms.ts';

/** Names that other programs and people look for; what lies there is written, and protected as what enforces is. */
export const generateSchema = z
  .strictObject({
    guard_workflow: workflowPath().describe(
      'The workflow of the guard, as `lockkeeper generate workflows` writes it. Default: .github/workflows/lockkeeper-guard.yml.',
    ),
    dependency_workflow: workflowPath().describe(
      'The workflow that judges dependencies, as `lockkeeper generate workflows` writes it. Default: .github/workflows/lockkeeper-dependencies.yml.',
    ),
    stamp_script: filePath()
      .regex(
        /^scripts\/[A-Za-z0-9_][A-Za-z0-9._-]*\.sh$/,
        'Write a script in scripts/ such as scripts/stamp_baseline.sh',
      )
      .optional()
      .describe(
        'The script that runs `lockkeeper db stamp`, as `lockkeeper generate scripts` writes it. Default: scripts/stamp_baseline.sh.',
      ),
  })
  .describe('Names of generated files, where others look for other names than the usual ones.');

function workflowPath() {
  return filePath()
    .regex(
      /^\.github\/workflows\/[A-Za-z0-9_][A-Za-z0-9._-]*\.ya?ml$/,
      'Write a workflow such as .github/workflows/lockkeeper-guard.yml',
    )
    .optional();
}
