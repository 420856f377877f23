/** All that GitHub is ever told of pull requests: people merge and close them. */
export const PULL_REQUEST_ROUTES = {
  open: 'POST /repos/{owner}/{repo}/pulls',
} as const;
