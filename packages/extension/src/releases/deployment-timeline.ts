import { ViewColumn, l10n, window, workspace, type Disposable, type Uri, type WebviewPanel } from 'vscode';

import { isRecord, textAt } from '../json/json-shape.ts';
import type { PageFiles } from '../webview/panel/page-files.ts';
import { TIMELINE_PANEL, TimelinePanel, type TimelineLook } from '../webview/panel/timeline-panel.ts';
import { timelineOf } from '../webview/timeline/timeline-of.ts';
import { timelineState } from '../webview/timeline/timeline-state.ts';
import { askStatus } from './ask-status.ts';
import { openEvent, type EventNeeds } from './open-event.ts';
import { notTrusted, whichFolder } from './which-folder.ts';

export interface DeploymentTimeline extends Disposable {
  /**
   * Draws what ran where over time. `about`: what VS Code hands over, such as the row of a place whose menu it was; it may name
   * the place by its key, and its folder by a URI.
   */
  show(about: unknown): Promise<void>;
  /** Something was done there: looks again where it is drawn. */
  outdated(folder: Uri): Promise<void>;
}

interface TimelineNeeds extends EventNeeds {
  readonly files: PageFiles;
  /** Folder whose rows the view shows. */
  readonly shownFolder: () => Uri | undefined;
}

/** `Lockkeeper: Show Deployment Timeline`: there is one panel, and it is found again after a reload. */
export function createDeploymentTimeline(needs: TimelineNeeds): DeploymentTimeline {
  let open: TimelinePanel | undefined;
  const take = (panel: WebviewPanel, folder: Uri): TimelinePanel => {
    open?.panel.dispose();
    const taken = new TimelinePanel(panel, {
      folder,
      files: needs.files,
      look: async (most) => await lookAt(folder, most, needs),
      open: async (what) => await openEvent(what, folder, needs),
    });
    open = taken;
    panel.onDidDispose(() => {
      taken.dispose();
      if (open === taken) open = undefined;
    });
    return taken;
  };
  const restoring = window.registerWebviewPanelSerializer(TIMELINE_PANEL, {
    async deserializeWebviewPanel(panel, saved) {
      const folder = folderOpen(timelineState(saved).folder);
      if (folder === undefined) panel.dispose();
      else take(panel, folder);
      await Promise.resolve();
    },
  });
  return {
    async show(about) {
      const { key, folder: named } = placeAbout(about);
      const folder =
        folderOpen(named) ?? (key === undefined ? undefined : needs.shownFolder()) ?? (await whichFolder());
      if (folder === undefined) return;
      const isOpen = open?.folder.toString() === folder.toString();
      const shown = isOpen && open !== undefined ? open : take(newPanel(), folder);
      await shown.show(key);
    },
    async outdated(folder) {
      if (open?.folder.toString() === folder.toString()) await open.look();
    },
    dispose() {
      restoring.dispose();
      open?.panel.dispose();
    },
  };
}

function newPanel(): WebviewPanel {
  return window.createWebviewPanel(TIMELINE_PANEL, l10n.t('Deployment Timeline'), ViewColumn.Active);
}

interface AboutPlace {
  readonly key?: string | undefined;
  readonly folder?: string | undefined;
}

function placeAbout(about: unknown): AboutPlace {
  return isRecord(about) ? { key: textAt(about, 'key') || undefined, folder: textAt(about, 'folder') } : {};
}

/** Only what is open is looked at, whatever a page or a menu names. */
function folderOpen(uri: string | undefined): Uri | undefined {
  if (!workspace.isTrusted) return undefined;
  return workspace.workspaceFolders?.find((folder) => folder.uri.toString() === uri)?.uri;
}

async function lookAt(folder: Uri, most: number, { program }: TimelineNeeds): Promise<TimelineLook> {
  if (!workspace.isTrusted) return { kind: 'failed', problem: notTrusted() };
  const outcome = await askStatus(folder, program, ['--history', String(most)]);
  if (outcome.kind === 'cancelled') return undefined;
  if (outcome.kind === 'failed') return outcome;
  const { answer } = outcome;
  return answer.verdict === 'shown'
    ? { kind: 'found', timeline: timelineOf(answer.places, new Date()) }
    : { kind: 'failed', problem: l10n.t('Lockkeeper could not read what runs where. Refresh the view.') };
}
