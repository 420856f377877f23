import { PINNED_ACTIONS } from './pinned-actions.ts';

/** What the job that uploads may do; whoever calls the guard must grant it. */
export const SARIF_PERMISSIONS: readonly string[] = ['actions: read', 'security-events: write'];

/** Steps of the job that judges: it may write nothing, so it hands the findings on as a file. */
export function sarifSteps(version: string): string {
  return `      - name: Write the same findings for code scanning
        if: \${{ !cancelled() }}
        working-directory: \${{ runner.temp }}
        env:
          SNAPSHOT: \${{ runner.temp }}/lockkeeper.json
          SARIF: \${{ runner.temp }}/lockkeeper.sarif
          npm_config_ignore_scripts: 'true'
        run: |
          [ -f "$SNAPSHOT" ] || exit 0
          npx --yes lockkeeper@${version} check --snapshot "$SNAPSHOT" --format sarif --output "$SARIF" || true
      - name: Hand them to the job that may upload them
        if: \${{ !cancelled() }}
        uses: ${PINNED_ACTIONS.uploadArtifact}
        with:
          name: lockkeeper-sarif
          path: \${{ runner.temp }}/lockkeeper.sarif
          if-no-files-found: ignore
          retention-days: 1
`;
}

/** Fails for itself only: where code scanning is not to be had, the guard has judged all the same. */
export function sarifJob(): string {
  return `  sarif:
    name: sarif
    needs: guard
    if: \${{ !cancelled() }}
    continue-on-error: true
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions:
${SARIF_PERMISSIONS.map((permission) => `      ${permission}`).join('\n')}
    steps:
      - name: Take the findings over
        uses: ${PINNED_ACTIONS.downloadArtifact}
        with:
          name: lockkeeper-sarif
      - name: Upload them
        uses: ${PINNED_ACTIONS.uploadSarif}
        with:
          sarif_file: lockkeeper.sarif
          category: lockkeeper
          ref: \${{ github.event.pull_request.number && format('refs/pull/{0}/head', github.event.pull_request.number) || github.ref }}
          sha: \${{ github.event.pull_request.head.sha || github.sha }}
`;
}
