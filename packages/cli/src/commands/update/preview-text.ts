import type { UpdatePreview } from '@lockkeeper/operations';
import { displayText } from '@lockkeeper/policy-core';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { SeenSettings } from './update-settings.ts';

export interface ToldPreview {
  readonly profile: string;
  readonly mirror: string;
  readonly settings: SeenSettings['reading']['settings'];
  readonly preview: UpdatePreview;
}

/** Whether a run would do something now. */
function verdictOf({
  settings,
  preview,
}: ToldPreview): 'current' | 'refused' | 'would-update' | 'would-stage' {
  if (preview.refusals.length > 0) return 'refused';
  if (preview.isCurrent) return 'current';
  return settings.auto_restart ? 'would-update' : 'would-stage';
}

/** A refusal that is certain says more than one that is not. */
export function exitOfPreview({ refusals }: UpdatePreview): ExitCode {
  const isUnknown = (code: string) => /^unknown(?:-|$)/.test(code);
  const isRemote = (code: string) => code.startsWith('remote-');
  if (refusals.length === 0) return EXIT.ok;
  if (refusals.some(({ code }) => !isUnknown(code) && !isRemote(code))) return EXIT.findings;
  return refusals.some(({ code }) => isRemote(code)) ? EXIT.technical : EXIT.notJudged;
}

export function previewJson(told: ToldPreview): string {
  const { profile, mirror, settings, preview } = told;
  const { running, target, signer, refusals, changes } = preview;
  const document = {
    schema_version: 1,
    dry_run: true,
    profile,
    verdict: verdictOf(told),
    from: running.known ? { version: running.value.version, commit: running.value.commit } : null,
    to: target === undefined ? null : { version: target.version, commit: target.commit, at: target.at },
    verified: { required: settings.require_signed_tags, signer },
    refusals,
    commits: changes.known
      ? changes.value.commits.map(({ id, message }) => ({ id, subject: subjectOf(message) }))
      : null,
    files: changes.known ? changes.value.files.map(({ status, path }) => ({ status, path })) : null,
    mirror,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

export function previewLines(told: ToldPreview): readonly string[] {
  const { settings, preview, mirror } = told;
  const { signer, refusals, isFetched } = preview;
  const lines = [
    headline(told),
    ...refusals.map(({ step, code, message }) => `  ${step}: ${message} (${code})`),
    '',
    ...changeLines(preview),
    ...(settings.require_signed_tags ? [] : [UNSIGNED]),
    ...(signer === null ? [] : [`Signed by ${signer}.`]),
    `${isFetched ? `Fetched into ${mirror}. ` : ''}Nothing of the service was changed.`,
  ];
  return lines.map(displayText);
}

const UNSIGNED =
  'WARNING: No signature was verified (require_signed_tags = false). Anybody who can push runs code on this host.';

function headline(told: ToldPreview): string {
  const { running, target } = told.preview;
  const from = running.known ? nameOf(running.value) : 'what runs';
  const to = target === undefined ? undefined : nameOf(target);
  switch (verdictOf(told)) {
    case 'current':
      return `Up to date: ${from} is the newest version.`;
    case 'refused':
      return to === undefined ? `No update of ${from}:` : `No update from ${from} to ${to}:`;
    case 'would-update':
      return `Would update from ${from} to ${to ?? ''}.`;
    case 'would-stage':
      return `Would lay ${to ?? ''} ready for ${from}; auto_restart is off.`;
  }
}

/** Of each list so many lines; JSON has them all. */
const MOST_LINES = 20;

function changeLines({ changes }: UpdatePreview): readonly string[] {
  if (!changes.known) return [];
  const { commits, files } = changes.value;
  return [
    ...listed(
      'Commits',
      commits.map(({ id, message }) => `${id.slice(0, 12)} ${subjectOf(message)}`),
    ),
    ...listed(
      'Files',
      files.map(({ status, path }) => `${status.padEnd('type-changed'.length)} ${path}`),
    ),
  ];
}

function listed(title: string, all: readonly string[]): readonly string[] {
  if (all.length === 0) return [];
  const more = all.length > MOST_LINES ? [`  and ${all.length - MOST_LINES} more`] : [];
  return [`${title}: ${all.length}`, ...all.slice(0, MOST_LINES).map((line) => `  ${line}`), ...more, ''];
}

function subjectOf(message: string): string {
  return message.split('\n', 1)[0] ?? '';
}

function nameOf({ version, commit }: { readonly version: string | null; readonly commit: string }): string {
  return version === null ? commit.slice(0, 12) : `${version} (${commit.slice(0, 12)})`;
}
