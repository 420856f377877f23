/** All that GitHub is ever told to do. */
export const WRITE_ROUTES = {
  makeTree: 'POST /repos/{owner}/{repo}/git/trees',
  makeCommit: 'POST /repos/{owner}/{repo}/git/commits',
  moveBranch: 'PATCH /repos/{owner}/{repo}/git/refs/{ref}',
} as const;
