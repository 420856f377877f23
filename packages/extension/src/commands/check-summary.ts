import type { CheckWorkspaceAnswer } from '@lockkeeper/lsp/protocol';

/** One message for the whole workspace: what was found, what could not be decided, and where no policy holds. */
export function checkSummary({ findings, undetermined, files, withoutPolicy }: CheckWorkspaceAnswer): string {
  const judged = files > 0 || withoutPolicy.length === 0;
  const found = findings === 0 ? 'No findings' : counted(findings, 'finding');
  return [
    judged ? `${found} in ${counted(files, 'file')}.` : '',
    undetermined > 0 ? `${counted(undetermined, 'subject')} could not be decided here.` : '',
    withoutPolicy.length > 0
      ? `No policy in ${withoutPolicy.map(folderName).join(', ')}. Create one with lockkeeper init.`
      : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function folderName(uri: string): string {
  return decodeURIComponent(uri.replace(/\/+$/, '').split('/').at(-1) ?? uri);
}
