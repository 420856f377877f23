import type { Exchange } from './exchange.ts';
import { rateLimitWait } from './rate-limit.ts';

/** What was asked, or told to do. */
interface FailedRequest {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly about: string;
  readonly needs: string;
}

type Answered = Extract<Exchange, { kind: 'answered' }>;

/**
 * Why there is no answer and what to do, as a clause. Nothing the server wrote is repeated, so that
 * neither the token nor anything that looks like our own words can come in that way.
 */
export function failureReason(outcome: Exchange, question: FailedRequest, now: number): string {
  switch (outcome.kind) {
    case 'timed-out':
      return `GitHub did not answer within ${outcome.seconds} s when asked for ${question.about}; check the network and run again`;
    case 'unreachable':
      return `GitHub could not be reached${outcome.code === undefined ? '' : ` (${outcome.code})`}; check the network and run again`;
    case 'too-large':
      return `GitHub's answer about ${question.about} is larger than any such answer; check that GITHUB_API_URL is the address of GitHub's API`;
    case 'sent-elsewhere':
      return `the request for ${question.about} was redirected to another server, which gets no token; check GITHUB_API_URL and the name of the repository`;
    case 'given-up':
      return 'GitHub failed too often in this run and was not asked any more; run again later';
    case 'answered':
      return refusal(outcome, question, now);
  }
}

/** Right status, and then something that is no JSON. */
export function notJson({ about }: Pick<FailedRequest, 'about'>): string {
  return `GitHub's answer about ${about} is not JSON; check that GITHUB_API_URL is the address of GitHub's API`;
}

function refusal(answer: Answered, question: FailedRequest, now: number): string {
  const { about, needs } = question;
  const { status } = answer;
  const wait = rateLimitWait(answer, now);
  if (wait !== undefined)
    return `GitHub's rate limit is used up (${status}); run again ${when(wait)} or use a token with a limit of its own`;
  if (status === 401) return 'GitHub refused the token (401); check GITHUB_TOKEN';
  if (status === 403) return forbidden(answer, question);
  if (status === 404)
    return `GitHub knows no ${about.replace(/^the /, '')} (404), or the token may not see it; check the repository and give the token the permission "${needs}"`;
  if (status === 410) return `GitHub says that ${about} are gone (410)`;
  if (status === 422) return unprocessable(question);
  if (status >= 500) return `GitHub failed (${status}) when asked for ${about}; run again later`;
  return `GitHub answered ${status} when asked for ${about}; check GITHUB_API_URL`;
}

function forbidden({ headers, status }: Answered, { about, needs }: FailedRequest): string {
  return headers.has('x-github-sso')
    ? `GitHub wants the token to be authorised for single sign-on (${status}); authorise it for the organisation`
    : `GitHub says that the token may not read ${about} (${status}); give it the permission "${needs}"`;
}

/** How GitHub says that it has no such commit. */
function unprocessable({ about, parameters }: FailedRequest): string {
  const commit = parameters['commit_sha'] ?? parameters['ref'];
  return typeof commit !== 'string'
    ? `GitHub could not make sense of the request for ${about} (422)`
    : `GitHub knows nothing of commit ${commit.slice(0, 12)} (422); push it first`;
}

function when(milliseconds: number): string {
  const minutes = Math.ceil(milliseconds / 60_000);
  return minutes <= 1 ? 'in a minute' : `in ${minutes} minutes`;
}
