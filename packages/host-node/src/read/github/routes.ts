/** All that GitHub is ever asked. Every one of them reads; what is written there stands in `write/github`. */
export const ROUTES = {
  repository: 'GET /repos/{owner}/{repo}',
  pullRequest: 'GET /repos/{owner}/{repo}/pulls/{pull_number}',
  pullRequests: 'GET /repos/{owner}/{repo}/pulls',
  pullRequestsOfCommit: 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls',
  labels: 'GET /repos/{owner}/{repo}/issues/{issue_number}/labels',
  events: 'GET /repos/{owner}/{repo}/issues/{issue_number}/events',
  permission: 'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
  activity: 'GET /repos/{owner}/{repo}/activity',
  reviews: 'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews',
  status: 'GET /repos/{owner}/{repo}/commits/{ref}/status',
  checkRuns: 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
  account: 'GET /users/{username}',
  commit: 'GET /repos/{owner}/{repo}/commits/{ref}',
  comparison: 'GET /repos/{owner}/{repo}/compare/{basehead}',
  branch: 'GET /repos/{owner}/{repo}/branches/{branch}',
  deployments: 'GET /repos/{owner}/{repo}/deployments',
  deploymentStatuses: 'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses',
  workflowRuns: 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs',
  workflowRun: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}',
  environment: 'GET /repos/{owner}/{repo}/environments/{environment_name}',
  runApprovals: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals',
  pendingDeployments: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments',
} as const;

export type Route = (typeof ROUTES)[keyof typeof ROUTES];

/** One request, in words that a person understands when it fails. */
export interface RouteRequest {
  readonly route: Route;
  /** What stands in the path, and the query. Octokit escapes both. */
  readonly parameters: Readonly<Record<string, string | number>>;
  /** Stands in "GitHub failed when asked for ...": "the labels of #12". */
  readonly about: string;
  /** The permission a token needs, as workflows spell it: "issues: read". */
  readonly needs: string;
}
