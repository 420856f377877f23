import { checkoutStep, gitCredentials, NODE_STEP } from './job-steps.ts';

interface JudgeJob {
  readonly id: string;
  /** What GitHub calls the check, alone or after the job that calls. */
  readonly name: string;
  readonly permissions: readonly string[];
  /** The exact version of the CLI that judges. */
  readonly version: string;
  /** An area of rules; left out, every rule. */
  readonly only?: string;
}

/** A comment that says what every job that judges keeps to. */
export const UNBENDABLE = `# The change that is judged cannot switch it off:
# - Pull requests reach it through pull_request_target, for which GitHub takes the workflows of the default
#   branch. A pull request that edits, renames or deletes this file is judged by the one it wants to replace.
# - The head of a pull request is fetched as git objects and never checked out, so nothing of it is run: no
#   script, no .npmrc, no package. The program comes from npm in one exact version, and runs elsewhere.
# - No expression stands inside a script, so no name of a branch and no title can become a command.`;

/** Looks at the base and at the objects of the head, and gives the verdict of the program. */
export function judgeJob({ id, name, permissions, version, only }: JudgeJob): string {
  const rules = only === undefined ? '' : ` --only ${only}`;
  return `jobs:
  ${id}:
    name: ${name}
    runs-on: ubuntu-24.04
    timeout-minutes: 15
    permissions:
${permissions.map((permission) => `      ${permission}`).join('\n')}
    defaults:
      run:
        shell: bash
    steps:
${checkoutStep({ name: 'Check out the base, with the history of every branch', ref: 'github.event.pull_request.base.sha || github.sha' })}
${NODE_STEP}
      - name: Fetch the head, without checking it out
        if: github.event.pull_request.head.sha != ''
        env:
          HEAD_SHA: \${{ github.event.pull_request.head.sha }}
          TOKEN: \${{ github.token }}
        run: |
${gitCredentials('TOKEN')}
          git fetch --no-tags --no-recurse-submodules --no-write-fetch-head origin "$HEAD_SHA"
      - name: Judge the change
        working-directory: \${{ runner.temp }}
        env:
          GITHUB_TOKEN: \${{ github.token }}
          SNAPSHOT: \${{ runner.temp }}/lockkeeper.json
          npm_config_ignore_scripts: 'true'
        run: |
          lockkeeper() { npx --yes lockkeeper@${version} "$@"; }
          verdict=0
          lockkeeper check --root "$GITHUB_WORKSPACE" --event "$GITHUB_EVENT_PATH" --stage ci${rules} \\
            --format github --save-snapshot "$SNAPSHOT" || verdict=$?
          if [ -f "$SNAPSHOT" ]; then
            # The same verdict once more, for people; its exit code is known.
            lockkeeper check --snapshot "$SNAPSHOT"${rules} --format markdown >> "$GITHUB_STEP_SUMMARY" || true
          else
            echo "::error title=Lockkeeper::Nothing was judged. The lines above say why."
            verdict=$((verdict == 0 ? 2 : verdict))
          fi
          exit "$verdict"
`;
}
