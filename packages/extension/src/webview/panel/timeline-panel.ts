import { commands, env, l10n, type Disposable, type Uri, type WebviewPanel } from 'vscode';

import type { FromTimeline, ToTimeline } from '../timeline/timeline-message.ts';
import { fromTimeline } from '../timeline/timeline-message.ts';
import type { Timeline, TimelineEvent } from '../timeline/timeline.ts';
import { timelineWords } from '../timeline/timeline-words.ts';
import type { PageFiles } from './page-files.ts';
import { pageHtml } from './page-html.ts';

export const TIMELINE_PANEL = 'lockkeeper.deploymentTimeline';

/** What was found, or why nothing was; `undefined`: somebody cancelled it. */
export type TimelineLook =
  | { readonly kind: 'found'; readonly timeline: Timeline }
  | { readonly kind: 'failed'; readonly problem: string }
  | undefined;

export interface TimelinePanelNeeds {
  readonly folder: Uri;
  readonly files: PageFiles;
  /** @param most how many runs of each place */
  readonly look: (most: number) => Promise<TimelineLook>;
  readonly open: (what: NonNullable<TimelineEvent['opens']>) => Promise<void>;
}

/** As many as are looked at, and ten times as many whenever somebody asks for older ones. */
const AT_FIRST = 100;
const MORE = 10;

/** A panel with the page in it. Lifetime: from when it is opened, or found again after a reload, until it is closed. */
export class TimelinePanel implements Disposable {
  readonly panel: WebviewPanel;
  readonly folder: Uri;
  readonly #needs: TimelinePanelNeeds;
  readonly #following: readonly Disposable[];
  #most = AT_FIRST;
  #last: TimelineLook;
  /** Key of a lane that is to be selected. */
  #wanted: string | undefined;
  /** A page that was hidden is loaded anew when it is seen again, and then asks for everything. */
  #listens = false;
  #isLooking = false;

  constructor(panel: WebviewPanel, needs: TimelinePanelNeeds) {
    this.panel = panel;
    this.folder = needs.folder;
    this.#needs = needs;
    this.#following = [
      panel.webview.onDidReceiveMessage((said: unknown) => {
        const message = fromTimeline(said);
        if (message !== undefined) void this.#answer(message);
      }),
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.#listens = false;
      }),
    ];
    panel.webview.options = { enableScripts: true, localResourceRoots: [] };
    panel.iconPath = needs.files.icon;
    void needs.files.read().then((parts) => {
      panel.webview.html = pageHtml({ ...parts, words: timelineWords(), language: env.language });
    });
  }

  /** Brings it to front, with the newest event of a lane selected; `undefined`: as it is. */
  async show(lane: string | undefined): Promise<void> {
    this.#wanted = lane;
    this.panel.reveal();
    await this.look();
  }

  async look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    this.#tell({ kind: 'looking' });
    try {
      this.#last = (await this.#needs.look(this.#most)) ?? this.#last ?? CANCELLED();
    } finally {
      this.#isLooking = false;
    }
    this.#tellLast();
  }

  dispose(): void {
    for (const one of this.#following) one.dispose();
  }

  async #answer(message: FromTimeline): Promise<void> {
    switch (message.kind) {
      case 'ready':
        this.#listens = true;
        if (this.#last === undefined) await this.look();
        else this.#tellLast();
        return;
      case 'older':
        this.#most *= MORE;
        await this.look();
        return;
      case 'look':
        await this.look();
        return;
      case 'open': {
        const opens = this.#eventOf(message.key)?.opens;
        if (opens !== undefined) await this.#needs.open(opens);
        return;
      }
      case 'openPolicy':
        await commands.executeCommand('lockkeeper.openPolicy');
    }
  }

  /** The page may open what it was told of, and nothing else. */
  #eventOf(key: string): TimelineEvent | undefined {
    return this.#last?.kind === 'found'
      ? this.#last.timeline.events.find((event) => event.key === key)
      : undefined;
  }

  #tell(message: ToTimeline): void {
    if (this.#listens) void this.panel.webview.postMessage(message);
  }

  #tellLast(): void {
    if (!this.#listens || this.#last === undefined) return;
    if (this.#last.kind === 'failed') {
      this.#tell(this.#last);
      return;
    }
    const { timeline } = this.#last;
    this.#tell({ kind: 'timeline', folder: this.folder.toString(), timeline, lane: this.#wanted });
    this.#wanted = undefined;
  }
}

const CANCELLED = () => ({ kind: 'failed' as const, problem: l10n.t('Cancelled before anything was read.') });
