/** How far an upgrade has come that is committed on its branch. */
export type SandboxState =
  | { readonly kind: 'committed' }
  /** The remote has its branch. */
  | { readonly kind: 'pushed' }
  /** Since when it is ready where it was tried, by the audit log. */
  | { readonly kind: 'tried'; readonly since: string }
  | { readonly kind: 'proposed'; readonly since: string; readonly pullRequest: ProposedUpgrade }
  | ({ readonly kind: 'stopped' } & SandboxStop);

/** What asks people to merge it. */
interface ProposedUpgrade {
  readonly number: number;
  readonly url: string;
  /** Whether it was there before. */
  readonly isOld: boolean;
}

interface SandboxStop {
  /** A sentence. */
  readonly why: string;
  readonly exitCode: number;
}

/** What has to be done next. Each is done by looking first whether it is done already. */
type SandboxEffect = 'push' | 'try' | 'propose';

type SandboxEvent =
  | { readonly kind: 'pushed' }
  | { readonly kind: 'ready'; readonly since: string }
  | { readonly kind: 'proposed'; readonly pullRequest: ProposedUpgrade }
  /** It is known that it goes no further. */
  | ({ readonly kind: 'stopped' } & SandboxStop);

/**
 * From a commit to a pull request that people approve: on a branch of the remote, then well where it is tried, then
 * proposed. Nothing here merges. An event that answers nothing that was asked changes nothing.
 */
export function sandboxMachine({ proposes }: { readonly proposes: boolean }) {
  const start: SandboxState = { kind: 'committed' };
  return {
    start,
    step: stepSandbox,
    effectOf: ({ kind }: SandboxState): SandboxEffect | undefined => {
      switch (kind) {
        case 'committed':
          return 'push';
        case 'pushed':
          return 'try';
        case 'tried':
          return proposes ? 'propose' : undefined;
        default:
          return undefined;
      }
    },
  };
}

function stepSandbox(state: SandboxState, event: SandboxEvent): SandboxState {
  if (state.kind === 'proposed' || state.kind === 'stopped') return state;
  switch (event.kind) {
    case 'stopped':
      return event;
    case 'pushed':
      return state.kind === 'committed' ? event : state;
    case 'ready':
      return state.kind === 'pushed' ? { kind: 'tried', since: event.since } : state;
    case 'proposed':
      return state.kind === 'tried' ? { ...event, since: state.since } : state;
  }
}
