import type { Position, TextEdit } from '@lockkeeper/policy-core';
import type { DocumentView, PlaceNote, PolicyCompletion } from '@lockkeeper/policy-core/editor';
import type { CancellationToken } from 'vscode-languageserver';

import type { DiagnosticView } from '../convert/diagnostic.ts';
import type { EditTargets } from '../convert/workspace-edit.ts';
import type { PolicyVerdict } from '../worker/messages.ts';
import { clientUris } from '../convert/client-uris.ts';
import type { ChangedVerdicts, DocumentVerdicts, TreeVerdicts } from './verdict-sources.ts';

/** What the features share: the verdicts, and how this client spells and shows things. */
export interface Session {
  readonly checks: DocumentVerdicts;
  readonly trees: TreeVerdicts;
  readonly changed: ChangedVerdicts;
  readonly pageLink: string | undefined;
  /** Whether hovers may be Markdown. */
  readonly markdown: boolean;
  /** Whether fixes may make a file. */
  readonly creates: boolean;
  /** Whether the client shows a file when the server asks it to. */
  readonly shows: boolean;
  /** Whether what is chosen may have places that are filled in one after the other. */
  readonly snippets: boolean;
  /** What the client calls its command that puts a text on the clipboard; `undefined` when it has none. */
  readonly copyCommand: string | undefined;
  /** What the client calls its command that opens the page of a rule; `undefined` when it has none. */
  readonly openPageCommand: string | undefined;
  /** What the client calls its command that draws the history of a revision; `undefined` when it has none. */
  readonly historyCommand: string | undefined;
  /** Whether the client asks before it makes a change that wants to be confirmed. */
  readonly confirms: boolean;
  /** Whether the client's hovers show the message and the link of what is underlined by themselves. */
  readonly showsMessageInHover: boolean;
  openUris(): readonly string[];
  /** What is to be said of the place. Rejects only with `Cancelled`. */
  note(uri: string, position: Position, token: CancellationToken | undefined): Promise<PlaceNote | undefined>;
  /** How what these rules find in a file would be accepted, in the order asked. Rejects only with `Cancelled`. */
  waivers(
    wanted: { readonly folder: string; readonly path: string; readonly rules: readonly string[] },
    token: CancellationToken | undefined,
  ): Promise<readonly (TextEdit | undefined)[] | undefined>;
  /** What can be written there. Rejects only with `Cancelled`. */
  completions(
    uri: string,
    position: Position,
    token: CancellationToken | undefined,
  ): Promise<readonly PolicyCompletion[] | undefined>;
  /** What is to be shown beside the findings. Rejects only with `Cancelled`. */
  view(uri: string, token: CancellationToken | undefined): Promise<DocumentView | undefined>;
}

export function viewOf(verdict: PolicyVerdict, session: Session): DiagnosticView {
  const { policy } = verdict;
  return {
    uriOf: clientUris(verdict, session.openUris()),
    pageLink: session.pageLink,
    policy: session.shows && policy.kind === 'sound' ? policy.path : undefined,
  };
}

/** Edits are made for the texts that were judged, whatever has been typed since. */
export function targetsOf(verdict: PolicyVerdict, session: Session): EditTargets {
  return {
    uriOf: clientUris(verdict, session.openUris()),
    versionOf: (uri) => verdict.versions[uri] ?? null,
  };
}
