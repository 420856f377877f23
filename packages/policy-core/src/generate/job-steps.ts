import { PINNED_ACTIONS } from './pinned-actions.ts';

/** Steps, and lines inside of scripts, that generated jobs have in common. */

/** All branches with their history, and no token on the disk. */
export function checkoutStep({ name, ref }: { readonly name: string; readonly ref: string }): string {
  return `      - name: ${name}
        uses: ${PINNED_ACTIONS.checkout}
        with:
          ref: \${{ ${ref} }}
          fetch-depth: 0
          persist-credentials: false`;
}

export const NODE_STEP = `      - name: Install Node
        uses: ${PINNED_ACTIONS.setupNode}
        with:
          node-version: '24'
          # A cache could have been filled by somebody else's run.
          package-manager-cache: false`;

/** Lets git reach the repository. @param variable that holds the token */
export function gitCredentials(variable: string): string {
  return `          # In the environment, where other processes cannot read it, and in no file.
          export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="http.$GITHUB_SERVER_URL/.extraheader"
          GIT_CONFIG_VALUE_0="AUTHORIZATION: basic $(printf 'x-access-token:%s' "$${variable}" | base64 | tr -d '\\n')"
          export GIT_CONFIG_VALUE_0`;
}

/** Turns the key in `SIGNING_KEY`, where there is one, into a file that the job takes away. */
export const SIGNING_KEY_FILE = `          if [ -n "$SIGNING_KEY" ]; then
            export LOCKKEEPER_SIGNING_KEY="$RUNNER_TEMP/lockkeeper-signing-key"
            (umask 077 && printf '%s\\n' "$SIGNING_KEY" > "$LOCKKEEPER_SIGNING_KEY")
            trap 'rm -f "$LOCKKEEPER_SIGNING_KEY"' EXIT
          fi
          unset SIGNING_KEY`;
