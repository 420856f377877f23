/** All that GitHub is ever told to do for a deploy. */
export const DEPLOY_ROUTES = {
  dispatch: 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
  createDeployment: 'POST /repos/{owner}/{repo}/deployments',
  noteState: 'POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses',
} as const;
