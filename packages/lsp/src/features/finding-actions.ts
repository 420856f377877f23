import type { Finding, Undetermined } from '@lockkeeper/policy-core';
import {
  CodeActionKind,
  type CancellationToken,
  type CodeAction,
  type Diagnostic,
} from 'vscode-languageserver';

import { explainCommand } from '../convert/explain-command.ts';
import { rangeOf } from '../locations/range.ts';
import { openCommand } from '../convert/show-command.ts';
import { waiverAction } from '../convert/waiver-action.ts';
import type { PolicyVerdict } from '../worker/messages.ts';
import { targetsOf, viewOf, type Session } from './session.ts';

/** A finding, or a subject that waits for an approval, as it is shown. */
export interface ShownFinding {
  readonly subject: Finding | Undetermined;
  readonly diagnostic: Diagnostic;
}

/** What can be done about a finding beside ending it: read about its rule, and see what decided. */
export function aboutActions(
  shown: readonly ShownFinding[],
  verdict: PolicyVerdict,
  session: Session,
): readonly CodeAction[] {
  return shown.flatMap(({ subject, diagnostic }) => [
    explainAction(subject.rule, { diagnostic, verdict, session }),
    ...policyLineAction(subject, { diagnostic, verdict, session }),
  ]);
}

interface ActionContext {
  readonly diagnostic: Diagnostic;
  readonly verdict: PolicyVerdict;
  readonly session: Session;
}

function explainAction(rule: string, { diagnostic, verdict, session }: ActionContext): CodeAction {
  const command = explainCommand({ rule, summary: verdict.summaries[rule] ?? '' }, session.openPageCommand);
  return { title: command.title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], command };
}

/** Only where the client shows a file when it is asked to. */
function policyLineAction(
  { related, rule }: Finding | Undetermined,
  { diagnostic, verdict, session }: ActionContext,
): readonly CodeAction[] {
  const { policy } = verdict;
  const line = policy.kind === 'sound' ? related.find(({ at }) => at.path === policy.path) : undefined;
  if (line === undefined || !session.shows) return [];
  const title = `Open the policy line that decided this (${rule})`;
  const command = openCommand(title, viewOf(verdict, session).uriOf(line.at.path), rangeOf(line.at));
  return [{ title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], command }];
}

/** For each rule that found something there, how the policy would accept it. Rejects only with `Cancelled`. */
export async function waiverActions(
  { shown, path }: { readonly shown: readonly ShownFinding[]; readonly path: string },
  { verdict, session }: { readonly verdict: PolicyVerdict; readonly session: Session },
  token: CancellationToken | undefined,
): Promise<readonly CodeAction[]> {
  const { root: folder } = verdict;
  const rules = [...new Set(shown.map(({ subject }) => subject.rule))];
  if (folder === undefined || rules.length === 0) return [];
  const edits = (await session.waivers({ folder, path, rules }, token)) ?? [];
  const { confirms, shows } = session;
  const targets = targetsOf(verdict, session);
  return rules.flatMap((rule, index) => {
    const edit = edits[index];
    const first = shown.find(({ subject }) => subject.rule === rule);
    if (edit === undefined || first === undefined) return [];
    return [waiverAction({ rule, edit, diagnostic: first.diagnostic }, { targets, confirms, shows })];
  });
}
