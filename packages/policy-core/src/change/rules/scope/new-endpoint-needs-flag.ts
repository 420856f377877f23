import type { NewEndpoint } from '../../../python-api/fastapi/endpoint-comparison.ts';
import type { Endpoint } from '../../../python-api/fastapi/fastapi-endpoints.ts';
import { authorship, type Authorship } from '../../facts/authorship.ts';
import { pythonChanges } from '../../facts/python-changes.ts';
import type { FeatureFlags } from '../../../policy/policy.ts';
import { defineRule, NO_OPTIONS, type Outcome } from '../../../engine/rule.ts';
import { scopeOutcome } from '../../scope-outcome.ts';
import type { Known } from '../../../model/known.ts';
import { startOf, type SourceSpan } from '../../../model/source-span.ts';

type MessageId = 'unflagged' | 'unclear' | 'unseen';

export const newEndpointNeedsFlag = defineRule({
  id: 'scope/new-endpoint-needs-flag',
  summary: 'Put new endpoints of an AI-made change behind a feature flag.',
  defaultSeverity: 'warning',
  subjects: pythonChanges,

  options: NO_OPTIONS,

  messages: {
    unflagged:
      'The new endpoint {endpoint} has no feature flag. Put {flag} before it, so that you can switch it off.',
    unclear:
      'Cannot determine whether the new endpoint {endpoint} has a flag. Put {flag} before it, where it is written.',
    unseen: 'Cannot determine which endpoints are new in {path}.',
  },

  *check(get, modules) {
    const made = get(authorship);
    for (const module of modules) {
      if (module.kind !== 'endpoints') continue;
      const { path, comparison, flags } = module;
      if (!comparison.known) {
        yield unseen(path, startOf(path), comparison.reason);
      } else if (comparison.value.kind === 'unreadable') {
        yield unseen(path, comparison.value.at, comparison.value.problem);
      } else {
        for (const added of comparison.value.added) yield* judge(added, { flags, made });
      }
    }
  },
});

function* judge(
  { endpoint, at }: NewEndpoint,
  { flags, made }: { readonly flags: FeatureFlags; readonly made: Known<Authorship> },
): Iterable<Outcome<MessageId>> {
  if (isFlagged(endpoint, flags)) return;
  const shown = `${endpoint.methods.join('|')} ${endpoint.path ?? endpoint.pathSource} (${endpoint.function})`;
  const data = { endpoint: shown, flag: adviceOf(flags) };
  if (endpoint.unclear.length > 0) {
    const missing = endpoint.unclear.map((reason) => ({ fact: shown, reason }));
    yield {
      kind: 'undecided',
      messageId: 'unclear',
      data,
      at,
      subject: shown,
      waitsFor: 'observation',
      missing,
    };
    return;
  }
  const guards = [...endpoint.dependencies, ...endpoint.decorators];
  yield scopeOutcome<MessageId>(
    {
      messageId: 'unflagged',
      data,
      at,
      subject: shown,
      evidence: [
        { subject: shown, relation: 'is behind', value: guards.length === 0 ? 'nothing' : guards.join(', ') },
        ...(made.known ? made.value.evidence : []),
      ],
    },
    made,
  );
}

function isFlagged({ dependencies, decorators }: Endpoint, flags: FeatureFlags): boolean {
  const isOneOf = (names: readonly string[], wanted: readonly string[]) =>
    names.some((name) => wanted.some((flag) => name === flag || name.endsWith(`.${flag}`)));
  return isOneOf(dependencies, flags.dependencies) || isOneOf(decorators, flags.decorators);
}

function adviceOf({ dependencies, decorators }: FeatureFlags): string {
  const ways = [...dependencies.map((name) => `Depends(${name})`), ...decorators.map((name) => `@${name}`)];
  return ways.length === 0 ? 'a flag that the policy names' : ways.join(' or ');
}

function unseen(path: string, at: SourceSpan, reason: string): Outcome<MessageId> {
  return {
    kind: 'undecided',
    messageId: 'unseen',
    data: { path },
    at,
    subject: path,
    waitsFor: 'observation',
    missing: [{ fact: path, reason }],
  };
}
