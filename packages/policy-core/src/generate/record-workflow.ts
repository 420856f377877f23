import { checkoutStep, gitCredentials, NODE_STEP, SIGNING_KEY_FILE } from './job-steps.ts';

/** What a deploy pipeline calls once it has deployed. */
export const RECORD_PATH = '.github/workflows/record_deployed.yml';

/** The job that writes down what was deployed, for others to call: the only one that may write. */
export function recordWorkflow(header: string, { version }: { readonly version: string }): string {
  return [header, CALL, checkedOut(), writing(version)].join('\n');
}

const CALL = `#
# Writes down what was deployed, as the last job of a deploy pipeline:
#
#   record:
#     needs: deploy
#     permissions:
#       contents: write
#     uses: ./${RECORD_PATH}
#     with:
#       environment: production
#       commit: \${{ github.sha }}
#     secrets:
#       signing_key: \${{ secrets.LOCKKEEPER_SIGNING_KEY }}
#
# - Nothing of the repository is run: its files are read as data, and the program comes from npm in one exact version.
# - No expression stands inside a script, so no name of a branch and no input can become a command.
# - The job writes to the branch of the records, and may do nothing else.
name: Record what was deployed

on:
  workflow_call:
    inputs:
      commit:
        description: The commit that was deployed, in full
        type: string
        required: true
      environment:
        description: Where, such as production
        type: string
        required: true
      service:
        description: One of deployment.services in the policy
        type: string
        required: false
    secrets:
      signing_key:
        description: The private SSH key of a signer, where the policy names signers
        required: false

permissions: {}
`;

function checkedOut(): string {
  return `
jobs:
  record:
    name: record
    runs-on: ubuntu-24.04
    timeout-minutes: 15
    permissions:
      contents: write
    defaults:
      run:
        shell: bash
    steps:
${checkoutStep({ name: 'Check out the default branch, with its history', ref: 'github.event.repository.default_branch' })}
${NODE_STEP}`;
}

function writing(version: string): string {
  return `      - name: Write down what was deployed
        working-directory: \${{ runner.temp }}
        env:
          GITHUB_TOKEN: \${{ github.token }}
          COMMIT: \${{ inputs.commit }}
          ENVIRONMENT: \${{ inputs.environment }}
          SERVICE: \${{ inputs.service }}
          SIGNING_KEY: \${{ secrets.signing_key }}
          npm_config_ignore_scripts: 'true'
        run: |
${gitCredentials('GITHUB_TOKEN')}
${SIGNING_KEY_FILE}
          npx --yes lockkeeper@${version} record deployed --root "$GITHUB_WORKSPACE" \\
            --commit "$COMMIT" --environment "$ENVIRONMENT" \${SERVICE:+--service "$SERVICE"}
`;
}
